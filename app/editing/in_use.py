"""Who has a report open in another office program, by the file that such a program puts beside it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

_OWNER_BYTES = 4096  # Word's owner file has 162 bytes, LibreOffice's some hundred


def who_has_it_open(path: Path) -> str | None:
    """The user's name ("" when the file does not say), or None when no other program seems to have `path` open.

    Word and WPS write `~$` in place of the first two letters (of short names: before them) and the name in 8 bits, then
    at 54 in UTF-16; LibreOffice writes `.~lock.NAME#` with the name first. A program that crashed leaves such a file.
    """
    for owner in (f"~${path.name[2:]}", f"~${path.name[1:]}", f"~${path.name}", f".~{path.name}"):
        with suppress(OSError):
            return _word_name((path.parent / owner).read_bytes()[:_OWNER_BYTES])
    with suppress(OSError):
        found = (path.parent / f".~lock.{path.name}#").read_bytes()[:_OWNER_BYTES].decode("utf-8", "replace")
        return _shown(found.split(",")[0])
    return None


def _word_name(data: bytes) -> str:
    if len(data) > 56:
        length = data[54]
        return _shown(data[56 : 56 + 2 * length].decode("utf-16-le", "replace"))
    return _shown(data[1 : 1 + data[0]].decode("gb18030", "replace")) if data else ""


def _shown(name: str) -> str:
    """The name without what does not print: it comes from a file that anybody may have written."""
    return "".join(letter for letter in name if letter.isprintable()).strip()[:40]
