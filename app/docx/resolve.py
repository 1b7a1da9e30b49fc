"""Accepting and rejecting tracked changes (ISO/IEC 29500-1 17.13.5), as an office program does it.

Content that goes takes with it what stands in it whole; half of a range, half of a field and the reference of a comment
on words that stay are kept. A paragraph whose mark goes runs on into the next one and takes that one's properties.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping

from lxml import etree

from app.docx.inline import DELETIONS, P
from app.docx.journal import Journal
from app.docx.names import VAL, Element, M, first_child, q, w
from app.docx.order import put_in_order
from app.docx.range_marks import by_block
from app.docx.revisions import CONTENT, PPR, RPR, TBL, TC, TR
from app.docx.split import half_fields, half_ranges

_CHANGES = tuple(
    w(name)
    for name in (
        "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange", "tblGridChange",
        "numberingChange", "cellIns", "cellDel", "cellMerge",
    )
)  # fmt: skip
EVERY = (*CONTENT, *_CHANGES)
_COMES = frozenset({w("ins"), w("moveTo"), w("cellIns")})
_KEPT: Mapping[str, frozenset[str]] = {  # what a change of properties does not speak of
    w("rPrChange"): frozenset(CONTENT),
    w("pPrChange"): frozenset({RPR, w("sectPr")}),
    w("sectPrChange"): frozenset({w("headerReference"), w("footerReference")}),
    w("trPrChange"): frozenset({w("ins"), w("del")}),
    w("tcPrChange"): frozenset({w("cellIns"), w("cellDel"), w("cellMerge")}),
}
_LAST = frozenset({RPR, w("sectPr")})  # children of a pPr that stand behind the old ones
_UNDELETED = {w("delText"): w("t"), w("delInstrText"): w("instrText")}
_BESIDE = frozenset(
    w(f"{name}{end}") for name in ("bookmark", "commentRange", "perm", "moveFromRange", "moveToRange") for end in ("Start", "End")
) | {w("proofErr")}
_VERTICAL = {"cont": None, "rest": "restart"}


class Resolver:
    """One acceptance or rejection of any number of changes, remembered by `journal`."""

    def __init__(self, journal: Journal, *, accept: bool) -> None:
        self.journal = journal
        self.accept = accept
        self.commented: set[str] = set()  # comments whose reference stood in what went, kept for the words left to them

    def resolve(self, elements: Iterable[Element]) -> None:
        """Accept or reject the changes that `elements` make."""
        paragraphs: list[Element] = []
        for block, inside in by_block(elements).items():
            if block.tag in CONTENT:
                self._between_blocks(block)
                continue
            place = {node: at for at, node in enumerate(block.iter())}
            edited = self.journal.edit(block)
            nodes = list(edited.iter())
            chosen = [nodes[place[element]] for element in inside]
            for element in reversed(chosen):
                if edited in (element, *element.iterancestors()):
                    paragraphs += self._one(element)
        for p in paragraphs:  # the last first, so that several run on one into another
            if p.getparent() is not None:
                self._run_on(p)

    def _between_blocks(self, element: Element) -> None:
        """A change around whole blocks of a story, as some programs write it."""
        parent = element.getparent()
        if parent is None:
            return
        at = parent.index(element)
        goes = (element.tag in _COMES) != self.accept
        kept = [] if goes else [copy.deepcopy(child) for child in element]
        self.journal.remove(element)
        for place, node in enumerate(kept, at):
            self.journal.insert(parent, place, node)

    def _one(self, element: Element) -> list[Element]:
        """Settle one change; gives the paragraph whose mark goes with it, if any."""
        parent = element.getparent()
        if parent is None:
            return []
        goes = (element.tag in _COMES) != self.accept
        holder = parent.getparent()
        if element.tag in CONTENT and parent.tag == RPR and holder is not None:
            parent.remove(element)
            if not len(parent) and not parent.attrib:
                holder.remove(parent)
            p = next(holder.iterancestors(P), None) if holder.tag == PPR else None
            return [p] if goes and p is not None else []
        if element.tag in CONTENT and parent.tag == w("trPr"):
            self._structure(element, next(element.iterancestors(TR), None), goes)
        elif element.tag in (w("cellIns"), w("cellDel")):
            self._structure(element, next(element.iterancestors(TC), None), goes)
        elif element.tag in CONTENT and parent.tag == w("numPr"):
            self._structure(element, parent, goes)
        elif element.tag in CONTENT and parent.tag in (q(M, "r"), q(M, "ctrlPr")):
            _math(element, parent, goes)
        elif element.tag in CONTENT:
            self.commented |= _content(element, goes, undelete=element.tag in DELETIONS)
        elif element.tag == w("cellMerge"):
            _merge(element, element.get(w("vMerge" if self.accept else "vMergeOrig")))
        else:
            _properties(element, parent, back=not self.accept)
        return []

    def _structure(self, element: Element, whole: Element | None, goes: bool) -> None:
        """A row, a cell or a number comes or goes; a row without cells and a table without rows go too."""
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
            if parent.tag == w("trPr") and not len(parent):
                _drop(parent)
        if not goes or whole is None:
            return
        outer = whole.getparent()
        if outer is None or whole.tag == w("numPr"):
            _drop(whole)
            return
        self.journal.remove(whole)
        if outer.tag == TR and next(outer.iter(TC), None) is None:
            table = outer.getparent()
            self.journal.remove(outer)
            outer = table if table is not None else outer
        if outer.tag == TBL and next(outer.iter(TR), None) is None:
            self.journal.remove(outer)

    def _run_on(self, p: Element) -> None:
        """Join `p`, whose mark goes, with the paragraph after it; where none follows, an empty one goes by itself."""
        if not run_on(self.journal, p):
            self._leave(p, _following(p)[1])

    def _leave(self, p: Element, following: Element | None) -> None:
        """Take `p` away before what is no paragraph, when it is empty and neither a section nor a cell ends with it."""
        content = [child for child in p if child.tag != PPR]
        if any(child.tag not in _BESIDE for child in content) or p.find(f"{PPR}/{w('sectPr')}") is not None:
            return
        before = p.getprevious()
        if before is None or before.tag != P:
            last = following is None or following.tag == w("sectPr")
            if last or content or (before is not None and before.tag == following.tag):  # pyright: ignore[reportOptionalMemberAccess]
                return
        elif content:
            self.journal.edit(before).extend(content)
        self.journal.remove(p)


def run_on(journal: Journal, p: Element) -> bool:
    """Put what stands in `p` before what stands in the paragraph after it, which keeps its own properties.

    Returns False, with nothing done, when no paragraph follows in the same story.
    """
    between, following = _following(p)
    if following is None or following.tag != P:
        return False
    target = journal.edit(following)
    properties = first_child(target, PPR)
    at = 0 if properties is None else target.index(properties) + 1
    content = [child for child in p if child.tag != PPR]
    for node in between:
        journal.remove(node)
    target[at:at] = [*content, *[_copy(node) for node in between]]
    journal.remove(p)
    return True


def _following(p: Element) -> tuple[list[Element], Element | None]:
    """The range marks right after `p`, and what stands behind them."""
    between: list[Element] = []
    following = p.getnext()
    while following is not None and following.tag in _BESIDE:
        between.append(following)
        following = following.getnext()
    return between, following


def every(root: Element) -> list[Element]:
    """Every element below `root` that makes a tracked change, in document order."""
    return list(root.iter(*EVERY))


def _content(element: Element, goes: bool, *, undelete: bool) -> set[str]:
    """Take a change's content out, or let it stand; gives the comments whose reference was kept."""
    parent = element.getparent()
    if parent is None:
        return set()
    at = parent.index(element)
    if goes:
        kept = _survivors(element)
    else:
        kept = list(element)
        if undelete:
            _undelete(element)
    parent[at : at + 1] = kept
    return {one.get(w("id"), "") for node in kept for one in node.iter(w("commentReference"))} if goes else set()


