"""The ZIP layer: a file's members as bytes with their headers, under caps, and the way back."""

from __future__ import annotations

import copy
import io
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from app.core.errors import UnreadableError
from app.docx import limits

_DAMAGED_HINT = "请用 WPS 或 Word 打开并另存一份后再试，或向来文单位重新索取"
_HOSTILE_HINT = "正常的公文文件不会这样，请核实文件来源"
_ENCRYPTED_FLAG = 0x1
_ALLOWED_COMPRESSION = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # all that an Office file may have (ISO/IEC 29500-2, C.3)


@dataclass(slots=True)
class Member:
    """One member: its header as it was read, its name with "/" as separator, its unpacked bytes."""

    info: zipfile.ZipInfo
    name: str
    data: bytes


def unpack(data: bytes) -> list[Member]:
    """The members of a ZIP file in its own order.

    Raises UnreadableError for a damaged, encrypted or hostile file; every cap is in `limits`.
    """
    if len(data) > limits.MAX_FILE:
        raise UnreadableError(f"文件过大（超过 {limits.MAX_FILE // limits.MB} MB）", "请压缩或拆出文件中的图片后再打开")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _check(infos)
            return [Member(info, _part_name(info), archive.read(info)) for info in infos]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise UnreadableError("文件已损坏或不完整（压缩结构有误）", _DAMAGED_HINT) from error
    except (NotImplementedError, RuntimeError) as error:
        raise UnreadableError("文件使用了不支持的压缩或加密方式", _DAMAGED_HINT) from error


def pack(members: Iterable[Member]) -> bytes:
    """The ZIP file of the members, each with its own header's name, date, attributes and compression."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            archive.writestr(copy.copy(member.info), member.data, compress_type=member.info.compress_type)
    return out.getvalue()


def new_member(name: str, data: bytes) -> Member:
    """A deflated member with a fixed date, so that the same edit gives the same file."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0  # Python's default is the system it runs on
    return Member(info, name, data)


def _part_name(info: zipfile.ZipInfo) -> str:
    return info.filename.replace("\\", "/")


def _check(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > limits.MAX_MEMBERS:
        raise UnreadableError(f"文件内部的部件过多（超过 {limits.MAX_MEMBERS} 个）", _HOSTILE_HINT)
    if sum(info.file_size for info in infos) > limits.MAX_TOTAL:
        raise UnreadableError(f"文件解压后过大（超过 {limits.MAX_TOTAL // limits.MB} MB）", _HOSTILE_HINT)
    seen: set[str] = set()
    for info in infos:
        name = _part_name(info)
        if name.lower() in seen:
            raise UnreadableError(f"文件内部有重名的部件（{name[:80]}）", _DAMAGED_HINT)
        seen.add(name.lower())
        _check_member(info, name)


def _check_member(info: zipfile.ZipInfo, name: str) -> None:
    if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":" or len(name) > limits.MAX_NAME or "\x00" in name:
        raise UnreadableError("文件内部有越界的部件路径，不安全", _HOSTILE_HINT)
    if info.compress_type not in _ALLOWED_COMPRESSION:
        raise UnreadableError("文件使用了不支持的压缩或加密方式", _DAMAGED_HINT)
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise UnreadableError("这是加密的压缩文件，需要密码", "请先用密码解开，再打开其中的公文文件")
    if info.file_size > limits.RATIO_FLOOR and info.file_size > limits.MAX_RATIO * max(1, info.compress_size):
        raise UnreadableError(f"文件内部的 {name[:80]} 压缩比异常，可能是恶意文件", _HOSTILE_HINT)
