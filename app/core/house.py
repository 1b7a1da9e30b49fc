"""A unit's own rules as data in its profile: what to forbid, replace, require, match, keep in order. Never code."""

from __future__ import annotations

import importlib
import re
from typing import Any, Literal

import msgspec

from app.core.errors import ProfileError

# How Python's own `re` reads a pattern: its syntax tree tells whether matching is bounded.
parser: Any = importlib.import_module("re._parser")
codes: Any = importlib.import_module("re._constants")

LONGEST_PATTERN = 300  # characters; a rule that needs more is several rules
_HINT = "请改写这一条，或请写方案的同事核对"
_REPEATS: frozenset[Any] = frozenset({codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT})
_MANY = 32  # repetitions from which a repeat inside a repeat may take for ever


class HouseRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One rule. `words` are plain, `pattern` is a regular expression; which of them counts depends on `kind`:

    forbid: none of `words` (or `pattern`) may stand in the text; replace: each of `words` becomes `by`; require: one of
    `words` must stand somewhere; match: paragraphs of the kinds `where` must match `pattern` as a whole; order: what of
    `words` stands in the report stands in this order. `where` narrows to kinds of paragraphs (all when empty), `genres`
    to 文种. `good` and `bad` are texts that are tried when the profile is read.
    """

    id: str
    kind: Literal["forbid", "replace", "require", "match", "order"]
    message: str
    words: tuple[str, ...] = ()
    pattern: str = ""
    by: str = ""
    where: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    severity: Literal["error", "warning", "info"] = "warning"
    basis: str = "本单位制度"
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()


def compiled(rule: HouseRule) -> re.Pattern[str]:
    """The pattern of the rule, or its words as one. Raises ProfileError when it is not valid or could run for ever."""
    pattern = rule.pattern or "|".join(re.escape(word) for word in sorted(rule.words, key=len, reverse=True))
    if not pattern:
        raise ProfileError(f"单位规则“{rule.id}”没有写词语或式样", _HINT)
    if len(rule.pattern) > LONGEST_PATTERN:
        raise ProfileError(f"单位规则“{rule.id}”的式样太长（超过 {LONGEST_PATTERN} 个字符）", "请拆成几条")
    try:
        tree = parser.parse(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ProfileError(f"单位规则“{rule.id}”的式样写得不对（{error}）", _HINT) from error
    if _may_explode(list(tree), inside=False):
        raise ProfileError(f"单位规则“{rule.id}”的式样在长文中可能一直算不完（重复里又套重复，或引用了前面的内容）", _HINT)
    return re.compile(pattern)


def _may_explode(tree: list[Any], *, inside: bool) -> bool:
    """Whether a repeat without a small bound stands inside another, three of them stand in a row, or a group is referred to."""
    open_ended = 0
    for operator, argument in tree:
        if operator in (codes.GROUPREF, codes.GROUPREF_EXISTS):
            return True
        if operator in _REPEATS:
            _, most, body = argument
            endless = most is codes.MAXREPEAT or int(most) > _MANY
            open_ended += endless
            if (endless and inside) or open_ended > 2 or _may_explode(list(body), inside=inside or endless):
                return True
        elif any(_may_explode(list(part), inside=inside) for part in _parts(operator, argument)):
            return True
    return False


def _parts(operator: Any, argument: Any) -> list[Any]:
    if operator is codes.BRANCH:
        return list(argument[1])
    if operator is codes.SUBPATTERN:
        return [argument[-1]]
    if operator in (codes.ASSERT, codes.ASSERT_NOT):
        return [argument[1]]
    if operator is codes.ATOMIC_GROUP:
        return [argument]
    return []
