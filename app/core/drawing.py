"""What objects of a paragraph show: sizes in twips, shapes with their places, and words for what is not drawn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """One part of a drawing, `x`, `y` from its corner. `kind` is picture, box, line, oval or frame (a rectangle)."""

    kind: str
    x: int
    y: int
    width: int
    height: int
    line: str = ""  # colour of the outline as RRGGBB, "" for none
    fill: str = ""
    weight: int = 15  # thickness of the outline
    image: str = ""  # the package part with the picture
    box: int | None = None  # which text box of the paragraph stands in it
    flipped: bool = False  # a line from lower left to upper right
    fits: str = ""  # a box as high ("height"), or also as wide ("both") as its text


@dataclass(frozen=True, slots=True)
class Floating:
    """Where an anchored drawing stands: offsets or alignments from what `h_from` and `v_from` name."""

    h_from: str = "column"  # column, margin, page, character
    x: int = 0
    h_align: str = ""
    v_from: str = "paragraph"  # paragraph, line, margin, page
    y: int = 0
    v_align: str = ""
    wraps: bool = False  # text keeps clear of it
    behind: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """An object as it is shown; `floating` is None for one that stands in its line. `words` say what is not drawn."""

    kind: str
    width: int = 0
    height: int = 0
    shapes: tuple[Shape, ...] = ()
    words: str = ""
    floating: Floating | None = None

    @property
    def boxes(self) -> tuple[int, ...]:
        """The text boxes of the paragraph that stand in it."""
        return tuple(shape.box for shape in self.shapes if shape.box is not None)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters start..end that mean more than they say: link, control, ruby (`words` is the reading), or field (its code)."""

    start: int
    end: int
    kind: str
    words: str = ""
