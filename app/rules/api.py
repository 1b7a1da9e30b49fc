"""How a rule is written: `@rule` on one function, its examples beside it.

A rule's parameters say what it looks at: `p: Paragraph`, `w: Window` (a flow paragraph and its neighbours), `r: Report`.
`c: Context` gives profile, mode and stage; any other keyword argument is a setting that a profile may override.
The first docstring line is the requirement, the rest the reason; both are shown to users, in Chinese.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import msgspec

from app.core.dictionary import Dictionary
from app.core.edits import Aspect, Edit, Reformat, Restyle, Retext
from app.core.findings import Fix, Safety, Severity, Spot, Strength
from app.core.profile import Profile
from app.core.report import Kind, Paragraph, Report

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
SAFE, CONFIRM = Safety.SAFE, Safety.CONFIRM
DUTY, USUAL, ADVISED, PRACTICE = Strength.DUTY, Strength.USUAL, Strength.ADVISED, Strength.PRACTICE

Mode = Literal["auto", "submitted", "published", "internal"]
Stage = Literal["draft", "review", "recheck", "issue"]
Reads = Literal["text", "kinds", "sequence", "format", "outline", "numerals", "headings", "items", "sections", "objects"]
Where = Callable[[Paragraph], object]
Example = str | Callable[..., bytes]


@dataclass(frozen=True, slots=True)
class Context:
    """By what a report is checked: the unit's profile and words, which copy it is, how far it has come."""

    profile: Profile
    mode: Mode = "auto"
    stage: Stage = "review"
    dictionary: Dictionary = field(default_factory=Dictionary)


@dataclass(frozen=True, slots=True)
class Window:
    """A flow paragraph with up to two neighbours on either side (None beyond the ends)."""

    p: Paragraph
    before: Paragraph | None
    after: Paragraph | None
    before2: Paragraph | None
    after2: Paragraph | None


class Found(msgspec.Struct, frozen=True, gc=False):
    """What a rule yields: the place, the words, the fix; the checker adds code, clause and strength.

    `whole`: the place is the paragraph as a whole, whatever it says.
    """

    spot: Spot
    message: str
    fix: Fix | None = None
    suggestion: str | None = None
    severity: Severity | None = None
    key: str = ""
    whole: bool = False


