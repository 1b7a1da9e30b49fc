"""Known defects of real and made drafts are found, at the right paragraph by the right rule."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.corpus.recall import Defect, measured, missed, recall

pytestmark = pytest.mark.corpus
_LEAST = {"made": 0.97, "truth": 0.90}


@pytest.fixture(scope="module")
def defects(corpus: Path) -> Sequence[Defect]:
    if not (corpus / "made").is_dir():
        pytest.skip("no drafts with known defects in the folder of real documents")
    return measured(corpus)


@pytest.mark.parametrize("folder", _LEAST)
def test_known_defects_are_found(defects: Sequence[Defect], folder: str) -> None:
    left = [(d.name[:8], d.para, d.kind) for d in missed(defects) if d.folder == folder]
    assert sum(d.folder == folder for d in defects) >= 30
    assert recall(defects, folder) >= _LEAST[folder], left
