from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from app.core.errors import UnreadableError
from app.docx.document import WordDocument
from app.docx.opening import document_from_bytes, open_document
from app.docx.text_file import TextDocument
from tests.docx.make import p, parts, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(500)


def zip_of(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def types(content_type: str) -> bytes:
    inner = f'<Override PartName="/x.xml" ContentType="{content_type}"/>'
    return zip_of(
        **{"[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{inner}</Types>'}
    )


OFFICE = "application/vnd.openxmlformats-officedocument"


@pytest.mark.parametrize(
    ("data", "name", "word"),
    [
        (b"", "空.docx", "空的"),
        (bytes(4096), "零.docx", "损坏"),
        (ole("EncryptedPackage"), "密.docx", "加密"),
        (ole("WordDocument"), "旧.docx", "Word 97–2003"),
        (ole("WordDocument"), "旧.wps", "WPS 文字"),
        (ole("CONTENTS"), "旧.wps", "Works"),
        (ole("Workbook"), "旧.docx", "Excel"),
        (ole("PowerPoint Document"), "旧.docx", "PowerPoint"),
        (OLE, "旧.docx", "旧格式"),
        (b"{\\rtf1\\ansi x}", "旧.doc", "RTF"),
        (b"%PDF-1.7\n", "版.docx", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "图.docx", "PNG"),
        (b"\xff\xd8\xff\xe0....", "图.docx", "JPEG"),
        (b"GIF89a....", "图.txt", "GIF"),
        (b"Rar!\x1a\x07\x01\x00", "包.docx", "RAR"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html></html>", "页.doc", "网页"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "页.doc", "MHT"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "单.doc", "XML"),
        (b"\x05admin" + bytes(48) + b"\x05\x00" + bytes(106), "锁.docx", "锁定"),
        (b"\x05admin", "~$锁.docx", "锁定"),
        (b"just words", "字.docx", "纯文本"),
        (b"\x01\x02\x03\x04\x00\x05", "乱.docx", "无法识别"),
        (types(f"{OFFICE}.spreadsheetml.sheet.main+xml"), "表.docx", "Excel"),
        (types(f"{OFFICE}.presentationml.presentation.main+xml"), "演.docx", "PowerPoint"),
        (types("text/plain"), "缺.docx", "缺少正文"),
        (zip_of(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<a/>"}), "文.docx", "OpenDocument"),
        (zip_of(**{"OFD.xml": "<a/>"}), "版.docx", "OFD"),
        (zip_of(**{"a.txt": "x"}), "包.docx", "压缩包"),
    ],
)
def test_other_files_are_refused_with_what_they_are_and_what_to_do(data: bytes, name: str, word: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        document_from_bytes(data, name)
    assert word in caught.value.message
    assert caught.value.hint


def test_a_document_without_its_table_of_types_is_damaged() -> None:
    members = parts(p("甲"))
    del members["[Content_Types].xml"]
    with pytest.raises(UnreadableError, match="损坏"):
        document_from_bytes(zipped(members), "缺.docx")


def test_content_decides_and_not_the_name(tmp_path: Path) -> None:
    document = tmp_path / "报告.txt"
    document.write_bytes(zipped(parts(p("甲"))))
    assert isinstance(open_document(document), WordDocument)
    text = tmp_path / "报告.txt"
    text.write_bytes("关于清查工作的报告\n".encode("gb18030"))
    assert isinstance(open_document(text), TextDocument)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "管道.docx"
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)
    for path in (tmp_path, tmp_path / "无.docx", tmp_path / ("长" * 200), pipe):
        with pytest.raises(UnreadableError):
            open_document(path)
