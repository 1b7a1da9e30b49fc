"""Reports edited at random, step by step, and what the checker finds each time: again must be as afresh.

`python -m tests.rules.edited [--seed N] [--steps N] [--corpus FOLDER] [CODE …]` walks every example (with `--corpus` every
report of that folder) and prints where the two differ, for these rules or for all that look at the whole report.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from app.core.borders import Border, Borders
from app.core.errors import ReportError
from app.core.findings import Finding
from app.core.profile import Profile, load_profile
from app.core.report import Kind, Paragraph, Place, Report, Role, Run
from app.core.understand import understand
from app.rules import load
from app.rules.api import Context
from app.rules.checker import Checker
from app.rules.examples import parse

TYPED = (
    "的", "，", "。", "：", "、", "“", "”", "《", "》", "（", "）", "一是", "二是", "三是", "首先，", "第二，", "一、", "（二）", "3.", "附件2", "见附件",
    "《条例》", "《青川市数据条例》", "（以下简称《条例》）", "两项措施：", "三个方面：", "2024年3月5日", "去年", "今年以来", "12000元", "5％", "增长10%",
    "从5件增加到10件", "合计15件", "星期三", "我局", "市委市政府", "青川市数据资源局", "张三局长", "特此报告。", "妥否，请批示。", "×××", "第三部分", "表1", "联系人：",
    "签发人：", "秘密★1年", "特急", "000001", "电报", "此件公开", "主题词：", "抄送：", "号", "〔2024〕5号", "\u3000", "________",
    "现将2022年工作情况报告如下", "截至2024年3月31日，", "落实《青川市规划（2016—2020年）》", "一方面", "另一方面", "市委、市政府", "本办法第五条",
    "13812345678", "（此件公开发布）", "（以下简称《办法》）", "的的", "本局", "推出更多便民利企的数据服务创新举措。",
)  # fmt: skip


@cache
def examples() -> tuple[str, ...]:
    """Every example of a rule that looks at the whole report."""
    rules = [rule for rule in load().values() if rule.scope == "report"]
    given = (one for rule in rules for one in (*rule.good, *(bad[0] if isinstance(bad, tuple) else bad for bad in rule.bad)))
    return tuple(one for one in given if isinstance(one, str))


def walk(report: Report, kinds: Mapping[int, Kind], rng: random.Random, steps: int) -> Iterator[Report]:
    """The report after each of so many random edits, understood from the one before as the window does."""
    kinds = dict(kinds)
    raw = replace(report, paragraphs=tuple(replace(p, role=Role()) for p in report.paragraphs), outline=())
    for _ in range(steps):
        raw = replace(raw, paragraphs=tuple(_edited(raw, kinds, rng)), others=_edited_elsewhere(raw, rng))
        places = {p.uid: Place("body", at) for at, p in enumerate(raw.paragraphs)}
        raw = replace(raw, places={**raw.places, **places})
        report = understand(raw, dict(kinds), report)
        yield report


def _edited(report: Report, kinds: dict[int, Kind], rng: random.Random) -> list[Paragraph]:
    paragraphs = list(report.paragraphs)
    at = rng.randrange(len(paragraphs))
    p = paragraphs[at]
    where = rng.randint(0, len(p.text))
    fresh = max(report.by_uid) + 1 if report.by_uid else 1
    step = rng.random()
    if step < 0.5:
        paragraphs[at] = _worded(p, p.text[:where] + rng.choice(TYPED) + p.text[where:])
    elif step < 0.65:
        paragraphs[at] = _worded(p, p.text[:where] + p.text[where + rng.randint(1, 6) :])
    elif step < 0.75:
        paragraphs[at : at + 1] = [_worded(p, p.text[:where]), replace(_worded(p, p.text[where:]), uid=fresh)]
    elif step < 0.8 and at:
        paragraphs[at - 1 : at + 1] = [_worded(paragraphs[at - 1], paragraphs[at - 1].text + p.text)]
    elif step < 0.85 and len(paragraphs) > 2:
        del paragraphs[at]
    elif step < 0.9:
        other = rng.randrange(len(paragraphs))
        paragraphs[at], paragraphs[other] = paragraphs[other], paragraphs[at]
    elif step < 0.95:
        kinds[p.uid] = rng.choice(tuple(Kind))
    else:
        size = rng.choice((28, 32, 44))
        runs = tuple(replace(run, format=replace(run.format, size=size)) for run in p.runs)
        line = Border(size=rng.choice((6, 8)), color=rng.choice(("auto", "FF0000")))
        sides = {side: rng.choice((None, line)) for side in ("top", "bottom")}
        paragraphs[at] = replace(p, runs=runs, format=replace(p.format, borders=Borders(**sides)))
    return paragraphs


def _edited_elsewhere(report: Report, rng: random.Random) -> tuple[Paragraph, ...]:
    """Now and then other words in a cell, a header or a note."""
    if not report.others or rng.random() < 0.8:
        return report.others
    others = list(report.others)
    at = rng.randrange(len(others))
    p = others[at]
    where = rng.randint(0, len(p.text))
    others[at] = _worded(p, p.text[:where] + rng.choice((*TYPED, "1", "合计")) + p.text[where + rng.randint(0, 2) :])
    return tuple(others)


def _worded(p: Paragraph, text: str) -> Paragraph:
    """`p` with other words in the look of its first ones."""
    runs = (Run(0, len(text), p.runs[0].format),) if p.runs and text else ()
    return replace(p, text=text, runs=runs, objects=(), drawings=(), breaks=(), anchors=(), revisions=(), spans=())


def said(findings: Sequence[Finding]) -> list[tuple[object, ...]]:
    """What findings say, comparable."""
    return [(f.code, f.message, f.severity, f.spots, repr(f.fixes), f.suggestion, repr(f.alternative)) for f in findings]


def differences(report: Report, kinds: Mapping[int, Kind], rng: random.Random, steps: int, codes: Sequence[str]) -> Iterator[str]:
    """Where findings after an edit are not those that a new checker has, by rule."""
    context = Context(load_profile())
    checker = Checker(context, select=codes or None)
    checker.check(report)
    for step, edited in enumerate(walk(report, kinds, rng, steps)):
        again, afresh = checker.check(edited), Checker(context, select=codes or None).check(edited)
        if said(again) != said(afresh):
            found = {str(one) for one in said(again)} ^ {str(one) for one in said(afresh)}
            yield f"step {step}: " + "\n    ".join(sorted(found) or ["another order"])


def of_example(notation: str, profile: Profile) -> tuple[Report, dict[int, Kind]]:
    """The report of an example, and its kinds as set by hand."""
    report = parse(notation, profile)
    return report, {p.uid: p.kind for p in (*report.paragraphs, *report.others)}


def _reports(corpus: Path | None, rng: random.Random) -> Iterator[tuple[str, Report, Mapping[int, Kind]]]:
    if corpus is None:
        for one in examples():
            more = [line for line in rng.choice(examples()).split("\n") if not line.startswith("—")]
            yield one[:40], *of_example("\n".join([one, *more]), load_profile())
        return
    from app.editing.open_report import open_document

    for file in sorted(corpus.glob("*")):
        try:
            yield file.name, understand(open_document(file).report()), {}
        except ReportError:
            continue


def main(arguments: Sequence[str]) -> int:
    """Walk and print; the exit code is the number of reports with differences, 9 at most."""
    parser = argparse.ArgumentParser(prog="edited")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("codes", nargs="*")
    options = parser.parse_args(arguments)
    rng, wrong, seen = random.Random(options.seed), 0, 0
    codes = options.codes or [rule.code for rule in load().values() if rule.scope == "report" and rule.enabled]
    for name, report, kinds in _reports(options.corpus, rng):
        seen += 1
        first = next(differences(report, kinds, rng, options.steps, codes), None)
        if first is not None:
            wrong += 1
            print(f"{name}: {first}\n")
    print(f"{seen} reports, {wrong} with differences")
    return min(wrong, 9)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
