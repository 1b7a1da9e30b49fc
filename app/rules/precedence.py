"""One slip, one finding: which rule speaks where two see the same place."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from app.core.findings import Spot
from app.rules.api import Found, Rule

WINS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("GW-RCPT-002", ("GW-PUNC-001",)),
    ("GW-ATT-002", ("GW-PUNC-001",)),
    ("GW-ATT-004", ("GW-PUNC-001", "GW-PUNC-020")),
    ("GW-IMPR-003", ("GW-PUNC-001",)),
    ("GW-LVL-006", ("GW-PUNC-001", "GW-PUNC-037", "GW-PUNC-032")),
    ("GW-LVL-007", ("GW-PUNC-001", "GW-PUNC-002", "GW-PUNC-020")),
    ("GW-LVL-008", ("GW-PUNC-001", "GW-PUNC-030", "GW-PUNC-037")),
    ("GW-LVL-009", ("GW-PUNC-001", "GW-PUNC-002", "GW-DOCX-007", "GW-DOCX-008")),
    ("GW-LVL-010", ("GW-PUNC-001", "GW-PUNC-020")),
    ("GW-LVL-011", ("GW-PUNC-001", "GW-PUNC-020")),
    ("GW-TITLE-007", ("GW-PUNC-001", "GW-PUNC-020")),
    ("GW-SIGN-003", ("GW-NUM-004", "GW-SIGN-002")),
    ("GW-SIGN-013", ("GW-SEM-016", "GW-SIGN-002")),
    ("GW-FZ-001", ("GW-TITLE-004",)),
    ("GW-NOTE-002", ("GW-PUNC-002",)),
    ("GW-ATT-013", ("GW-PUNC-001", "GW-ATT-008")),
    ("GW-TBL-003", ("GW-PUNC-001", "GW-PUNC-020")),
    ("GW-DOC-010", ("GW-TERM-008", "GW-TERM-001", "GW-TERM-010", "GW-SEM-024")),
    ("GW-DOC-015", ("GW-TERM-003", "GW-TERM-008")),
    ("GW-DOC-016", ("GW-TERM-003", "GW-TERM-008")),
    ("GW-DOC-017", ("GW-PUNC-032", "GW-PUNC-044")),
    ("GW-SIGN-015", ("GW-PUNC-001", "GW-PUNC-020")),
    ("GW-NUM-024", ("GW-TERM-001", "GW-TERM-010")),
    ("GW-HEAD-011", ("GW-HEAD-010", "GW-PUNC-002", "GW-TERM-001", "GW-TERM-010")),
    ("GW-HEAD-012", ("GW-HEAD-010", "GW-TERM-001", "GW-TERM-010")),
    ("GW-HEAD-013", ("GW-HEAD-010", "GW-TERM-001", "GW-TERM-010")),
    ("GW-PUNC-014", ("GW-PUNC-020", "GW-PUNC-037")),
    ("GW-PUNC-022", ("GW-PUNC-001", "GW-PUNC-020")),
    ("GW-PUNC-002", ("GW-PUNC-005",)),
    ("GW-PUNC-010", ("GW-PUNC-011",)),
    ("GW-BODY-004", ("GW-BODY-002", "GW-PUNC-032", "GW-PUNC-033")),
    ("GW-BODY-010", ("GW-PUNC-034", "GW-SIGN-002")),
    ("GW-LVL-003", ("GW-SEM-003", "GW-LVL-004")),
    ("GW-LVL-012", ("GW-FONT-001", "GW-FONT-004", "GW-FONT-006")),
    ("GW-FONT-001", ("GW-FONT-006",)),
)  # fmt: skip

_WINNERS: dict[str, frozenset[str]] = {
    loser: frozenset(winner for winner, losers in WINS if loser in losers) for _, losers in WINS for loser in losers
}
_WINNING = frozenset(winner for winner, _ in WINS)
Stand = tuple[str, int, int]


def settle(pairs: list[tuple[Rule, Found]]) -> list[tuple[Rule, Found]]:
    """The findings at one paragraph without those that lose their place to a narrower rule."""
    stands: list[Stand] = []
    for rule, one in pairs:
        for code in _winning(rule.code, rule.aliases):
            stands.append((code, one.spot.start, one.spot.end))  # noqa: PERF401 - most rules win over none
    if not stands:
        return pairs
    return [(rule, one) for rule, one in pairs if rule.code not in _WINNERS or not _loses(rule.code, one.spot, stands)]


@lru_cache(maxsize=512)
def _winning(code: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in (code, *aliases) if one in _WINNING)


def _loses(code: str, spot: Spot, stands: Iterable[Stand]) -> bool:
    winners = _WINNERS[code]
    for winner, start, end in stands:
        if winner in winners and ((spot.start < end and start < spot.end) or (spot.start, spot.end) == (start, end)):
            return True
    return False
