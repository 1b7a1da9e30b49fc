"""Kinds set by hand are kept with the file: in its notes, and after 按国标排版 as the paragraph's style."""

from pathlib import Path

import pytest

from app.core.profile import load_profile
from app.core.report import Kind
from app.core.style_names import NAMED
from app.editing.open_report import Checking, OpenReport
from tests.core.documents import BODY, paragraphs
from tests.docx.make import p, parts, zipped

LINES = (
    "数据治理之年", "数据治理纪实", "全体干部", "夯实基础，行稳致远", "（一）应当坚持统筹推进、分步实施。", "附表：数据治理清单", "青川数据",
    "甲辰年三月初五", "（仅供内部参阅）",
)  # fmt: skip
SET = {
    "数据治理之年": Kind.SUBTITLE, "数据治理纪实": Kind.TITLE, "全体干部": Kind.ADDRESSEE, "夯实基础，行稳致远": Kind.LEVEL1,
    "（一）应当坚持统筹推进、分步实施。": Kind.LEVEL2, "附表：数据治理清单": Kind.ATTACHMENT_NOTE, "青川数据": Kind.SIGNATURE,
    "甲辰年三月初五": Kind.DATE, "（仅供内部参阅）": Kind.NOTE,
}  # fmt: skip


def made(folder: Path) -> Path:
    """A report none of whose lines says by itself what it is."""
    file = folder / "报告.docx"
    body = paragraphs(*LINES[:3]) + BODY + p(LINES[3]) + BODY + p(LINES[4]) + BODY + paragraphs(*LINES[5:])
    file.write_bytes(zipped(parts(body)))
    return file


def set_all(report: OpenReport) -> None:
    for text, kind in SET.items():
        report.set_kind(next(q.uid for q in report.report.paragraphs if q.text == text), kind)


def kinds(report: OpenReport) -> dict[str, Kind]:
    return {q.text: q.kind for q in report.report.paragraphs if q.text in SET}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENHENG_HOME", str(tmp_path / "home"))


def test_in_the_notes(tmp_path: Path) -> None:
    file = made(tmp_path)
    set_all(OpenReport.open(file))
    again = OpenReport.open(file)
    assert kinds(again) == SET
    assert {q.confidence for q in again.report.paragraphs if q.text in SET} == {1.0}
    assert kinds(OpenReport.open(file, Checking(notes=False))) != SET


def test_as_styles(tmp_path: Path) -> None:
    file = made(tmp_path)
    report = OpenReport.open(file)
    set_all(report)
    report.fix_all_safe()
    report.save()
    again = OpenReport.open(file, Checking(notes=False))
    assert kinds(again) == SET
    assert again.report.elements.title_text == "数据治理纪实"
    assert again.report.elements.signature_text == ("青川数据",)
    assert [(node.level, node.text) for node in again.report.nodes()] == [
        (1, "夯实基础，行稳致远"),
        (2, "应当坚持统筹推进、分步实施"),
    ]
    reasons = {q.role.reason for q in again.report.paragraphs if q.text == "青川数据"}
    assert reasons == {"样式是“公文署名”"}


def test_words_that_deny_their_style_are_read_anew(tmp_path: Path) -> None:
    report = OpenReport.open(made(tmp_path))
    set_all(report)
    report.fix_all_safe()
    report.save()
    again = OpenReport.open(tmp_path / "报告.docx", Checking(notes=False))
    uid = next(q.uid for q in again.report.paragraphs if q.text == "青川数据")
    again.retype([uid], ["各县区要抓好落实。市数据资源局将于年底前组织检查。"])
    assert again.report.by_uid[uid].kind is Kind.BODY


def test_every_style_of_the_standard_says_its_kind() -> None:
    styles = load_profile().styles
    assert {style.name: Kind(role) for role, style in styles.items()} == NAMED
