from __future__ import annotations

import pytest

from app.core.edits import Restyle
from app.core.profile import Profile
from app.core.report import ParagraphFormat, TabStop
from app.docx.read import read_report
from tests.docx.make import p, package, style
from tests.docx.opened import opened


def tabs(*stops: str) -> str:
    return f"<w:tabs>{''.join(f'<w:tab {stop}/>' for stop in stops)}</w:tabs>"


RIGHT = 'w:val="right" w:leader="dot" w:pos="8844"'
BASE = tabs('w:val="left" w:pos="900"', RIGHT)
FIRST = tabs('w:val="clear" w:pos="900"', 'w:val="center" w:pos="4000"')
STYLES = style("正文", f"<w:pPr>{BASE}</w:pPr>", default=True) + style("目录 1", f"<w:pPr>{FIRST}</w:pPr>", based_on="正文")


def form(properties: str = "", **others: str) -> ParagraphFormat:
    return read_report(package(p("甲", properties), **others)).paragraphs[0].format


def test_stops_of_styles_and_of_the_paragraph_add_up_and_clear_each_other() -> None:
    chain = '<w:pStyle w:val="目录 1"/>'
    far = TabStop(8844, "right", "dot")
    assert form(styles=STYLES).tabs == (TabStop(900), far)
    assert form(chain, styles=STYLES).tabs == (TabStop(4000, "center"), far)
    direct = tabs('w:val="decimal" w:pos="-200"', 'w:val="clear" w:pos="4000"', 'w:val="bar" w:pos="5000"')
    assert form(chain + direct, styles=STYLES).tabs == (TabStop(-200, "decimal"), TabStop(5000, "bar"), far)


def test_malformed_and_endless_stops_are_left_out() -> None:
    bad = tabs('w:val="left" w:pos="x"', 'w:val="up" w:pos="10"', 'w:val="left" w:pos="99999999"', 'w:val="num" w:pos="420"')
    assert form(bad).tabs == (TabStop(420),)
    assert len(form(tabs(*(f'w:val="left" w:pos="{at}"' for at in range(5000)))).tabs) == 64


@pytest.mark.parametrize(
    ("settings", "distance"),
    [("", 720), ('<w:defaultTabStop w:val="420"/>', 420), ('<w:defaultTabStop w:val="0"/>', 720), ("<w:defaultTabStop/>", 720)],
)
def test_the_default_distance_is_the_documents(settings: str, distance: int) -> None:
    assert form(settings=settings).default_tab == distance


def test_a_restyle_keeps_exactly_the_stops_that_were_there(profile: Profile) -> None:
    direct = tabs('w:val="clear" w:pos="4000"', 'w:val="left" w:pos="1200"')
    document = opened(p("甲\t乙", '<w:pStyle w:val="目录 1"/>' + direct), styles=STYLES)
    before = document.report().paragraphs[0]
    assert before.format.tabs == (TabStop(1200), TabStop(8844, "right", "dot"))
    document.apply([Restyle(before.uid, "正文")], profile)
    after = document.report().paragraphs[0]
    assert after.format.style != before.format.style
    assert after.format.tabs == before.format.tabs
