"""A unit's profile, its pack, and what a sample teaches."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from app.core.errors import ProfileError
from app.core.profile import Profile, load_profile, merged_profile
from app.editing.learning import lessons, taken
from app.editing.unit_pack import MAX_BYTES, PROFILE, export_pack, install_pack, read_pack
from app.editing.unit_profile import read_own, silence, unit_file, write_own
from app.editing.unit_text import house_lines, house_of, roster_lines, roster_of
from app.rules.examples import parse


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENHENG_HOME", str(tmp_path / "home"))


def test_only_a_sound_profile_is_written() -> None:
    write_own(unit_file(), {"basis": "本单位办法", "page": {"line_pitch": 560}})
    with pytest.raises(ProfileError, match="不认识的设置"):
        write_own(unit_file(), {"rules": {"GW-LVL-020": {"nonsense": 1}}})
    assert read_own(unit_file()) == {"basis": "本单位办法", "page": {"line_pitch": 560}}
    silence(unit_file(), "GW-LVL-020", "标题本来就长")
    assert read_own(unit_file())["silenced"] == {"GW-LVL-020": "标题本来就长"}
    silence(unit_file(), "GW-LVL-020", None)
    assert "silenced" not in read_own(unit_file())


def test_a_pack_holds_the_profile_and_gives_it_back(tmp_path: Path) -> None:
    pack = tmp_path / "甲.wenheng-unit"
    with pytest.raises(ProfileError, match="还没有单位方案"):
        export_pack(pack)
    write_own(unit_file(), {"unit": {"name": "青川市数据资源局"}})
    export_pack(pack)
    first = pack.read_bytes()
    export_pack(pack)
    assert pack.read_bytes() == first
    unit_file().unlink()
    install_pack(read_pack(pack))
    assert read_own(unit_file()) == {"unit": {"name": "青川市数据资源局"}}


def make(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({}, "没有单位方案和词表"),
        ({"../../profile.toml": b"x = 1"}, "没有单位方案和词表"),
        ({PROFILE: b"x = "}, "读不了"),
        ({PROFILE: b"x = 1"}, "有误"),
        ({PROFILE: b"\xff\xfe"}, "读不了"),
        ({PROFILE: bytes(MAX_BYTES + 1)}, "过大"),
        ({PROFILE: '[[house]]\nid = "1"\nkind = "match"\nmessage = "甲"\npattern = "(a+)+b"'.encode()}, "算不完"),
    ],
)
def test_a_pack_that_is_none_is_refused_with_a_sentence(tmp_path: Path, members: dict[str, bytes], words: str) -> None:
    with pytest.raises(ProfileError, match=words):
        read_pack(make(tmp_path / "甲.wenheng-unit", members))


def test_what_is_no_zip_or_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "乙").write_bytes(b"PK\x03\x04 broken")
    for name in ("乙", "没有"):
        with pytest.raises(ProfileError):
            read_pack(tmp_path / name)


def test_lines_of_a_roster_and_of_rules_come_back_as_they_were() -> None:
    roster = roster_of("青川市数据资源局", "市生态环境局｜环境局｜市环保局 环保局", "王建国｜副市长\n李思远|局长", "市人民政府：")
    assert roster["organs"] == [{"name": "市生态环境局", "short": ["环境局"], "former": ["市环保局", "环保局"]}]
    assert [one["post"] for one in roster["people"]] == ["副市长", "局长"]
    merged_profile({"unit": roster}, "本单位")
    again = roster_lines(roster)
    assert roster_of(again.name, again.organs, again.people, again.addressees) == roster
    rules = house_of(
        "1｜不用｜狠抓 大力｜｜少用套话\n2｜式样｜.+：｜｜要有冒号\n3｜替换｜甲｜乙｜改写", [{"id": "1", "severity": "info"}]
    )
    assert rules[0] == {"id": "1", "severity": "info", "kind": "forbid", "message": "少用套话", "words": ["狠抓", "大力"]}
    assert house_of(house_lines(rules), rules) == rules
    with pytest.raises(ProfileError, match="没有写职务"):
        roster_of("", "", "王建国", "")


@pytest.fixture
def profile() -> Profile:
    return load_profile()


def test_a_report_to_the_standard_teaches_nothing(profile: Profile) -> None:
    text = "标题 关于甲的报告\n主送 市人民政府：\n正文 一句话。\n一级 一、情况\n正文 又一句话。\n署名 青川市数据资源局\n日期 2025年3月2日"
    assert lessons(parse(text, profile), profile) == []


def test_a_report_teaches_its_page_pitch_fonts_and_sizes(profile: Profile) -> None:
    text = (
        "—page {top=1700}\n标题 {east_asia=黑体} 关于甲的报告\n正文 {line=560, size=30} 一句很长的话，说明情况。\n"
        "三级 {bold=true} 1.完善制度"
    )
    found = lessons(parse(text, profile), profile)
    assert [one.what for one in found] == ["天头", "正文行距", "标题的字体", "正文的字号", "三级加粗"]
    own = merged_profile(taken(found, {}), "本单位")
    assert (own.page.top, own.page.line_pitch, own.styles["正文"].size, own.styles["正文"].line) == (1700, 560, 30, 560)
    assert (own.styles["标题"].font, own.styles["标题"].family, own.styles["三级"].bold) == ("黑体", "黑体", True)
    assert lessons(parse(text, profile), own) == []
