"""What 按国标排版 keeps and what it adds, counted on the bare XML of both files with nothing of the program's own reading."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from pathlib import Path

from lxml import etree

from app.core.errors import ReportError
from app.docx.document import WordDocument
from app.editing.open_report import Checking, OpenReport

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALONE = Checking(notes=False)
COUNTED = {
    "段": ("p",), "表": ("tbl",), "格": ("tc",), "脚注": ("footnoteReference", "endnoteReference"), "批注": ("commentReference",),
    "修订": ("ins", "del", "moveFrom", "moveTo"), "图": ("drawing", "pict", "object"), "域": ("fldChar", "fldSimple"),
    "书签": ("bookmarkStart", "bookmarkEnd"), "链接": ("hyperlink",), "控件": ("sdt",), "节": ("sectPr",),
}  # fmt: skip
_SPACES = re.compile(r"\s+")


def kept(data: bytes) -> dict[str, object]:
    """What must be the same before and after: counts, characters (spaces aside), page breaks, orientations, field codes, bookmarks."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        main = _main_part(archive)
        root = etree.fromstring(archive.read(main), etree.XMLParser(huge_tree=True, resolve_entities=False))
        notes = {name: archive.read(name) for name in archive.namelist() if re.search(r"(foot|end)notes|comments", name)}
    found: dict[str, object] = {name: sum(1 for _ in root.iter(*(W + tag for tag in tags))) for name, tags in COUNTED.items()}
    found["字"] = Counter(_SPACES.sub("", "".join(t.text or "" for t in root.iter(W + "t"))))
    found["公式"] = sum(1 for _ in root.iter(M + "oMath"))
    found["换页"] = [br.get(W + "type") for br in root.iter(W + "br") if br.get(W + "type")]
    found["方向"] = [size.get(W + "orient") for size in root.iter(W + "pgSz")]
    found["域代码"] = [code.text for code in root.iter(W + "instrText", W + "delText")]
    found["书签名"] = [mark.get(W + "name") for mark in root.iter(W + "bookmarkStart")]
    found["注"] = notes
    return found


def _main_part(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    types = archive.read("[Content_Types].xml").decode("utf-8", "replace")
    named = re.search(r'PartName="/([^"]+)"[^>]*(?:document|template)\.main\+xml', types) or re.search(
        r'main\+xml"[^>]*PartName="/([^"]+)"', types
    )
    return named.group(1) if named and named.group(1) in names else "word/document.xml"


def row(path: Path) -> dict[str, object] | None:
    """One file before and after 按国标排版 with every safe fix: what went, what was added, what a second pass would still do; None when refused."""
    try:
        report = OpenReport.open(path, ALONE)
    except ReportError:
        return None
    if report.read_only or not isinstance(report.document, WordDocument):
        return None
    numbers = [p.number and p.number.text for p in report.report.paragraphs]
    original = report.document.to_bytes()
    before = kept(original)
    mended = report.fix_all_safe()
    data = report.document.to_bytes()
    after = kept(data)
    again = OpenReport(WordDocument.from_bytes(data, path.name), None, ALONE)
    lost = {
        name: (before[name], after[name])
        for name in before
        if before[name] != after[name] and name != "字" and not (report.report.tracking and name in ("修订", "域代码"))
    }
    gone = _net(before["字"], after["字"])
    return {
        "name": path.name, "mended": len(mended), "lost": lost, "characters": gone,
        "numbers": numbers != [p.number and p.number.text for p in again.report.paragraphs],
        "second": len(again.fix_all_safe()), "added": _added(original, data),
    }  # fmt: skip


def _net(before: object, after: object) -> int:
    """How many letters, digits and Han characters went; marks may change their width."""
    assert isinstance(before, Counter)
    assert isinstance(after, Counter)
    return sum(
        count for char, count in (before - after).items() if char.isalnum() and char.isascii() is False and ord(char) < 0xFF00
    )


def _added(before: bytes, after: bytes) -> str:
    """What 按国标排版 itself brings: styles, page-number footers and other new parts."""
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        parts = sorted(set(new.namelist()) - set(old.namelist()))
        styles = _styles(new) - _styles(old)
        changed = [
            name
            for name in ("word/settings.xml", "word/numbering.xml")
            if name in old.namelist() and old.read(name) != new.read(name)
        ]
    return f"样式 {styles}，部件 {len(parts)}，改设置 {len(changed)}"


def _styles(archive: zipfile.ZipFile) -> int:
    return archive.read("word/styles.xml").count(b"<w:style ") if "word/styles.xml" in archive.namelist() else 0
