"""The 发文字号: 机关代字, 〔年份〕, 顺序号 (GB/T 9704-2012 7.2.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.findings import Severity
from app.core.gathering import gather, of_kinds
from app.core.numerals import han_to_int
from app.core.report import LEVELS, Kind, Paragraph, Report
from app.rules.api import CONFIRM, DUTY, ERROR, INFO, SAFE, WARNING, Context, Found, Window, found, outside, retext, rule

_RIGHT = re.compile(r"[\u4e00-\u9fff（）]{1,16}〔(?:19|20)\d{2}〕\d+号(?:之[一二三四五六七八九十]+)?$")
_ORDER = re.compile(r"(?:(?:19|20)\d{2}年)?\s*第\s*[\d一二三四五六七八九十百]+\s*号$")
_BARE = re.compile(r"〔(?:19|20)\d{2}〕\d+号")
_BLANK = re.compile(r"〔(?:19|20)?[\d\s×xX]*〕第?[\s　×xX_]*号?$")
_NUMBERED = re.compile(r"号|[〔\[【（(［]\s*\d{2,4}")
_CITED = re.compile(r"((?:19|20)\d{2}|[一二][〇○零一二三四五六七八九]{3})年第?\d{1,4}号文件")
_BRACKETS = re.compile(r"(?<=[\u4e00-\u9fff）])([\[【（(［〔〖])((?:19|20)\d{2})([\]】）)］〕〗])(?=\s*第?\d+\s*号)")
_SHORT_YEAR = re.compile(r"〔(\d{2})〕(?=\s*第?\d+\s*号)")
_ORDINAL = re.compile(r"〔((?:19|20)\d{2})〕\s*(第\s*)?(0*)(\d+)(号?)")
_SIX_CORNERED_SINCE = 2001  # older numbers were given in other forms and stay as they are
_RULED_SINCE = 2013


@rule(
    "GW-HEAD-010", "GB/T 9704-2012 7.2.5；《党政机关公文处理工作条例》第九条（五）", slug="malformed-document-number",
    severity=ERROR, strength=DUTY, kinds={Kind.DOC_NUMBER, Kind.BODY, Kind.CLAUSE, *LEVELS}, needs=0.7, chars="号〔",
    good=[
        "文号 青数发〔2024〕12号", "文号 青数函〔2024〕　号", "正文 执行青政发〔2019〕23号文件。",
        "标志 青川市数据资源局会议纪要\n文号 〔2024〕7号",
    ],
    bad=["文号 青川市数据资源局12号文件", "文号 〔2024〕12号", "正文 执行青川市政府2019年23号文件。"],
)  # fmt: skip
def malformed_document_number(w: Window, c: Context) -> Iterator[Found]:
    """发文字号由发文机关代字、年份、发文顺序号组成。

    缺一项就不能唯一指明一份公文，登记、引用和查找都会落空。令号、公告号写“第×号”的，以及纪要的编号，除外；起草、送审时年份和顺序号可以留空。引用2001年以前的公文只提示核对。
    """
    p = w.p
    if p.kind is not Kind.DOC_NUMBER:
        yield from _cited(p)
        return
    text, start, end = _own_number(p)
    if not text or not _NUMBERED.search(text):
        return
    plain = re.sub(r"[\s　]", "", text)
    if _RIGHT.search(plain) or _ORDER.search(plain) or _other_slip(plain) or (_BARE.fullmatch(plain) and _of_minutes(w)):
        return
    blank = _BLANK.search(text) is not None
    if blank and c.stage != "issue":
        return
    message = "印发稿的发文字号尚未填全" if blank else "发文字号应由机关代字、〔年份〕、顺序号组成，如“×发〔2024〕12号”"
    yield found(p, start, end, message)


def _of_minutes(w: Window) -> bool:
    """Whether the line above is the mark of 纪要 or 简报, whose numbers need no 机关代字."""
    above = w.before2 if w.before is not None and w.before.kind is Kind.EMPTY else w.before
    return above is not None and "".join(above.text.split()).endswith(("纪要", "简报", "专报"))


def _cited(p: Paragraph) -> Iterator[Found]:
    """Citations that give a year and a number in words instead of the 发文字号."""
    for match in _CITED.finditer(p.text):
        year = int(match.group(1)) if match.group(1).isdecimal() else han_to_int(match.group(1)) or _SIX_CORNERED_SINCE
        message = "引用公文写发文字号，如“×政发〔2019〕23号”"
        yield found(p, match.start(), match.end(), message, severity=INFO if year < _SIX_CORNERED_SINCE else WARNING)


def _own_number(p: Paragraph) -> tuple[str, int, int]:
    text = p.text.split("签发人")[0]
    stripped = text.strip()
    start = text.find(stripped)
    return stripped, start, start + len(stripped)


def _own_severity(year: int) -> Severity:
    """Numbers given before GB/T 9704-2012 were right in their day, those before 2001 had forms of their own."""
    return ERROR if year >= _RULED_SINCE - 1 else WARNING if year >= _SIX_CORNERED_SINCE else INFO


def _other_slip(text: str) -> bool:
    """Whether a narrower rule speaks of the same number (brackets, short year, 第 or 0)."""
    if any(m.group(1) + m.group(3) != "〔〕" for m in _BRACKETS.finditer(text)) or _SHORT_YEAR.search(text):
        return True
    return any(m.group(2) or m.group(3) or not m.group(5) for m in _ORDINAL.finditer(text))


@rule(
    "GW-HEAD-011", "GB/T 9704-2012 7.2.5；GB/T 15834-2011 4.9.3.2", slug="document-number-brackets",
    severity=ERROR, strength=DUTY, chars="[【（(［〔〖",
    good=["文号 青数发〔2024〕12号", "正文 参照原青林字（1989）8号文件执行。"],
    bad=[
        ("文号 青数发[2024]12号", "文号 青数发〔2024〕12号"),
        ("正文 根据青政发（2023）5号文件要求，制定本方案。", "正文 根据青政发〔2023〕5号文件要求，制定本方案。"),
    ],
)  # fmt: skip
def document_number_brackets(p: Paragraph) -> Iterator[Found]:
    """发文字号的年份用六角括号“〔〕”。

    六角括号是发文字号专用的形式，写成方括号、圆括号，既不合国标，也不便按字号检索。2001年以前的字号当时写法不一，只提示核对；引用时照原样写。
    """
    own = p.kind is Kind.DOC_NUMBER
    if "号" not in p.text:
        return
    for match in _BRACKETS.finditer(p.text):
        year = int(match.group(2))
        if match.group(1) + match.group(3) == "〔〕" or (not own and year < _SIX_CORNERED_SINCE):
            continue
        fix = retext(p, match.start(), match.end(), f"〔{match.group(2)}〕")
        message = f"发文字号的年份用六角括号：〔{match.group(2)}〕"
        severity = _own_severity(year) if own else WARNING
        safety = SAFE if own and year >= _SIX_CORNERED_SINCE else CONFIRM
        yield found(p, match.start(), match.end(), message, fix=fix, safety=safety, severity=severity)


@rule(
    "GW-HEAD-012", "GB/T 9704-2012 7.2.5", slug="document-number-short-year", severity=ERROR, strength=DUTY, chars="〔",
    good=["文号 青数发〔2024〕12号"],
    bad=[("文号 青数发〔24〕12号", "文号 青数发〔2024〕12号")],
)  # fmt: skip
def document_number_short_year(p: Paragraph) -> Iterator[Found]:
    """发文字号的年份标全称。

    两位年份会与其他年代的文件混同，国标要求“年份应标全称”。
    """
    own = p.kind is Kind.DOC_NUMBER
    for match in _SHORT_YEAR.finditer(p.text):
        year = int(match.group(1))
        if (not own and not _RULED_SINCE <= 2000 + year <= _RULED_SINCE + 20) or not match.start():
            continue
        fix = retext(p, match.start(), match.end(), f"〔20{match.group(1)}〕")
        severity = ERROR if own else WARNING
        yield found(p, match.start(), match.end(), f"年份标全称：〔20{match.group(1)}〕", fix=fix, severity=severity)


@rule(
    "GW-HEAD-013", "GB/T 9704-2012 7.2.5", slug="document-number-ordinal", severity=ERROR, strength=DUTY, chars="〔",
    good=["文号 青数发〔2024〕5号"],
    bad=[("文号 青数发〔2024〕第05号", "文号 青数发〔2024〕5号"), ("文号 青数发〔2024〕5", "文号 青数发〔2024〕5号")],
)  # fmt: skip
def document_number_ordinal(p: Paragraph) -> Iterator[Found]:
    """发文顺序号不加“第”字，不编虚位，在阿拉伯数字后加“号”字。

    顺序号前加“第”、补零，或漏写“号”，都与国标的写法不一致，引用时也容易写错。2001年以前的字号当时写法不一，只提示核对；引用时照原样写。
    """
    own = p.kind is Kind.DOC_NUMBER
    for match in _ORDINAL.finditer(p.text):
        wrong_start = match.group(2) or match.group(3)
        wrong = wrong_start or not match.group(5) if own else wrong_start and match.group(5)
        year = int(match.group(1))
        if not wrong or (not own and (year < _RULED_SINCE or not outside(p, match.start(), match.end(), "code"))):
            continue
        right = f"〔{match.group(1)}〕{match.group(4)}号"
        fix = retext(p, match.start(), match.end(), right)
        severity = _own_severity(year) if own else WARNING
        yield found(p, match.start(), match.end(), f"顺序号不加“第”、不编虚位，后加“号”：{right}", fix=fix, severity=severity)


@rule(
    "GW-HEAD-018", "《党政机关公文处理工作条例》第九条（五）", slug="several-document-numbers", severity=ERROR, strength=DUTY,
    reads=("text", "kinds"), where=of_kinds(Kind.DOC_NUMBER),
    good=["标志 青川市数据资源局文件\n文号 青数发〔2024〕12号\n标题 青川市数据资源局关于数据共享的通知"],
    bad=[("标志 青川市数据资源局文件\n文号 青数发〔2024〕12号\n文号 青财发〔2024〕30号\n"
         "标题 青川市数据资源局 青川市财政局关于数据共享的通知")],
)  # fmt: skip
def several_document_numbers(r: Report) -> Iterator[Found]:
    """联合行文时，使用主办机关的发文字号。

    一份公文只有一个发文字号；几个字号并列，收文机关无法登记。
    """
    numbers = [p for p, _ in gather(r, of_kinds(Kind.DOC_NUMBER)) if p.confidence >= 0.8 and "〔" in p.text]
    first_title = r.order.get(r.elements.title[0], 0) if r.elements.title else 0
    for p in [p for p in numbers if r.order[p.uid] < first_title][1:]:
        yield found(p, 0, None, "联合行文只标主办机关的发文字号，这里还有一个")
