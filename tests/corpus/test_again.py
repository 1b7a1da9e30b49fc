"""Typing into real documents: what is understood step by step is what is understood afresh."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import ReportError
from app.core.report import Kind, Report
from app.core.understand import understand
from tests.corpus.truth_metrics import read_docx, read_lines

pytestmark = pytest.mark.corpus
BITS = (
    "的",
    "进一步",
    "，",
    "。",
    "局",
    "报告",
    "一是",
    "一、",
    "（一）",
    "\n",
    "：",
    "附件",
    "2024年3月5日",
    "应当",
    "目录",
    "抄送：",
)
DOCUMENTS, STEPS, LONGEST = 30, 40, 90


def _typed(report: Report, chance: random.Random) -> Report:
    """`report` with a few letters typed in or taken out somewhere, more often near its ends."""
    last = len(report.paragraphs) - 1
    at = chance.choice([chance.randint(0, last), min(last, chance.randint(0, 9)), max(0, last - chance.randint(0, 9))])
    text = report.paragraphs[at].text
    here = chance.choice([0, len(text), chance.randint(0, len(text))])
    changed = text[:here] + chance.choice(BITS) + text[here + chance.choice([0, 0, 2]) :]
    paragraphs = list(report.paragraphs)
    paragraphs[at] = replace(paragraphs[at], text=changed)
    return replace(report, paragraphs=tuple(paragraphs))


def test_typing_reads_as_afresh(corpus: Path) -> None:
    chance = random.Random(7)
    files = sorted([*corpus.glob("cn/*.docx"), *corpus.glob("texts/*.txt")])
    read = 0
    for path in chance.sample(files, len(files)):
        try:
            raw = read_docx(path) if path.suffix == ".docx" else read_lines(path)
        except ReportError:
            continue
        if not 5 < len(raw.paragraphs) < LONGEST or read == DOCUMENTS:
            continue
        read += 1
        kinds = {
            p.uid: chance.choice([Kind.BODY, Kind.LEVEL1, Kind.TITLE, Kind.SIGNATURE, Kind.CLAUSE])
            for p in chance.sample(raw.paragraphs, 3)
        }
        kinds = kinds if chance.random() < 0.4 else {}
        step = understand(raw, kinds)
        for _ in range(STEPS):
            for _ in range(chance.choice([1, 1, 3])):
                raw = _typed(raw, chance)
            step = understand(raw, kinds, step)
            fresh = understand(replace(raw, paragraphs=tuple(replace(p) for p in raw.paragraphs)), kinds)
            assert [p.role for p in step.paragraphs] == [p.role for p in fresh.paragraphs], path.name
            assert [p.text for p in step.paragraphs] == [p.text for p in raw.paragraphs]
            assert all(p.role.reason and 0 < p.confidence <= 1 for p in (*step.paragraphs, *step.others))
            assert (step.outline, step.elements) == (fresh.outline, fresh.elements), path.name
    assert read == DOCUMENTS
