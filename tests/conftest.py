"""Fixtures that every test may use."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.profile import Profile, load_profile
from tests.offline.sitecustomize import address_family

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_OFFLINE = str(Path(__file__).resolve().parent / "offline")
os.environ["WENHENG_OFFLINE"] = "1"  # for every Python that a test starts
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (_OFFLINE, os.environ.get("PYTHONPATH"))))
network_uses: list[str] = []


class NetworkUsedError(AssertionError):
    """Something in a test run tried to reach the network."""


def _no_network(event: str, args: tuple[object, ...]) -> None:
    if event.startswith("socket.") and address_family(event, args):
        network_uses.append(event)
        raise NetworkUsedError(event)


sys.addaudithook(_no_network)
vars(sys.modules.get("sitecustomize", sys)).update(stopping=False)  # a worker is a Python that pytest started


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """No test reaches the network, not even one whose code swallows the error that stops it."""
    network_uses.clear()
    yield
    assert not network_uses


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
