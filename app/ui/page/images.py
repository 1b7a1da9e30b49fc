"""Pictures of a package as images: read from its own bytes, within bounds, never fetched from anywhere."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

MOST_PIXELS = 60_000_000  # a picture that claims more is not decoded: a bomb, or useless on paper
MOST_BYTES = 64 * 1024 * 1024
SHOWN = 2400  # pixels kept of the longer side: enough for 250 %
KEPT = 24  # pictures kept in memory

Bytes = Callable[[str], bytes | None]


class Images:
    """The pictures of one report; `source` gives a part's bytes, None when it is not there."""

    def __init__(self, source: Bytes) -> None:
        self._source = source
        self._kept: OrderedDict[str, QImage | None] = OrderedDict()

    def get(self, part: str) -> QImage | None:
        """The picture of that part; None when it cannot be shown (EMF, WMF, broken, too large, not in the file)."""
        if part not in self._kept:
            self._kept[part] = self._read(part)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(part)
        return self._kept[part]

    def _read(self, part: str) -> QImage | None:
        data = self._source(part) if part else None
        if not data or len(data) > MOST_BYTES:
            return None
        buffer = QBuffer()
        buffer.setData(QByteArray(data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer)
        reader.setDecideFormatFromContent(True)
        reader.setAutoTransform(True)
        size = reader.size()
        if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
            return None
        if max(size.width(), size.height()) > SHOWN:
            reader.setScaledSize(size.scaled(QSize(SHOWN, SHOWN), Qt.AspectRatioMode.KeepAspectRatio))
        image = reader.read()
        return None if image.isNull() else image
