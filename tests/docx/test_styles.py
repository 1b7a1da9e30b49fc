from __future__ import annotations

import pytest

from app.core.report import CharFormat, ParagraphFormat
from app.docx.read import read_report
from tests.docx.make import p, package, style

DEFAULTS = "<w:docDefaults><w:rPrDefault><w:rPr>{0}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{1}</w:pPr></w:pPrDefault></w:docDefaults>"
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements>'
    '<a:clrScheme name="x"><a:accent2><a:srgbClr val="c0504d"/></a:accent2></a:clrScheme><a:fontScheme name="x">'
    '<a:majorFont><a:latin typeface="Cambria"/><a:ea typeface=""/><a:font script="Hans" typeface="黑体"/></a:majorFont>'
    '<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface="仿宋"/><a:font script="Hans" typeface="宋体"/></a:minorFont>'
    "</a:fontScheme></a:themeElements></a:theme>"
)


def formats(body: str, **others: str) -> tuple[ParagraphFormat, CharFormat]:
    paragraph = read_report(package(body, **others)).paragraphs[0]
    return paragraph.format, paragraph.runs[0].format


def test_without_styles_the_defaults_of_the_format_hold() -> None:
    paragraph, chars = formats(p("甲"))
    assert (paragraph.align, paragraph.style, paragraph.style_id) == ("left", "Normal", None)
    assert (chars.size, chars.bold) == (20, False)


def test_defaults_style_chain_and_direct_formatting_stand_above_each_other() -> None:
    styles = (
        DEFAULTS.format(
            '<w:sz w:val="24"/><w:color w:val="112233"/>', '<w:spacing w:after="160" w:line="259" w:lineRule="auto"/>'
        )
        + style("正文", '<w:rPr><w:sz w:val="32"/></w:rPr><w:pPr><w:jc w:val="both"/></w:pPr>', default=True)
        + style("要点", '<w:rPr><w:rFonts w:eastAsia="楷体"/></w:rPr>', based_on="正文")
        + style("强调", '<w:rPr><w:u w:val="single"/></w:rPr>', "character")
    )
    paragraph, chars = formats(
        p(
            "甲",
            '<w:pStyle w:val="要点"/><w:spacing w:line="560" w:lineRule="exact"/>',
            '<w:rStyle w:val="强调"/><w:color w:val="ff0000"/>',
        ),
        styles=styles,
    )
    assert (paragraph.style, paragraph.align, paragraph.after, paragraph.line, paragraph.line_rule) == (
        "要点",
        "both",
        160,
        560,
        "exact",
    )
    assert (chars.size, chars.east_asia, chars.underline, chars.color, chars.style) == (32, "楷体", "single", "FF0000", "强调")


@pytest.mark.parametrize(
    ("paragraph", "character", "direct", "bold"),
    [
        ("<w:b/>", "", "", True),
        ("<w:b/>", "<w:b/>", "", False),
        ("<w:b/>", '<w:b w:val="0"/>', "", True),
        ("", "<w:b/>", "", True),
        ("<w:b/>", "<w:b/>", "<w:b/>", True),
        ("<w:b/>", "", '<w:b w:val="false"/>', False),
    ],
)
def test_toggles_exclude_each_other_between_levels(paragraph: str, character: str, direct: str, bold: bool) -> None:
    styles = style("甲", f"<w:rPr>{paragraph}</w:rPr>") + style("乙", f"<w:rPr>{character}</w:rPr>", "character")
    assert formats(p("文", '<w:pStyle w:val="甲"/>', f'<w:rStyle w:val="乙"/>{direct}'), styles=styles)[1].bold is bold


def test_a_toggle_inside_one_chain_replaces_the_one_below_and_a_default_wins() -> None:
    chain = style("甲", "<w:rPr><w:b/></w:rPr>") + style("乙", "<w:rPr><w:b/></w:rPr>", based_on="甲")
    assert formats(p("文", '<w:pStyle w:val="乙"/>'), styles=chain)[1].bold
    assert formats(p("文", '<w:pStyle w:val="乙"/>'), styles=DEFAULTS.format("<w:b/>", "") + chain)[1].bold


