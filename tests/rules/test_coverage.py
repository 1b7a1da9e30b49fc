"""The coverage table: every clause has a rule or a reason, and every code of the catalogue is accounted for."""

from __future__ import annotations

from app.core.findings import Severity, Strength
from app.rules import load
from app.rules.coverage import catalogue, citations, coverage, unaccounted


def test_clauses_are_read_from_what_rules_cite() -> None:
    assert set(citations("GB/T 9704-2012 6.2、7.5；实务")) == {("GB/T 9704", "6.2"), ("GB/T 9704", "7.5")}
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
    assert [(row.standard.name, row.clause) for row in coverage() if not row.rules and not row.because] == []


def test_every_code_of_the_catalogue_is_a_rule_an_alias_or_has_a_reason() -> None:
    assert len(catalogue()) == 294
    assert unaccounted() == []


def test_what_a_clause_only_advises_is_never_an_error() -> None:
    wrong = [r.code for r in load().values() if r.severity is Severity.ERROR and r.strength in (Strength.USUAL, Strength.ADVISED)]
    assert wrong == []
