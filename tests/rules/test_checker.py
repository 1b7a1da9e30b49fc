"""The engine: what runs again, what is merged, what wins, what a profile may change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import msgspec
import pytest

from app.core.errors import ProfileError
from app.core.findings import Safety, Severity
from app.core.profile import Profile
from app.core.report import Kind, Paragraph, Report
from app.rules import api, load
from app.rules.api import Context, Found, found, retext
from app.rules.checker import Checker
from app.rules.examples import parse

DRAFT = "标题 关于青川市数据资源局工作的报告\n正文 第一段，甲乙。\n正文 第二段，丙丁。\n正文 第三段，甲乙。"


@pytest.fixture
def counted() -> Iterator[list[str]]:
    """A rule of the test's own that notes the paragraphs it is called with."""
    seen: list[str] = []
    known = dict(load())

    @api.rule("GW-TEST-001", "实务", slug="counted", severity=api.WARNING, strength=api.PRACTICE, kinds={Kind.BODY},
              good=["正文 好"], bad=["正文 甲乙"], group="甲乙共{count}处")  # fmt: skip
    def counted_rule(p: Paragraph, *, word: str = "甲乙") -> Iterator[Found]:
        """不写甲乙。

        测试用。
        """
        seen.append(p.text)
        at = p.text.find(word)
        if at >= 0:
            yield found(p, at, at + 2, f"写了{word}", fix=retext(p, at, at + 2, "戊己"), safety=api.SAFE)

    yield seen
    api.REGISTRY.clear()
    api.REGISTRY.update(known)


def checker(profile: Profile, **settings: object) -> Checker:
    given = msgspec.structs.replace(profile, rules={"GW-TEST-001": settings} if settings else {})
    return Checker(Context(given), select=["GW-TEST"])


def changed(report: Report, at: int, text: str) -> Report:
    paragraphs = list(report.paragraphs)
    paragraphs[at] = replace(paragraphs[at], text=text)
    return replace(report, paragraphs=tuple(paragraphs))


def test_only_the_changed_paragraph_is_checked_again(counted: list[str], profile: Profile) -> None:
    engine, report = checker(profile), parse(DRAFT, profile)
    engine.check(report)
    assert len(counted) == 3
    counted.clear()
    engine.check(changed(report, 2, "第二段，甲乙。"))
    assert counted == ["第二段，甲乙。"]


def test_places_of_one_cause_are_one_finding(counted: list[str], profile: Profile) -> None:
    (one,) = checker(profile).check(parse(DRAFT, profile))
    assert one.message == "甲乙共2处"
    assert [spot.text for spot in one.spots] == ["甲乙", "甲乙"]


def test_a_batch_never_changes_words_even_if_a_rule_calls_it_safe(counted: list[str], profile: Profile) -> None:
    (one,) = checker(profile).check(parse(DRAFT, profile))
    assert one.safety is Safety.CONFIRM


def test_a_profile_may_change_severity_settings_and_switch_off(counted: list[str], profile: Profile) -> None:
    report = parse(DRAFT, profile)
    (one,) = checker(profile, severity="info", word="丙丁").check(report)
    assert (one.severity, one.spot.text) == (Severity.INFO, "丙丁")
    off = Checker(Context(msgspec.structs.replace(profile, rules={"GW-TEST-001": {"enabled": False}})))
    assert [f for f in off.check(report) if f.code == "GW-TEST-001"] == []


@pytest.mark.parametrize("settings", [{"word": 5}, {"wrod": "甲"}])
def test_a_wrong_override_is_refused_with_a_sentence(counted: list[str], profile: Profile, settings: dict[str, object]) -> None:
    with pytest.raises(ProfileError, match="GW-TEST-001"):
        checker(profile, **settings)


def test_the_narrower_rule_speaks_and_the_wider_is_silent(profile: Profile) -> None:
    report = parse("标题 关于青川市数据资源局工作的报告\n主送 市政府:\n正文 情况如下,请审阅。", profile)
    codes = [f.code for f in Checker(Context(profile)).check(report) if f.code in ("GW-RCPT-002", "GW-PUNC-001")]
    assert codes == ["GW-RCPT-002", "GW-PUNC-001"]
    (commas,) = [f for f in Checker(Context(profile)).check(report) if f.code == "GW-PUNC-001"]
    assert [spot.text for spot in commas.spots] == [","]


def test_in_recheck_no_text_is_batched(profile: Profile) -> None:
    report = parse("标题 关于青川市数据资源局工作的报告\n正文 情况如下,请审阅。", profile)
    (found_one,) = Checker(Context(profile, stage="recheck"), select=["GW-PUNC-001"]).check(report)
    assert found_one.safety is Safety.CONFIRM


def test_format_rules_are_silent_on_plain_text(profile: Profile) -> None:
    report = replace(parse("正文 {size=20} 情况如下。", profile), source="txt")
    assert Checker(Context(profile), select=["GW-FONT"]).check(report) == ()
