"""Settings survive a round trip, and a broken file is put aside."""

from pathlib import Path

import msgspec

from app.editing.settings import FILE_NAME, Settings, load_settings, save_settings, with_recent, without_recent


def test_settings_come_back_as_they_were(tmp_path: Path) -> None:
    settings = Settings(
        mode="submitted", stage="issue", profile="C:\\单位 方案\\市局.toml", zoom=125, panes=(290, 700, 372), maximized=True,
        recent=('D:\\报告\\"引号"与\t制表.docx', "/home/用户/报告.docx"), fonts_seen=("仿宋_GB2312",),
    )  # fmt: skip
    assert save_settings(settings, tmp_path)
    assert load_settings(tmp_path) == (settings, None)


def test_no_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == (Settings(), None)


def test_broken_file_is_renamed_and_told(tmp_path: Path) -> None:
    for content in (b"zoom = [", b'zoom = "wide"', b'mode = "nonsense"', b"\xff\xfe\x00"):
        (tmp_path / FILE_NAME).write_bytes(content)
        settings, notice = load_settings(tmp_path)
        assert settings == Settings()
        assert notice is not None
        assert "settings.toml.bad" in notice
        assert (tmp_path / "settings.toml.bad").read_bytes() == content
        assert not (tmp_path / FILE_NAME).exists()


def test_unknown_keys_of_a_newer_version_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("zoom = 90\nnew_thing = 1\n", encoding="utf-8")
    assert load_settings(tmp_path) == (Settings(zoom=90), None)


def test_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert not save_settings(Settings(), tmp_path / "file")


def test_recent_reports_are_newest_first_once_and_limited(tmp_path: Path) -> None:
    settings = Settings()
    for n in (*range(14), 5):
        settings = with_recent(settings, tmp_path / f"{n}.docx")
    assert [Path(p).stem for p in settings.recent] == ["5", "13", "12", "11", "10", "9", "8", "7", "6", "4", "3", "2"]
    assert without_recent(settings, settings.recent[0]).recent == settings.recent[1:]


def test_every_field_has_a_default() -> None:
    assert msgspec.convert({}, Settings) == Settings()
