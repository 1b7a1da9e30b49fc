"""What an open document says now, taken in a moment and written out later: for recovery copies.

Taking it costs what lxml needs to write the edited parts as text (7 ms for a document.xml of 1 MB); the rest may run
in another thread while the document is edited. The parts are not spliced into the file's own bytes then (see
`xml_part`): that is done once, by `onto_original`, when a copy is needed after a crash.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable

from lxml import etree

from app.core.errors import ReportError
from app.docx import archive, xml_part
from app.docx.archive import Member
from app.docx.package import Package


def take(package: Package) -> Callable[[], bytes]:
    """Freeze what `package` says now; the function that is returned makes the file, in any thread."""
    members = [(name, package.raw(name)) for name in package.names]
    texts = {name: etree.tostring(package.tree(name), encoding="unicode", with_tail=False) for name in package.dirty}

    def make() -> bytes:
        return archive.pack(_member(name, data, texts.get(name)) for name, data in members)

    return make


def onto_original(original: bytes, copy: bytes, name: str) -> bytes:
    """The file `copy`, made by `take`, with all that was not edited as it stands in `original`, byte for byte.

    Gives `copy` itself when the two do not fit together.
    """
    try:
        made = Package.from_bytes(copy, name)
        members = archive.unpack(original)
        old = {member.name.lower() for member in members}
        whole = [Member(m.info, m.name, _mended(m, made)) for m in members if made.has(m.name)]
        whole += [archive.new_member(part, made.raw(part)) for part in made.names if part.lower() not in old]
        result = archive.pack(whole)
        Package.from_bytes(result, name)
    except ReportError:
        return copy
    return result


def _mended(member: Member, made: Package) -> bytes:
    if made.raw(member.name) == member.data:
        return member.data
    return xml_part.write(member.data, xml_part.parse(made.raw(member.name), member.name), member.name)


def _member(name: str, data: bytes, text: str | None) -> Member:
    content = data if text is None else xml_part.plain(data, text, name)
    member = archive.new_member(name, content)
    if not name.lower().endswith((".xml", ".rels")):
        member.info.compress_type = zipfile.ZIP_STORED  # pictures are packed already, and this runs every few seconds
    return member
