"""Findings and fixes: what a rule says, as values.

Places, fixes and drafts are msgspec structs: a converted text has thousands of half-width marks, and a struct is made
some eight times faster than a frozen dataclass.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import groupby

import msgspec

from app.core.edits import Edit


class Severity(IntEnum):
    """必须改 / 建议改 / 请核对; larger is worse."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        return {1: "请核对", 2: "建议改", 3: "必须改"}[self]


class Strength(StrEnum):
    """How strong the clause is: a direct duty, the clause's own 一般 or 推荐, or no clause at all."""

    DUTY = "规定"
    USUAL = "一般"
    ADVISED = "推荐"
    PRACTICE = "实务"


class Safety(StrEnum):
    """Whether a fix may be applied in a batch (可批量), needs a yes (需确认), or does not exist (仅提示)."""

    SAFE = "safe"
    CONFIRM = "confirm"
    NONE = "none"


class Spot(msgspec.Struct, frozen=True, gc=False):
    """Characters start..end of paragraph `uid`; uid None = the whole document. `text` is what stands there."""

    uid: int | None
    start: int = 0
    end: int = 0
    text: str = ""


class Fix(msgspec.Struct, frozen=True, gc=False):
    """Edits that mend a finding, with what the clerk sees: `before` and `after` in words or text."""

    edits: tuple[Edit, ...]
    safety: Safety
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause, one finding; `spots[0]` is where the list points, `spots` every place of the same cause.

    `fixes[i]` mends `spots[i]` (None where that place has no fix); for a fix over all places use `fix`.
    """

    code: str
    clause: str
    strength: Strength
    severity: Severity
    message: str
    spots: tuple[Spot, ...]
    fixes: tuple[Fix | None, ...] = ()
    suggestion: str | None = None
    key: str = ""  # groups places of one cause: same code and key = one finding
    alternative: Fix | None = None  # another way to mend all places at once: the style that they get the value from
    departs: str = ""  # 偏离国标: what the unit's own settings of the rule rest on

    @property
    def spot(self) -> Spot:
        return self.spots[0]

    @property
    def safety(self) -> Safety:
        """SAFE when a batch mends at least one place; the places that need a yes stay a finding after the batch."""
        found = {fix.safety for fix in self.fixes if fix is not None}
        return Safety.SAFE if Safety.SAFE in found else Safety.CONFIRM if found else Safety.NONE

    @property
    def safe_fixes(self) -> tuple[Fix, ...]:
        """The fixes that a batch may apply."""
        return tuple(fix for fix in self.fixes if fix is not None and fix.safety is Safety.SAFE)

    @property
    def edits(self) -> tuple[Edit, ...]:
        return tuple(edit for fix in self.fixes if fix is not None for edit in fix.edits)


class FindingsByParagraph:
    """Findings by the paragraphs that they speak of."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self._spots: dict[int, tuple[Finding, dict[int | None, list[Spot]]]] = {}
        self._take(findings)

    def now(self, findings: Iterable[Finding]) -> FindingsByParagraph:
        """Those of `findings`; what is known of the ones that are the same objects is taken over."""
        made = FindingsByParagraph()
        made._spots.update(self._spots)
        made._take(findings)
        return made

    def _take(self, findings: Iterable[Finding]) -> None:
        self._spots = {id(one): self._spots.get(id(one)) or (one, _by_paragraph(one.spots)) for one in findings}

    def at(self, uid: int) -> list[tuple[Finding, Spot]]:
        """The findings on paragraph `uid`, each once for every place there."""
        return [(finding, spot) for finding, spots in self._spots.values() for spot in spots.get(uid, ())]


def _by_paragraph(spots: Iterable[Spot]) -> dict[int | None, list[Spot]]:
    found: dict[int | None, list[Spot]] = {}
    for uid, of_one in groupby(spots, lambda spot: spot.uid):
        found.setdefault(uid, []).extend(of_one)
    return found
