"""Open Word documents made of pieces of WordprocessingML, for tests of editing."""

from __future__ import annotations

from app.docx.document import WordDocument
from tests.docx.make import parts, zipped


def opened(body: str, **others: str) -> WordDocument:
    """The open document with that body; `others` maps styles, numbering, settings, footer1 … to what stands in them."""
    return WordDocument.from_bytes(zipped(parts(body, **others)), "样本.docx")


def texts(document: WordDocument) -> list[str]:
    """What the flow paragraphs read."""
    return [p.text for p in document.report().paragraphs]


def uids(document: WordDocument) -> list[int]:
    """The numbers of the flow paragraphs."""
    return [p.uid for p in document.report().paragraphs]
