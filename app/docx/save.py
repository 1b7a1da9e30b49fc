"""Saving that never leaves half a file: a temporary file in the same folder, fsync, then one replace."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from pathlib import Path

from app.core.errors import UnwritableError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SHARING_VIOLATION = {32, 33}  # Windows: another program holds the file


def write_atomically(path: Path, data: bytes, backup: Path | None) -> None:
    """Replace `path` by `data` as a whole; the version before is copied into folder `backup` first (None: no copy).

    Raises UnwritableError with one Chinese sentence when the target cannot be replaced; the file that was there is then
    untouched and no temporary file is left.
    """
    temporary: Path | None = None
    try:
        target = path.resolve()  # through a link: the file it points to is replaced, not the link
        _refuse_early(path, target)
        if backup is not None and target.exists():
            _keep_or_refuse(target, backup)
        temporary = _write_beside(target, data)
        temporary.replace(target)
        temporary = None
        _sync_folder(target.parent)
    except OSError as error:
        raise _explain(error, path) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def keep_version(path: Path, folder: Path) -> Path:
    """Copy `path` into `folder` under a free name (`报告.docx`, `报告 (2).docx` …); gives the copy's path."""
    folder.mkdir(parents=True, exist_ok=True)
    copy, count = folder / path.name, 1
    while copy.exists():
        count += 1
        copy = folder / f"{path.stem} ({count}){path.suffix}"
    try:
        shutil.copy2(path, copy)
    except OSError:
        copy.unlink(missing_ok=True)  # half a copy is none
        raise
    return copy


def _keep_or_refuse(target: Path, backup: Path) -> None:
    try:
        keep_version(target, backup)
    except OSError as error:
        raise UnwritableError(
            f"备份不了原来的文件（写不了“{backup}”：{error.strerror or error}）",
            "请清理磁盘或检查该文件夹能否写入；原文件没有改动",
        ) from error


def _refuse_early(path: Path, target: Path) -> None:
    if not target.parent.is_dir():
        raise UnwritableError(f"文件夹“{target.parent}”不存在或已断开", "请换一个文件夹保存")
    if target.is_dir():
        raise UnwritableError(f"“{target.name or target}”是文件夹", "请换一个文件名保存")
    if target.exists() and not _writable(target):
        raise UnwritableError(f"“{path.name}”是只读文件", "请用“另存为”保存为另一个文件，或先取消文件的只读属性")


def _writable(target: Path) -> bool:
    """Whether the file's own read-only mark is off; root may write anything, so the mark itself counts."""
    return bool(target.stat().st_mode & 0o222) and os.access(target, os.W_OK)


def _write_beside(target: Path, data: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=".~", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, temporary)
        else:
            _usual_mode(temporary)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def _usual_mode(temporary: Path) -> None:
    """mkstemp makes files only the user may read; a new report gets the usual rights."""
    mask = os.umask(0)
    os.umask(mask)
    temporary.chmod(0o666 & ~mask)


def _sync_folder(folder: Path) -> None:
    if os.name != "nt":  # Windows cannot open a folder for this, and its rename is journalled
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _explain(error: OSError, path: Path) -> UnwritableError:
    if error.errno in _FULL:
        return UnwritableError("磁盘已满，没有保存", "请清理磁盘，或保存到另一个磁盘；原文件没有改动")
    if getattr(error, "winerror", None) in _SHARING_VIOLATION:
        return UnwritableError(f"“{path.name}”正被其他程序打开", "请在该程序中关闭它后再保存，或用“另存为”")
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ESTALE):
        return UnwritableError(f"文件夹“{path.parent}”不存在或已断开", "请换一个文件夹保存")
    if error.errno == errno.EROFS:
        return UnwritableError(f"“{path.parent}”所在的磁盘是只读的", "请保存到另一个磁盘；原文件没有改动")
    if error.errno in (errno.EACCES, errno.EPERM):
        return UnwritableError(f"没有写入“{path.name}”的权限，或文件正被其他程序打开", "请关闭打开它的程序，或保存到另一个文件夹")
    if error.errno == errno.ENAMETOOLONG:
        return UnwritableError("文件名太长", "请换一个较短的文件名")
    return UnwritableError(f"保存“{path.name}”失败（{error.strerror or error}）", "请换一个位置保存；原文件没有改动")
