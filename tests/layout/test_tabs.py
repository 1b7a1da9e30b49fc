from __future__ import annotations

import pytest

from app.core.report import ParagraphFormat, TabStop
from app.layout.breaker import Measure, break_lines
from app.layout.tabs import Ruler, Stops, stops_of


def ends(text: str, *own: TabStop, x: float = 0.0, default: float = 420) -> list[float]:
    """Where the tabs of a text end whose characters are 100 twips wide."""
    ruler = Ruler(text, [100.0] * len(text), Stops(own, default))
    return [tab.end for tab in ruler.reaches(0, len(text), x)]


@pytest.mark.parametrize(
    ("align", "end"), [("left", 2000.0), ("right", 1500.0), ("center", 1750.0), ("decimal", 1800.0)], ids=str
)
def test_what_follows_a_tab_stands_at_its_stop(align, end):
    assert ends("甲\t12.50", TabStop(2000, align)) == [end]


def test_after_the_last_own_stop_default_ones_follow():
    assert ends("甲\t乙\t丙\t丁", TabStop(700)) == [700, 840, 1260]
    assert ends("甲\t乙", x=450) == [840]


def test_only_the_text_up_to_the_next_tab_or_line_is_set_to_the_right():
    assert ends("甲\t乙丙\t丁", TabStop(1000, "right"), TabStop(3000, "right")) == [800, 2900]
    assert ends("甲\t乙丙\n丁丁丁", TabStop(1000, "right")) == [800]


def test_text_too_long_for_its_stop_starts_where_the_tab_does():
    (end,) = ends("甲\t" + "乙" * 20, TabStop(1000, "right"))
    assert 100 < end <= 130


def test_a_hanging_indent_is_a_stop_and_stops_beyond_the_column_stand_at_its_edge():
    form = ParagraphFormat(tabs=(TabStop(300), TabStop(9000, "right", "dot"), TabStop(500, "bar")), default_tab=420)
    stops = stops_of(form, 840, -840, 8000)
    assert stops.own == (TabStop(300), TabStop(840), TabStop(8000, "right", "dot"))


def test_a_page_number_at_the_edge_stays_in_its_line_beyond_a_right_indent():
    text, stops = "目录一\t12", Stops((TabStop(1000, "right"),), 420)
    widths = [100.0] * len(text)
    assert [cut.end for cut in break_lines(text, widths, Measure(800, 800, stops))] == [len(text)]
    assert [cut.end for cut in break_lines(text, widths, Measure(500, 500, Stops((), 420)))] != [len(text)]
