#!/usr/bin/env python3
"""What a developer can do, with nothing installed but Python 3.11–3.13 and git.

Standard library only: this file makes the environment in which everything else runs.
"""

from __future__ import annotations

import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
STAMP = VENV / "wenheng.stamp"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
QT_LIBRARIES = {
    "EGL": "libegl1", "GL": "libgl1", "xkbcommon-x11": "libxkbcommon-x11-0", "xcb-cursor": "libxcb-cursor0",
    "xcb-icccm": "libxcb-icccm4", "xcb-keysyms": "libxcb-keysyms1", "xcb-image": "libxcb-image0",
    "xcb-shape": "libxcb-shape0", "xcb-render-util": "libxcb-render-util0", "dbus-1": "libdbus-1-3",
    "fontconfig": "libfontconfig1", "glib-2.0": "libglib2.0-0",
}  # fmt: skip
CJK_FONT = "fonts-noto-cjk"


def setup() -> None:
    """Make .venv with the pinned packages; nothing to do when it is current."""
    _check_python()
    wanted = _fingerprint()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted:
        return
    if not PYTHON.exists():
        _make_venv()
    print("Installing the pinned packages into .venv …", flush=True)
    _run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-e", ".[dev]")
    STAMP.write_text(wanted)


def run(arguments: Sequence[str]) -> int:
    """Open the window on a file, or on the bundled sample; without a display, do the same job in the terminal."""
    setup()
    file = Path(arguments[0]).absolute() if arguments else next((ROOT / "resources" / "samples").glob("*.docx"))
    if _has_display():
        _need_system_libraries()
        return _call(PYTHON, "-m", "app", file)
    mended = Path.cwd() / f"{file.stem}-更正稿.docx"
    _call(PYTHON, "-m", "app", "outline", file)
    _call(PYTHON, "-m", "app", "check", file)
    status = _call(PYTHON, "-m", "app", "fix", file, "-o", mended, "--force")
    return 0 if status == 1 else status


def test(arguments: Sequence[str]) -> int:
    """The whole suite, window tests included."""
    setup()
    _need_system_libraries()
    workers = (
        [] if any(a.startswith("-n") for a in arguments) else ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "worksteal"]
    )
    return _call(PYTHON, "-m", "pytest", *workers, *arguments)


def check(_: Sequence[str]) -> int:
    """Style, types and import directions."""
    setup()
    commands = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("pyright",), ("lint-imports",))
    return max(_call(PYTHON.parent / name, *rest) for name, *rest in commands)


def bench(arguments: Sequence[str]) -> int:
    """A table of ratios, all taken in one run."""
    setup()
    _need_system_libraries()
    return _call(PYTHON, "-m", "tests.perf.bench", *arguments)


def corpus(arguments: Sequence[str]) -> int:
    """Tables of what holds on a folder of real documents."""
    setup()
    _need_system_libraries()
    return _call(PYTHON, "-m", "tests.fuzz.corpus", *arguments)


def fuzz(arguments: Sequence[str]) -> int:
    """Damaged packages through the whole program; `fuzz edits` edits real documents at random."""
    setup()
    _need_system_libraries()
    module = "editing" if arguments[:1] == ["edits"] else "packages"
    return _call(PYTHON, "-m", f"tests.fuzz.{module}", *arguments[module == "editing" :])


def kill(arguments: Sequence[str]) -> int:
    """Saves killed at random moments: the file is always the old or the new one, and the recovery copy opens."""
    setup()
    return _call(PYTHON, "-m", "tests.fuzz.kill", *arguments)


def package(arguments: Sequence[str]) -> int:
    """Build the Windows or the Linux packages; status 3 when this machine cannot."""
    setup()
    return _call(PYTHON, ROOT / "build" / "package.py", *arguments)


def release(_: Sequence[str]) -> int:
    """Build, check and collect everything for a release."""
    return package(["release"])


def _check_python() -> None:
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        sys.exit(f"Python 3.11–3.13 is needed (this is {sys.version.split()[0]}).")


def _fingerprint() -> str:
    pins = (ROOT / "pyproject.toml").read_bytes()
    return hashlib.sha256(pins + sys.version.encode() + str(ROOT).encode()).hexdigest()


def _make_venv() -> None:
    try:
        import ensurepip  # noqa: F401  # Debian's python3 comes without it
    except ImportError:
        _install_debian(["python3-venv"])
    try:
        venv.create(VENV, with_pip=True, clear=VENV.exists())
    except subprocess.CalledProcessError:
        # Debian's venv module was imported before its pip wheels were installed: a new process sees them.
        _run(sys.executable, "-m", "venv", "--clear", VENV)


def _need_system_libraries() -> None:
    """On Linux: Qt's system libraries and one Chinese font (installed on Debian as root, named otherwise)."""
    if not sys.platform.startswith("linux"):
        return
    missing = [package for library, package in QT_LIBRARIES.items() if not ctypes.util.find_library(library)]
    if not _has_chinese_font():
        missing.append(CJK_FONT)
    if missing:
        _install_debian(missing)


def _has_chinese_font() -> bool:
    lister = shutil.which("fc-list")
    if lister:
        return bool(subprocess.run([lister, ":lang=zh-cn"], capture_output=True, text=True, check=False).stdout.strip())
    folders = (Path("/usr/share/fonts"), Path.home() / ".local/share/fonts")
    return any(font for folder in folders if folder.is_dir() for font in folder.rglob("*CJK*"))


def _install_debian(packages: Sequence[str]) -> None:
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        sys.exit(f"Missing on this system (Debian's names): {' '.join(packages)}. Please install them and run this again.")
    if os.geteuid() != 0:
        sys.exit(f"Missing: {' '.join(packages)}. Please run: sudo {' '.join(command)}")
    print(f"Installing {' '.join(packages)} …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
    subprocess.run(command, check=True, env=environment)


def _has_display() -> bool:
    return WINDOWS or sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _run(*command: object) -> None:
    status = _call(*command)
    if status:
        sys.exit(status)


def _call(*command: object) -> int:
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=False).returncode


COMMANDS: dict[str, tuple[Callable[[Sequence[str]], int | None], str]] = {
    "setup": (lambda _: setup(), "make .venv at the project's root (nothing to do when it is current)"),
    "run": (run, "[FILE]  open the window on FILE or on the bundled sample; without a display, work in the terminal"),
    "test": (test, "[PYTEST ARGUMENTS]  the whole test suite, window tests included"),
    "check": (check, "style (ruff), types (pyright), import directions (import-linter)"),
    "corpus": (corpus, "[open|batch|readers|twice|cost …]  tables over a folder of real documents (WENHENG_CORPUS)"),
    "fuzz": (fuzz, "[COUNT] [--seed N] damaged packages; edits [FILE …] [--seed N] random edits of real documents"),
    "package": (package, "windows|linux [--check] [--fast] [--twice]  installer, ZIP; tar.xz, .deb (Debian 12, root)"),
    "release": (release, "both packages, checked, with checksums, notes and licences, in dist/release"),
    "kill": (kill, "[COUNT] [--seed N]  saves killed at random moments (not on Windows)"),
    "bench": (bench, "a table of speed ratios, taken in one run"),
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; without one, list them."""
    if not arguments or arguments[0] not in COMMANDS:
        print("python3 build/dev.py COMMAND\n")
        for name, (_, text) in COMMANDS.items():
            print(f"  {name:8} {text}")
        return 0 if not arguments or arguments[0] in ("-h", "--help") else 2
    return COMMANDS[arguments[0]][0](arguments[1:]) or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