@pytest.mark.parametrize(
    ("fonts", "expected"),
    [
        ('w:eastAsiaTheme="majorEastAsia" w:asciiTheme="minorHAnsi"', ("黑体", "Calibri")),
        ('w:eastAsiaTheme="minorEastAsia" w:eastAsia="楷体"', ("仿宋", "Times New Roman")),
        ('w:eastAsia="方正小标宋简体" w:ascii="Arial"', ("方正小标宋简体", "Arial")),
        ('w:eastAsiaTheme="nothing" w:eastAsia="楷体"', ("楷体", "Times New Roman")),
    ],
)
def test_theme_fonts_are_resolved(fonts: str, expected: tuple[str, str]) -> None:
    chars = formats(p("甲", run=f"<w:rFonts {fonts}/>"), theme1=THEME)[1]
    assert (chars.east_asia, chars.ascii) == expected


def test_a_direct_font_replaces_a_theme_font_below_it() -> None:
    styles = DEFAULTS.format('<w:rFonts w:eastAsiaTheme="minorEastAsia"/>', "")
    assert formats(p("甲", run='<w:rFonts w:eastAsia="黑体"/>'), styles=styles, theme1=THEME)[1].east_asia == "黑体"


def test_a_theme_colour_without_its_own_value_is_resolved() -> None:
    assert formats(p("甲", run='<w:color w:themeColor="accent2"/>'), theme1=THEME)[1].color == "C0504D"


@pytest.mark.parametrize(
    ("below", "direct", "twips", "chars"),
    [
        ('w:firstLineChars="200" w:firstLine="640"', 'w:firstLine="0"', 0, 200),
        ('w:firstLineChars="200" w:firstLine="640"', 'w:firstLineChars="0" w:firstLine="0"', 0, None),
        ('w:firstLine="640"', 'w:hangingChars="150" w:hanging="480"', -480, -150),
        ('w:hanging="480"', 'w:firstLine="640"', 640, None),
        ('w:firstLine="640"', 'w:firstLine="100" w:hanging="50"', -50, None),
    ],
)
def test_indents_in_characters_win_until_set_to_zero(below: str, direct: str, twips: int, chars: int | None) -> None:
    styles = style("甲", f"<w:pPr><w:ind {below}/></w:pPr>", default=True)
    paragraph, _ = formats(p("文", f"<w:ind {direct}/>"), styles=styles)
    assert (paragraph.first_line, paragraph.first_line_chars) == (twips, chars)


def test_spacing_in_lines_and_automatic_spacing() -> None:
    paragraph, _ = formats(p("文", '<w:spacing w:beforeLines="50" w:before="156" w:afterAutospacing="1" w:line="-560"/>'))
    assert (paragraph.before, paragraph.before_lines, paragraph.after_auto) == (156, 50, True)
    assert (paragraph.line, paragraph.line_rule) == (560, "exact")


LIST = '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:pPr><w:ind w:left="420" w:hanging="420"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
NUMBERED = '<w:numPr><w:numId w:val="3"/></w:numPr>'


def test_numbering_of_a_style_stands_below_its_indent_and_direct_numbering_above_it() -> None:
    styled = style("列", f'<w:pPr>{NUMBERED}<w:ind w:left="100"/></w:pPr>') + style(
        "行", '<w:pPr><w:ind w:left="100" w:right="7"/></w:pPr>'
    )
    through_style, _ = formats(p("文", '<w:pStyle w:val="列"/>'), styles=styled, numbering=LIST)
    assert (through_style.left, through_style.first_line, through_style.num_id, through_style.num_level) == (100, -420, 3, 0)
    direct, _ = formats(p("文", f'<w:pStyle w:val="行"/>{NUMBERED}'), styles=styled, numbering=LIST)
    assert (direct.left, direct.first_line, direct.right) == (420, -420, 7)


