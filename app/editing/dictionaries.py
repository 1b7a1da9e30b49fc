"""The unit's and the clerk's own dictionaries: files in the config folder, taken along and brought in as TSV."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from app.core.dictionary import Dictionary, dump_dictionary, parse_dictionary
from app.core.errors import ReportError, UnreadableError, UnwritableError
from app.docx.save import write_atomically
from app.editing.folders import config_folder
from app.editing.versions import keep

Whose = Literal["unit", "personal"]
NAMES: dict[Whose, str] = {"unit": "本单位词库", "personal": "个人词库"}
MAX_BYTES = 4 * 1024 * 1024


def dictionary_file(whose: Whose) -> Path:
    """Where that dictionary is, there or not."""
    return config_folder() / "dictionaries" / f"{whose}.tsv"


def read_words(path: Path) -> Dictionary:
    """The dictionary in a file (UTF-8, UTF-16 or GB18030). Raises ReportError with one clear sentence."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableError(f"{path.name} 过大，不像词库", "请选择每行一个词的文本文件")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"读不了 {path.name}（{error.strerror or error}）", "请检查文件后再试") from error
    return parse_dictionary(_decoded(data, path))


def _decoded(data: bytes, path: Path) -> str:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableError(f"{path.name} 不是文本文件", "请在 Excel 中另存为“Unicode 文本”，或用记事本另存为 UTF-8")


def write_words(path: Path, dictionary: Dictionary) -> None:
    """Write a dictionary so that Excel and 记事本 read it; a file that was there is backed up. Raises UnwritableError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableError(f"词库没有存下（写不了 {path}）", "请检查该文件夹能否写入") from error
    write_atomically(path, dump_dictionary(dictionary).encode("utf-8-sig"), keep)


def own_words(whose: Whose) -> Dictionary:
    """That dictionary, empty when there is none. Raises ReportError when its file cannot be read."""
    path = dictionary_file(whose)
    return read_words(path) if path.exists() else Dictionary()


def all_words() -> Dictionary:
    """The unit's dictionary with the clerk's own over it; one that cannot be read counts as empty (`unread` says which)."""
    joined = Dictionary()
    for whose in ("unit", "personal"):
        try:
            joined = joined.joined(own_words(whose))
        except ReportError:
            continue
    return joined


def unread() -> list[str]:
    """A Chinese sentence for each dictionary whose file cannot be read."""
    found: list[str] = []
    for whose, name in NAMES.items():
        try:
            own_words(whose)
        except ReportError as error:
            found.append(f"{name}没有用上：{error}（{dictionary_file(whose)}）")
    return found
