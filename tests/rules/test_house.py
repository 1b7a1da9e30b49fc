"""A unit's own rules and roster, as data in its profile."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.disputes import choose, chosen, disputes
from app.core.errors import ProfileError
from app.core.profile import Profile, load_profile, merged_profile
from app.rules import load
from app.rules.api import Context
from app.rules.checker import Checker
from app.rules.examples import parse


def said(own: dict[str, Any], text: str) -> list[tuple[str, str]]:
    profile = merged_profile(own, "本单位")
    report = parse(text, profile)
    return [(f.code, f.spot.text) for f in Checker(Context(profile)).check(report) if f.code.startswith("UNIT-")]


def house(**values: Any) -> dict[str, Any]:
    return {"house": [{"id": "1", "message": "按本单位的写法", **values}]}


def test_words_are_forbidden_replaced_and_required() -> None:
    assert said(house(kind="forbid", words=["狠抓"]), "正文 要狠抓落实。") == [("UNIT-1", "狠抓")]
    assert said(house(kind="replace", words=["大数据局"], by="市大数据局"), "正文 大数据局和市大数据局。") == [
        ("UNIT-1", "大数据局")
    ]
    assert said(house(kind="require", words=["特此报告"]), "正文 情况如上。") == [("UNIT-1", "")]
    assert said(house(kind="require", words=["特此报告"]), "正文 特此报告。") == []


def test_paragraphs_match_and_parts_keep_their_order() -> None:
    rule = house(kind="match", pattern=r".+：", where=["主送机关"])
    assert said(rule, "主送 市人民政府：\n正文 情况如下。") == []
    assert said(rule, "主送 市人民政府\n正文 情况如下。") == [("UNIT-1", "市人民政府")]
    order = house(kind="order", words=["主要做法", "存在问题", "下步打算"])
    assert said(order, "一级 一、主要做法\n一级 二、存在问题\n一级 三、下步打算") == []
    assert said(order, "一级 一、主要做法\n一级 二、下步打算\n一级 三、存在问题") == [("UNIT-1", "存在问题")]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kind": "match", "pattern": "(a+)+b"}, "算不完"),
        ({"kind": "match", "pattern": r"(.*)\1"}, "算不完"),
        ({"kind": "match", "pattern": ".*a.*b.*c"}, "算不完"),
        ({"kind": "match", "pattern": "("}, "写得不对"),
        ({"kind": "match", "pattern": "a" * 400}, "太长"),
        ({"kind": "forbid"}, "没有写词语"),
        ({"kind": "forbid", "words": ["狠抓"], "good": ["正文 狠抓落实。"]}, "正例"),
        ({"kind": "forbid", "words": ["狠抓"], "bad": ["正文 抓好落实。"]}, "反例"),
        ({"kind": "run"}, "有误"),
    ],
)
def test_a_bad_rule_is_refused_with_a_sentence(values: dict[str, Any], words: str) -> None:
    with pytest.raises(ProfileError, match=words):
        said(house(**values), "正文 一句话。")


def test_a_roster_knows_former_names_posts_and_usual_addressees() -> None:
    own = {
        "unit": {
            "organs": [{"name": "市生态环境局", "former": ["市环保局"]}],
            "people": [{"name": "王建国", "post": "副市长"}, {"name": "李思远", "post": "局长"}],
            "addressees": ["市人民政府："],
        }
    }
    assert said(own, "正文 市环保局牵头，副市长王建国出席，党组书记、局长李思远讲话。") == [("UNIT-FORMER-NAME", "市环保局")]
    assert said(own, "正文 市长王建国出席。") == [("UNIT-POST", "市长王建国")]
    assert said(own, "标题 关于甲的报告\n主送 省人民政府：\n正文 情况如下。") == [("UNIT-ADDRESSEE", "省人民政府：")]
    assert said(own, "标题 关于甲的报告\n主送 市人民政府：\n正文 《市环保局管理办法》施行，王建国出席。") == []


@pytest.mark.parametrize("dispute", disputes(), ids=lambda dispute: dispute.id)
def test_every_option_of_a_dispute_can_be_chosen_and_taken_back(dispute: Any) -> None:
    codes = {code for rule in load().values() for code in (rule.code, *rule.aliases)}
    for option in dispute.options:
        own = choose({"name": "本单位"}, dispute, option)
        assert chosen(own, dispute) == option
        profile = merged_profile(own, "本单位")
        Checker(Context(profile))
        assert profile.deviations
        assert all(one.basis == "本单位制度" for one in profile.deviations)
        assert set(option.set.get("rules", {})) <= codes
        assert choose(own, dispute, None) == {"name": "本单位"}
    assert chosen({}, dispute) is None


def test_a_departure_says_what_it_rests_on() -> None:
    own = {"basis": "青川市公文办法第3条", "rules": {"GW-PUNC-011": {"severity": "warning"}}, "page": {"line_pitch": 560}}
    profile: Profile = merged_profile(own, "本单位")
    assert [(one.path, one.national, one.own) for one in profile.deviations] == [
        ("page.line_pitch", 579, 560),
        ("rules.GW-PUNC-011.severity", None, "warning"),
    ]
    assert profile.styles["正文"].line == 560
    found = Checker(Context(profile)).check(parse("正文 按照“甲”、“乙”两项办理。", profile))
    assert {f.departs for f in found if f.code == "GW-PUNC-011"} == {"青川市公文办法第3条"}
    assert {f.departs for f in Checker(Context(load_profile())).check(parse("正文 按照“甲”、“乙”两项办理。", profile))} == {""}


def test_the_electronic_variant_has_its_own_page() -> None:
    profile = load_profile(load_profile.__globals__["DEFAULT_PROFILE"].with_name("gb33476.toml"))
    assert (profile.page.top, profile.page.bottom, profile.page.line_pitch) == (1960, 1847, 589)
    assert profile.name == "GB/T 33476.2-2016"
