"""Fixtures that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.core.profile import Profile, load_profile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def corpus_folder() -> Path | None:
    """The folder of real documents (WENHENG_CORPUS, or ../shared/corpus beside the project), or None."""
    given = os.environ.get("WENHENG_CORPUS")
    folder = Path(given) if given else Path(__file__).resolve().parents[2] / "shared" / "corpus"
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def corpus() -> Path:
    folder = corpus_folder()
    if folder is None:
        pytest.skip("no folder of real documents: set WENHENG_CORPUS")
    return folder


@pytest.fixture(scope="session")
def profile() -> Profile:
    return load_profile()
