"""A paragraph's text: which elements take how many characters, as the command line's contract defines it.

Text is `w:t`, tabs, breaks, hyphens and symbols; a picture, object, equation, or note or comment reference takes one
U+FFFC. Deleted and moved-away text, field codes, alternative twins and what stands in text boxes are not in it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from app.core.report import OBJECT
from app.docx.names import MC, Element, M, q, w

NON_BREAKING_HYPHEN = "\u2011"
SOFT_HYPHEN = "\u00ad"
UNKNOWN_SYMBOL = "\ufffd"

P, R, T = w("p"), w("r"), w("t")
MATH = q(M, "oMath")
CHOICE, FALLBACK, ALTERNATE = q(MC, "Choice"), q(MC, "Fallback"), q(MC, "AlternateContent")
TEXT_BOX = w("txbxContent")
INSERTIONS = {w("ins"): "ins", w("moveTo"): "moveTo"}
DELETIONS = frozenset({w("del"), w("moveFrom")})
TRANSPARENT = frozenset(
    {
        *(w(name) for name in ("hyperlink", "sdt", "sdtContent", "smartTag", "customXml", "fldSimple", "dir", "bdo", "rubyBase")),
        q(M, "oMathPara"),
    }
)
OBJECTS = {
    w("drawing"): "picture",
    w("pict"): "picture",
    w("object"): "object",
    w("contentPart"): "picture",
    w("footnoteReference"): "footnoteRef",
    w("endnoteReference"): "endnoteRef",
    w("commentReference"): "commentRef",
    w("footnoteRef"): "noteMark",
    w("endnoteRef"): "noteMark",
    MATH: "equation",
}


class Piece(NamedTuple):
    """What has width in a paragraph's text: characters start..end come from `element` in `run`.

    `kind` is text, tab, break, hyphen, symbol or object; `revision` is "ins" or "moveTo" inside a tracked one. An
    equation stands outside any run: its `run` is None.
    """

    element: Element
    start: int
    end: int
    text: str
    kind: str
    run: Element | None
    revision: str | None


class _Collector:
    """Walks one paragraph; `codes` holds, for each open complex field, whether its code part is still going on."""

    __slots__ = ("at", "codes", "pieces")

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.codes: list[bool] = []
        self.at = 0

    def add(self, element: Element, text: str, kind: str, run: Element | None, revision: str | None) -> None:
        if text and True not in self.codes:
            end = self.at + len(text)
            self.pieces.append(Piece(element, self.at, end, text, kind, run, revision))
            self.at = end

    def inline(self, container: Element, revision: str | None) -> None:
        for child in container:
            tag = child.tag
            if tag == R:
                self.run(child, child, revision)
            elif tag in TRANSPARENT:
                self.inline(child, revision)
            elif tag in INSERTIONS:
                self.inline(child, INSERTIONS[tag])
            elif tag == ALTERNATE:
                self.inline(chosen(child), revision)
            elif tag == MATH:
                self.add(child, OBJECT, "object", None, revision)

    def run(self, container: Element, run: Element, revision: str | None) -> None:
        for child in container:
            tag = child.tag
            if tag == T:
                self.add(child, _plain(child.text), "text", run, revision)
            elif tag in OBJECTS:
                self.add(child, OBJECT, "object", run, revision)
            elif tag in _MARKS:
                kind, text = _MARKS[tag]
                self.add(child, text, kind, run, revision)
            elif tag in _SPECIAL:
                _SPECIAL[tag](self, child, run, revision)

    def symbol(self, element: Element, run: Element, revision: str | None) -> None:
        self.add(element, symbol(element), "symbol", run, revision)

    def ruby(self, element: Element, _run: Element, revision: str | None) -> None:
        for base in element.iterchildren(w("rubyBase")):
            self.inline(base, revision)

    def alternate(self, element: Element, run: Element, revision: str | None) -> None:
        self.run(chosen(element), run, revision)

    def field(self, element: Element, _run: Element, _revision: str | None) -> None:
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            self.codes.append(True)
        elif kind == "separate" and self.codes:
            self.codes[-1] = False
        elif kind == "end" and self.codes:
            self.codes.pop()


_MARKS = {
    w("tab"): ("tab", "\t"),
    w("ptab"): ("tab", "\t"),
    w("br"): ("break", "\n"),
    w("cr"): ("break", "\n"),
    w("noBreakHyphen"): ("hyphen", NON_BREAKING_HYPHEN),
    w("softHyphen"): ("hyphen", SOFT_HYPHEN),
}
_SPECIAL: dict[str, Callable[[_Collector, Element, Element, str | None], None]] = {
    w("sym"): _Collector.symbol,
    w("ruby"): _Collector.ruby,
    ALTERNATE: _Collector.alternate,
    w("fldChar"): _Collector.field,
}


def pieces(p: Element) -> list[Piece]:
    """Everything that has width in the text of paragraph `p`, in order."""
    collector = _Collector()
    collector.inline(p, None)
    return collector.pieces


def paragraph_text(p: Element) -> str:
    """The text of paragraph `p`; offsets in it are those that findings and edits carry."""
    return "".join(piece.text for piece in pieces(p))


def chosen(alternate: Element) -> Element:
    """The branch of an AlternateContent that counts: its first Choice, else its Fallback, else itself (empty)."""
    branch = alternate.find(CHOICE)
    if branch is None:
        branch = alternate.find(FALLBACK)
    return alternate if branch is None else branch


def symbol(element: Element) -> str:
    """The character of a `w:sym`; U+FFFD when its code is missing or not a character."""
    try:
        code = int(element.get(w("char"), ""), 16)
        return UNKNOWN_SYMBOL if code == 0 or 0xD800 <= code <= 0xDFFF else chr(code)
    except (ValueError, OverflowError):
        return UNKNOWN_SYMBOL


def break_kind(element: Element) -> str:
    """Whether a break ends the page, the column or the line: "page", "column" or "line" for a `w:br` or `w:cr`."""
    kind = element.get(w("type"))
    return kind if kind in ("page", "column") else "line"


def is_deleted(p: Element) -> bool:
    """Whether the mark of paragraph `p` is deleted or moved away by revision."""
    mark = p.find(f"{w('pPr')}/{w('rPr')}")
    return mark is not None and any(mark.find(tag) is not None for tag in DELETIONS)


def text_boxes(p: Element) -> list[Element]:
    """The `w:txbxContent` that paragraph `p` itself anchors: no twins, nothing deleted, none inside another one."""
    return [box for box in p.iter(TEXT_BOX) if _belongs(box, p)]


def _belongs(box: Element, p: Element) -> bool:
    node = box.getparent()
    while node is not None and node is not p:
        if node.tag == TEXT_BOX or node.tag in DELETIONS:
            return False
        parent = node.getparent()
        if parent is not None and parent.tag == ALTERNATE and chosen(parent) is not node:
            return False
        node = parent
    return True


def _plain(text: str | None) -> str:
    # Word shows a line break inside w:t as a space; offsets stay
    if not text:
        return ""
    return text.replace("\n", " ").replace("\r", " ") if "\n" in text or "\r" in text else text
