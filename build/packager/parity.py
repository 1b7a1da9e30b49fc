"""The frozen Windows program and the sources on Linux say the same of the same documents and mend them to the same bytes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from packager.machine import BuildError, cache, say
from packager.project import ROOT
from packager.wine import wine

COUNT = 20
REFUSED = 2  # the command line's exit status for a file that it cannot read
SAID = ".said"  # what a command wrote to stderr
CRASHED = "程序内部出错"
SAMPLES = ROOT / "resources/samples"
COMMANDS = {
    "outline.json": "outline --json {name}",
    "check.json": "check --json {name}",
    "fix.json": "fix --json {name} -o fixed-{name}",
}


def documents() -> list[Path]:
    """Twenty documents spread over WENHENG_CORPUS (or ../shared/corpus); where there is none, the bundled samples."""
    given = os.environ.get("WENHENG_CORPUS")
    corpus = Path(given) if given else ROOT.parent / "shared/corpus"
    found = sorted(path for path in corpus.rglob("*.docx") if path.is_file()) if corpus.is_dir() else []
    if not found:
        return sorted(SAMPLES.glob("*.docx"))
    return found[:: max(1, len(found) // COUNT)][:COUNT]


def check(program: str, out: Path) -> None:
    """Raises BuildError when a JSON or a byte of a part differs. `program` is wenheng-cli.exe's Windows path.

    The sources are those that were frozen, not what has become of them since.
    """
    ours, theirs = out / "parity/linux", out / "parity/windows"
    shutil.rmtree(ours.parent, ignore_errors=True)
    for folder in (ours, theirs):
        folder.mkdir(parents=True)
        for number, path in enumerate(documents()):
            shutil.copyfile(path, folder / f"{number:02}.docx")
    _run_sources(ours)
    _run_program(program, theirs, out)
    compare(ours, theirs)


def _run_sources(folder: Path) -> None:
    home = folder.parent / "home"
    for document in sorted(folder.glob("[0-9]*.docx")):
        for suffix, words in COMMANDS.items():
            command = [sys.executable, "-m", "app", *words.format(name=document.name).split()]
            done = subprocess.run(
                command, cwd=folder, check=False, capture_output=True,
                env={**os.environ, "PYTHONPATH": str(cache() / "windows-source"), "WENHENG_HOME": str(home)},
            )  # fmt: skip
            (folder / f"{document.stem}.{suffix}").write_bytes(done.stdout)
            (folder / f"{document.stem}.{suffix}{SAID}").write_bytes(done.stderr)
            (folder / f"{document.stem}.{suffix}.status").write_text(str(done.returncode))


def _run_program(program: str, folder: Path, out: Path) -> None:
    inside = f"/out/{folder.relative_to(out).as_posix()}"
    lines = [f"cd '{inside}'", "for name in [0-9]*.docx; do stem=${name%.docx}"]
    for suffix, words in COMMANDS.items():
        arguments = words.format(name='"$name"').replace('fixed-"$name"', '"fixed-$name"')
        lines.append(_line(f"wine '{program}' {arguments}", f"$stem.{suffix}"))
    wine("\n".join([*lines, "done"]), folders=[("/out", out)], log="windows-parity.log", allowed=range(256), timeout=1200)


def _line(command: str, file: str) -> str:
    """Shell: run it again when nothing at all came out and it was no refusal: Wine lost one start in 120 (measured)."""
    attempt = f"{command} </dev/null 2>{file}{SAID} | cat > {file}; status=${{PIPESTATUS[0]}}"
    enough = f"{{ [ -s {file} ] || [ $status = {REFUSED} ]; }} && break"
    return f"for attempt in 1 2 3; do {attempt}; {enough}; done; printf $status > {file}.status"


def compare(ours: Path, theirs: Path) -> None:
    """Raises BuildError at the first file of `ours` that is missing or different in `theirs`."""
    for path in sorted(ours.iterdir()):
        other = theirs / path.name
        if not other.exists():
            raise BuildError(f"Windows did not write {path.name}")
        if path.suffix == SAID:
            _no_crash(path, other)
        elif path.suffix == ".docx":
            if path.name.startswith("fixed-"):
                _same_parts(path, other)
        elif _plain(path) != _plain(other):
            raise BuildError(f"{path.name} differs between Linux and Windows")
    fixed = len(list(ours.glob("fixed-*.docx")))
    say(f"{len(documents())} documents: same JSON of outline, check and fix; {fixed} mended files, the same in every part")


def _no_crash(*files: Path) -> None:
    """Both sides failing alike is no parity. (What else they say is not compared: Wine adds words of its own.)"""
    for path in files:
        if CRASHED in path.read_text(encoding="utf-8", errors="replace"):
            raise BuildError(f"{path.name}: the program itself fails on this document")


def _plain(path: Path) -> object:
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if text.startswith(("{", "[")) else text.splitlines()


def _same_parts(one: Path, other: Path) -> None:
    with zipfile.ZipFile(one) as first, zipfile.ZipFile(other) as second:
        if first.namelist() != second.namelist():
            raise BuildError(f"{one.name}: the parts differ between Linux and Windows")
        differing = [name for name in first.namelist() if first.read(name) != second.read(name)]
    if differing:
        raise BuildError(f"{one.name}: parts with other bytes on Windows: {differing}")
