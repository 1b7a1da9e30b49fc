"""Where the standards leave a choice or offices differ: each dispute with its default and its options.

An option is a piece of a profile; choosing it merges that piece into the unit's own, so every choice shows as a
departure with its basis.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from functools import cache
from typing import Any, cast

import msgspec

from app.core.profile import RESOURCES


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way to settle a dispute: its words and the values of the profile that it sets."""

    words: str
    set: dict[str, Any]


class Dispute(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A dispute (H-01 … H-24): the question, what the standard says, the default and the other options."""

    id: str
    question: str
    says: str
    default: str
    options: tuple[Option, ...] = ()


class _File(msgspec.Struct, frozen=True):
    dispute: tuple[Dispute, ...]


@cache
def disputes() -> tuple[Dispute, ...]:
    """Every dispute, in order."""
    return msgspec.toml.decode((RESOURCES / "standards" / "disputes.toml").read_bytes(), type=_File).dispute


def about(code: str) -> tuple[Dispute, ...]:
    """The disputes with an option that sets rule `code`."""
    return tuple(one for one in disputes() if any(code in option.set.get("rules", {}) for option in one.options))


def chosen(own: Mapping[str, Any], dispute: Dispute) -> Option | None:
    """The option whose values all stand in the unit's profile `own` (the one with most of them); None for the default."""
    return max((option for option in dispute.options if _holds(own, option.set)), key=lambda one: _size(one.set), default=None)


def choose(own: Mapping[str, Any], dispute: Dispute, option: Option | None) -> dict[str, Any]:
    """The unit's profile with the dispute settled by `option` (None: by the default): its other options' values go."""
    result = copy.deepcopy(dict(own))
    for other in dispute.options:
        _take_out(result, other.set)
    if option is not None:
        put_in(result, option.set)
    return result


def _holds(own: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return all(
        _holds(own.get(key, {}), cast("dict[str, Any]", value)) if isinstance(value, dict) and isinstance(own.get(key), dict)
        else own.get(key) == value
        for key, value in wanted.items()
    )  # fmt: skip


def _size(values: Mapping[str, Any]) -> int:
    return sum(_size(cast("dict[str, Any]", value)) if isinstance(value, dict) else 1 for value in values.values())


def _take_out(own: dict[str, Any], values: Mapping[str, Any]) -> None:
    for key, value in values.items():
        if isinstance(value, dict) and isinstance(own.get(key), dict):
            _take_out(own[key], cast("dict[str, Any]", value))
            if not own[key]:
                del own[key]
        elif key in own and not isinstance(value, dict):
            del own[key]


def put_in(own: dict[str, Any], values: Mapping[str, Any]) -> None:
    """Merge a piece of a profile into the profile `own`, table by table."""
    for key, value in values.items():
        if isinstance(value, dict):
            put_in(own.setdefault(key, {}), cast("dict[str, Any]", value))
        else:
            own[key] = value
