"""改样式: a style of the file takes the standard's values, and everything that shows it shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.apply import apply
from app.core.edits import RedefineStyle
from app.core.profile import Profile
from app.docx.document import WordDocument
from app.editing.open_report import Checking, OpenReport
from tests.docx.make import p, parts, zipped
from tests.docx.opened import opened

STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/><w:sz w:val="21"/>'
    "</w:rPr></w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="zw"><w:name w:val="正文缩进"/><w:basedOn w:val="a"/>'
    '<w:link w:val="zwc"/><w:rsid w:val="00A1"/><w:rPr>'
    '<w:rFonts w:ascii="Arial" w:eastAsiaTheme="minorEastAsia" w:hint="eastAsia"/><w:kern w:val="2"/><w:sz w:val="24"/></w:rPr></w:style>'
    '<w:style w:type="character" w:customStyle="1" w:styleId="zwc"><w:name w:val="正文缩进 字符"/><w:link w:val="zw"/>'
    '<w:rPr><w:sz w:val="24"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="qt"><w:name w:val="其他"/><w:rPr><w:sz w:val="24"/></w:rPr></w:style>'
)
WEAR = '<w:pStyle w:val="zw"/>'
BODY = (
    p("关于加强基层治理工作的通知", '<w:jc w:val="center"/>', '<w:rFonts w:eastAsia="方正小标宋简体"/><w:sz w:val="44"/>')
    + p("为规范管理，现将有关事项通知如下。", WEAR)
    + p("各单位要高度重视，明确责任，细化措施。", WEAR, '<w:sz w:val="24"/>')
    + p("", WEAR)
    + p("请认真贯彻落实，确保各项任务按期完成。", WEAR)
)
FONT = "GW-FONT-001"
EDIT = RedefineStyle("zw", "正文", frozenset({"font", "size"}))


def write(folder: Path, body: str = BODY, styles: str = STYLES) -> Path:
    path = folder / "通知.docx"
    path.write_bytes(zipped(parts(body, styles=styles)))
    return path


def font_finding(report: OpenReport):
    return next((finding for finding in report.findings if finding.code == FONT), None)


@pytest.fixture
def report(tmp_path: Path) -> OpenReport:
    return OpenReport.open(write(tmp_path), Checking(notes=False))


def test_the_style_is_named_once_and_may_be_mended(report: OpenReport) -> None:
    finding = font_finding(report)
    assert finding is not None
    assert "共3段" in finding.message
    assert "样式“正文缩进”" in finding.message
    assert finding.alternative is not None
    assert finding.alternative.edits == (EDIT,)


def test_mending_the_style_mends_every_paragraph_and_undo_gives_the_first_bytes(report: OpenReport) -> None:
    before = report.document.to_bytes()
    finding = font_finding(report)
    assert finding is not None
    assert finding.alternative is not None
    assert report.apply(finding.alternative.edits, "改样式", "fix") == 1
    assert font_finding(report) is None
    wearers = [q for q in report.report.paragraphs if q.format.style_id == "zw"]
    assert {(r.format.east_asia, r.format.size) for q in wearers for r in q.runs} == {("仿宋_GB2312", 32)}
    assert {(q.mark.east_asia, q.mark.size) for q in wearers} == {("仿宋_GB2312", 32)}
    after = report.document.to_bytes()
    report.save()
    assert font_finding(OpenReport.open(report.path or Path(), Checking(notes=False))) is None
    report.undo()
    assert report.document.to_bytes() == before
    report.redo()
    assert report.document.to_bytes() == after


def test_only_that_style_changes_in_the_file(profile: Profile) -> None:
    document = opened(BODY, styles=STYLES)
    document.apply([EDIT], profile)
    written = WordDocument.from_bytes(document.to_bytes(), "x.docx").package.raw("word/styles.xml").decode()
    old_start, old_end = (
        STYLES.index('<w:style w:type="paragraph" w:customStyle="1" w:styleId="zw"'),
        STYLES.index('<w:style w:type="character"'),
    )
    assert STYLES[:old_start] in written
    assert STYLES[old_end:] in written
    ours = written[written.index('w:styleId="zw"') : written.index('<w:style w:type="character"')]
    assert "Theme" not in ours
    assert 'w:hint="eastAsia"' in ours
    assert '<w:kern w:val="2"/>' in ours
    assert (
        ours.index("w:rFonts") < ours.index("w:kern") < ours.index("w:sz ") < ours.index("w:szCs") if "w:szCs" in ours else True
    )
    document.guard(zipped(parts(BODY, styles=STYLES)))


def test_paragraph_values_are_written_in_the_schema_s_order(profile: Profile) -> None:
    styles = STYLES.replace(
        '<w:rsid w:val="00A1"/>', '<w:rsid w:val="00A1"/><w:pPr><w:ind w:leftChars="100" w:left="210" w:hanging="210"/></w:pPr>'
    )
    document = opened(BODY, styles=styles)
    edit = RedefineStyle("zw", "正文", frozenset({"indent", "align", "line"}))
    before = document.report()
    document.apply([edit], profile)
    wanted = apply(before, [edit], profile)
    read = WordDocument.from_bytes(document.to_bytes(), "x.docx").report()
    assert [q.format for q in read.paragraphs] == [q.format for q in wanted.paragraphs]
    assert (read.paragraphs[1].format.left, read.paragraphs[1].format.first_line_chars) == (0, 200)
    document.guard(zipped(parts(BODY, styles=styles)))


def test_what_differs_from_the_style_stays(profile: Profile) -> None:
    body = BODY + p("小字说明。", WEAR, '<w:sz w:val="18"/><w:rFonts w:ascii="Courier New"/>')
    document = opened(body, styles=STYLES)
    before = document.report()
    document.apply([EDIT], profile)
    last = document.report().paragraphs[-1].runs[0].format
    assert (last.size, last.ascii, last.east_asia) == (18, "Courier New", "仿宋_GB2312")
    pure = apply(before, [EDIT], profile)
    assert [(q.runs, q.mark, q.format) for q in pure.paragraphs] == [
        (q.runs, q.mark, q.format) for q in document.report().paragraphs
    ]  # fmt: skip


def test_a_style_that_is_not_there_is_refused(profile: Profile) -> None:
    document = opened(BODY, styles=STYLES)
    change = document.apply([RedefineStyle("zwc", "正文", frozenset({"size"}))], profile)
    assert [edit for edit, _ in change.refused] == [RedefineStyle("zwc", "正文", frozenset({"size"}))]
    assert document.to_bytes() == zipped(parts(BODY, styles=STYLES))


BASED = STYLES + '<w:style w:type="paragraph" w:styleId="qz"><w:name w:val="强调"/><w:basedOn w:val="zw"/></w:style>'
DEFAULT = (
    BODY.replace(WEAR, "")
    .replace('<w:sz w:val="24"/>', "")
    .replace('<w:jc w:val="center"/>', '<w:pStyle w:val="qt"/><w:jc w:val="center"/>')
)
RIGHT = '<w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/>'


@pytest.mark.parametrize(
    ("body", "styles"),
    [
        pytest.param(BODY + p("一、总体要求", WEAR), STYLES, id="a heading wears it too"),
        pytest.param(BODY + p("请各单位抓好落实，按时报送情况。", WEAR, RIGHT), STYLES, id="one paragraph is right"),
        pytest.param(BODY + p("一、总体要求", '<w:pStyle w:val="qz"/>'), BASED, id="another is based on it"),
        pytest.param(BODY + p("请各单位抓好落实，按时报送情况。", '<w:pStyle w:val="qt"/>'), STYLES, id="two styles"),
        pytest.param(BODY + f"<w:tbl><w:tr><w:tc>{p('表中文字', WEAR)}</w:tc></w:tr></w:tbl>" + p("完。"), STYLES, id="a table"),
        pytest.param(DEFAULT, STYLES, id="the default style"),
    ],
)
def test_no_choice_where_more_would_change(tmp_path: Path, body: str, styles: str) -> None:
    finding = font_finding(OpenReport.open(write(tmp_path, body, styles), Checking(notes=False)))
    assert finding is not None
    assert finding.alternative is None
    assert "样式" not in finding.message


LOOSE = STYLES.replace(
    '<w:rsid w:val="00A1"/>',
    '<w:rsid w:val="00A1"/><w:pPr><w:spacing w:line="360" w:lineRule="auto"/><w:ind w:leftChars="100" w:left="210"/>'
    '<w:jc w:val="left"/></w:pPr>',
)


def test_each_choice_alone_mends_its_finding(tmp_path: Path) -> None:
    long = "各单位要高度重视，明确责任，细化措施，切实加强组织领导和统筹协调，认真抓好各项工作的贯彻落实，确保按期完成。"
    path = write(tmp_path, BODY + p(long, WEAR) * 3, LOOSE)
    report = OpenReport.open(path, Checking(notes=False))
    first, every = report.document.to_bytes(), report.report.paragraphs
    offered = [finding for finding in report.findings if finding.alternative is not None]
    assert {finding.code for finding in offered} == {FONT, "GW-BODY-003", "GW-BODY-011", "GW-PAGE-008"}
    for finding in offered:
        assert finding.alternative is not None
        report.apply(finding.alternative.edits, "改样式", "fix")
        assert finding.code not in {one.code for one in report.findings}
        assert report.report.paragraphs[0].runs == every[0].runs
        report.document.guard(path.read_bytes())
        report.undo()
        assert report.document.to_bytes() == first
