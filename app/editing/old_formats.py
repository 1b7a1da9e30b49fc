"""Older formats (.doc, .wps, .rtf, .odt): which office programs of this PC can make a .docx of them, and how.

The program works on a copy, in a folder and with a profile of its own, with macros and links switched off. Starting
it, and waiting for it, is the window's part (`app.ui.converting`).
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import OldFormatError
from app.docx.recognise import ZIP
from app.editing.folders import data_folder

_ELSEWHERE = "请在装有 WPS 或 Word 的电脑上打开它，另存为 .docx 后再试"
_SUFFIXES = (".doc", ".wps", ".wpt", ".dot", ".rtf", ".odt", ".xml")
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName"><value>127.0.0.1</value></prop><prop oor:name="ooInetHTTPProxyPort"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort"><value>9</value></prop></item>
</oor:items>
"""
# Word and WPS, driven through PowerShell (part of Windows): no macro may run, and a program that has other documents
# open is left running. Paths come through the environment, so nothing in a name is ever read as a command.
_AUTOMATION = """
$ErrorActionPreference = 'Stop'
$app = New-Object -ComObject $env:WENHENG_APP
try {
  $app.AutomationSecurity = 3
  $app.DisplayAlerts = 0
  $doc = $app.Documents.Open($env:WENHENG_IN, $false, $true, $false)
  $doc.SaveAs($env:WENHENG_OUT, 12)
  $doc.Close(0)
} finally {
  if ($app.Documents.Count -eq 0) { $app.Quit() }
}
"""


@dataclass(frozen=True, slots=True)
class Task:
    """One program's work on one file: what to start, with which additions to the environment, and what comes of it."""

    folder: Path
    command: tuple[str, ...]
    environment: Mapping[str, str]
    out: Path

    def result(self) -> bytes | None:
        """The .docx that the program made, or None."""
        try:
            data = self.out.read_bytes()
        except OSError:
            return None
        return data if data.startswith(ZIP) else None

    def clean(self) -> None:
        """Remove the work folder."""
        for _ in range(20):  # on Windows a program that was just ended may hold its files for a moment
            shutil.rmtree(self.folder, ignore_errors=True)
            if not self.folder.exists():
                return
            time.sleep(0.05)


@dataclass(frozen=True, slots=True)
class Converter:
    """An office program by its name; `command` and `environment` are made of the copy, the result and the work folder."""

    name: str
    command: Callable[[Path, Path, Path], tuple[str, ...]]
    environment: Callable[[Path, Path], Mapping[str, str]]

    def prepare(self, path: Path) -> Task:
        """Copy the file `path` into a work folder. Raises OldFormatError when that cannot be."""
        folder: Path | None = None
        try:
            folder = _work_folder()
            source, out = folder / f"source{_suffix(path)}", folder / "out" / "source.docx"
            out.parent.mkdir()
            shutil.copyfile(path, source)
            source.chmod(0o600)
            return Task(folder, self.command(source, out, folder), self.environment(source, out), out)
        except OSError as error:
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)
            raise OldFormatError(f"转换前拷贝文件失败（{error.strerror or error}）", "请检查磁盘后再试") from error


def converters() -> list[Converter]:
    """The office programs of this PC that can convert, the best first."""
    return [*_automated(), *_libre_office()]


def no_converter(refusal: OldFormatError) -> OldFormatError:
    """The refusal of an old file on a PC without an office program."""
    return OldFormatError(f"{_what(refusal)}，本机没有找到能转换它的 Word、WPS 或 LibreOffice", _ELSEWHERE)


def not_converted(refusal: OldFormatError, tried: list[str], late: bool) -> OldFormatError:
    """The refusal of an old file that the programs `tried` could not convert, or not in time."""
    reason = "超过了时限" if late else "没有成功（文件可能有密码或已损坏）"
    return OldFormatError(f"{_what(refusal)}，用 {'、'.join(tried)} 转换{reason}", _ELSEWHERE)


def _what(refusal: OldFormatError) -> str:
    return refusal.message.split("，")[0]


def _suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    return suffix if suffix in _SUFFIXES else ".doc"


def _work_folder() -> Path:
    root = data_folder() / "convert"
    try:
        root.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(dir=root))
    except OSError:
        return Path(tempfile.mkdtemp(prefix="wenheng-"))


def _libre_office() -> list[Converter]:
    program = _soffice()
    if program is None:
        return []

    def command(source: Path, out: Path, folder: Path) -> tuple[str, ...]:
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        switches = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck")
        return (
            program, f"-env:UserInstallation={profile.as_uri()}", *switches,
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out.parent), str(source),
        )  # fmt: skip

    return [Converter("LibreOffice", command, lambda _source, _out: {})]


def _soffice() -> str | None:
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    if on_path:
        return on_path
    roots = [Path(os.environ[name]) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432") if name in os.environ]
    places = [root / "LibreOffice" / "program" / "soffice.exe" for root in roots]
    places += [*Path("/opt").glob("libreoffice*/program/soffice"), Path("/usr/lib/libreoffice/program/soffice")]
    return next((str(place) for place in places if place.is_file()), None)


def _automated() -> list[Converter]:
    if sys.platform != "win32":
        return []
    import winreg
    from contextlib import suppress

    found: list[Converter] = []
    shell = shutil.which("powershell")
    for name, program in (("Word", "Word.Application"), ("WPS", "KWPS.Application"), ("WPS", "WPS.Application")):
        with suppress(OSError):
            winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, rf"{program}\CLSID"))
            if shell and all(one.name != name for one in found):
                found.append(automation(name, program, shell))
    return found


def automation(name: str, program: str, shell: str) -> Converter:
    """Word or WPS, by the name under which Windows starts it, driven through the PowerShell `shell`."""
    return Converter(
        name,
        lambda _source, _out, _folder: (shell, "-NoProfile", "-NonInteractive", "-Command", _AUTOMATION),
        lambda source, out: {"WENHENG_APP": program, "WENHENG_IN": str(source), "WENHENG_OUT": str(out)},
    )