def _undelete(element: Element) -> None:
    for node in element.iter(*_UNDELETED):
        if not any(outer.tag in DELETIONS for outer in _between(node, element)):
            node.tag = _UNDELETED[str(node.tag)]


def _between(node: Element, outer: Element) -> Iterable[Element]:
    for ancestor in node.iterancestors():
        if ancestor is outer:
            return
        yield ancestor


def _survivors(gone: Element) -> list[Element]:
    """What must not go with content: half of a range, half of a field, the reference of a comment on words that stay."""
    inside = {node.get(w("id")) for node in gone.iter(w("commentRangeStart"))}
    references = [node for node in gone.iter(w("commentReference")) if node.get(w("id")) not in inside and _has_range(node)]
    nodes = [*half_ranges(gone), *half_fields(gone)]
    nodes += [run for node in references if (run := node.getparent()) is not None]
    order = {node: rank for rank, node in enumerate(gone.iter())}
    kept = sorted(dict.fromkeys(nodes), key=lambda node: order[node])
    for node in kept:
        _undelete(node)
        for text in [child for child in node if child.tag in (w("t"), w("delText"))]:
            node.remove(text)
    return kept


def _has_range(reference: Element) -> bool:
    """Whether the words that a comment speaks of begin somewhere: without a range, the reference is all it has."""
    root = reference.getroottree().getroot()
    number = reference.get(w("id"))
    return any(node.get(w("id")) == number for node in root.iter(w("commentRangeStart")))


def _math(element: Element, parent: Element, goes: bool) -> None:
    """A change written inside a math run (or at a control character) concerns that run."""
    if goes and parent.tag == q(M, "r"):
        _drop(parent)
        return
    at = parent.index(element)
    parent[at : at + 1] = list(element)


def _merge(element: Element, value: str | None) -> None:
    """Cells merged or parted: write the merge that now holds."""
    properties = element.getparent()
    if properties is None:
        return
    present = first_child(properties, w("vMerge"))
    if present is not None:
        properties.remove(present)
    if value in _VERTICAL:
        made = etree.Element(w("vMerge"))
        if _VERTICAL[value]:
            made.set(VAL, _VERTICAL[value] or "")
        element.addprevious(made)
    properties.remove(element)
    put_in_order(properties)


def _properties(change: Element, holder: Element, *, back: bool) -> None:
    """Forget what properties were before, or (`back`) give them back."""
    if not back or change.tag == w("numberingChange"):
        holder.remove(change)
    else:
        old = next(change.iterchildren("*"), None)
        kept = [child for child in holder if child.tag in _KEPT.get(str(change.tag), ())]
        late = [child for child in kept if child.tag in _LAST and holder.tag == PPR]
        early = [child for child in kept if child not in late]
        holder[:] = [*early, *(list(old) if old is not None else []), *late]
    if not len(holder) and not holder.attrib and holder.tag in (RPR, PPR):
        _drop(holder)


def _copy(node: Element) -> Element:
    made = etree.Element(node.tag)
    for name, value in node.items():
        made.set(name, value)
    return made


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
