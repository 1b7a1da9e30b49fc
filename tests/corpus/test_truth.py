"""Structure of real documents against hand-written truth."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from app.core.understand import understand
from tests.corpus.hashed_truth import Hashed, documents, measure
from tests.corpus.truth_metrics import Score, read_lines, squeeze, table

pytestmark = pytest.mark.corpus
LEAST = 0.98


@pytest.fixture(scope="module")
def scores(corpus: Path) -> Sequence[Score]:
    if not (corpus / "truth").is_dir():
        pytest.skip("no ground truth in the folder of real documents")
    return table(corpus)


def test_every_fact_is_found(scores: Sequence[Score]) -> None:
    assert {score.name: [fact for fact, good in score.facts.items() if not good] for score in scores} == {
        score.name: [] for score in scores
    }


def test_outline_nodes(scores: Sequence[Score]) -> None:
    right, extra, missed = (sum(x) for x in zip(*((s.right, len(s.extra), len(s.missed)) for s in scores), strict=True))
    assert right > 80
    assert right / (right + extra) >= LEAST
    assert right / (right + missed) >= LEAST


def test_ordinal_series(scores: Sequence[Score]) -> None:
    right, extra, missed = (sum(x) for x in zip(*(s.items for s in scores), strict=True))
    assert extra + missed <= (1 - LEAST) * (right + extra + missed)


@pytest.fixture(scope="module")
def hashed(corpus: Path) -> Sequence[Hashed]:
    found = [measure(path, truth) for path, truth in documents(corpus)]
    if not found:
        pytest.skip("the documents of our own truth are not in the folder of real documents")
    return found


def test_every_fact_of_our_own_truth(hashed: Sequence[Hashed]) -> None:
    wrong = {one.name: [fact for fact, good in one.facts.items() if not good] for one in hashed}
    assert {name: facts for name, facts in wrong.items() if facts} == {}


def test_outline_and_items_of_our_own_truth(hashed: Sequence[Hashed]) -> None:
    right, extra, missed = (sum(x) for x in zip(*((s.right, len(s.extra), len(s.missed)) for s in hashed), strict=True))
    assert right > 390
    assert min(right / (right + extra), right / (right + missed)) >= LEAST
    assert sum(len(one.clauses) for one in hashed) <= 2
    items = [sum(x) for x in zip(*(one.items for one in hashed), strict=True)]
    assert items[1] + items[2] <= (1 - LEAST) * sum(items)


def test_the_seed(corpus: Path) -> None:
    seed = corpus / "seed.txt"
    if not seed.is_file():
        pytest.skip("no seed report in the folder of real documents")
    report = understand(read_lines(seed))
    assert len(report.outline) == 4
    assert [len(section.children) for section in report.outline] == [4, 0, 4, 3]
    assert [[len(node.items) for node in section.children] for section in report.outline] == [[3, 3, 4, 3], [], [0] * 4, [0] * 3]
    assert [len(section.items) for section in report.outline] == [0, 3, 0, 0]
    found = report.elements
    assert found.addressee == 1
    assert found.signature == (20,)
    assert found.date is not None
    assert found.date.iso == "2023-12-29"
    assert squeeze(found.title_text) == squeeze(report.paragraphs[0].text)
