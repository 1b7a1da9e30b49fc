"""文种 from titles, and names of organs."""

import pytest

from app.core.genre import genre_of
from app.core.organs import is_organ, organ_share


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("青川市数据资源局关于2023年度工作情况的报告", "报告"),
        ("关于同意设立青川站的复函", "函"),
        ("青川市数据资源管理办法（试行）", "办法"),
        ("关于加强基层治理的意见（征求意见稿）", "意见"),
        ("关于印发《青川市数据条例》的通知", "通知"),
        ("青川市人民政府令", "命令"),
        ("关 于 放 假 的 通 知", "通知"),
        ("青川风光", None),
    ],
)
def test_genre(title: str, genre: str | None) -> None:
    assert genre_of(title) == genre


def test_organs() -> None:
    assert is_organ("青川市数据资源局")
    assert is_organ("×××局")
    assert not is_organ("加强组织领导")
    assert organ_share("市委、市政府：") == 1
    assert organ_share("各位代表：") == 1
    assert organ_share("重点工作、主要成效") == 0
