"""A correct report raises no error and no warning about format, however its format came about."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, Twips

from app.core.findings import Finding, Safety, Severity
from app.core.profile import Profile, Style
from app.core.report import Kind, Report
from app.core.understand import understand
from app.docx.document import WordDocument
from app.rules import load
from app.rules.api import Context
from app.rules.checker import Checker
from app.rules.examples import parse

FORMAT = [code for code, rule in load().items() if rule.aspect == "format"]

EVERY_KIND = """—footer {align=center} — {PAGE} —
份号 000001
密级和保密期限 秘密★1年
紧急程度 特急
标志 青川市数据资源局文件
文号 青数发〔2024〕3号
签发人 签发人：⟦east_asia=楷体_GB2312|张三⟧
标题 青川市数据资源局关于2024年度工作情况的报告
题注 （2024年12月29日局务会议通过）
主送 市委、市政府：
正文 现将2024年度有关工作情况报告如下。
一级 一、主要工作
二级 （一）健全工作机制
三级 1.完善制度
四级 （1）压实责任
正文 全年办结事项120件，同比增长4.69%，“一网通办”覆盖GB/T 9704全部要求。
条款 （二）各单位应当在每季度终了后十个工作日内，将本季度数据归集情况和存在的问题书面报送市数据资源局汇总。
一级 二、下一步打算
正文 我们将认真贯彻落实。
附件说明 附件：任务清单
署名 青川市数据资源局
日期 2024年12月29日
附注 （此件公开发布）
附件 附件
附件标题 任务清单
正文 各单位按分工推进落实。
抄送 抄送：市人大常委会办公室。
印发 青川市数据资源局办公室 2024年12月30日印发"""


def _findings(report: Report, profile: Profile) -> list[Finding]:
    return list(Checker(Context(profile), select=FORMAT).check(report))


def _told(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return [(f.code, f.message, f.spot.text) for f in findings]


def test_a_paragraph_in_the_format_of_its_kind_raises_nothing(profile: Profile) -> None:
    found = _findings(parse(EVERY_KIND, profile), profile)
    assert _told([f for f in found if f.severity > Severity.INFO or f.safety is Safety.SAFE]) == []


def test_every_kind_with_a_standard_format_is_in_that_report(profile: Profile) -> None:
    shown = {p.kind.value for p in parse(EVERY_KIND, profile).paragraphs}
    assert set(profile.styles) - shown <= {"章", "条", "图表题"}


@pytest.mark.parametrize(("day", "severity"), [("2012年6月30日", Severity.INFO), ("2012年7月1日", Severity.WARNING)])
def test_fonts_of_headings_are_asked_for_since_the_standard_names_them(profile: Profile, day: str, severity: Severity) -> None:
    lines = ["一级 {east_asia=宋体} 一、总体要求", "二级 {east_asia=宋体} （一）健全机制", "三级 {east_asia=黑体} 1.完善制度"]
    report = parse("\n".join(["标题 关于工作的报告", *lines, "署名 青川市数据资源局", f"日期 {day}"]), profile)
    said = {f.code: f.severity for f in _findings(report, profile)}
    assert {code: said[code] for code in ("GW-FONT-003", "GW-FONT-004", "GW-FONT-005")} == dict.fromkeys(
        ("GW-FONT-003", "GW-FONT-004", "GW-FONT-005"), severity
    )


TEXT: list[tuple[Kind, str]] = [
    (Kind.TITLE, "青川市数据资源局关于2024年度工作情况的报告"),
    (Kind.ADDRESSEE, "市委、市政府："),
    (Kind.BODY, "现将2024年度有关工作情况报告如下。全年办结“一网通办”事项120件（其中APP办理35件），同比增长4.69%。"),
    (Kind.LEVEL1, "一、主要工作"),
    (Kind.LEVEL2, "（一）健全工作机制"),
    (Kind.BODY, "建立联席会议制度，依托5G和AI平台推进数据共享，办理平均用时压缩到2.5天。"),
    (Kind.LEVEL2, "（二）强化协同联动。会同有关部门开展专项检查，发现问题36个，已全部整改到位。"),
    (Kind.LEVEL1, "二、下一步打算"),
    (Kind.BODY, "我们将认真贯彻落实，确保各项任务按期完成。"),
    (Kind.SIGNATURE, "青川市数据资源局"),
    (Kind.DATE, "2024年12月29日"),
]  # fmt: skip


def _set_fonts(r_pr: Any, style: Style) -> None:
    fonts = r_pr.get_or_add_rFonts()
    for slot in ("w:eastAsia", "w:ascii", "w:hAnsi"):
        fonts.set(qn(slot), style.font if slot == "w:eastAsia" else "Times New Roman")


def _char_properties(target: Any, style: Style) -> None:
    """Fonts, size and spacing of a python-docx style or run."""
    r_pr = target._element.get_or_add_rPr()
    _set_fonts(r_pr, style)
    target.font.size = Pt(style.size / 2)
    target.font.bold = False
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(style.char_spacing))
    r_pr.append(spacing)


def _paragraph_properties(target: Any, style: Style) -> None:
    """Alignment, pitch, indents and spaces of a python-docx style or paragraph."""
    form = target.paragraph_format
    aligns = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
    form.alignment = aligns.get(style.align, WD_ALIGN_PARAGRAPH.JUSTIFY)
    form.line_spacing = Twips(style.line)
    form.first_line_indent = Twips(style.first_line_chars * style.size // 10)
    form.right_indent = Twips(style.right_chars * style.size // 10)
    form.space_before, form.space_after = Twips(style.before_lines * 579 // 100), Twips(0)
    form.keep_with_next = style.keep_next


def _new(profile: Profile) -> Any:
    document = Document()
    section, page = document.sections[0], profile.page
    section.page_width, section.page_height = Twips(page.width), Twips(page.height)
    section.top_margin, section.bottom_margin = Twips(page.top), Twips(page.bottom)
    section.left_margin, section.right_margin = Twips(page.left), Twips(page.right)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer._p.append(field)
    return document


def _through_styles(profile: Profile) -> bytes:
    document = _new(profile)
    for kind in {kind for kind, _ in TEXT}:
        named = document.styles.add_style(f"报告{kind.value}", WD_STYLE_TYPE.PARAGRAPH)
        named.base_style = None
        _char_properties(named, profile.styles[kind.value])
        _paragraph_properties(named, profile.styles[kind.value])
    for kind, text in TEXT:
        style = profile.styles[kind.value]
        head, rest = _split(kind, text)
        paragraph = document.add_paragraph(style=f"报告{kind.value if not rest else Kind.BODY.value}")
        if rest:
            _char_properties(paragraph.add_run(head), style)
        paragraph.add_run(rest or head)
    return _with_table(document)


def _directly(profile: Profile) -> bytes:
    document = _new(profile)
    for kind, text in TEXT:
        style = profile.styles[kind.value]
        head, rest = _split(kind, text)
        paragraph = document.add_paragraph()
        _paragraph_properties(paragraph, style)
        _char_properties(paragraph.add_run(head), style)
        if rest:
            _char_properties(paragraph.add_run(rest), profile.styles[Kind.BODY.value])
    return _with_table(document)


def _split(kind: Kind, text: str) -> tuple[str, str]:
    if kind is not Kind.LEVEL2 or "。" not in text:
        return text, ""
    end = text.index("。") + 1
    return text[:end], text[end:]


def _with_table(document: Any) -> bytes:
    """The document with a table of small text before its signature, as bytes."""
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((c for row in table.rows for c in row.cells), ("事项", "数量", "办结", "120件"), strict=True):
        cell.text = text
    document.paragraphs[-3]._p.addnext(table._tbl)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("build", [_through_styles, _directly])
def test_a_correct_report_raises_no_error_and_no_warning(build: Any, profile: Profile) -> None:
    report = understand(WordDocument.from_bytes(build(profile), "对.docx").report())
    found = _findings(report, profile)
    assert _told([f for f in found if f.severity > Severity.INFO]) == []


def test_the_same_report_in_a_web_page_s_format_is_told_apart(profile: Profile) -> None:
    document = Document()
    for _, text in TEXT:
        document.add_paragraph(text)
    stream = BytesIO()
    document.save(stream)
    report = understand(WordDocument.from_bytes(stream.getvalue(), "错.docx").report())
    codes = {f.code for f in _findings(report, profile)}
    assert {"GW-PAGE-002", "GW-FONT-001", "GW-FONT-002", "GW-BODY-002", "GW-PAGE-008", "GW-TITLE-009", "GW-SIGN-006"} <= codes


def test_real_documents_can_be_checked(corpus: Path, profile: Profile) -> None:
    """No rule fails on a document that somebody wrote."""
    for file in sorted((corpus / "cn").glob("*.docx"))[::6]:
        _findings(understand(WordDocument.open(file).report()), profile)
