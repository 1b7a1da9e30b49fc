"""Embedded content of another format (w:altChunk): its words, so that they can be shown; it is kept as it is."""

from __future__ import annotations

import html
import re

from app.core.errors import ReportError
from app.docx.inline import paragraph_text
from app.docx.names import Element, r, w
from app.docx.package import Package
from app.docx.story import walk

MOST_BYTES = 2_000_000  # of a chunk that is looked into
MOST_WORDS = 4000
UNKNOWN = "（内容无法显示，原样保留）"
_TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def read_chunks(package: Package) -> tuple[str, ...]:
    """What each altChunk of the main part says, in order; a sentence where that cannot be told."""
    found = list(package.tree(package.main).iter(w("altChunk")))
    targets = {id_: target for id_, _, target in package.relationships(package.main)} if found else {}
    return tuple(_words(package, node, targets) for node in found)


def _words(package: Package, node: Element, targets: dict[str, str]) -> str:
    name = targets.get(node.get(r("id"), ""), "")
    data = package.raw(name) if package.has(name) else b""
    if not data or len(data) > MOST_BYTES:
        return UNKNOWN
    if data.startswith(b"PK"):
        try:
            inner = Package.from_bytes(data, name)
            return "\n".join(filter(None, (paragraph_text(place.element) for place in walk(inner))))[:MOST_WORDS] or UNKNOWN
        except ReportError:
            return UNKNOWN
    if data.lstrip().startswith(b"{\\rtf"):
        return UNKNOWN
    text = data.decode("utf-8", "replace")
    plain = html.unescape(_TAG.sub(" ", text)) if "<" in text else text
    return " ".join(plain.split())[:MOST_WORDS] or UNKNOWN
