"""A numbered or styled line on its way to the outline, and the words that tell a heading from a clause."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.core.logical_lines import Line
from app.core.numerals import Numeral, Scheme
from app.core.report import LEVELS, Kind, Node
from app.core.traits import Traits

if TYPE_CHECKING:
    from app.core.siblings import Group

_NAMELY = 20  # characters of a line that can hardly be a sentence
_LAW = re.compile(
    r"的，|应当|不得|有权|必须|可以请求|予以支持|下列|以下(?!简称|称)|如下|(?:院|府|关|门|位|区|业|委|局|厅)(?:均|都)?(?:要|应)(?![求点素件急用对当])"
)
_COLON = re.compile(r"：(?=.)")
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|（[^）]*）")
_LIST = re.compile(r"下列|以下(?!简称|称)|如下|情形|包括|的[：:]$")


@dataclass(slots=True, eq=False)
class Branch:
    """A numbered or styled line in the tree; `index` is the paragraph's place in the flow, `forced` a kind set by hand."""

    index: int
    traits: Traits
    line: Line | None
    rank: float = 0.0
    scheme: Scheme | None = None
    value: int = 0
    forced: Kind | None = None
    level: int = 0
    parent: Branch | None = None
    children: list[Branch] = field(default_factory=list["Branch"])
    content: bool = False  # text of its own follows before the next branch
    score: int = 0  # how much it reads as a heading, 0 (a clause) to 100
    heading: bool = True
    weak: bool = False
    end: int = 0  # of a root: the place where its part ends
    group: Group | None = None
    counted: tuple[bool, bool] = (False, False)  # as its group counts it: filled, a bare name
    node: Node | None = None  # what the outline last showed for it

    @property
    def place(self) -> tuple[int, int]:
        """What orders branches as they are read."""
        return (self.index, self.line.start if self.line else 0)

    @property
    def length(self) -> int:
        """Characters from the ordinal to the end of the first sentence."""
        return self.line.first - self.line.content if self.line else len(self.traits.words)

    @property
    def filled(self) -> bool:
        """Whether anything stands below it."""
        return self.content or bool(self.children)

    @property
    def styled(self) -> Kind | None:
        """The level or 条款段 that our named style once gave the whole paragraph, where its ordinal bears it out."""
        named, numeral = self.traits.named, self.line.numeral if self.line else None
        if named is Kind.CLAUSE or (named in LEVELS and (numeral is None or numeral.level in (None, LEVELS.index(named) + 1))):
            return named
        return None

    @property
    def name(self) -> bool:
        """Whether it is a line of its own too short for a sentence, closed by 。."""
        return (
            self.line is not None and not self.line.more and self.length <= _NAMELY
            and self.traits.words[-1:] == "。" and not reads_as_clause(self.traits.words)
        )  # fmt: skip

    @property
    def ordinal(self) -> Numeral | None:
        return self.line.numeral if self.line else None

    @property
    def law(self) -> bool:
        """Whether it stands under a 第×条."""
        above = self.parent
        while above is not None:
            if above.scheme is Scheme.ARTICLE:
                return True
            above = above.parent
        return False


def reads_as_clause(text: str) -> bool:
    """Whether words of a law or an order stand in it: 应当, 不得, …的，"""
    return _LAW.search(text) is not None


def announces(text: str) -> bool:
    """Whether it announces a list: 下列, 包括, 情形."""
    return _LIST.search(text) is not None


def goes_on(first: str) -> bool:
    """Whether a first sentence says more than a heading does: what it includes, or what follows a colon."""
    return "包括" in first or _COLON.search(_QUOTED.sub("", first)) is not None
