"""A .txt report keeps its encoding, its mark and its line ends."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.edits import Retext
from app.core.errors import UnreadableError
from app.core.profile import Profile
from app.docx.text_file import TextDocument

TEXT = "关于工作的报告\r\n\r\n　　正文\u2028仍是一行。\n末行"
ENCODED = {
    "utf-8": TEXT.encode(),
    "utf-8-mark": codecs.BOM_UTF8 + TEXT.encode(),
    "gb18030": TEXT.encode("gb18030"),
    "utf-16-le": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    "utf-16-be": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    "utf-16 without a mark": TEXT.encode("utf-16-le"),
}


@pytest.mark.parametrize("data", ENCODED.values(), ids=list(ENCODED))
def test_one_letter_changes_one_letter(data: bytes, profile: Profile) -> None:
    document = TextDocument.from_bytes(data, "报告.txt")
    report = document.report()
    assert [p.text for p in report.paragraphs] == ["关于工作的报告", "", "　　正文\u2028仍是一行。", "末行"]
    assert document.to_bytes() == data
    change = document.apply([Retext(report.paragraphs[3].uid, 0, 1, "尾")], profile)
    assert len(document.to_bytes()) == len(data)
    assert document.guard(data).characters_lost == 0
    after = document.report().paragraphs
    assert [a is b for a, b in zip(report.paragraphs, after, strict=True)] == [True, True, True, False]
    document.undo(change)
    assert document.to_bytes() == data
    document.redo(change)
    assert document.report().paragraphs[3].text == "尾行"


def test_enter_and_backspace_use_the_line_end_of_the_file() -> None:
    document = TextDocument.from_bytes("甲\r\n乙".encode(), "a.txt")
    first, second = (p.uid for p in document.report().paragraphs)
    change = document.retype([second], ["乙", "丙"])
    assert document.to_bytes() == "甲\r\n乙\r\n丙".encode()
    assert change.removed == ()
    document.retype([first, second, change.added[0]], ["甲乙丙"])
    assert document.to_bytes() == "甲乙丙".encode()


def test_a_line_cannot_hold_a_line_break() -> None:
    document = TextDocument.from_bytes("甲".encode(), "a.txt")
    document.retype([0], ["甲\n乙"])
    assert [p.text for p in document.report().paragraphs] == ["甲 乙"]


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02\x03\xff", codecs.BOM_UTF8 + b"\xff\xff"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        TextDocument.from_bytes(data, "a.txt")


@given(st.text(alphabet="甲乙a \r\n\u2028\x0c", min_size=1, max_size=40))
def test_lines_joined_again_are_the_file(text: str) -> None:
    data = text.encode()
    document = TextDocument.from_bytes(data, "a.txt")
    uids = [p.uid for p in document.report().paragraphs]
    change = document.retype(uids[:1], ["新"])
    document.undo(change)
    assert document.to_bytes() == data
    assert len(uids) == text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").count("\n") + 1
