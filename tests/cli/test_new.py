"""`new` through the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli import main
from app.docx.opening import open_document


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENHENG_HOME", str(tmp_path / "home"))


def test_the_list_names_every_template(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 16
    assert any(line.startswith("请示（request）") for line in lines)


@pytest.mark.parametrize("name", ["通知", "notice", "令", "rule-of-law"])
def test_a_report_is_written_and_opens(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "新.docx"
    assert main(["new", name, "-o", str(out)]) == 0
    assert "待填" in capsys.readouterr().out
    assert any("【待填" in p.text for p in open_document(out).report().paragraphs)


def test_what_cannot_be_done_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "新.docx"
    out.write_bytes(b"mine")
    for words in (
        ["通知", "-o", str(out)],
        ["诗歌", "-o", str(tmp_path / "a.docx")],
        ["通知"],
        [],
        ["通知", "-o", str(tmp_path / "a.pdf")],
    ):
        assert main(["new", *words]) == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert out.read_bytes() == b"mine"
    assert main(["new", "通知", "-o", str(out), "--force"]) == 0
    assert out.read_bytes() != b"mine"
