"""Other programs read what we save: python-docx, mammoth, LibreOffice. Marked words are typed at random places; without them each
reader must read from the saved file what it read from the original."""

from __future__ import annotations

import io
import random
import re
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import mammoth

from app.core.errors import ReportError
from app.docx.document import WordDocument

MARK = "⟦衡⟧"
_SPACES = re.compile(r"\s+")
Reader = Callable[[bytes], str]


def with_python_docx(data: bytes) -> str:
    """Every paragraph python-docx gives, the tables' too."""
    document = docx.Document(io.BytesIO(data))
    texts = [p.text for p in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return _SPACES.sub("", "".join(texts))


def with_mammoth(data: bytes) -> str:
    """The raw text mammoth gives."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _SPACES.sub("", mammoth.extract_raw_text(io.BytesIO(data)).value)


def with_libreoffice(files: Sequence[Path], folder: Path, timeout: int = 900) -> dict[str, str]:
    """The text LibreOffice exports for each file that it can open, by file name."""
    out = folder / "text"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder.parent}/profile", "--headless", "--convert-to", "txt:Text (encoded):UTF8",
         "--outdir", str(out), *map(str, files)],
        check=False, capture_output=True, timeout=timeout,
    )  # fmt: skip
    return {path.stem: _SPACES.sub("", path.read_text(encoding="utf-8-sig")) for path in out.glob("*.txt")}


def marked(path: Path, seed: int = 1, places: int = 12) -> tuple[bytes, bytes] | None:
    """(the original, the file as saved after typing marks at up to `places` random places); None when it cannot be edited."""
    try:
        document = WordDocument.open(path)
        report = document.report()
    except ReportError:
        return None
    rng = random.Random(f"{seed}:{path.name}")
    flow = [p for p in report.paragraphs if p.text.strip()]
    if document.read_only or report.tracking or not flow:
        return None
    original = document.to_bytes()
    for p in rng.sample(flow, min(places, len(flow))):
        at = rng.randint(0, len(p.text))
        document.retype([p.uid], [p.text[:at] + MARK + p.text[at:]])
    document.guard(original)
    return original, document.to_bytes()


def read_alike(original: bytes, saved: bytes, reader: Reader) -> bool | None:
    """Whether `reader` reads the same from both, the marks aside; None when it cannot read the original."""
    try:
        before = reader(original)
    except Exception:  # noqa: BLE001  # other readers fail on odd files in every way
        return None
    return reader(saved).replace(MARK, "") == before


def libreoffice_alike(paths: Sequence[Path]) -> dict[str, bool | None]:
    """`read_alike` by LibreOffice for many files in one start."""
    with tempfile.TemporaryDirectory() as place:
        first, second = Path(place) / "a", Path(place) / "b"  # of one name each: a field of the text may show it
        first.mkdir()
        second.mkdir()
        names: dict[str, str] = {}
        for number, path in enumerate(paths):
            both = marked(path)
            if both is not None:
                names[f"{number:03}"] = path.name
                for folder, data in zip((first, second), both, strict=True):
                    (folder / f"{number:03}{path.suffix}").write_bytes(data)
        before, after = (with_libreoffice(sorted(folder.glob("[0-9]*.do*")), folder) for folder in (first, second))
        return {
            name: after.get(key, "").replace(MARK, "") == before[key] if key in before else None for key, name in names.items()
        }