Check = Callable[..., Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered rule; `scope` is what it is called with, `settings` its further keyword arguments' defaults."""

    code: str
    clause: str
    slug: str
    severity: Severity
    strength: Strength
    title: str
    reason: str
    good: tuple[Example, ...]
    bad: tuple[Example | tuple[Example, Example], ...]
    check: Check
    scope: Literal["paragraph", "window", "report"]
    wants_context: bool
    aliases: tuple[str, ...] = ()
    kinds: frozenset[Kind] | None = None
    needs: float = 0.0
    stories: Literal["flow", "all"] = "flow"
    chars: str = ""
    genres: frozenset[str] | None = None
    modes: frozenset[Mode] | None = None
    stages: frozenset[Stage] | None = None
    aspect: Literal["text", "format", "file"] = "text"
    reads: frozenset[Reads] = frozenset()
    where: Where | None = None
    facts: bool = False
    group: str = ""
    enabled: bool = True
    since: date | None = None  # to a report of an earlier day it is an INFO
    settings: dict[str, Any] = field(default_factory=dict[str, Any])
    departs: str = ""  # what the unit's own settings of this rule rest on


REGISTRY: dict[str, Rule] = {}


def rule(
    code: str,
    clause: str,
    *,
    slug: str,
    severity: Severity,
    strength: Strength,
    good: Iterable[Example],
    bad: Iterable[Example | tuple[Example, Example]],
    aspect: Literal["text", "format", "file"] = "text",
    aliases: Iterable[str] = (),
    kinds: Collection[Kind] | None = None,
    needs: float = 0.0,
    stories: Literal["flow", "all"] = "flow",
    chars: str = "",
    genres: Collection[str] | None = None,
    modes: Collection[Mode] | None = None,
    stages: Collection[Stage] | None = None,
    reads: Collection[Reads] = (),
    where: Where | None = None,
    facts: bool = False,
    group: str = "",
    enabled: bool = True,
    since: str = "",
) -> Callable[[Check], Check]:
    """Register the decorated function as rule `code`.

    `clause` cites the standard (实务 when there is none); `slug` names the problem in English; `severity` is the rule's
    maximum. `aspect` "format" rules are silent on .txt. `kinds`, `genres`, `modes`, `stages` narrow where it runs;
    `needs` keeps it quiet on paragraphs whose kind is less sure than that; `stories="all"` includes tables, notes and
    text boxes; with `chars` it is called only for paragraphs that hold one of these characters. `reads` names what a
    report rule depends on: of the paragraphs "text", "kinds" (their roles, and the report's elements) and "format", of the
    report "sections", "objects" and "outline" (or, of that, only the "numerals" with what stands under what, the words of
    the "headings", the 一是… "items"). With `where` it depends only on paragraphs of which that says something true: a change
    to another one (words, role, format; put in or taken out) cannot change what the rule finds, unless it reads the "sequence":
    of what kind every paragraph is, one after the other.
    With `facts` what that says of a paragraph is all that the rule knows of it: the same again is no change.
    `group` (a message with `{count}`) makes all places of one key a single finding.
    `since` is the day (ISO 8601) from which the clause is in force: to a report known to be older it is an INFO.
    `bad` holds texts, or (text, text after the fix).

    Raises TypeError when clause, reason, a good or a bad example is missing, or a code is registered twice.
    """

    def register(check: Check) -> Check:
        title, _, reason = (inspect.getdoc(check) or "").partition("\n")
        good_examples, bad_examples = tuple(good), tuple(bad)
        if not (clause and title.strip() and reason.strip() and good_examples and bad_examples):
            raise TypeError(f"rule {code} needs a clause, a requirement, a reason, a good and a bad example")
        if code in REGISTRY and REGISTRY[code].check.__qualname__ != check.__qualname__:
            raise TypeError(f"rule {code} is registered twice")
        parameters = inspect.signature(check).parameters
        scope = "paragraph" if "p" in parameters else "window" if "w" in parameters else "report"
        settings = {n: v.default for n, v in parameters.items() if n not in ("p", "w", "r", "c")}
        if scope == "report" and not reads:
            raise TypeError(f"report rule {code} must say what it reads")
        REGISTRY[code] = Rule(
            code=code, clause=clause, slug=slug, severity=severity, strength=strength,
            title=title.strip(), reason=reason.strip(), good=good_examples, bad=bad_examples,
            check=check, scope=scope, wants_context="c" in parameters, aliases=tuple(aliases),
            kinds=frozenset(kinds) if kinds is not None else None, needs=needs, stories=stories, chars=chars,
            genres=frozenset(genres) if genres is not None else None,
            modes=frozenset(modes) if modes is not None else None,
            stages=frozenset(stages) if stages is not None else None,
            aspect=aspect, reads=frozenset(reads), where=where, facts=facts, group=group, enabled=enabled,
            since=date.fromisoformat(since) if since else None, settings=settings,
        )  # fmt: skip
        return check

    return register


def found(
    p: Paragraph | None,
    start: int,
    end: int | None,
    message: str,
    *,
    fix: Edit | tuple[Edit, ...] | None = None,
    safety: Safety = CONFIRM,
    before: str | None = None,
    after: str | None = None,
    suggestion: str | None = None,
    severity: Severity | None = None,
    key: str = "",
) -> Found:
    """A finding at characters start..end of `p` (negative and None as in a slice; p None: the whole document).

    `before` and `after` default to the text around a single Retext, `suggestion` to `after`.
    """
    whole = p is not None and start == 0 and end is None
    if p is None:
        spot = Spot(None)
    else:
        start, end = _bounds(p.text, start, end)
        spot = Spot(p.uid, start, end, p.text[start:end])
    edits = () if fix is None else fix if isinstance(fix, tuple) else (fix,)
    made = None
    if edits:
        only = edits[0] if len(edits) == 1 else None
        if isinstance(only, Retext) and p is not None and only.uid == p.uid:
            before = p.text[only.start : only.end] if before is None else before
            after = only.new if after is None else after
        made = Fix(edits, safety, before or "", after or "")
        suggestion = after if suggestion is None else suggestion
    return Found(spot, message, made, suggestion, severity, key, whole)


def retext(p: Paragraph, start: int, end: int | None, new: str) -> Retext:
    """Replace characters start..end (as in a slice) by `new`."""
    start, end = _bounds(p.text, start, end)
    return Retext(p.uid, start, end, new)


def _bounds(text: str, start: int, end: int | None) -> tuple[int, int]:
    """`start` and `end` as a slice would take them."""
    if end is not None and 0 <= start <= end <= len(text):
        return start, end
    start, end, _ = slice(start, end).indices(len(text))
    return start, end


def delete(p: Paragraph, start: int, end: int | None) -> Retext:
    """Delete characters start..end (as in a slice)."""
    return retext(p, start, end, "")


def restyle(p: Paragraph, style: str, *aspects: Aspect, end: int | None = None) -> Restyle:
    """Give `p` the look of role `style` in `aspects` only."""
    return Restyle(p.uid, style, frozenset(aspects), end)


def reformat(p: Paragraph, **values: object) -> Reformat:
    """Set paragraph properties of `p` directly."""
    return Reformat(p.uid, paragraph=values)


def outside(p: Paragraph, start: int, end: int, *names: str) -> bool:
    """Whether characters start..end touch no zone of these names (all zones when none is named)."""
    for z in p.zones:  # noqa: SIM110 - a generator costs three times as much, and this is asked at every mark
        if z.start < end and start < z.end and (not names or z.name in names):
            return False
    return True


def flow(r: Report, *kinds: Kind) -> Iterator[Paragraph]:
    """The flow's paragraphs, of these kinds only when some are named."""
    return (p for p in r.paragraphs if not kinds or p.kind in kinds)
