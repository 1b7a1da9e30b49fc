from app.layout.breaker import Measure, break_lines
from app.layout.tabs import Stops


def lines(text: str, room: float = 10, *, first: float | None = None, hang: bool = True, kinsoku: bool = True) -> list[str]:
    """Lines of `text` where a Chinese character is one wide and everything in ASCII half."""
    widths = [0.5 if char.isascii() else 1.0 for char in text]
    cuts = break_lines(text, widths, Measure(room if first is None else first, room, Stops((), 2.0), hang, kinsoku))
    starts = [0, *(cut.end for cut in cuts)]
    return [text[start : cut.end] for start, cut in zip(starts, cuts, strict=False)]


def test_plain_text_fills_every_line():
    assert lines("字" * 25) == ["字" * 10, "字" * 10, "字" * 5]


def test_the_first_line_is_shorter_by_its_indent():
    assert [len(line) for line in lines("字" * 25, first=8)] == [8, 10, 7]


def test_empty_text_is_one_line():
    assert lines("") == [""]


def test_a_stop_hangs_outside_the_margin():
    assert lines("字" * 10 + "，" + "字" * 3) == ["字" * 10 + "，", "字字字"]


def test_without_hanging_the_marks_close_up_or_a_character_goes_down():
    assert lines("字" * 10 + "，" + "字" * 3, hang=False) == ["字" * 9, "字，字字字"]
    closing_up = "字，" * 2 + "字" * 6 + "，" + "字" * 3
    assert lines(closing_up, hang=False) == [closing_up[:11], "字字字"]


def test_a_closing_mark_after_a_stop_stays_with_it():
    assert lines("字" * 9 + "。”" + "字" * 3) == ["字" * 9 + "。”", "字字字"]
    assert lines("字" * 10 + "》" + "字" * 3) == ["字" * 9, "字》字字字"]


def test_an_opening_mark_does_not_end_a_line():
    assert lines("字" * 9 + "（" + "字" * 4) == ["字" * 9, "（字字字字"]


def test_marks_of_two_characters_are_not_parted():
    assert lines("字" * 9 + "——" + "字" * 4) == ["字" * 8, "字——字字字字"]


def test_words_and_numbers_stay_whole():
    assert lines("字" * 8 + "1,250.5万元") == ["字" * 8, "1,250.5万元"]
    assert lines("字" * 8 + "GB/T9704字") == ["字" * 8, "GB/T9704字"]


def test_a_word_longer_than_a_line_is_cut():
    assert lines("a" * 45) == ["a" * 20, "a" * 20, "a" * 5]


def test_characters_wider_than_a_line_stand_alone():
    assert lines("字字字", 0.5) == ["字", "字", "字"]


def test_spaces_belong_to_the_line_above():
    assert lines("字" * 10 + "  " + "字") == ["字" * 10 + "  ", "字"]


def test_a_manual_break_ends_a_line_and_opens_an_empty_one_at_the_end():
    assert lines("甲\n乙") == ["甲\n", "乙"]
    assert lines("甲\n") == ["甲\n", ""]
    assert lines("字" * 10 + "\n乙") == ["字" * 10 + "\n", "乙"]


def test_without_kinsoku_a_mark_may_start_a_line():
    assert lines("字" * 10 + "，字", kinsoku=False) == ["字" * 10, "，字"]


def test_a_tab_goes_to_the_next_stop():
    assert lines("甲\t" + "字" * 9) == ["甲\t" + "字" * 8, "字"]


def test_nothing_is_lost_and_every_line_moves_on():
    text = "一、加强领导，“明确责任”（见附件1）。GB/T 9704-2012——第3.2节：《办法》、《规定》……等\n第二行\t末。" * 6
    for room in (1, 2, 3, 5, 7, 28):
        broken = lines(text, room)
        assert "".join(broken) == text
        assert all(broken)
