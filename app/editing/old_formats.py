"""Older formats (.doc, .wps, .rtf, .odt) made into a .docx by an office program of this PC, when there is one.

The program works on a copy, in a folder and with a profile of its own, with macros and links switched off, under a time
limit; whoever waits may give it up at any moment.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import OldFormatError
from app.docx.recognise import ZIP
from app.editing.folders import data_folder

LIMIT = 180  # seconds: a cold start on an old disk takes 40, a report of 300 pages 20
_POLL = 0.1  # seconds between two looks at whether anyone still waits
_ELSEWHERE = "请在装有 WPS 或 Word 的电脑上打开它，另存为 .docx 后再试"
_HIDDEN = subprocess.CREATE_NO_WINDOW if sys.platform == "win32" else 0
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
class Converter:
    """An office program: its name, the command that makes `out` of `source` in the work folder, and its environment."""

    name: str
    command: Callable[[Path, Path, Path], list[str]]
    environment: Callable[[Path, Path], Mapping[str, str]]


def converters() -> list[Converter]:
    """The office programs of this PC that can convert, the best first."""
    return [*_automated(), *_libre_office()]


def convert(path: Path, refusal: OldFormatError, waiting: Callable[[str], None]) -> bytes:
    """The .docx that an office program makes of the file `path`, which stays as it is.

    `waiting` is called with the program's name, again and again, and may raise to give up. Raises OldFormatError, in
    words that begin with those of `refusal`.
    """
    found = converters()
    if not found:
        message = f"{refusal.message.split('，')[0]}，本机没有找到能转换它的 Word、WPS 或 LibreOffice"
        raise OldFormatError(message, _ELSEWHERE)
    for converter in found:
        waiting(converter.name)
        with _work_folder() as folder:
            source, out = folder / f"source{_suffix(path)}", folder / "out" / "source.docx"
            out.parent.mkdir()
            try:
                shutil.copyfile(path, source)
            except OSError as error:
                raise OldFormatError(f"读不了或拷不了“{path.name}”（{error.strerror or error}）", "请检查磁盘后再试") from error
            _run(converter, source, out, folder, lambda name=converter.name: waiting(name))
            if out.is_file() and (data := out.read_bytes()).startswith(ZIP):
                return data
    names = "、".join(converter.name for converter in found)
    message = f"{refusal.message.split('，')[0]}，用 {names} 转换没有成功（文件可能有密码或已损坏）"
    raise OldFormatError(message, _ELSEWHERE)


def _suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    return suffix if suffix in _SUFFIXES else ".doc"


@contextmanager
def _work_folder() -> Generator[Path]:
    root = data_folder() / "convert"
    try:
        root.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=root))
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="wenheng-"))
    try:
        yield folder
    finally:
        for _ in range(20):  # on Windows a program that was just ended may hold its files for a moment
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break
            time.sleep(_POLL)


def _run(converter: Converter, source: Path, out: Path, folder: Path, waiting: Callable[[], None]) -> None:
    """Let the program work until it ends, its time is over, or `waiting` raises; then it is gone with all it started."""
    environment = {**os.environ, **converter.environment(source, out)}
    try:
        process = subprocess.Popen(  # noqa: S603 - a found office program, with a copy under a name of ours
            converter.command(source, out, folder), cwd=folder, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, creationflags=_HIDDEN,
        )  # fmt: skip
    except OSError:
        return
    try:
        ends = time.monotonic() + LIMIT
        while process.poll() is None and time.monotonic() < ends:
            waiting()
            with suppress(subprocess.TimeoutExpired):
                process.wait(_POLL)
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        if process.poll() is None:
            killer = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "taskkill.exe"
            command = [str(killer), "/T", "/F", "/PID", str(process.pid)]
            subprocess.run(command, capture_output=True, check=False, creationflags=_HIDDEN)  # noqa: S603
    else:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _libre_office() -> list[Converter]:
    program = _soffice()
    if program is None:
        return []

    def command(source: Path, out: Path, folder: Path) -> list[str]:
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        switches = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck")
        return [
            program, f"-env:UserInstallation={profile.as_uri()}", *switches,
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out.parent), str(source),
        ]  # fmt: skip

    return [Converter("LibreOffice", command, lambda _source, _out: {})]


def _soffice() -> str | None:
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    if on_path:
        return on_path
    roots = [Path(os.environ[name]) for name in ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432") if name in os.environ]
    places = [root / "LibreOffice" / "program" / "soffice.exe" for root in roots]
    places += [*Path("/opt").glob("libreoffice*/program/soffice"), Path("/usr/lib/libreoffice/program/soffice")]
    return next((str(place) for place in places if place.is_file()), None)


def _automated() -> list[Converter]:
    if sys.platform != "win32":
        return []
    import winreg

    found: list[Converter] = []
    shell = shutil.which("powershell")
    for name, program in (("Word", "Word.Application"), ("WPS", "KWPS.Application"), ("WPS", "WPS.Application")):
        with suppress(OSError):
            winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, rf"{program}\CLSID"))
            if shell and all(one.name != name for one in found):
                found.append(_automation(name, program, shell))
    return found


def _automation(name: str, program: str, shell: str) -> Converter:
    return Converter(
        name,
        lambda _source, _out, _folder: [shell, "-NoProfile", "-NonInteractive", "-Command", _AUTOMATION],
        lambda source, out: {"WENHENG_APP": program, "WENHENG_IN": str(source), "WENHENG_OUT": str(out)},
    )
