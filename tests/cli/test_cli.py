"""The command line and its JSON, run as a program of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.everything import everything

ROOT = Path(__file__).resolve().parents[2]
DRAFT = """青川市数据资源局2025年度法治政府建设情况的报告
市委、市政府:
现将有关情况报告如下。
一、主要举措和成效
(一)健全制度体系。一是修订制度,明确责任。二是开展培训,提高能力。
(二)规范执法行为。全年办理案件12件。
三、存在的不足和原因
队伍力量不足,原因是人员流动较快。
青川市数据资源局
2026年01月09日"""


def run(*words: object, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "WENHENG_HOME": str(home), "PYTHONUTF8": "1"}
    command = [sys.executable, "-W", "error", "-m", "app", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, env=environment, check=False)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "草稿.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def as_json(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_outline_tells_the_whole_structure(draft: Path, tmp_path: Path) -> None:
    done = run("outline", draft, "--json", home=tmp_path)
    found = as_json(done)
    assert done.returncode == 0
    assert found["kind"] == "报告"
    assert found["title"] == {"text": DRAFT.splitlines()[0], "paragraphs": [0], "story": "body"}
    assert found["addressee"]["text"] == "市委、市政府:"
    assert [(node["numeral"], node["text"], node["paragraph"]) for node in found["outline"]] == [
        ("一、", "主要举措和成效", 3),
        ("三、", "存在的不足和原因", 6),
    ]
    first = found["outline"][0]["children"][0]
    assert (first["level"], first["text"], first["run_in"]) == (2, "健全制度体系", True)
    assert [item["numeral"] for item in first["items"]] == ["一是", "二是"]
    assert found["signature"]["text"] == ["青川市数据资源局"]
    assert found["date"] == {"text": "2026年01月09日", "iso": "2026-01-09", "paragraph": 9, "story": "body"}


def test_check_reports_each_cause_once_with_its_places(draft: Path, tmp_path: Path) -> None:
    done = run("check", draft, "--json", home=tmp_path)
    (found,) = as_json(done)
    assert done.returncode == 1
    by_code = {one["code"]: one for one in found["findings"]}
    commas = by_code["GW-PUNC-001"]
    assert commas["occurrences"] == len(commas["places"]) == 3
    assert by_code["GW-LVL-003"]["paragraph"] == 6
    assert by_code["GW-LVL-003"]["fix"] == "confirm"
    assert by_code["GW-SIGN-003"]["suggestion"]
    assert found["counts"]["error"] == sum(one["severity"] == "error" for one in found["findings"])


def test_fix_leaves_no_safe_finding_and_fixing_again_changes_nothing(draft: Path, tmp_path: Path) -> None:
    out, again = tmp_path / "更正稿.docx", tmp_path / "再更正.docx"
    first = as_json(run("fix", draft, "-o", out, "--json", home=tmp_path))
    assert first["applied"]
    assert [one for one in first["left"] if one["fix"] == "safe"] == []
    assert first["guard"]["characters_lost"] == 0
    mended = as_json(run("fix", out, "-o", again, "--json", home=tmp_path))
    third = tmp_path / "三.docx"
    assert as_json(run("fix", again, "-o", third, "--json", home=tmp_path))["applied"] == []
    assert third.read_bytes() == again.read_bytes()
    assert [one for one in mended["left"] if one["fix"] == "safe"] == []


def test_fix_of_a_text_keeps_encoding_mark_and_line_ends(tmp_path: Path) -> None:
    source, out = tmp_path / "草稿.txt", tmp_path / "更正稿.txt"
    source.write_bytes("\r\n".join(DRAFT.splitlines()).encode("gb18030"))
    assert run("fix", source, "-o", out, home=tmp_path).returncode in (0, 1)
    mended = out.read_bytes().decode("gb18030")
    assert mended.count("\r\n") == DRAFT.count("\n")
    assert "一是修订制度，明确责任" in mended


def test_select_none_writes_the_file_as_it_was(tmp_path: Path) -> None:
    source, out = tmp_path / "原.docx", tmp_path / "存.docx"
    source.write_bytes(everything())
    found = as_json(run("fix", source, "-o", out, "--select", "none", "--json", home=tmp_path))
    assert found["applied"] == []
    assert out.read_bytes() == source.read_bytes()
    assert found["guard"]["objects"]["before"] == found["guard"]["objects"]["after"]


def test_fix_refuses_to_overwrite_another_file(draft: Path, tmp_path: Path) -> None:
    out = tmp_path / "已有.txt"
    out.write_text("别动", encoding="utf-8")
    done = run("fix", draft, "-o", out, home=tmp_path)
    assert done.returncode == 2
    assert "已经存在" in done.stderr
    assert out.read_text(encoding="utf-8") == "别动"
    assert run("fix", draft, "-o", out, "--force", home=tmp_path).returncode in (0, 1)


def test_diff_writes_nothing(draft: Path, tmp_path: Path) -> None:
    done = run("fix", draft, "--diff", home=tmp_path)
    assert "- ," in done.stdout
    assert "+ ，" in done.stdout
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix) == ["草稿.txt"]


def test_also_confirm_needs_select_and_renumbers(draft: Path, tmp_path: Path) -> None:
    out = tmp_path / "重编.txt"
    assert run("fix", draft, "-o", out, "--also-confirm", home=tmp_path).returncode == 2
    assert run("fix", draft, "-o", out, "--also-confirm", "--select", "GW-LVL-003", home=tmp_path).returncode in (0, 1)
    assert "\n二、存在的不足和原因" in out.read_text(encoding="utf-8")


def test_ignore_and_fail_on_decide_the_status(draft: Path, tmp_path: Path) -> None:
    assert run("check", draft, "--select", "GW-FZ-004", home=tmp_path).returncode == 0
    assert run("check", draft, "--select", "GW-TITLE-003", home=tmp_path).returncode == 0
    assert run("check", draft, "--select", "GW-TITLE-003", "--fail-on", "warning", home=tmp_path).returncode == 1


def test_sarif_and_html_can_be_read_by_others(draft: Path, tmp_path: Path) -> None:
    log = as_json(run("check", draft, "--sarif", home=tmp_path))
    assert log["version"] == "2.1.0"
    assert {result["ruleId"] for result in log["runs"][0]["results"]} >= {"GW-PUNC-001", "GW-LVL-003"}
    uris = {place["physicalLocation"]["artifactLocation"]["uri"] for r in log["runs"][0]["results"] for place in r["locations"]}
    assert uris == {draft.as_uri()}
    page = tmp_path / "意见.html"
    run("check", draft, "--html", page, home=tmp_path)
    assert "GW-PUNC-001" in page.read_text(encoding="utf-8")


def test_rules_lists_every_rule_and_shows_one(tmp_path: Path) -> None:
    every = as_json(run("rules", "--json", home=tmp_path))
    assert len(every) >= 100
    one = run("rules", "GW-LVL-003", home=tmp_path)
    assert one.returncode == 0
    assert "正例" in one.stdout
    assert run("rules", "GW-NONE-999", home=tmp_path).returncode == 2


def _encrypted() -> bytes:
    header = bytes.fromhex("d0cf11e0a1b11ae1")
    return header + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)


def _bomb() -> bytes:
    import io

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _ in range(300):
                member.write(bytes(1 << 20))
    return out.getvalue()


BAD = {
    "空.docx": lambda: b"",
    "图.docx": lambda: b"\x89PNG\r\n\x1a\n" + bytes(200),
    "密.docx": _encrypted,
    "旧.docx": lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(2000),
    "截.docx": lambda: everything()[:-900],
    "弹.docx": _bomb,
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_one_clear_sentence(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(BAD[name]())
    before = path.read_bytes()
    for words in (("outline", path), ("check", path), ("fix", path, "-o", tmp_path / "out.docx")):
        done = run(*words, home=tmp_path)
        assert done.returncode == 2
        assert done.stdout == ""
        assert len(done.stderr.splitlines()) == 1
        assert done.stderr.startswith(f"文衡: {path}: ")
        assert "；" in done.stderr
    assert path.read_bytes() == before
    assert not (tmp_path / "out.docx").exists()


def test_a_missing_file_and_a_vanished_folder_get_one_clear_sentence(draft: Path, tmp_path: Path) -> None:
    assert run("check", tmp_path / "没有.docx", home=tmp_path).stderr.count("\n") == 1
    done = run("fix", draft, "-o", tmp_path / "没有" / "出.docx", home=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_one_bad_file_does_not_stop_the_rest(draft: Path, tmp_path: Path) -> None:
    bad = tmp_path / "空.docx"
    bad.write_bytes(b"")
    done = run("check", bad, draft, "--json", home=tmp_path)
    first, second = json.loads(done.stdout)
    assert done.returncode == 2
    assert first["error"]
    assert second["findings"]


def test_findings_never_replace_a_report(draft: Path, tmp_path: Path) -> None:
    before = draft.read_bytes()
    done = run("check", draft, "--html", draft, home=tmp_path)
    assert (done.returncode, done.stderr.count("\n"), done.stdout) == (2, 1, "")
    assert draft.read_bytes() == before
    page = tmp_path / "意见.html"
    for _ in range(2):
        assert run("check", draft, "--html", page, home=tmp_path).returncode == 1


WRONG_WORDS = {
    "no file": ["check"],
    "no such mode": ["check", "FILE", "--mode", "甲"],
    "two forms": ["check", "FILE", "--json", "--sarif"],
    "no value": ["check", "FILE", "--profile"],
    "no such option": ["check", "FILE", "--没有"],
    "no such rule": ["check", "FILE", "--select", "GW-PUNC-001,GW-NONE"],
    "no rule": ["check", "FILE", "--select", ","],
    "no such rule to fix": ["fix", "FILE", "--diff", "--select", "GW-NONE-001"],
    "no such profile": ["check", "FILE", "--profile", "没有"],
    "a profile that is no text": ["check", "FILE", "--profile", "BAD"],
    "no output": ["fix", "FILE"],
    "another kind of output": ["fix", "FILE", "-o", "FILE.pdf"],
}


@pytest.mark.parametrize("words", WRONG_WORDS.values(), ids=list(WRONG_WORDS))
def test_words_that_do_not_fit_get_one_chinese_sentence(words: list[str], draft: Path, tmp_path: Path) -> None:
    bad = tmp_path / "乱.toml"
    bad.write_bytes(b"\xff\xfe\x00")
    done = run(*(word.replace("FILE", str(draft)).replace("BAD", str(bad)) for word in words), home=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("文衡: ")
    assert "；" in done.stderr
    for english in ("argument", "choose", "required", "Traceback"):
        assert english not in done.stderr


def test_codes_may_be_prefixes_in_either_case(draft: Path, tmp_path: Path) -> None:
    (found,) = as_json(run("check", draft, "--json", "--select", "gw-punc, GW-LVL-003", home=tmp_path))
    assert {one["code"] for one in found["findings"]} == {"GW-PUNC-001", "GW-PUNC-002", "GW-LVL-003"}
    out = tmp_path / "原样.txt"
    run("fix", draft, "-o", out, "--select", "none", home=tmp_path)
    assert out.read_bytes() == draft.read_bytes()


def test_what_nobody_foresaw_is_one_sentence_and_a_log(
    draft: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    from app.cli.main import main
    from app.editing.open_report import OpenReport

    def broken(*_: object) -> OpenReport:
        raise RuntimeError("boom")

    monkeypatch.setenv("WENHENG_HOME", str(tmp_path / "家"))
    monkeypatch.setattr(OpenReport, "open", broken)
    for words in (["outline"], ["check"], ["fix", "--diff"]):
        assert main([*words, str(draft)]) == 2
        printed = capsys.readouterr()
        assert printed.err.startswith(f"文衡: {draft}: 程序内部出错（RuntimeError）；")
        assert printed.err.count("\n") == 1
    assert "boom" in (tmp_path / "家" / "data" / "log" / "cli.log").read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_one_sentence(draft: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "WENHENG_HOME": str(tmp_path)}
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "app", "check", str(draft)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, env=environment, check=False)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("文衡: 结果没有写全")
    assert done.stderr.count(b"\n") == 1


def test_a_reader_that_stops_early_is_no_error(draft: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "WENHENG_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "app", "rules", "--json"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=environment)
    assert running.stdout is not None
    running.stdout.close()
    _, complaint = running.communicate()
    assert (running.returncode, complaint) == (0, b"")
