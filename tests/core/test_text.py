"""The full-width shadow and the exempt stretches of a text."""

import pytest

from app.core.text import shadow, zones


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("市委、市政府:", "市委、市政府："),
        ("(一)抓好落实,提升质效;", "（一）抓好落实，提升质效；"),
        ("上午10:00开会,共1,250人", "上午10:00开会，共1,250人"),
        ("详见http://www.qingchuan.example/a,b", "详见http://www.qingchuan.example/a,b"),
        ("f(x), g(y)", "f(x), g(y)"),
    ],
)
def test_shadow(text: str, wide: str) -> None:
    assert shadow(text) == wide
    assert len(shadow(text)) == len(text)


def test_zones() -> None:
    text = "印发《青川市“十四五”规划》，依据GB/T 9704-2012，他说“好”，见a@b.cn"
    assert [(zone.name, text[zone.start : zone.end]) for zone in zones(text) if zone.name != "quote"] == [
        ("book", "《青川市“十四五”规划》"),
        ("code", "GB/T 9704-2012"),
        ("address", "a@b.cn"),
    ]
