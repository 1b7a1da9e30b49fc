"""Renders resources/icons/wenheng.svg, our own drawing, to build/app.ico and build/debian/wenheng.png.

Run it when the drawing changes: `python build/package.py icon`.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Mapping

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QGuiApplication, QImageReader

from packager.project import BUILD, ROOT

DRAWING = ROOT / "resources/icons/wenheng.svg"
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def write_icons() -> None:
    """Write both files."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication([])
    pngs = {size: _png(size) for size in SIZES}
    (BUILD / "app.ico").write_bytes(_ico(pngs))
    (BUILD / "debian").mkdir(exist_ok=True)
    (BUILD / "debian/wenheng.png").write_bytes(pngs[256])
    del application


def _png(size: int) -> bytes:
    reader = QImageReader(str(DRAWING))
    reader.setScaledSize(QSize(size, size))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    reader.read().save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    return bytes(data.data())


def _ico(pngs: Mapping[int, bytes]) -> bytes:
    """An icon file of PNG images (Windows Vista and later)."""
    offset = 6 + 16 * len(pngs)
    entries = b""
    for size, png in pngs.items():
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(png), offset)
        offset += len(png)
    return struct.pack("<HHH", 0, 1, len(pngs)) + entries + b"".join(pngs.values())
