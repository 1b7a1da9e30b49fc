"""Renders resources/icons/wenheng.svg, our own drawing: build/app.ico, build/setup-side.bmp, build/debian/wenheng.png.

Run it when the drawing changes: `python build/package.py icon`.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Mapping

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QGuiApplication, QImage, QImageReader, QPainter

from packager.project import BUILD, ROOT

DRAWING = ROOT / "resources/icons/wenheng.svg"
SIDE, SIDE_DRAWING, GROUND = QSize(164, 314), 96, "#e6edf8"
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def write_icons() -> None:
    """Write the files."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication([])
    pngs = {size: _png(size) for size in SIZES}
    (BUILD / "app.ico").write_bytes(_ico(pngs))
    (BUILD / "debian").mkdir(exist_ok=True)
    (BUILD / "debian/wenheng.png").write_bytes(pngs[256])
    _setup_side().save(str(BUILD / "setup-side.bmp"), "BMP")  # pyright: ignore[reportCallIssue, reportArgumentType]
    del application


def _drawing(size: int) -> QImage:
    reader = QImageReader(str(DRAWING))
    reader.setScaledSize(QSize(size, size))
    return reader.read()


def _setup_side() -> QImage:
    """The picture on the first and the last page of setup.exe."""
    image = QImage(SIDE, QImage.Format.Format_RGB888)
    image.fill(QColor(GROUND))
    painter = QPainter(image)
    painter.drawImage((SIDE.width() - SIDE_DRAWING) // 2, 72, _drawing(SIDE_DRAWING))
    painter.end()
    return image


def _png(size: int) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    _drawing(size).save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    return bytes(data.data())


def _ico(pngs: Mapping[int, bytes]) -> bytes:
    """An icon file of PNG images (Windows Vista and later)."""
    offset = 6 + 16 * len(pngs)
    entries = b""
    for size, png in pngs.items():
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(png), offset)
        offset += len(png)
    return struct.pack("<HHH", 0, 1, len(pngs)) + entries + b"".join(pngs.values())
