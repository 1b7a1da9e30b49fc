"""Slips that other checkers miss, in one report, through a real DOCX: each is found, and mended where it can be."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.findings import Finding
from app.core.profile import Profile
from app.docx.template import build
from app.editing.open_report import Checking, OpenReport
from tests.rules.reports import from_lines

_LINES = (
    "青川市数据资源局文件", "青数发〔2024〕3号", "青川市数据资源局关于印发数据共享工作方案的通知",
    "各县（市、区）人民政府，市政府各部门：",
    "为认真落实《青川市数据条例<试行>》，现将工作方案印发给你们，请以身作责，认真组织实施。",
    "一、总体要求", "坚持依法共享。", "二、工作目标", "到年底共享率达到60%-70%。", "五、主要任务", "健全制度，抓好落实。",
    "附件：1.数据共享任务清单", "　　　2.责任分工表", "青川市数据资源局", "2023年12月09日",
    "附件1", "数据共享任务清单", "任务如下。", "附件2", "数据开放责任表", "责任如下。",
)  # fmt: skip
# what stands there, the rule that says so, and what stands there once the fix is taken
_SLIPS = (
    ("五、", "GW-LVL-003", "三、主要任务"),
    ("12月09日", "GW-SIGN-003", "2023年12月9日"),
    ("〔2024〕", "GW-SEM-031", "青数发〔2023〕3号"),
    ("责任分工表", "GW-ATT-010", "2.数据开放责任表"),
    ("60%-70", "GW-PUNC-018", "60%—70%"),
    ("<试行>", "GW-PUNC-008", "《青川市数据条例〈试行〉》"),
    ("以身作责", "GW-TERM-001", "以身作则"),
)


@pytest.fixture
def draft(tmp_path: Path, profile: Profile) -> OpenReport:
    path = tmp_path / "稿.docx"
    path.write_bytes(build(from_lines(*_LINES), profile))
    return OpenReport.open(path, Checking(notes=False))


def _at(report: OpenReport, code: str, words: str) -> list[Finding]:
    """The findings of `code` with a place that touches `words`."""
    by_uid = report.report.by_uid
    return [
        finding
        for finding in report.findings
        if finding.code == code
        and any(s.uid is not None and (at := by_uid[s.uid].text.find(words)) >= 0 and s.start < at + len(words) and at < s.end
                for s in finding.spots)
    ]  # fmt: skip


@pytest.mark.parametrize(("words", "code", "mended"), _SLIPS)
def test_a_slip_is_found_and_mended(draft: OpenReport, words: str, code: str, mended: str) -> None:
    (finding,) = _at(draft, code, words)
    draft.fix([finding])
    draft.save()
    assert draft.path is not None
    again = OpenReport.open(draft.path, Checking(notes=False))
    assert mended in "\n".join(p.text for p in again.report.paragraphs)
    assert _at(again, code, words) == []


def test_all_of_them_stand_beside_one_another(draft: OpenReport) -> None:
    assert {code for words, code, _ in _SLIPS if _at(draft, code, words)} == {code for _, code, _ in _SLIPS}
