from __future__ import annotations

import pytest

from app.core.number_text import number_text
from app.docx.read import read_report
from tests.docx.make import p, package, style


@pytest.mark.parametrize(
    ("format_", "value", "text"),
    [
        ("chineseCounting", 1, "一"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCounting", 105, "一〇五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1005, "一千零五"),
        ("chineseCountingThousand", 100000, "十万"),
        ("japaneseCounting", 12, "十二"),
        ("taiwaneseCountingThousand", 99, "九十九"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographLegalTraditional", 16, "壹拾陸"),
        ("ideographDigital", 2024, "二〇二四"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 12, "亥"),
        ("ideographZodiacTraditional", 13, "丙子"),
        ("decimal", 7, "7"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircleChinese", 21, "㉑"),
        ("decimalEnclosedCircleChinese", 51, "51"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 2, "b"),
        ("upperRoman", 49, "XLIX"),
        ("lowerRoman", 4, "iv"),
        ("ordinal", 22, "22nd"),
        ("none", 3, ""),
        ("somethingNew", 3, "3"),
    ],
)
def test_formats(format_: str, value: int, text: str) -> None:
    assert number_text(value, format_) == text


def level(at: int, format_: str, text: str, extra: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{format_}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(id_: int, *levels: str, extra: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{id_}">{extra}{"".join(levels)}</w:abstractNum>'


def num(id_: int, abstract_id: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{id_}"><w:abstractNumId w:val="{abstract_id}"/>{overrides}</w:num>'


OFFICIAL = abstract(
    1,
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "%1.%2.%4", "<w:isLgl/>"),
)


def item(num_id: int, at: int = 0, properties: str = "") -> str:
    return p("文", f'{properties}<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{num_id}"/></w:numPr>')


def shown(body: str, numbering: str, **others: str) -> list[str]:
    report = read_report(package(body, numbering=numbering, **others))
    return [paragraph.number.text if paragraph.number else "" for paragraph in report.paragraphs]


def test_levels_count_and_deeper_ones_start_again() -> None:
    body = "".join(item(1, at) for at in (0, 1, 2, 2, 1, 2, 0, 1, 3))
    expected = ["一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）", "2.1.1"]
    assert shown(body, OFFICIAL + num(1, 1)) == expected


def test_two_numbers_of_one_list_go_on_and_an_override_starts_anew() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = OFFICIAL + num(1, 1) + num(2, 1) + num(3, 1, override)
    assert shown(item(1) + item(2) + item(3) + item(3) + item(1), numbering) == ["一、", "二、", "一、", "二、", "三、"]


def test_an_override_may_bring_its_own_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "decimalEnclosedCircle", "%1", start=4)}</w:lvlOverride>'
    assert shown(item(2) + item(2), OFFICIAL + num(2, 1, override)) == ["④", "⑤"]


def test_restart_can_be_switched_off_or_tied_to_a_level() -> None:
    never = abstract(1, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2", '<w:lvlRestart w:val="0"/>'))
    assert shown(item(1) + item(1, 1) + item(1) + item(1, 1), never + num(1, 1)) == ["1", "1.1", "2", "2.2"]
    first = abstract(
        1, level(0, "decimal", "%1"), level(1, "decimal", "%2"), level(2, "decimal", "%3", '<w:lvlRestart w:val="1"/>')
    )
    body = "".join(item(1, at) for at in (0, 1, 2, 1, 2, 0, 2))
    assert shown(body, first + num(1, 1)) == ["1", "1", "1", "2", "2", "2", "1"]


def test_a_level_used_before_its_upper_one_shows_that_ones_start() -> None:
    assert shown(item(1, 3), OFFICIAL + num(1, 1)) == ["1.1.1"]


def test_style_links_lead_to_the_list_of_the_style() -> None:
    styles = style("公文列表", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', "numbering")
    numbering = OFFICIAL + abstract(2, extra='<w:numStyleLink w:val="公文列表"/>') + num(1, 1) + num(2, 2)
    assert shown(item(2) + item(1), numbering, styles=styles) == ["一、", "二、"]


def test_a_style_numbers_at_the_level_that_names_it() -> None:
    tied = abstract(1, level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="二级"/>'))
    styles = style("二级", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    body = item(1) + p("文", '<w:pStyle w:val="二级"/>')
    assert shown(body, tied + num(1, 1), styles=styles) == ["一、", "（一）"]


def test_zero_and_unknown_numbers_and_deleted_marks_show_nothing() -> None:
    deleted = item(1, 0, "<w:rPr><w:del/></w:rPr>")
    assert shown(item(0) + item(9) + deleted + item(1), OFFICIAL + num(1, 1)) == ["", "", "", "一、"]


def test_cells_count_with_the_body_and_text_boxes_by_themselves() -> None:
    box = f"<w:p><w:r><w:pict><w:txbxContent>{item(1)}</w:txbxContent></w:pict></w:r></w:p>"
    table = f"<w:tbl><w:tr><w:tc>{item(1)}</w:tc></w:tr></w:tbl>"
    report = read_report(package(item(1) + box + table + item(1), numbering=OFFICIAL + num(1, 1)))
    assert [q.number.text for q in (*report.paragraphs, *report.others) if q.number] == ["一、", "三、", "一、", "二、"]


def test_links_in_a_circle_and_malformed_lists_show_nothing() -> None:
    styles = style("环", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>', "numbering")
    numbering = abstract(2, extra='<w:numStyleLink w:val="环"/>') + num(2, 2) + '<w:num w:numId="x"/><w:num/><w:abstractNum/>'
    assert shown(item(2), numbering, styles=styles) == [""]
