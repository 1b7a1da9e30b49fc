"""Every real document with tracked changes, comments or notes: settled as its text says, and undone byte for byte."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from app.core.errors import ReportError
from app.docx.document import WordDocument
from app.docx.inline import paragraph_text
from app.docx.names import Element, w
from app.docx.objects import text_parts
from app.docx.resolve import EVERY
from app.docx.story import walk

pytestmark = pytest.mark.corpus
SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")


MARKS = re.compile(
    rb"<w:(?:ins|del|moveTo|moveFrom|[rpt]PrChange|sectPrChange|tblPrChange|trPrChange|tcPrChange)[ >]"
    rb"|<w:(?:footnote|endnote|comment)Reference[ />]"
)


@lru_cache(maxsize=1)
def candidates(corpus: Path) -> list[Path]:
    """The documents whose main part mentions a change, a note or a comment: opening all others would take minutes."""
    found: list[Path] = []
    for path in sorted(path for path in corpus.rglob("*") if path.suffix.lower() in SUFFIXES):
        try:
            with zipfile.ZipFile(path) as archive:
                names = [name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")]
                if any(MARKS.search(archive.read(name)) for name in names if "document" in name or "notes" in name):
                    found.append(path)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, zlib.error):
            continue
    return found


def documents(corpus: Path, wanted: str) -> Iterator[tuple[str, WordDocument]]:
    """The documents that open, may be edited, and hold "revisions", "comments" or "notes"."""
    for path in candidates(corpus):
        try:
            document = WordDocument.open(path)
        except ReportError:
            continue
        report = document.report()
        held = {
            "revisions": any(p.revisions for p in (*report.paragraphs, *report.others)),
            "comments": bool(report.comments),
            "notes": any(anchor.kind in ("footnote", "endnote") for p in report.by_uid.values() for anchor in p.anchors),
        }
        if document.read_only is None and held[wanted]:
            yield path.name, document


def texts(document: WordDocument) -> dict[str, str]:
    """What every story says, its paragraphs run together: joining moves no character."""
    found: dict[str, str] = defaultdict(str)
    for place in walk(document.package):
        found[place.story.split(":")[0]] += paragraph_text(place.element)
    return dict(found)


def loses_structure(document: WordDocument) -> bool:
    """Whether whole rows or cells come or go by revision, so that their words do too."""
    root = document.package.tree(document.package.main)
    rows = [node for node in root.iter(w("ins"), w("del")) if node.getparent() is not None and node.getparent().tag == w("trPr")]
    return bool(rows) or next(root.iter(w("cellIns"), w("cellDel")), None) is not None


def old_text(root: Element) -> str:
    """What the part read before the changes: deleted words, and not the inserted ones."""
    words = []
    for node in root.iter(w("t"), w("delText")):
        outer = {ancestor.tag for ancestor in node.iterancestors()}
        if w("txbxContent") not in outer and not outer & {w("ins"), w("moveTo")}:
            words.append(node.text or "")
    return "".join(words)


def left(document: WordDocument) -> list[str]:
    names = text_parts(document.package)
    return [str(node.tag) for name in names for node in document.package.tree(name).iter(*EVERY)]


def test_accepting_and_rejecting_all_give_the_new_and_the_old_text(corpus: Path) -> None:
    seen = 0
    for name, document in documents(corpus, "revisions"):
        seen += 1
        original, before = document.to_bytes(), texts(document)
        old = old_text(document.package.tree(document.package.main).find(w("body")))
        whole = not loses_structure(document)
        for accept in (True, False):
            change = document.resolve(None, accept=accept)
            assert not left(document), name
            assert not any(p.revisions for p in document.report().by_uid.values()), name
            if accept and whole:
                assert texts(document) == before, name
            if not accept and whole:
                assert old_text(document.package.tree(document.package.main).find(w("body"))) == old, name
            document.guard(original)
            reopened = WordDocument.from_bytes(document.to_bytes(), name)
            assert [p.text for p in reopened.report().paragraphs] == [p.text for p in document.report().paragraphs], name
            document.undo(change)
            assert document.to_bytes() == original, name
            document.redo(change)
            document.undo(change)
            assert document.to_bytes() == original, name
    assert seen >= 15


def test_one_by_one_comes_to_the_same_as_all(corpus: Path) -> None:
    for name, document in documents(corpus, "revisions"):
        original = document.to_bytes()
        for accept in (True, False):
            whole = document.resolve(None, accept=accept)
            wanted = [p.text for p in document.report().by_uid.values()]
            document.undo(whole)
            changes = []
            while True:
                report = document.report()
                at = next((p.uid for p in (*report.paragraphs, *report.others) if p.revisions), None)
                if at is None:
                    break
                changes.append(document.resolve([(at, 0)], accept=accept))
                assert len(changes) < 3000, name
            assert [p.text for p in document.report().by_uid.values()] == wanted, name
            for change in reversed(changes):
                document.undo(change)
            assert document.to_bytes() == original, name


def test_a_comment_goes_whole_and_comes_back(corpus: Path) -> None:
    seen = 0
    for name, document in documents(corpus, "comments"):
        original = document.to_bytes()
        for comment in document.report().comments[:4]:
            before = texts(document)
            change = document.delete_comments([comment.id])
            after = document.report()
            assert comment.id not in {one.id for one in after.comments}, name
            assert not any(a.id == comment.id and a.kind.startswith("comment") for p in after.by_uid.values() for a in p.anchors)
            assert {k: v.replace("\ufffc", "") for k, v in texts(document).items()} == {
                k: v.replace("\ufffc", "") for k, v in before.items()
            }, name
            document.guard(original)
            document.undo(change)
            assert document.to_bytes() == original, name
            seen += 1
    assert seen >= 20


def test_a_note_goes_with_its_reference_and_comes_back(corpus: Path) -> None:
    seen = 0
    for name, document in documents(corpus, "notes"):
        if document.report().tracking:
            continue
        original = document.to_bytes()
        for p in document.report().paragraphs:
            anchor = next((anchor for anchor in p.anchors if anchor.kind in ("footnote", "endnote")), None)
            story = f"{anchor.kind}:{anchor.id}" if anchor else ""
            if anchor is None or story not in {other.story for other in document.report().others}:
                continue
            change = document.retype([p.uid], [p.text[: anchor.offset] + p.text[anchor.offset + 1 :]])
            assert story not in {other.story for other in document.report().others}, name
            document.guard(original)
            document.undo(change)
            assert document.to_bytes() == original, name
            seen += 1
            break
    assert seen >= 8


def test_what_is_typed_while_tracking_can_be_rejected(corpus: Path) -> None:
    """Typing, Enter, joining and deleting under tracking in real documents: rejecting all gives the old text."""
    every = sorted(path for path in (corpus / "cn").rglob("*") if path.suffix.lower() in SUFFIXES)
    typed = 0
    for path in every[::12]:
        document = WordDocument.open(path)
        flow = [p for p in document.report().paragraphs if len(p.text) > 6 and p.story == "body"]
        if document.read_only is not None or any(p.revisions for p in document.report().paragraphs) or len(flow) < 4:
            continue
        original, old = document.to_bytes(), [p.text for p in document.report().paragraphs]
        changes = [document.track(on=True)]
        for p in (flow[0], flow[len(flow) // 2], flow[-1]):
            middle = len(p.text) // 2
            changes.append(document.retype([p.uid], [p.text[:middle] + "衡", "文" + p.text[middle + 2 :]]))
            typed += 1
        order = [p.uid for p in document.report().paragraphs]
        at = order.index(flow[1].uid)
        first, second = (document.report().by_uid[uid] for uid in order[at : at + 2])
        if not first.section_end:
            changes.append(document.retype([first.uid, second.uid], [first.text + second.text[1:]]))
        document.guard(original)
        rejected = document.resolve(None, accept=False)
        assert [p.text for p in document.report().paragraphs] == old, path.name
        document.undo(rejected)
        for change in reversed(changes):
            document.undo(change)
        assert document.to_bytes() == original, path.name
    assert typed >= 20
