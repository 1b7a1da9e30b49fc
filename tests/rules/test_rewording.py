"""Findings about how paragraphs look stay when only words change, and their rules do not run; neighbours count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.core.edits import Restyle
from app.core.gathering import gather, of_kinds
from app.core.profile import Profile
from app.core.report import Kind, Report
from app.rules import api, load
from app.rules.api import Context, Found, found, retext
from app.rules.checker import Checker
from app.rules.examples import parse

DRAFT = "标题 关于工作的报告\n正文 {line=400} 第一段，甲乙。\n正文 第二段，丙丁。\n署名 青川市数据资源局\n日期 2024年3月5日"


@pytest.fixture
def ran() -> Iterator[list[str]]:
    """The codes of the test's own rules, in the order in which they ran."""
    codes: list[str] = []
    known = dict(load())

    @api.rule("GW-TEST-002", "实务", slug="tight", severity=api.WARNING, strength=api.PRACTICE, reads=("format", "kinds"),
              where=of_kinds(Kind.BODY), good=["正文 好"], bad=["正文 {line=400} 坏"])  # fmt: skip
    def tight(r: Report) -> Iterator[Found]:
        """行距不小于20磅。

        测试用。
        """
        codes.append("GW-TEST-002")
        for p, _ in gather(r, of_kinds(Kind.BODY)):
            if p.format.line == 400:
                yield found(p, 0, None, "太密", fix=Restyle(p.uid, "正文", frozenset({"line"})), before="密", after="疏")

    @api.rule("GW-TEST-003", "实务", slug="worded", severity=api.WARNING, strength=api.PRACTICE, reads=("format",),
              where=of_kinds(Kind.BODY), good=["正文 好"], bad=["正文 {line=400} 坏"])  # fmt: skip
    def worded(r: Report) -> Iterator[Found]:
        """行距小的段末尾有标点。

        测试用。
        """
        codes.append("GW-TEST-003")
        for p, _ in gather(r, of_kinds(Kind.BODY)):
            if p.format.line == 400:
                yield found(p, 0, None, "太密", fix=retext(p, 0, 0, "密"))

    @api.rule("GW-TEST-004", "实务", slug="beside", severity=api.WARNING, strength=api.PRACTICE, reads=("text", "kinds"),
              where=of_kinds(Kind.DATE), good=["正文 好"], bad=["正文 坏"])  # fmt: skip
    def beside(r: Report) -> Iterator[Found]:
        """成文日期紧接署名。

        测试用。
        """
        codes.append("GW-TEST-004")
        for p, _ in gather(r, of_kinds(Kind.DATE)):
            if r.paragraphs[r.order[p.uid] - 1].kind is not Kind.SIGNATURE:
                yield found(p, 0, None, "日期之上没有署名")

    yield codes
    api.REGISTRY.clear()
    api.REGISTRY.update(known)


def _checker(profile: Profile, code: str) -> Checker:
    return Checker(Context(profile), select=[code])


def _reworded(report: Report, at: int, text: str) -> Report:
    p = report.paragraphs[at]
    runs = (replace(p.runs[0], end=len(text)),)
    return replace(report, paragraphs=(*report.paragraphs[:at], replace(p, text=text, runs=runs), *report.paragraphs[at + 1 :]))


def test_a_finding_about_the_look_is_told_the_new_words(ran: list[str], profile: Profile) -> None:
    engine, report = _checker(profile, "GW-TEST-002"), parse(DRAFT, profile)
    (before,) = engine.check(report)
    ran.clear()
    (after,) = engine.check(_reworded(report, 1, "第一段，甲乙丙丁。"))
    assert ran == []
    assert (before.spot.text, after.spot.text, after.spot.end) == ("第一段，甲乙。", "第一段，甲乙丙丁。", 9)
    assert after.fixes == before.fixes


def test_a_fix_of_words_is_made_anew(ran: list[str], profile: Profile) -> None:
    engine, report = _checker(profile, "GW-TEST-003"), parse(DRAFT, profile)
    engine.check(report)
    ran.clear()
    (after,) = engine.check(_reworded(report, 1, "第一段，甲乙丙丁。"))
    assert ran == ["GW-TEST-003"]
    assert after.spot.text == "第一段，甲乙丙丁。"


def test_what_comes_between_two_paragraphs_concerns_rules_about_either(ran: list[str], profile: Profile) -> None:
    engine, report = _checker(profile, "GW-TEST-004"), parse(DRAFT, profile)
    assert engine.check(report) == ()
    ran.clear()
    more = replace(report.paragraphs[2], uid=90)
    assert engine.check(replace(report, paragraphs=(*report.paragraphs[:2], more, *report.paragraphs[2:]))) == ()
    assert ran == []
    between = replace(report, paragraphs=(*report.paragraphs[:4], more, *report.paragraphs[4:]))
    engine.check(replace(report))
    (one,) = engine.check(between)
    assert (ran, one.spot.text) == (["GW-TEST-004"], "2024年3月5日")
