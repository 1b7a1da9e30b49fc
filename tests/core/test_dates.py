"""Dates as clerks write them."""

import pytest

from app.core.dates import find_dates, is_blank_date, whole_date


@pytest.mark.parametrize(
    ("text", "iso", "style"),
    [
        ("2023年12月9日", "2023-12-09", "arabic"),
        ("２０２３年１２月９日", "2023-12-09", "arabic"),
        ("2023 年 1 月 05 日", "2023-01-05", "arabic"),
        ("二〇二三年十二月二十九日", "2023-12-29", "han"),
        ("二○○五年一月三日", "2005-01-03", "han"),
        ("二○ 一一年七月一日", "2011-07-01", "han"),
        ("二00六年十月十日", "2006-10-10", "han"),
        ("二〇二三年12月9日", "2023-12-09", "mixed"),
        ("2018.12.4", "2018-12-04", "signs"),
        ("2023年2月30日", None, "arabic"),
    ],
)
def test_reads_a_date(text: str, iso: str | None, style: str) -> None:
    found = whole_date(f"　 {text} 。")
    assert found is not None
    assert (found.iso, found.style, found.text) == (iso, style, text)


def test_a_sentence_is_not_a_date() -> None:
    assert whole_date("截至2023年12月9日，已办结。") is None
    assert whole_date("2023年1月1日至2023年2月1日") is None


def test_finds_all_dates_with_their_places() -> None:
    text = "自2023年1月1日起至二〇二四年二月三日止，共1.24万件。"
    assert [(d.iso, text[d.start : d.end]) for d in find_dates(text)] == [
        ("2023-01-01", "2023年1月1日"),
        ("2024-02-03", "二〇二四年二月三日"),
    ]


@pytest.mark.parametrize("text", ["2024年  月  日", "××年×月×日", "    年  月  日", "201X年X月X日", "[日期]"])
def test_knows_a_date_left_blank(text: str) -> None:
    assert is_blank_date(text)
    assert not is_blank_date(text + "前报送")
