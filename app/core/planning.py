"""From a changed tree to edits: how moved sections look, what every numeral reads, and which mentions follow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from app.core.counting import Count
from app.core.edits import Edit, Reformat, Relook, Retext
from app.core.errors import ReportError
from app.core.item_lists import item_lists
from app.core.mentions import Mention, mentions, without_overlap
from app.core.numerals import Scheme, parse_alone
from app.core.report import Node, Paragraph, Report
from app.core.series import renumber
from app.core.tree import Tree, Twig


@dataclass(frozen=True, slots=True)
class Numbering:
    """A numeral that follows: paragraph `uid` shows `old` and is to show `new`; `text` are the words after it."""

    uid: int
    old: str
    new: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """One step on the tree: `label` is its name, `edits` what it does, `numerals` and `mentions` what follows.

    `gone` counts paragraphs that it removes; `focus` is the paragraph to show afterwards (at offset `at`), `depth` the level
    that its section is to have then (None: not for the plan to say). `marks` are end marks that follow; `listed` is how many
    items the list is to have in which the one at the focus then stands.
    """

    label: str
    edits: tuple[Edit, ...] = ()
    numerals: tuple[Numbering, ...] = ()
    mentions: tuple[Mention, ...] = ()
    gone: int = 0
    focus: int | None = None
    depth: int | None = None
    marks: tuple[Numbering, ...] = ()
    at: int = 0
    listed: int | None = None

    def with_mentions(self, chosen: Iterable[Mention]) -> tuple[Edit, ...]:
        """All edits, and those of the mentions that shall follow."""
        return (*self.edits, *(Retext(m.uid, m.start, m.end, m.new) for m in chosen))

    @property
    def all_sure(self) -> tuple[Edit, ...]:
        """All edits, with the mentions that can mean nothing else."""
        return self.with_mentions(m for m in self.mentions if m.sure)

    @property
    def means_structure(self) -> bool:
        """Whether `missed` has anything to look at."""
        return self.depth is not None or self.listed is not None

    def missed(self, after: Report) -> str:
        """Why the report afterwards, as the program understands it, is not what the step meant; "" when it is."""
        if self.depth is not None and not any(n.uid == self.focus and n.level == self.depth for n in after.nodes()):
            return _NOT_AT_THAT_LEVEL
        held = (len(one.members) for one in item_lists(after) if one.index((self.focus or 0, self.at)) is not None)
        if self.listed is not None and next(held, None) != self.listed:
            return _NOT_LISTED
        return ""

    @property
    def does_nothing(self) -> bool:
        return not self.edits and not self.mentions


_NOT_AT_THAT_LEVEL = "标题的序数和字体都表示不出这个层次；请先给它和邻近的标题编上序数"
_NOT_LISTED = "移动后分不清各条从哪里到哪里；请先在每条末尾用“；”或“。”"
HEADING_CHARS = ("east_asia", "ascii", "h_ansi", "cs", "size", "bold", "italic", "color", "spacing")
_SET_OFF = frozenset({Scheme.PART, Scheme.CHAPTER, Scheme.SECTION, Scheme.ARTICLE})
_BLANKS = " \u3000\u00a0\t"


@dataclass(slots=True)
class Planner:
    """Collects what a step needs; `tree` is changed by it."""

    tree: Tree
    edits: list[Edit] = field(default_factory=list[Edit])
    numerals: list[Numbering] = field(default_factory=list[Numbering])
    changed: dict[int, str] = field(default_factory=dict[int, str])
    tidy: bool = False

    @property
    def report(self) -> Report:
        return self.tree.report

    def dress(self, twig: Twig) -> None:
        """A section at another depth takes the look of those that were there."""
        node = twig.node
        if node is None:
            return
        model = self._model(twig, run_in=node.run_in)
        p = self.report.by_uid[node.uid]
        if model is not None:
            if _looks(model) != _looks(p):
                self.edits.append(Relook(p.uid, model.uid, p.role.heading_end if node.run_in else None))
            return
        other = self._model(twig, run_in=not node.run_in)
        if other is not None and other.runs:  # only the words look like it: the paragraph is of another make
            chars = {name: getattr(other.runs[0].format, name) for name in HEADING_CHARS}
            self.edits.append(Reformat(p.uid, chars=chars, start=0, end=p.role.heading_end or len(p.text)))

    def _model(self, twig: Twig, *, run_in: bool) -> Paragraph | None:
        """A heading that was at that depth before, run in or on a line of its own."""
        node = twig.node
        assert node is not None
        siblings = twig.parent.children if twig.parent is not None else []
        for other in (*siblings, *self.tree.twigs):
            one = other.node
            if other.moved or one is None or one is node or other.parent is None or other.depth != twig.depth:
                continue
            if one.run_in == run_in and one.type == node.type:
                return self.report.by_uid[one.uid]
        return None

    def count(self, touched: Sequence[Twig] | None, stirred: Twig | None = None) -> None:
        """Make the numerals below `touched` (None: everywhere) read as they are counted; `stirred` moved or went."""
        forms = (
            {one.numeral.scheme for one in stirred.walk() if one.numeral is not None} if stirred is not None else set[Scheme]()
        )
        parents = None if touched is None else {id(twig) for twig in touched}
        for twig, wanted in Count(self.tree, tidy=self.tidy).numerals(parents, forms):
            self._number(twig, wanted)

    def _number(self, twig: Twig, wanted: str) -> None:
        node = twig.node
        if node is None:
            twig.sample = wanted
            return
        if not twig.moved:
            self._recount(node, wanted)
            return
        manner = self._manner(twig)
        if node.automatic and manner is None:
            self._follow(node, wanted, *as_text(self.report.by_uid[node.uid], wanted))
        elif node.automatic and manner is not None:
            self._follow(node, wanted, *self._count_by(node, manner))
        elif manner is not None:
            typed = renumber(self.report, node, node.value)
            if isinstance(typed, Retext):
                self._follow(node, wanted, replace(typed, new=""), *self._count_by(node, manner))
        else:
            self._recount(node, wanted)

    def _recount(self, node: Node, wanted: str) -> None:
        """A section that stays with its neighbours; an automatic number counts by itself unless its list begins wrong."""
        if wanted == node.numeral:
            return
        new = parse_alone(wanted)
        edit = renumber(self.report, node, node.value if new is None else new.value)
        if isinstance(edit, Retext):
            self._follow(node, wanted, self._written(edit, node.numeral, wanted))
        elif node.automatic and new is not None and new.value != node.value:
            self._follow(node, wanted, *((edit,) if edit is not None and self.tidy else ()))

    def _written(self, edit: Retext, old: str, wanted: str) -> Retext:
        """`edit` that writes `wanted` in place of `old`: 第一条 is set off from its words by a blank, （一） is not."""
        before, after = parse_alone(old), parse_alone(wanted)
        text, end = self.report.by_uid[edit.uid].text, edit.end
        if before is None or after is None or (before.scheme in _SET_OFF) is (after.scheme in _SET_OFF):
            return replace(edit, new=wanted)
        while end < len(text) and text[end] in _BLANKS:
            end += 1
        return replace(edit, end=end, new=wanted + ("\u3000" if after.scheme in _SET_OFF else ""))

    def _manner(self, twig: Twig) -> Paragraph | None:
        """A paragraph whose automatic list a section that moved joins; None where its neighbours are typed."""
        siblings = twig.parent.children if twig.parent is not None else []
        settled = [child.node for child in siblings if child.node is not None and not child.moved and child.node.numeral]
        automatic = [node for node in settled if node.automatic]
        if settled:
            return self.report.by_uid[automatic[0].uid] if len(automatic) * 2 > len(settled) else None
        if twig.node is None or not twig.node.automatic:
            return None
        if twig.deeper == 0:
            return self.report.by_uid[twig.node.uid]
        others = (t for t in self.tree.twigs if not t.moved and t.parent is not None and t.node is not None and t.node.automatic)
        return next((self.report.by_uid[t.node.uid] for t in others if t.node is not None and t.depth == twig.depth), None)

    def _count_by(self, node: Node, manner: Paragraph) -> tuple[Edit, ...]:
        number, own = manner.number, self.report.by_uid[node.uid].number
        if number is None or (own is not None and (own.num_id, own.level) == (number.num_id, number.level)):
            return ()
        return (Reformat(node.uid, paragraph={"num_id": number.num_id, "num_level": number.level}),)

    def _follow(self, node: Node, wanted: str, *edits: Edit) -> None:
        self.edits += edits
        if wanted != node.numeral:
            self.changed[id(node)] = wanted
            self.numerals.append(Numbering(node.uid, node.numeral, wanted, node.text))

    def plan(
        self, label: str, structure: Sequence[Edit], *, gone: int = 0, focus: int | None = None, depth: int | None = None
    ) -> Plan:
        """The step as a value. Raises ReportError where changes are tracked and the step is more than a change of words."""
        if structure or not all(isinstance(edit, Retext) for edit in self.edits):
            refuse_tracking(self.report)
        taken: dict[int, list[tuple[int, int]]] = {}
        for edit in self.edits:
            if isinstance(edit, Retext):
                taken.setdefault(edit.uid, []).append((edit.start, max(edit.end, edit.start + 1)))
        found = without_overlap(mentions(self.report, self.changed), taken)
        return Plan(label, (*self.edits, *structure), tuple(self.numerals), found, gone, focus, depth)


def refuse_tracking(report: Report) -> None:
    """Raises ReportError while changes are tracked: what moves or changes its list could not be rejected again."""
    if report.tracking:
        raise ReportError("文档正在记录修订，移动、增删段落和改动自动编号会使修订无法还原", "请先关闭修订（“审阅 › 修订”）")


def as_text(p: Paragraph, shown: str) -> tuple[Edit, ...]:
    """The edits that turn the automatic number of `p` into the text `shown`; its lines stay where they stand."""
    form = p.format
    kept = {"left": form.left, "first_line": form.first_line}
    if form.left_chars is not None or form.first_line_chars is not None:
        kept = {"left_chars": form.left_chars or 0, "first_line_chars": form.first_line_chars or 0}
    return (
        Reformat(p.uid, paragraph={"num_id": 0, "num_level": 0, **kept}),
        Retext(p.uid, 0, 0, shown),
    )


def _looks(p: Paragraph) -> tuple[object, ...]:
    """What one heading shares with another that looks like it."""
    form = p.format
    return (
        form.style_id, form.align, form.left, form.right, form.first_line, form.first_line_chars, form.outline_level, form.before,
        form.after, form.line, p.runs[0].format if p.runs else p.mark,
    )  # fmt: skip
