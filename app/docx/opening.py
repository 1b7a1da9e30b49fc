"""Opening any file: what it is decides its content, not its name."""

from __future__ import annotations

from pathlib import Path

from app.docx import recognise
from app.docx.document import WordDocument
from app.docx.package import read_bytes
from app.docx.text_file import TextDocument

_WORD_SUFFIXES = frozenset({".docx", ".docm", ".dotx", ".dotm"})


def open_document(path: Path) -> WordDocument | TextDocument:
    """The open document of the file `path`, a Word document or a plain text, by its content.

    Raises UnreadableError, whose sentence says what the file is and what to do, for everything else.
    """
    return document_from_bytes(read_bytes(path), path.name)


def document_from_bytes(data: bytes, name: str) -> WordDocument | TextDocument:
    """The open document in `data`; `name` is its file name. Raises UnreadableError."""
    recognise.refuse_foreign(data, name)
    if recognise.is_zip(data):
        return WordDocument.from_bytes(data, name)
    if Path(name).suffix.lower() in _WORD_SUFFIXES:
        raise recognise.not_a_document(data)
    return TextDocument.from_bytes(data, name)
