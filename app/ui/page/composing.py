"""A paragraph as it looks while an input method is composing text in it."""

from __future__ import annotations

from dataclasses import replace

from app.core.report import CharFormat, Paragraph, Run


def composed(paragraph: Paragraph, unit: int, preedit: str) -> Paragraph:
    """`paragraph` with `preedit` shown underlined before UTF-16 offset `unit`; its offsets are those of Qt's layout."""
    at = len(paragraph.text.encode("utf-16-le")[: unit * 2].decode("utf-16-le", "ignore"))
    size = len(preedit)
    shown = replace(_format_at(paragraph, at), underline="single")
    before = [Run(run.start, min(run.end, at), run.format) for run in paragraph.runs if run.start < at]
    after = [Run(max(run.start, at) + size, run.end + size, run.format) for run in paragraph.runs if run.end > at]
    return replace(
        paragraph, text=paragraph.text[:at] + preedit + paragraph.text[at:], runs=(*before, Run(at, at + size, shown), *after),
        objects=tuple((offset + size if offset >= at else offset, kind) for offset, kind in paragraph.objects),
        breaks=tuple((offset + size if offset >= at else offset, kind) for offset, kind in paragraph.breaks),
    )  # fmt: skip


def _format_at(paragraph: Paragraph, at: int) -> CharFormat:
    run = paragraph.run_at(max(0, at - 1))
    return run.format if run else paragraph.mark
