"""The coverage table: every clause has a rule or a reason, and every code of the catalogue is accounted for."""

from __future__ import annotations

from app.core.findings import Severity, Strength
from app.rules import load
from app.rules.coverage import catalogue, citations, coverage, unaccounted

# Still being written: what stands here only becomes less.
WAITING = frozenset(
    [
        "GW-HEAD-008",
        "GW-HEAD-009",
        "GW-HEAD-014",
        "GW-HEAD-016",
        "GW-HEAD-017",
        "GW-TITLE-010",
        "GW-TITLE-011",
        "GW-TITLE-012",
        "GW-RCPT-008",
        "GW-BODY-005",
        "GW-ATT-005",
        "GW-SIGN-007",
        "GW-SIGN-008",
        "GW-SIGN-009",
        "GW-IMPR-001",
        "GW-IMPR-002",
        "GW-IMPR-004",
        "GW-IMPR-006",
        "GW-IMPR-007",
        "GW-IMPR-008",
        "GW-PNUM-001",
        "GW-PNUM-003",
        "GW-PNUM-004",
        "GW-PNUM-005",
        "GW-PNUM-006",
        "GW-TBL-001",
        "GW-TBL-002",
        "GW-TBL-004",
        "GW-FMT-001",
        "GW-FMT-002",
        "GW-FMT-003",
        "GW-FMT-005",
        "GW-FMT-006",
        "GW-PUNC-023",
        "GW-PUNC-038",
        "GW-FZ-012",
        "GW-TERM-007",
        "GW-TERM-008",
        "GW-TERM-009",
        "GW-TERM-010",
        "GW-TERM-011",
        "GW-TERM-012",
        "GW-DOCX-001",
        "GW-DOCX-002",
        "GW-DOCX-004",
        "GW-DOCX-005",
        "GW-DOCX-006",
        "GW-DOCX-007",
        "GW-DOCX-008",
    ]
)
WAITING_CLAUSES = frozenset(
    {
        "GB/T 9704-2012 7.2.6",
        "GB/T 9704-2012 7.2.7",
        "GB/T 9704-2012 7.4.1",
        "GB/T 9704-2012 8",
        "GB/T 9704-2012 10.2",
        "GB/T 9704-2012 10.3",
        "GB/T 15834-2011 4.8.3.3",
        "GB/T 15834-2011 4.12",
        "GB/T 15834-2011 5.1.3",
        "GB/T 15834-2011 A.10",
        "GB/T 15835-2011 5.1.7.2",
        "《党政机关公文处理工作条例》 第八条（十）",
        "《党政机关公文处理工作条例》 第九条（四）",
        "《党政机关公文处理工作条例》 第九条（十）",
        "《党政机关公文处理工作条例》 第九条（十二）",
        "《法治政府建设与责任落实督察工作规定》 年度报告章",
    }
)


def test_clauses_are_read_from_what_rules_cite() -> None:
    assert (
        list(citations("GB/T 9704-2012 6.2、7.5；实务")) == [("GB/T 9704", "6.2"), ("GB/T 9704", "7.5"), ("GB/T 9704", "7.5")][:2]
    )
    cited = set(citations("《党政机关公文处理工作条例》第九条（十一）（十三）；GB/T 9704-2012 7.2.4"))
    name = "《党政机关公文处理工作条例》"
    assert cited == {(name, "第九条（十一）"), (name, "第九条（十三）"), ("GB/T 9704", "7.2.4")}
    assert ("GB/T 15834", "4.2.2") in set(citations("GB/T 15834-2011 4.1.2—4.7.2、5.1.1"))


def test_every_rule_that_cites_a_standard_stands_in_the_table() -> None:
    shown = {rule.code for row in coverage() for rule in row.rules}
    known = {row.standard.name.split("-")[0] for row in coverage()}
    missing = [r.code for r in load().values() if any(name in known for name, _ in citations(r.clause)) and r.code not in shown]
    assert missing == []


def test_every_clause_is_checked_or_says_why_not() -> None:
    open_ones = {f"{row.standard.name} {row.clause}" for row in coverage() if not row.rules and not row.because}
    assert open_ones <= WAITING_CLAUSES


def test_every_code_of_the_catalogue_is_a_rule_an_alias_or_has_a_reason() -> None:
    assert len(catalogue()) == 294
    assert set(unaccounted()) <= WAITING


def test_what_a_clause_only_advises_is_never_an_error() -> None:
    wrong = [r.code for r in load().values() if r.severity is Severity.ERROR and r.strength in (Strength.USUAL, Strength.ADVISED)]
    assert wrong == []
