"""The `licences` folder of every package: our licence, those of all parts taken along, and the list that names them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from packager.machine import BuildError
from packager.project import ROOT

COMMON = Path("/usr/share/common-licenses")  # Debian's base-files
PARTS = {  # distribution name: file name in `licences`
    "lxml": "lxml", "msgspec": "msgspec", "platformdirs": "platformdirs", "tomli_w": "tomli_w",
    "typing_extensions": "typing_extensions", "pyinstaller": "PyInstaller",
}  # fmt: skip
LIST = ROOT / "resources/release/第三方组件.txt"
DATA = ROOT / "resources/release/词表和字表.txt"  # whose words and characters the lexicon holds
INSIDE = ROOT / "resources/release/内含部件.txt"  # what stands inside Qt and Python, from Debian's records of their sources


def write_notices(folder: Path, python_licence: Path, packages: Path) -> None:
    """Fill folder/licences. Raises BuildError when a text is missing."""
    target = folder / "licences"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    texts = {
        "Wenheng.txt": [ROOT / "LICENSE"], "Qt-LGPL-3.txt": [COMMON / "LGPL-3"], "Qt-GPL-3.txt": [COMMON / "GPL-3"],
        "Python.txt": [python_licence], LIST.name: [LIST], INSIDE.name: [INSIDE],
        DATA.name: [DATA, COMMON / "Apache-2.0"],
        **{f"{name}.txt": list(_licences(packages, part)) for part, name in PARTS.items()},
    }  # fmt: skip
    for name, sources in texts.items():
        missing = [source for source in sources if not source.exists()]
        if missing or not sources:
            raise BuildError(f"no licence text for {name}")
        (target / name).write_bytes(b"\n".join(source.read_bytes() for source in sources))


def _licences(packages: Path, part: str) -> Iterator[Path]:
    for information in sorted(packages.glob(f"{part}-*.dist-info")):
        names = sorted(information.rglob("*"))
        yield from (path for path in names if path.is_file() and path.name.upper().startswith(("LICENSE", "COPYING")))
