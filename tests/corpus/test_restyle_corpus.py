"""Every paragraph of real documents in the named style of its own kind: the file shows exactly that look, nothing else moves."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha1
from pathlib import Path

import pytest

from app.core.apply import CHAR_FIELDS, PARAGRAPH_FIELDS, emphasis_kept
from app.core.edits import Restyle
from app.core.emphasis import is_mark
from app.core.errors import UnreadableError
from app.core.format_math import role_key
from app.core.look import char_format, paragraph_format, role_style
from app.core.profile import Profile
from app.core.report import Kind, Paragraph, Report
from app.core.understand import understand
from app.docx.document import WordDocument

pytestmark = pytest.mark.corpus
SAMPLE = 3  # one file in so many, by the hash of its name
_LAID_OUT = tuple(name for names in PARAGRAPH_FIELDS.values() for name in names)


def _documents(corpus: Path) -> list[Path]:
    files = [*corpus.glob("made/*.docx"), *corpus.glob("cn/*.do[ct]x")]
    return sorted(path for path in files if sha1(path.name.encode()).digest()[0] % SAMPLE == 0)


def _differences(before: Paragraph, after: Paragraph, profile: Profile) -> list[str]:
    """The fields in which the paragraph does not look like the style of its role."""
    role = role_key(before)
    style = role_style(profile, role)
    wanted, chars = paragraph_format(style), char_format(style)
    wrong = [name for name in _LAID_OUT if getattr(after.format, name) != getattr(wanted, name)]
    kept = emphasis_kept(role, before)
    for run in after.runs:
        for aspect, names in CHAR_FIELDS.items():
            if aspect in kept or (aspect == "color" and is_mark(run.format)):
                continue
            wrong += [name for name in names if getattr(run.format, name) != getattr(chars, name)]
    return wrong


def _unmoved(report: Report) -> list[object]:
    return [
        (p.text, p.objects, p.breaks, p.number and p.number.text, p.section_end, p.format.num_id, p.format.num_level)
        for p in (*report.paragraphs, *report.others)
    ]  # fmt: skip


def test_a_full_restyle_of_each_paragraph_gives_its_style_s_look(corpus: Path, profile: Profile) -> None:
    count = 0
    for path in _documents(corpus):
        try:
            document = WordDocument.open(path)
        except UnreadableError:
            continue
        if document.read_only:
            continue
        before = understand(document.report())
        chosen = [p for p in before.paragraphs if p.kind is not Kind.EMPTY]
        document.apply([Restyle(p.uid, role_key(p)) for p in chosen], profile)
        reread = WordDocument.from_bytes(document.to_bytes(), path.name).report()
        assert _unmoved(reread) == _unmoved(before), path.name
        assert replace(reread.objects) == before.objects, path.name
        again = {p.uid: q for p, q in zip(before.paragraphs, reread.paragraphs, strict=True)}
        for p in chosen:
            assert _differences(p, again[p.uid], profile) == [], (path.name, p.text[:20])
        count += len(chosen)
    assert count > 500
