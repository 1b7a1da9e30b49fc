"""Ordinals: what is one, of which form, how many, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.numerals import Scheme, digits_to_han, format_numeral, han_to_int, int_to_han, parse


@pytest.mark.parametrize(
    ("text", "shown", "value", "scheme"),
    [
        ("一、总体要求", "一、", 1, Scheme.HAN),
        ("十四、加强保障", "十四、", 14, Scheme.HAN),
        ("五.有关要求", "五.", 5, Scheme.HAN),
        ("（一）加强领导", "（一）", 1, Scheme.HAN_BRACKET),
        ("(二)加强领导", "(二)", 2, Scheme.HAN_BRACKET),
        ("（ 三 ）加强领导", "（ 三 ）", 3, Scheme.HAN_BRACKET),
        ("（三）、加强领导", "（三）、", 3, Scheme.HAN_BRACKET),
        ("㈣加强领导", "㈣", 4, Scheme.HAN_BRACKET),
        ("1.摸底", "1.", 1, Scheme.ARABIC),
        ("2．摸底", "2．", 2, Scheme.ARABIC),
        ("3、摸底", "3、", 3, Scheme.ARABIC),
        ("1.2023年工作情况", "1.", 1, Scheme.ARABIC),
        ("（4）摸底", "（4）", 4, Scheme.ARABIC_BRACKET),
        ("⑸摸底", "⑸", 5, Scheme.ARABIC_BRACKET),
        ("6）摸底", "6）", 6, Scheme.ARABIC_BRACKET),
        ("①摸底", "①", 1, Scheme.CIRCLED),
        ("Ⅱ、摸底", "Ⅱ、", 2, Scheme.ROMAN),
        ("第一章　总则", "第一章", 1, Scheme.CHAPTER),
        ("第二节 范围", "第二节", 2, Scheme.SECTION),
        ("第十二条　为了规范", "第十二条", 12, Scheme.ARTICLE),
        ("第三部分 保障措施", "第三部分", 3, Scheme.PART),
        ("1.1 范围", "1.1", 1, Scheme.DECIMAL),
        ("2.3.4术语", "2.3.4", 4, Scheme.DECIMAL),
        ("一是抓学习", "一是", 1, Scheme.ITEM),
        ("十一是抓考核", "十一是", 11, Scheme.ITEM),
        ("首先，要提高认识", "首先", 1, Scheme.WORD),
        ("第一，要提高认识", "第一", 1, Scheme.ORDINAL),
        ("一、二〇二三年工作", "一、", 1, Scheme.HAN),
        ("二、三年来的成效", "二、", 2, Scheme.HAN),
    ],
)
def test_reads_an_ordinal(text: str, shown: str, value: int, scheme: Scheme) -> None:
    found = parse(text)
    assert found is not None
    assert (found.text, found.value, found.scheme) == (shown, value, scheme)
    assert text[found.start : found.end] == shown


@pytest.mark.parametrize(
    "text",
    [
        "1.5亿元投资", "2023年工作", "3．60%以上", "一个重点", "一、二季度增长", "三、四级医院", "一、二、三等奖", "1、2号楼", "（2023年）",
        "二〇二三年", "第十二条规定的情形", "第一名", "4.5-5%", "12.4亿", "5021户", "10:00开始", "一致认为", "最后一公里", "首先是学习",
    ],
)  # fmt: skip
def test_leaves_what_only_looks_like_an_ordinal(text: str) -> None:
    assert parse(text) is None


def test_says_which_form_is_the_standards_own() -> None:
    assert [parse(text).clean for text in ("一、甲", "（一）甲", "1.甲", "（1）甲")] == [True] * 4  # type: ignore[union-attr]
    assert [parse(text).clean for text in ("一.甲", "(一)甲", "㈠甲", "（一）、甲", "1、甲", "1．甲", "⑴甲")] == [False] * 7  # type: ignore[union-attr]


def test_reads_at_an_offset() -> None:
    found = parse("　　（二）提升", 2)
    assert found is not None
    assert (found.start, found.end, found.level) == (2, 5, 2)


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("二十一", 21), ("一百零三", 103), ("廿三", 23), ("二〇二三", 2023), ("壹拾贰", 12), ("三 十", 30), ("两", 2)],
)
def test_reads_chinese_numbers(text: str, value: int) -> None:
    assert han_to_int(text) == value


def test_reads_no_number_from_words() -> None:
    assert han_to_int("三亩") is None
    assert han_to_int("") is None


@given(st.integers(0, 99_999_999))
def test_chinese_numbers_go_both_ways(value: int) -> None:
    assert han_to_int(int_to_han(value)) == value


@given(
    st.integers(1, 20),
    st.sampled_from([Scheme.HAN, Scheme.HAN_BRACKET, Scheme.ARABIC, Scheme.ARABIC_BRACKET, Scheme.CIRCLED, Scheme.ARTICLE]),
)
def test_formatted_ordinals_read_back_clean(value: int, scheme: Scheme) -> None:
    found = parse(format_numeral(value, scheme) + "　内容")
    assert found is not None
    assert (found.value, found.scheme, found.clean) == (value, scheme, True)


def test_formats_codes_digit_by_digit() -> None:
    assert digits_to_han("2023") == "二〇二三"


def test_refuses_a_form_that_does_not_reach() -> None:
    with pytest.raises(ValueError, match="does not reach"):
        format_numeral(31, Scheme.CIRCLED)
