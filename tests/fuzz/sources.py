"""Which real documents a long run works on, and what became of each."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from app.core.errors import ReportError

NOT_DOCUMENTS = {".tsv", ".jsonl", ".json", ".md"}
WORD = (".docx", ".docm", ".dotx", ".dotm")
_FIGURES = re.compile(r"[（(].*?[)）]|\d+|“.*?”")


def documents(corpus: Path, *folders: str) -> Iterator[Path]:
    """Every document under these folders of the corpus, in order of name."""
    for folder in folders:
        yield from (path for path in sorted((corpus / folder).iterdir()) if path.suffix.lower() not in NOT_DOCUMENTS)


def by_hash(paths: list[Path], count: int) -> list[Path]:
    """`count` of the paths, chosen by the hash of their names: the same ones every time, and not the easy ones."""
    return sorted(paths, key=lambda path: hashlib.sha256(path.name.encode()).hexdigest())[:count]


def kind_of(error: ReportError) -> str:
    """The kind of a refusal: its sentence without names and figures."""
    return _FIGURES.sub("", error.message).strip()
