"""What is kept out of the packages, and that nothing else is: modules that open a connection, modules that are not used.

Read by installer.spec and by the test that looks for them in the sources. Names stand for what is below them too.
"""

from __future__ import annotations

from pathlib import Path

from packager.machine import BuildError

RELEASE = "release"  # the folder of resources that is for the release, not for the program

NETWORK = (
    "_socket", "_ssl", "asyncio", "email", "ftplib", "http", "select", "smtplib", "socket", "socketserver", "ssl",
    "urllib.request", "webbrowser", "xmlrpc",
)  # fmt: skip
UNUSED = (
    "_bz2", "_hashlib", "_lzma", "bz2", "curses", "distutils", "doctest", "docx", "lib2to3", "lxml.ElementInclude", "lxml.html",
    "lxml.isoschematron", "lxml.objectify", "lxml.sax", "lzma", "multiprocessing", "pdb", "pip", "pydoc", "pytest", "readline",
    "setuptools", "sqlite3", "sysconfig", "tarfile", "tkinter", "unittest", "wheel",
)  # fmt: skip
QT = tuple(
    f"PySide6.{name}"
    for name in (
        "QtConcurrent", "QtDBus", "QtNetwork", "QtOpenGL", "QtOpenGLWidgets", "QtPdf", "QtQml", "QtQuick", "QtSql", "QtTest",
        "QtXml",
    )
)  # fmt: skip
ALL = (*NETWORK, *UNUSED, *QT)


def left_out(module: str) -> str | None:
    """The entry that keeps `module` out, or None."""
    return next((name for name in ALL if module == name or module.startswith(f"{name}.")), None)


def hold_resources(source: Path, folder: Path) -> None:
    """Raises BuildError when a file of `source`/resources is not in the frozen `folder`, or has other bytes there."""
    resources, taken = source / "resources", folder / "_internal/resources"
    names = [path.relative_to(resources) for path in resources.rglob("*") if path.is_file()]
    wrong = sorted(
        name.as_posix()
        for name in names
        if name.parts[0] != RELEASE
        and not ((taken / name).is_file() and (taken / name).read_bytes() == (resources / name).read_bytes())
    )
    if wrong:
        raise BuildError(f"resources that are not in the frozen folder as they are: {wrong[:10]}")
