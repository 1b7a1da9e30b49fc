"""Saving that never leaves half a file: a temporary file in the same folder, fsync, then one replace."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.core.errors import UnwritableError

STALE = 60  # seconds: a temporary file of ours that is older was left by a save that was killed
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FULL_ON_WINDOWS = {39, 112}
_SHARING_VIOLATION = {32, 33}  # Windows: another program holds the file
_WRITE_PROTECTED = 19
_NETWORK_GONE = {51, 53, 54, 55, 59, 64, 65, 67, 121, 1222, 1231, 1232, 1236}  # Windows: the share does not answer
_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ESTALE, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ETIMEDOUT}
_TOO_LONG = {111, 206}


def write_atomically(path: Path, data: bytes, keep: Callable[[Path], object] | None) -> None:
    """Replace `path` by `data` as a whole; `keep` is first given the file that will be replaced, to copy it elsewhere.

    Raises UnwritableError with one Chinese sentence when the target cannot be replaced; the file that was there is then
    untouched and no temporary file is left.
    """
    temporary: Path | None = None
    try:
        target = path.resolve()  # through a link: the file it points to is replaced, not the link
        _refuse_early(path, target)
        sweep(target)
        if keep is not None and target.exists():
            _keep_or_refuse(target, keep)
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


def sweep(target: Path) -> None:
    """Remove the temporary files that saves of `target` left which were killed in the middle (by power or by a user)."""
    with contextlib.suppress(OSError):
        for found in target.parent.glob(f"{_prefix(target)}*.tmp"):
            if time.time() - found.stat().st_mtime > STALE:
                found.unlink()


def _prefix(target: Path) -> str:
    """What the names of the temporary files of `target` begin with; short, so that a long name stays possible."""
    return f".~{hashlib.sha256(target.name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}-"


def _keep_or_refuse(target: Path, keep: Callable[[Path], object]) -> None:
    try:
        keep(target)
    except OSError as error:
        place = f"写不了“{error.filename}”：" if error.filename else ""
        raise UnwritableError(
            f"备份不了原来的文件（{place}{error.strerror or error}）",
            "请清理磁盘或检查该文件夹能否写入，或用“另存为”存成另一个文件；原文件没有改动",
        ) from error


def _refuse_early(path: Path, target: Path) -> None:
    if not target.parent.is_dir():
        raise UnwritableError(f"文件夹“{target.parent}”不存在或已断开", "请换一个文件夹保存")
    if target.is_dir():
        raise UnwritableError(f"“{target.name or target}”是文件夹", "请换一个文件名保存")
    if target.exists() and not may_write(target):
        raise UnwritableError(f"“{path.name}”是只读文件", "请用“另存为”保存为另一个文件，或先取消文件的只读属性")


def may_write(target: Path) -> bool:
    """Whether the file's own read-only mark is off; root may write anything, so the mark itself counts."""
    return bool(target.stat().st_mode & 0o222) and os.access(target, os.W_OK)


def _write_beside(target: Path, data: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=_prefix(target), suffix=".tmp", dir=target.parent)
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
    windows = getattr(error, "winerror", None)
    if error.errno in _FULL or windows in _FULL_ON_WINDOWS:
        return UnwritableError("磁盘已满", "请清理磁盘，或保存到另一个磁盘；原文件没有改动")
    if windows in _SHARING_VIOLATION:
        return UnwritableError(f"“{path.name}”正被其他程序打开", "请在该程序中关闭它后再保存，或用“另存为”")
    if error.errno == errno.ENAMETOOLONG or windows in _TOO_LONG:
        return UnwritableError("文件名或所在文件夹的路径太长", "请换一个较短的文件名，或保存到离磁盘根目录较近的文件夹")
    if windows in _NETWORK_GONE:
        return UnwritableError(f"“{path.parent}”所在的网络位置连不上", "请先保存到本机，网络恢复后再拷回去")
    if error.errno in _GONE:
        return UnwritableError(f"文件夹“{path.parent}”不存在或已断开", "请换一个文件夹保存")
    if error.errno == errno.EROFS or windows == _WRITE_PROTECTED:
        return UnwritableError(f"“{path.parent}”所在的磁盘是只读的", "请保存到另一个磁盘；原文件没有改动")
    if error.errno in (errno.EACCES, errno.EPERM):
        return UnwritableError(f"没有写入“{path.name}”的权限，或文件正被其他程序打开", "请关闭打开它的程序，或保存到另一个文件夹")
    return UnwritableError(f"保存“{path.name}”失败（{error.strerror or error}）", "请换一个位置保存；原文件没有改动")
