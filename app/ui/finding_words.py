"""Findings in the clerk's words: what the button will do, how strong the clause is, what stands there before and after."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.core.edits import PageNumbers, PageSetup, RedefineStyle, Renumber, Retext
from app.core.findings import Finding, Fix, Strength
from app.core.look import role_style
from app.core.profile import Profile
from app.core.report import OBJECT, Report
from app.rules.api import REGISTRY, Rule

STRENGTH_WORDS = {
    Strength.DUTY: "国标“应”条款",
    Strength.USUAL: "国标“一般”条款",
    Strength.ADVISED: "推荐",
    Strength.PRACTICE: "实务",
}
_LONGEST_ON_BUTTON = 12
_CONTEXT = 10
_SENTENCE = re.compile(r"[^。！？]*[。！？]?")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the fix at one place does: unchanged words around `before`, which becomes `after`."""

    lead: str
    before: str
    after: str
    tail: str


def rule_of(code: str) -> Rule | None:
    """The rule with this code or alias."""
    found = REGISTRY.get(code)
    return found or next((rule for rule in REGISTRY.values() if code in rule.aliases), None)


def is_format(finding: Finding) -> bool:
    """Whether the finding is about how the report looks."""
    rule = rule_of(finding.code)
    return rule is not None and rule.aspect == "format"


def why(finding: Finding) -> str:
    """The requirement and its reason in at most two sentences more."""
    rule = rule_of(finding.code)
    if rule is None:
        return ""
    reason = "".join(line.strip() for line in rule.reason.split("\n\n")[0].splitlines())
    sentences = [part for part in _SENTENCE.findall(reason) if part][:2]
    title = rule.title if rule.title.endswith(("。", "！", "？")) else rule.title + "。"
    return title + "".join(sentences)


def fix_count(finding: Finding) -> int:
    """At how many places the finding can be mended."""
    return len(finding.fixes) - finding.fixes.count(None)


def button_words(finding: Finding) -> str:
    """What the main button says; empty when nothing can be mended by the program."""
    fixes = [fix for fix in finding.fixes if fix is not None]
    if not fixes:
        return ""
    if finding.alternative is not None:
        return f"改段落（{len(fixes)} 段）"
    if len(fixes) > 1:
        return f"全部更正 {len(fixes)} 处"
    return _one(fixes[0])


def style_words(finding: Finding) -> str:
    """What the button says that mends the style instead; empty when there is no such choice."""
    name = finding.alternative.before if finding.alternative else ""
    return f"改样式“{name if len(name) <= _LONGEST_ON_BUTTON else name[: _LONGEST_ON_BUTTON - 1] + '…'}”" if name else ""


def choice_words(finding: Finding, report: Report, profile: Profile) -> str:
    """What 改段落 and 改样式 each do, in one sentence each; empty when there is no such choice."""
    choice = finding.alternative
    edit = choice.edits[0] if choice is not None else None
    if choice is None or not isinstance(edit, RedefineStyle):
        return ""
    ours = role_style(profile, edit.style).name
    wearers = sum(p.format.style_id == edit.style_id for p in (*report.paragraphs, *report.others))
    return (
        f"改段落：这 {fix_count(finding)} 段改用样式“{ours}”，样式“{choice.before}”不变。\n"
        f"改样式：样式“{choice.before}”本身改为{choice.after}，用它的 {wearers} 段随之改变。"
    )


def _one(fix: Fix) -> str:
    edits = fix.edits
    if all(isinstance(edit, PageSetup) for edit in edits):
        return "按国标设置页面"
    if all(isinstance(edit, PageNumbers) for edit in edits):
        return "加上国标页码"
    after = visible(fix.after)
    short = 0 < len(after) <= _LONGEST_ON_BUTTON
    if all(isinstance(edit, Renumber) for edit in edits):
        return f"重编为“{after}”" if short else "重编序数"
    if all(isinstance(edit, Retext) for edit in edits):
        if not fix.after and fix.before:
            return f"删去“{visible(fix.before)}”" if len(fix.before) <= _LONGEST_ON_BUTTON else "删去多余文字"
        return f"更正为“{after}”" if short else "更正此处"
    return f"改为{after}" if short else "按国标改正格式"


def visible(text: str) -> str:
    """`text` with what cannot be seen written out."""
    for char, name in ((OBJECT, "［对象］"), ("\t", "［制表符］"), ("\n", "［换行］"), ("\u3000", "［空格］")):
        text = text.replace(char, name)
    return text if text.strip(" ") else text.replace(" ", "［空格］")


def comparison(finding: Finding, at: int, report: Report) -> Comparison | None:
    """Before and after at place `at` of the finding, with a few words around a change of text; None without a fix."""
    fix = finding.fixes[at] if at < len(finding.fixes) else None
    if fix is None or not (fix.before or fix.after):
        return None
    edit = fix.edits[0] if len(fix.edits) == 1 else None
    paragraph = report.by_uid.get(edit.uid) if isinstance(edit, Retext) else None
    if paragraph is None or not isinstance(edit, Retext) or paragraph.text[edit.start : edit.end] != fix.before:
        return Comparison("", visible(fix.before), visible(fix.after), "")
    text, start, end = paragraph.text, edit.start, edit.end
    lead = ("…" if start > _CONTEXT else "") + text[max(0, start - _CONTEXT) : start]
    tail = text[end : end + _CONTEXT] + ("…" if end + _CONTEXT < len(text) else "")
    return Comparison(visible(lead.strip()), visible(fix.before), visible(fix.after), visible(tail.strip()))
