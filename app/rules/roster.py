"""Rules that a unit's own roster makes possible: organs' former names, leaders' posts, usual addressees."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from app.core.gathering import of_kinds
from app.core.profile import Person, Profile
from app.core.report import Kind, Paragraph, Report
from app.rules.api import INFO, PRACTICE, WARNING, Found, Rule, found, retext

_CLAUSE = "本单位名册"
_POST = re.compile(r"(?:副?(?:省长|市长|区长|县长|局长|厅长|部长|主任|书记|处长|科长|院长|检察长|主席|秘书长|调研员))$")
Check = Callable[..., Iterable[Found]]


def roster_rules(profile: Profile) -> list[Rule]:
    """The rules for which the unit's profile has data."""
    unit = profile.unit
    rules: list[Rule] = []
    former = {old: organ.name for organ in unit.organs for old in organ.former if old and old != organ.name}
    if former:
        rules.append(_rule("former-name", "机关名称用现行名称", "机构改革后机关改名的，正文用现行名称。", _former_names(former)))
    if unit.people:
        rules.append(_rule("post", "领导姓名与职务同名册一致", "姓名、职务写错，是公文里最不该有的差错。", _posts(unit.people)))
    if unit.addressees:
        rules.append(
            _rule("addressee", "主送机关在常用名单之内", "不在常用名单里的主送机关，请核对。", _addressee(unit.addressees))
        )
    return rules


def _rule(slug: str, title: str, reason: str, check: Check) -> Rule:
    of_report = slug == "addressee"
    return Rule(
        code=f"UNIT-{slug.upper()}", clause=_CLAUSE, slug=f"unit-{slug}", severity=INFO if of_report else WARNING,
        strength=PRACTICE, title=title, reason=reason, good=(), bad=(), check=check,
        scope="report" if of_report else "paragraph", wants_context=False, stories="all",
        reads=frozenset({"text", "kinds"}) if of_report else frozenset(), where=of_kinds(Kind.ADDRESSEE) if of_report else None,
    )  # fmt: skip


def _former_names(former: dict[str, str]) -> Check:
    pattern = re.compile("|".join(re.escape(old) for old in sorted(former, key=len, reverse=True)))

    def check(p: Paragraph) -> Iterator[Found]:
        for match in pattern.finditer(p.text):
            new = former[match.group()]
            if not any(z.start <= match.start() < z.end and z.name in ("book", "quote") for z in p.zones):
                fix = retext(p, match.start(), match.end(), new)
                yield found(p, match.start(), match.end(), f"“{match.group()}”已改为“{new}”", fix=fix)

    return check


def _posts(people: Iterable[Person]) -> Check:
    posts: dict[str, list[str]] = {}
    for person in people:
        posts.setdefault(person.name, []).extend(part for part in re.split(r"[、，,]", person.post) if part)
    names = re.compile("|".join(re.escape(name) for name in sorted(posts, key=len, reverse=True) if name) or r"(?!)")

    def check(p: Paragraph) -> Iterator[Found]:
        for match in names.finditer(p.text):
            before = p.text[max(0, match.start() - 20) : match.start()]
            written = _POST.search(before)
            right = posts[match.group()]
            if written and written.group() not in [_tail(post) for post in right]:
                start = match.start() - len(written.group())
                message = f"名册上{match.group()}的职务是“{'、'.join(right)}”，这里写作“{written.group()}”"
                yield found(p, start, match.end(), message)

    return check


def _tail(post: str) -> str:
    """The part of a post that says its rank, e.g. 副市长."""
    found_at = _POST.search(post)
    return found_at.group() if found_at else post


def _addressee(usual: Iterable[str]) -> Check:
    known = {line.strip().rstrip("：:") for line in usual}

    def check(r: Report) -> Iterator[Found]:
        uid = r.elements.addressee
        if uid is not None and r.by_uid[uid].text.strip().rstrip("：:") not in known:
            yield found(r.by_uid[uid], 0, None, "主送机关不在本单位的常用名单里，请核对")

    return check
