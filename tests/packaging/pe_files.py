"""Small PE files with an import table, enough for the static check."""

from __future__ import annotations

import struct
from collections.abc import Sequence

SECTION, RAW = 0x1000, 0x400
X86_64, I386 = 0x8664, 0x14C


def pe_file(imports: Sequence[str], *, machine: int = X86_64, mark: bytes = b"") -> bytes:
    """A PE32+ file that imports these DLLs; `mark` stands where Wine puts its own."""
    table, names = b"", b""
    names_at = SECTION + 20 * (len(imports) + 1)
    for name in imports:
        table += struct.pack("<IIIII", 0, 0, 0, names_at + len(names), 0)
        names += name.encode() + b"\0"
    body = table + bytes(20) + names
    dos = b"MZ" + mark.ljust(0x3A, b"\0") + struct.pack("<I", 0x80)
    header = b"PE\0\0" + struct.pack("<HHIIIHH", machine, 1, 0, 0, 0, 112 + 16 * 8, 0x22)
    directories = [(0, 0)] * 16
    directories[1] = (SECTION, len(table) + 20)
    optional = struct.pack("<H", 0x20B).ljust(112, b"\0") + b"".join(struct.pack("<II", *pair) for pair in directories)
    section = struct.pack("<8sIIII16x", b".rdata", len(body), SECTION, len(body), RAW)
    return (dos.ljust(0x80, b"\0") + header + optional + section).ljust(RAW, b"\0") + body
