"""The table of standard characters and the standard forms."""

from __future__ import annotations

import pytest

from app.core.characters import levels, outside_table, standard_form


def test_the_table_is_whole() -> None:
    assert [len(level) for level in levels()] == [3500, 3000, 1605]
    assert len(set("".join(levels()))) == 8105
    assert levels()[0].startswith("一乙二十丁厂七")


def test_every_character_of_the_table_is_standard() -> None:
    assert list(outside_table("".join(levels()))) == []
    assert list(outside_table("，。〇A1—“”①")) == []


@pytest.mark.parametrize(
    ("written", "form"),
    [("進", "进"), ("後", "后"), ("⽉", "月"), ("\uf967", "不"), ("⾞", "车"), ("堀", None), ("\U00020021", None)],
)
def test_the_standard_form(written: str, form: str | None) -> None:
    assert list(outside_table(f"中{written}")) == [(1, written)]
    assert standard_form(written) == form
