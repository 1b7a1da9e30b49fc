"""A unit pack: one file that carries a unit's profile and dictionaries to another PC, on a USB stick. Data only."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from app.core.errors import ProfileError, UnwritableError
from app.docx.save import write_atomically
from app.editing.dictionaries import dictionary_file
from app.editing.unit_profile import FILE_NAME, checked, unit_file
from app.editing.versions import keep

SUFFIX = ".wenheng-unit"
PROFILE = "profile.toml"
WORDS = "words.tsv"
MAX_BYTES = 8 * 1024 * 1024  # unpacked; a unit's words and rules are far below one megabyte
MAX_MEMBERS = 16
_DATE = (1980, 1, 1, 0, 0, 0)
_NOT_A_PACK = "请选择由“导出单位包”存成的文件"


@dataclass(frozen=True, slots=True)
class UnitPack:
    """What a pack holds: the profile's TOML and the unit's dictionary (TSV), either may be empty."""

    profile: bytes = b""
    words: bytes = b""

    def changes(self) -> list[str]:
        """What importing it would replace, a line each."""
        found: list[str] = []
        for name, data, path in (("单位方案", self.profile, unit_file()), ("单位词表", self.words, words_file())):
            if not data:
                continue
            old = path.read_bytes() if path.exists() else None
            found.append(f"{name}：{'新增' if old is None else '不变' if old == data else '覆盖现有的，旧的留备份'}")
        return found


def words_file() -> Path:
    """The unit's dictionary."""
    return dictionary_file("unit")


def export_pack(path: Path) -> None:
    """Write the unit's profile and dictionary as one file; the same contents give the same bytes. Raises ReportError."""
    members = {PROFILE: unit_file(), WORDS: words_file()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in members.items():
            if file.exists():
                archive.writestr(zipfile.ZipInfo(name, _DATE), file.read_bytes(), zipfile.ZIP_DEFLATED)
    if not any(file.exists() for file in members.values()):
        raise ProfileError("还没有单位方案和单位词表", "请先在“检查 › 单位方案”中设定")
    write_atomically(path, out.getvalue(), None)


def read_pack(path: Path) -> UnitPack:
    """The pack in that file, with its profile tried as a whole. Raises ProfileError for anything else."""
    try:
        data = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > MAX_MEMBERS or sum(info.file_size for info in infos) > MAX_BYTES:
                raise ProfileError(f"{path.name} 过大，不像单位包", _NOT_A_PACK)
            held: Mapping[str, bytes] = {info.filename: archive.read(info) for info in infos if info.filename in (PROFILE, WORDS)}
    except OSError as error:
        raise ProfileError(f"读不了 {path.name}（{error.strerror or error}）", "请检查 U 盘和文件后再试") from error
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise ProfileError(f"{path.name} 不是单位包，或已损坏", _NOT_A_PACK) from error
    if not held:
        raise ProfileError(f"{path.name} 里没有单位方案和词表", _NOT_A_PACK)
    pack = UnitPack(held.get(PROFILE, b""), held.get(WORDS, b""))
    if pack.profile:
        try:
            checked(msgspec.toml.decode(pack.profile, type=dict[str, object]), Path(FILE_NAME).stem)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise ProfileError(f"{path.name} 里的单位方案读不了（{error}）", _NOT_A_PACK) from error
    return pack


def install_pack(pack: UnitPack) -> None:
    """Put the pack's files in place; what was there is backed up. Raises ProfileError."""
    try:
        for data, file in ((pack.profile, unit_file()), (pack.words, words_file())):
            if data:
                file.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(file, data, keep)
    except (OSError, UnwritableError) as error:
        raise ProfileError(f"单位包没有装上（{error}）", "请检查设置文件夹能否写入") from error
