"""Typing into real documents: what is understood step by step is what is understood afresh."""

import random
from pathlib import Path

import pytest

from app.core.errors import ReportError
from app.core.understand import understand
from tests.core.splices import Typist, compare
from tests.corpus.truth_metrics import read_docx, read_lines

pytestmark = pytest.mark.corpus
DOCUMENTS, STEPS, LONGEST = 40, 40, 90


def type_into(path: Path, steps: int, longest: int = LONGEST) -> int:
    """Type that many random steps into a report, each compared with a reading afresh; how many were made."""
    try:
        raw = read_docx(path) if path.suffix == ".docx" else read_lines(path)
    except ReportError:
        return 0
    if not 5 < len(raw.paragraphs) < longest:
        return 0
    typist = Typist(random.Random(path.name), raw)
    kinds = typist.kinds()
    step = understand(raw, kinds)
    for _ in range(steps):
        before, read_before = step, raw
        raw = typist.step()
        kinds = typist.kinds() if typist.chance.random() < 0.1 else kinds
        step = understand(raw, kinds, before)
        compare(before, read_before, step, raw, kinds)
    return steps


def test_typing_reads_as_afresh(corpus: Path) -> None:
    files = sorted([*corpus.glob("cn/*.docx"), *corpus.glob("made/*.docx"), *corpus.glob("texts/*.txt")])
    done = 0
    for path in random.Random(7).sample(files, len(files)):
        done += type_into(path, STEPS) if done < DOCUMENTS * STEPS else 0
    assert done == DOCUMENTS * STEPS
