"""What a file is, by its content: everything that is not a Word document is refused with what it is and what to do."""

from __future__ import annotations

import re

from app.core.errors import OldFormatError, UnreadableError

_SAVE_AS = "请用 WPS 或 Word 打开后另存为 .docx 再试"
_NOT_A_REPORT = "请打开 .docx、.docm、.dotx 或 .txt 公文文件"
ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = {
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
    b"BM": "BMP",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
}
_OTHERS = {
    b"%PDF-": (" PDF 文件", "请用 WPS 或 Word 转换为 .docx 再试"),
    b"{\\rtf": (" RTF 文件", _SAVE_AS),
    b"Rar!\x1a\x07": (" RAR 压缩包", "请先解压，再打开其中的公文文件"),
    b"7z\xbc\xaf'\x1c": (" 7z 压缩包", "请先解压，再打开其中的公文文件"),
    b"\x1f\x8b": (" GZIP 压缩包", "请先解压，再打开其中的公文文件"),
    b"MZ": ("可执行程序", _NOT_A_REPORT),
    b"\x7fELF": ("可执行程序", _NOT_A_REPORT),
    b"\xdb\xa5-\x00": ("旧版 Word 2.0 文档", _SAVE_AS),
    b"1\xbe\x00\x00": ("旧版 Word 或 Write 文档", _SAVE_AS),
}
_FLAT = "单个 XML 形式的 Word 文档"
_CONVERTIBLE = frozenset({" RTF 文件", "旧版 Word 2.0 文档", "旧版 Word 或 Write 文档", _FLAT})  # not web pages: those link
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_MHT = re.compile(rb"(?:MIME-Version:|From:|Content-Type:\s*multipart/related)", re.IGNORECASE)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FLAT_XML = re.compile(rb"\s*(?:\xef\xbb\xbf)?<\?xml[^>]*\?>.{0,2000}?<(?:pkg:package|w:wordDocument)\b", re.DOTALL)


def is_zip(data: bytes) -> bool:
    """Whether the bytes start as a ZIP file does."""
    return data.startswith(b"PK") and data[2:4] in (b"\x03\x04", b"\x05\x06", b"\x07\x08")


def refuse_foreign(data: bytes, name: str) -> None:
    """Raises UnreadableError when the bytes are an empty file or another kind of file; returns for ZIP and plain text."""
    if data[:1] in (b"", b"\x00") and not data.strip(b"\x00"):
        what = "文件内容全部为空字节，已损坏" if data else "文件是空的"
        raise UnreadableError(what, "请确认打开的是正确的文件，或找回备份")
    if data.startswith(_OLE):
        raise _ole_refusal(data, name)
    if _is_lock(data, name):
        raise UnreadableError("这是 Word 或 WPS 编辑时留下的临时锁定文件，不是公文", "请打开不带“~$”的同名文件")
    what, hint = _signature(data)
    if what:
        raise (OldFormatError if what in _CONVERTIBLE else UnreadableError)(f"这是{what}，不是可以编辑的公文文档", hint)


def not_a_document(data: bytes) -> UnreadableError:
    """The refusal for a file that should be a DOCX but is neither a ZIP file nor of a known other kind."""
    if _BINARY.search(data[:4096]) and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return UnreadableError("无法识别这个文件的内容，它可能已损坏", "请确认文件完整，或向来文单位重新索取")
    return UnreadableError("文件内容是纯文本，不是 Word 文档", "请将扩展名改为 .txt 后打开，或重新索取原文件")


def package_refusal(content_types: str, names: set[str]) -> UnreadableError | None:
    """The refusal for a ZIP file that is another kind of document, or None."""
    lowered = content_types.lower()
    if "spreadsheetml.sheet.main" in lowered or "spreadsheetml.template.main" in lowered or "ms-excel." in lowered:
        return UnreadableError("这是 Excel 工作簿，不是公文文档", _NOT_A_REPORT)
    if "presentationml." in lowered or "ms-powerpoint." in lowered:
        return UnreadableError("这是 PowerPoint 演示文稿，不是公文文档", _NOT_A_REPORT)
    if "ms-visio" in lowered:
        return UnreadableError("这是 Visio 绘图，不是公文文档", _NOT_A_REPORT)
    if "thememanager" in lowered:
        return UnreadableError("这是 Office 主题文件，不是公文文档", _NOT_A_REPORT)
    if "mimetype" in names and "content.xml" in names:
        return OldFormatError("这是 OpenDocument（ODF）文档", _SAVE_AS)
    if "OFD.xml" in names:
        return UnreadableError("这是 OFD 版式文件，不能编辑", "请打开生成该版式文件的 .docx 原稿")
    return None


def _signature(data: bytes) -> tuple[str, str]:
    for mark, kind in _PICTURES.items():
        if data.startswith(mark) and (len(mark) > 2 or b"\x00" in data[:32]):
            return f" {kind} 图片", "请打开公文的 .docx 原稿；扫描件需先识别成文字"
    for mark, found in _OTHERS.items():
        if data.startswith(mark) and (len(mark) > 2 or b"\x00" in data[:64]):
            return found
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(head):
        return "网页（HTML）文件", _SAVE_AS
    if _MHT.match(head):
        return "网页归档（MHT）或邮件文件", _SAVE_AS
    if _FLAT_XML.match(head):
        return _FLAT, _SAVE_AS
    return "", ""


def _is_lock(data: bytes, name: str) -> bool:
    """An owner file: 162 bytes, the user's name with its length twice, at 0 and at 54."""
    if name.startswith("~$") and len(data) < 1024 and not is_zip(data):
        return True
    return len(data) == 162 and data[54:56] == bytes((data[0], 0))


def _ole_refusal(data: bytes, name: str) -> UnreadableError:
    """Old compound files: their directory names the streams in UTF-16."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return UnreadableError("这是加密的文档，需要密码", "请用 WPS 或 Word 输入密码打开，取消密码后另存为 .docx 再试")
    if holds("WordDocument"):
        wps = name.lower().endswith((".wps", ".wpt"))
        return OldFormatError("这是 WPS 文字的旧格式文档（.wps）" if wps else "这是旧版 Word 97–2003 文档（.doc）", _SAVE_AS)
    if holds("CONTENTS") or holds("WpsContent") or holds("MatOST"):
        return OldFormatError("这是 Works 或 WPS 的旧格式文档（.wps）", _SAVE_AS)
    if holds("Workbook") or holds("Book\0"):
        return UnreadableError("这是旧版 Excel 工作簿（.xls）", _NOT_A_REPORT)
    if holds("PowerPoint Document"):
        return UnreadableError("这是旧版 PowerPoint 演示文稿（.ppt）", _NOT_A_REPORT)
    if holds("__properties_version1.0"):
        return UnreadableError("这是 Outlook 邮件（.msg）", _NOT_A_REPORT)
    return UnreadableError("这是旧格式的复合文件，不是 .docx 文档", _SAVE_AS)
