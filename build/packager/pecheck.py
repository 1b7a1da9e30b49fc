"""The static check of a frozen Windows folder: Wine brings runtime DLLs of its own, so running alone would not miss them.

Every imported DLL is in the folder or one of Windows 10 1809's own; everything is x86-64; no DLL is Wine's; nothing that
opens a network connection is there.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

X86_64 = 0x8664
IMPORT, DELAY_IMPORT = (1, 20, 12), (13, 32, 4)  # data directory, size of an entry, where its name's address stands
WINE_MARKS = (b"Wine builtin DLL", b"Wine placeholder DLL")
SYSTEM_DLLS = frozenset({
    "advapi32", "authz", "bcrypt", "cabinet", "cfgmgr32", "combase", "comctl32", "comdlg32", "crypt32", "d2d1", "d3d11",
    "d3d12", "d3d9", "dbghelp", "dcomp", "dnsapi", "dwmapi", "dwrite", "dxgi", "gdi32", "imm32", "iphlpapi", "kernel32",
    "mpr", "msi", "msimg32", "msvcrt", "ncrypt", "netapi32", "ntdll", "ole32", "oleacc", "oleaut32", "opengl32",
    "powrprof", "propsys", "psapi", "rpcrt4", "secur32", "setupapi", "shcore", "shell32", "shlwapi", "ucrtbase",
    "uiautomationcore", "user32", "userenv", "usp10", "uxtheme", "version", "winhttp", "winmm", "winspool.drv", "wldp",
    "ws2_32", "wtsapi32", "xmllite",
})  # fmt: skip
API_SETS = ("api-ms-win-", "ext-ms-win-")
NETWORK_FILES = ("qt6network", "_socket", "_ssl", "libssl", "libcrypto", "select", "_asyncio", "_overlapped")


@dataclass(frozen=True, slots=True)
class Image:
    """What is asked of one PE file."""

    path: Path
    machine: int
    imports: frozenset[str]  # DLL names in lower case without .dll
    wine: bool


def check(folder: Path) -> list[str]:
    """What is wrong in the folder, one sentence each; empty when all is well. Raises ValueError for a damaged PE file."""
    images = [read(path) for path in sorted(folder.rglob("*")) if path.is_file() and _is_pe(path)]
    if not images:
        return ["no program in the folder"]
    present = {_plain(image.path.name) for image in images}
    problems: list[str] = []
    for image in images:
        name = image.path.relative_to(folder).as_posix()
        if image.machine != X86_64:
            problems.append(f"{name}: not x86-64")
        if image.wine:
            problems.append(f"{name}: a DLL of Wine")
        if _plain(image.path.name).startswith(NETWORK_FILES):
            problems.append(f"{name}: opens network connections")
        problems += [
            f"{name}: needs {dll}.dll" for dll in sorted(image.imports - present - SYSTEM_DLLS) if not dll.startswith(API_SETS)
        ]
    return problems


def _is_pe(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"MZ"


def _plain(name: str) -> str:
    return name.lower().removesuffix(".dll")


def read(path: Path) -> Image:
    """The headers of one PE file."""
    data = path.read_bytes()
    header = struct.unpack_from("<I", data, 0x3C)[0]
    if data[header : header + 4] != b"PE\0\0":
        raise ValueError(f"{path.name} is no PE file")
    machine, sections, optional_size = struct.unpack_from("<HH12xH", data, header + 4)
    optional = header + 24
    directories = optional + (112 if struct.unpack_from("<H", data, optional)[0] == 0x20B else 96)
    table = optional + optional_size
    places = [struct.unpack_from("<8xIIII", data, table + 40 * i) for i in range(sections)]
    names = {name for kind in (IMPORT, DELAY_IMPORT) for name in _imports(data, directories, places, kind)}
    return Image(path, machine, frozenset(names), any(mark in data[:4096] for mark in WINE_MARKS))


def _imports(data: bytes, directories: int, places: list[tuple[int, ...]], kind: tuple[int, int, int]) -> Iterator[str]:
    which, size, name_at = kind
    address = struct.unpack_from("<I", data, directories + 8 * which)[0]
    if not address:
        return
    entry = _offset(address, places)
    while True:
        name = struct.unpack_from("<I", data, entry + name_at)[0]
        if not name:
            return
        start = _offset(name, places)
        yield _plain(data[start : data.index(b"\0", start)].decode("ascii"))
        entry += size


def _offset(address: int, places: list[tuple[int, ...]]) -> int:
    for virtual_size, virtual, raw_size, raw in places:
        if virtual <= address < virtual + max(virtual_size, raw_size):
            return address - virtual + raw
    raise ValueError(f"address {address:#x} is in no section")


def main(words: list[str]) -> int:
    """`pecheck.py FOLDER`: status 1 when something is wrong."""
    problems = check(Path(words[0]))
    print("\n".join(problems) or "every DLL is there")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