def test_number_zero_takes_the_number_and_its_indent_away() -> None:
    styled = style("列", f"<w:pPr>{NUMBERED}</w:pPr>")
    paragraph, _ = formats(
        p("文", '<w:pStyle w:val="列"/><w:numPr><w:numId w:val="0"/></w:numPr>'), styles=styled, numbering=LIST
    )
    assert (paragraph.num_id, paragraph.left, paragraph.first_line) == (None, 0, 0)


def test_cycles_and_missing_styles_are_tolerated() -> None:
    styles = (
        style("甲", '<w:rPr><w:sz w:val="30"/></w:rPr>', based_on="乙") + style("乙", based_on="甲") + style("丙", default=True)
    )
    assert formats(p("文", '<w:pStyle w:val="甲"/>'), styles=styles)[1].size == 30
    paragraph, chars = formats(p("文", '<w:pStyle w:val="没有"/>', '<w:rStyle w:val="没有"/>'), styles=styles)
    assert (paragraph.style, chars.style) == ("丙", None)


def test_table_styles_stand_below_paragraph_styles() -> None:
    styles = style("表", '<w:rPr><w:sz w:val="18"/><w:b/></w:rPr><w:pPr><w:jc w:val="center"/></w:pPr>', "table") + style(
        "正文", '<w:rPr><w:sz w:val="28"/></w:rPr>', default=True
    )
    cell = p("格")
    table = f'<w:tbl><w:tblPr><w:tblStyle w:val="表"/></w:tblPr><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>'
    paragraph = read_report(package(table, styles=styles)).others[0]
    assert (paragraph.runs[0].format.size, paragraph.runs[0].format.bold, paragraph.format.align) == (28, True, "center")


@pytest.mark.parametrize("value", ["", "abc", "240.5", "9" * 40, "-7", "1e400", "nan"])
def test_malformed_values_are_passed_over(value: str) -> None:
    run = f'<w:sz w:val="{value}"/><w:b w:val="{value}"/><w:spacing w:val="{value}"/><w:w w:val="{value}"/><w:rFonts w:eastAsia="{value}"/>'
    properties = (
        f'<w:ind w:left="{value}" w:firstLineChars="{value}"/><w:spacing w:line="{value}" w:beforeLines="{value}"/>'
        f'<w:outlineLvl w:val="{value}"/><w:jc w:val="{value}"/><w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="{value}"/></w:numPr>'
    )
    paragraph, chars = formats(p("文", properties, run))
    assert paragraph.align == "left"
    assert 0 < chars.size <= 3276


def test_half_a_point_too_much_is_rounded() -> None:
    assert formats(p("文", run='<w:sz w:val="31.6"/>'))[1].size == 32


def test_sides_count_in_characters_of_the_default_style_and_the_first_line_in_its_own() -> None:
    styles = DEFAULTS.format("", "") + style("Normal", '<w:rPr><w:sz w:val="21"/></w:rPr>', default=True)
    large = '<w:sz w:val="32"/>'
    paragraph, _ = formats(p("甲", '<w:ind w:leftChars="200" w:left="9" w:rightChars="400" w:right="9"/>', large), styles=styles)
    assert (paragraph.left, paragraph.right, paragraph.left_chars, paragraph.right_chars) == (420, 840, None, None)
    paragraph, _ = formats(
        p("甲", '<w:ind w:leftChars="200" w:left="1060" w:hangingChars="200" w:hanging="640"/>', large), styles=styles
    )
    assert (paragraph.left, paragraph.first_line, paragraph.first_line_chars) == (1060, -640, -200)


def test_zero_characters_leave_the_length_to_count() -> None:
    paragraph, _ = formats(p("甲", '<w:ind w:leftChars="0" w:left="640" w:rightChars="0" w:right="320"/>'))
    assert (paragraph.left, paragraph.right) == (640, 320)
