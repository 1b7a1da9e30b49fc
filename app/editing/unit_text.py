"""A unit's roster and rules as lines that a clerk types, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.errors import ProfileError

_BAR = re.compile(r"\s*[|｜]\s*")
_KINDS = {"不用": "forbid", "替换": "replace", "必有": "require", "式样": "match", "顺序": "order"}
_KIND_WORDS = {kind: words for words, kind in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class RosterLines:
    """The roster as the dialog shows it."""

    name: str = ""
    organs: str = ""
    people: str = ""
    addressees: str = ""


def roster_lines(unit: Mapping[str, Any]) -> RosterLines:
    """The unit table of a profile as lines."""
    organs = [
        _joined(one["name"], " ".join(one.get("short", ())), " ".join(one.get("former", ()))) for one in unit.get("organs", ())
    ]
    people = [_joined(one["name"], one["post"]) for one in unit.get("people", ())]
    return RosterLines(unit.get("name", ""), "\n".join(organs), "\n".join(people), "\n".join(unit.get("addressees", ())))


def roster_of(name: str, organs: str, people: str, addressees: str) -> dict[str, Any]:
    """The lines as a unit table, {} when there is nothing. Raises ProfileError for a leader without a post."""
    unit: dict[str, Any] = {}
    if name.strip():
        unit["name"] = name.strip()
    parts = [_BAR.split(line) for line in _lines(organs)]
    if parts:
        unit["organs"] = [
            {
                key: value
                for key, value in zip(("name", "short", "former"), (one[0], *(p.split() for p in one[1:3])), strict=False)
                if value
            }
            for one in parts
        ]
    leaders = [_BAR.split(line) for line in _lines(people)]
    for one in leaders:
        if len(one) < 2 or not one[1]:
            raise ProfileError(f"“{one[0]}”没有写职务", "请写成：姓名｜职务")
    if leaders:
        unit["people"] = [{"name": one[0], "post": one[1]} for one in leaders]
    if _lines(addressees):
        unit["addressees"] = _lines(addressees)
    if unit:
        unit["data_date"] = date.today().isoformat()  # noqa: DTZ011  # the clerk's own day
    return unit


def house_lines(house: Sequence[Mapping[str, Any]]) -> str:
    """A profile's own rules as lines."""
    return "\n".join(
        _joined(
            one["id"],
            _KIND_WORDS[one["kind"]],
            one.get("pattern") or " ".join(one.get("words", ())),
            one.get("by", ""),
            one["message"],
        )
        for one in house
        if one.get("kind") in _KIND_WORDS
    )


def house_of(text: str, before: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The lines as rules; what a line does not say (kinds, examples, severity) stays as it was. Raises ProfileError."""
    known = {one["id"]: dict(one) for one in before}
    return [_house_rule(line, known) for line in _lines(text)]


def _house_rule(line: str, known: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    parts = _BAR.split(line)
    if len(parts) != 5 or parts[1] not in _KINDS:
        raise ProfileError(
            f"单位规则“{line[:30]}”写得不对", "请写成：编号｜类型｜词语或式样｜改为｜说明，类型为不用、替换、必有、式样、顺序"
        )
    name, kind, words, by, message = parts
    rule = {key: value for key, value in known.get(name, {}).items() if key not in ("words", "pattern", "by")}
    rule |= {"id": name, "kind": _KINDS[kind], "message": message}
    rule |= {"pattern": words} if kind == "式样" else {"words": words.split()}
    return rule | ({"by": by} if by else {})


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _joined(*parts: str) -> str:
    return "｜".join(parts).rstrip("｜") if len(parts) < 5 else "｜".join(parts)
