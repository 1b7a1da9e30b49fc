"""What the checker finds after a change is what it finds afresh, whichever rules it did not run again."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.edits import Retext
from app.core.profile import Profile
from app.core.report import Place
from app.editing.open_report import Checking, OpenReport
from app.rules import load
from app.rules.api import Context
from app.rules.checker import Checker
from app.rules.examples import parse
from tests.rules.edited import differences, examples, of_example, said

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "resources" / "samples").glob("*.docx"))
TYPED = ("的", "的的", "，", "《条例》", "2024年3月5日", "一是", "两项措施", "我局", "“", "5％", "市委市政府", "12000元", "一、", "")  # fmt: skip


@pytest.mark.parametrize("sample", SAMPLES[:3], ids=lambda path: path.stem)
def test_again_is_as_afresh(sample: Path) -> None:
    rng = random.Random(3)
    report = OpenReport.open(sample, Checking(notes=False))
    assert report.findings is not None
    changes = 0
    for _ in range(25):
        p = rng.choice(report.report.paragraphs)
        start = rng.randint(0, len(p.text))
        end = min(len(p.text), start + rng.choice((0, 0, 1, 3)))
        changes += report.apply([Retext(p.uid, start, end, rng.choice(TYPED))], "改")
        assert said(report.findings) == said(Checker(report.context).check(report.report))
    assert changes > 15


@pytest.mark.parametrize("part", range(4))
def test_an_example_edited_at_random_is_checked_again_as_afresh(part: int, profile: Profile) -> None:
    rng = random.Random(part)
    codes = [rule.code for rule in load().values() if rule.scope == "report" and rule.enabled]
    for notation in examples()[part::4]:
        report, kinds = of_example(notation, profile)
        assert list(differences(report, kinds, rng, 4, codes)) == []


def test_a_paragraph_that_comes_out_of_a_table_is_checked_where_it_stands_now(profile: Profile) -> None:
    before = parse("标题 关于数据共享工作的通知\n正文 情况如下,请审阅。\n|甲,乙|丙|\n正文 落实到位,抓出实效。", profile)
    cell = before.others[0]
    flow = (before.paragraphs[0], replace(cell, story="body"), *before.paragraphs[1:])
    after = replace(
        before, paragraphs=flow, others=before.others[1:], places={p.uid: Place("body", at) for at, p in enumerate(flow)}
    )
    checker = Checker(Context(profile), select=["GW-PUNC-001"])
    for report in (before, after, before):
        assert said(checker.check(report)) == said(Checker(Context(profile), select=["GW-PUNC-001"]).check(report))
