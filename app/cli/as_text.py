"""What the command line prints for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from app.core.disputes import about
from app.core.findings import Finding, Safety
from app.core.report import Node, Report
from app.rules.api import Rule
from app.rules.coverage import Row

FIX_WORDS = {Safety.SAFE: "可批量更正", Safety.CONFIRM: "需确认", Safety.NONE: "仅提示"}
EXCERPT = 40


def outline(report: Report) -> Iterator[str]:
    """The report's own elements and its outline, a line each."""
    elements = report.elements
    yield f"文种　　　{elements.genre or '未能判断'}"
    yield f"标题　　　{elements.title_text or '（无）'}"
    if elements.doc_number is not None:
        yield f"发文字号　{report.by_uid[elements.doc_number].text.strip()}"
    if elements.addressee is not None:
        yield f"主送机关　{report.by_uid[elements.addressee].text.strip()}"
    elif elements.addressed is not None:
        uid, start, end = elements.addressed
        yield f"主送机关　{report.by_uid[uid].text[start:end]}"
    for node in report.outline:
        yield from _node(node)
    for attachment in elements.attachments:
        number = f"{attachment.number}. " if attachment.number else ""
        yield f"附件说明　{number}{attachment.text}"
    yield f"署名　　　{'、'.join(elements.signature_text) or '（无）'}"
    yield f"成文日期　{elements.date.text if elements.date else '（无）'}"


def _node(node: Node) -> Iterator[str]:
    indent = "　　" * (node.level - 1)
    yield f"{indent}{node.numeral}{node.text}"
    yield from (f"{indent}　　· {item.numeral}　{_short(item.text)}" for item in node.items)
    for child in node.children:
        yield from _node(child)


def check(file: str, report: Report, findings: Sequence[Finding]) -> Iterator[str]:
    """The findings, a line each with its clause, and a line that sums up."""
    yield f"{file}："
    for one in findings:
        many = f"（{len(one.spots)} 处）" if len(one.spots) > 1 else ""
        yield f"  {one.severity.label}  {one.code}  {where(report, one)}  {one.message}{many}"
        yield f"          {basis(one)}；{FIX_WORDS[one.safety]}{_suggestion(one)}"
    yield f"  {summary(findings)}"


def summary(findings: Sequence[Finding]) -> str:
    """必须改 n 条，建议改 n 条，请核对 n 条。"""
    if not findings:
        return "未发现问题。"
    counts = Counter(f.severity for f in findings)
    return "，".join(f"{severity.label} {counts[severity]} 条" for severity in sorted(counts, reverse=True)) + "。"


def where(report: Report, one: Finding) -> str:
    """第n段 with a few words of it, or 全文."""
    uid = one.spot.uid
    if uid is None:
        return "全文"
    found = report.places[uid]
    story = "" if found.story == "body" else f"[{found.story}] "
    return f"{story}第{found.index + 1}段「{_short(one.spot.text, 12)}」"


def basis(one: Finding | Rule) -> str:
    """The clause and how strong it is; 实务 says both."""
    return one.clause if one.clause == one.strength.value else f"{one.clause}（{one.strength.value}）"


def diff(changes: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """Before and after of every change: (place, before, after)."""
    for place, before, after in changes:
        yield place
        yield f"  - {before}"
        yield f"  + {after}"


def rules(every: Iterable[Rule]) -> Iterator[str]:
    """A line a rule."""
    for one in sorted(every, key=lambda rule: rule.code):
        yield f"{one.code}  {one.severity.label}  {one.strength.value}  {one.title}  〔{one.clause}〕"


def rule(one: Rule) -> Iterator[str]:
    """One rule's page."""
    yield f"{one.code}　{one.title}"
    yield f"依据：{basis(one)}　级别：{one.severity.label}"
    yield ""
    yield one.reason
    for text in one.good:
        if isinstance(text, str):
            yield from ("", "正例：", *("  " + line for line in text.split("\n")))
    for example in one.bad:
        before, after = example if isinstance(example, tuple) else (example, None)
        if isinstance(before, str):
            yield from ("", "反例：", *("  " + line for line in before.split("\n")))
        if isinstance(after, str):
            yield from ("更正后：", *("  " + line for line in after.split("\n")))
    yield from options(one)


def options(one: Rule) -> Iterator[str]:
    """What a unit may choose about the rule, a line each."""
    for dispute in about(one.code):
        yield f"选项：{dispute.question}（默认：{dispute.default}；{'；'.join(option.words for option in dispute.options)}）"


def coverage(rows: Iterable[Row]) -> Iterator[str]:
    """A line a clause, under the name of its standard."""
    standard = ""
    for row in rows:
        if row.standard.name != standard:
            standard = row.standard.name
            yield from ("", f"{standard}　{row.standard.title}")
        checked = "、".join(one.code for one in row.rules) or (f"查不了：{row.because}" if row.because else "尚未检查")
        yield f"  {row.clause}　{row.asks}　〔{checked}〕"


def _suggestion(one: Finding) -> str:
    return f"：{_short(one.suggestion)}" if one.suggestion else ""


def _short(text: str, most: int = EXCERPT) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= most else text[: most - 1] + "…"
