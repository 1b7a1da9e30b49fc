"""The 附件说明 and whether the attachments bear its names (GB/T 9704-2012 7.3.4, 7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from app.core.gathering import gather, of_kinds
from app.core.report import Kind, Paragraph, Report
from app.rules.api import CONFIRM, DUTY, ERROR, SAFE, WARNING, Found, Window, delete, found, retext, rule

_CLAUSE = "GB/T 9704-2012 7.3.4"
_HALF_COLON = re.compile(r"^[\s　]*附[\s　]*件[\s　]*(?P<mark>:)")
_NO_COLON = re.compile(r"^[\s　]*附件(?P<gap>[\s　]*)(?=1[.．、]|[《\u4e00-\u9fff])(?!附|说明|如下|所列|规定|中|内|名称|材料)")
_ENTRY = re.compile(
    r"^[\s　]*(?:附[\s　]*件[\s　]*[:：][\s　]*)?(?P<number>[一二三四五六七八九十]+[、.．]"
    r"|[（(][一二三四五六七八九十\d]+[）)]|[①-⑳]|\d{1,2}[、．])"
)
_END = re.compile(r"[。；，、;,]+(?=[\s　]*$)")
_NOISE = re.compile(r"[\s　《》〈〉“”\"'（）()〔〕\[\]、，。：:；·—\-–]|^附件\d*")
_REMARK = re.compile(r"\s*附[：:](?!\s*\d).*(?:本表|此表|本页|复印件|须|请|应).*。\s*$")  # a remark below a form
_COUNTED = re.compile(r"[（(]共?\d+[\u4e00-\u9fff]{1,3}[）)]$")
_ENTRY_START = re.compile(r"^[\s　]*(?:附[\s　]*件[\s　]*[:：]?[\s　]*)?(?:\d{1,2}[.．、]|附件)")


@rule(
    "GW-ATT-002", _CLAUSE, slug="attachment-colon", severity=ERROR, strength=DUTY, kinds={Kind.ATTACHMENT_NOTE}, needs=0.7,
    chars="附",
    good=["附件说明 附件：数据共享任务清单"],
    bad=[
        ("附件说明 附件:数据共享任务清单", "附件说明 附件：数据共享任务清单"),
        ("附件说明 附件1.数据共享任务清单", "附件说明 附件：1.数据共享任务清单"),
    ],
)  # fmt: skip
def attachment_colon(p: Paragraph) -> Iterator[Found]:
    """“附件”二字后标全角冒号和附件名称。

    国标规定“‘附件’二字，后标全角冒号和附件名称”。
    """
    half = _HALF_COLON.match(p.text)
    if half:
        start, end = half.span("mark")
        yield found(p, start, end, "“附件”后用全角冒号", fix=retext(p, start, end, "："), safety=SAFE)
        return
    bare = _NO_COLON.match(p.text)
    if bare and "：" not in p.text[:6]:
        start, end = bare.span("gap")
        yield found(p, start - 2, end, "“附件”后缺全角冒号", fix=retext(p, start, end, "："), before="附件", after="附件：")


@rule(
    "GW-ATT-003", _CLAUSE, slug="attachment-numerals", severity=ERROR, strength=DUTY, reads=("text", "kinds", "format"),
    where=of_kinds(Kind.ATTACHMENT_NOTE),
    good=["附件说明 附件：1.数据共享任务清单\n附件说明 2.责任分工表"],
    bad=[(
        "附件说明 附件：一、数据共享任务清单\n附件说明 二、责任分工表",
        "附件说明 附件：1.数据共享任务清单\n附件说明 2.责任分工表",
    )],
)  # fmt: skip
def attachment_numerals(r: Report) -> Iterator[Found]:
    """有多个附件时，用阿拉伯数字标注附件顺序号，如“附件：1.×××”。

    附件顺序号与各附件首页左上角的“附件1”“附件2”对应，用汉字或圈码就对不上。
    """
    notes = [p for p, _ in gather(r, of_kinds(Kind.ATTACHMENT_NOTE)) if p.confidence >= 0.7]
    entries = [(p, match) for p in notes if p.number is None and (match := _ENTRY.match(p.text))]
    for count, (p, match) in enumerate(entries, 1):
        start, end = match.span("number")
        written = match["number"]
        arabic = written[0].isdigit()
        value = int(written[:-1]) if arabic and written[:-1].isdigit() else count
        right = f"{value}."
        fix = retext(p, start, end, right)
        safety = SAFE if arabic and written[:-1].isdigit() else CONFIRM
        yield found(p, start, end, f"附件顺序号写作“{right}”", fix=fix, safety=safety, severity=WARNING if arabic else ERROR)


@rule(
    "GW-ATT-004", _CLAUSE, slug="attachment-ends-with-mark", severity=ERROR, strength=DUTY, kinds={Kind.ATTACHMENT_NOTE},
    needs=0.7,
    good=["附件说明 附件：1.数据共享任务清单\n附件说明 2.责任分工表", "附件说明 附：本表附营业执照复印件。"],
    bad=[(("附件说明 附件：1.数据共享任务清单；\n"
          "附件说明 2.责任分工表。"), "附件说明 附件：1.数据共享任务清单\n附件说明 2.责任分工表")],
)  # fmt: skip
def attachment_ends_with_mark(w: Window) -> Iterator[Found]:
    """附件名称后不加标点符号。

    附件名称各占一行，是名单而不是句子。
    """
    match = _END.search(w.p.text)
    if match is None or len(w.p.text.strip()) < 4 or _REMARK.match(w.p.text):
        return
    if match.group() in "、，," and w.after is not None and _goes_on(w.after):
        return
    fix = delete(w.p, match.start(), match.end())
    yield found(w.p, match.start(), match.end(), "附件名称后不加标点", fix=fix, safety=SAFE)


def _goes_on(after: Paragraph) -> bool:
    """Whether the next paragraph is the rest of a long name rather than an entry of its own."""
    return after.kind is Kind.ATTACHMENT_NOTE and not _ENTRY_START.match(after.text) and after.number is None


@rule(
    "GW-ATT-010", "GB/T 9704-2012 7.3.7", slug="attachment-names-differ", severity=ERROR, strength=DUTY, reads=("text", "kinds"),
    where=of_kinds(Kind.ATTACHMENT_LABEL, Kind.ATTACHMENT_TITLE, Kind.ATTACHMENT_NOTE, Kind.EMPTY),
    good=["附件说明 附件：数据共享任务清单\n署名 青川市数据资源局\n日期 2024年3月5日\n附件 附件\n附件标题 数据共享任务清单"],
    bad=[("附件说明 附件：数据共享任务清单\n署名 青川市数据资源局\n日期 2024年3月5日\n附件 附件\n附件标题 数据开放责任清单",
          "附件说明 附件：数据开放责任清单\n署名 青川市数据资源局\n日期 2024年3月5日\n附件 附件\n附件标题 数据开放责任清单")],
)  # fmt: skip
def attachment_names_differ(r: Report) -> Iterator[Found]:
    """附件顺序号和附件标题与附件说明的表述一致。

    国标要求两处一致，收文机关才能确认附件齐全、没有装错。更正按附件标题改附件说明，请先核对哪一处是对的。
    """
    listed = {a.number or i: a for i, a in enumerate(r.elements.attachments, 1)}
    labels = [p for p, _ in gather(r, of_kinds(Kind.ATTACHMENT_LABEL)) if p.confidence >= 0.7]
    if not listed or not labels:
        return
    for at, label in enumerate(labels, 1):
        number = _label_number(label.text) or at
        title = _title_after(r, label)
        entry = listed.get(number)
        if entry is None and _label_number(label.text) and len(listed) > 1:
            yield found(label, 0, None, f"附件说明中没有附件{number}", severity=WARNING)
        elif entry is not None and title and _differ(entry.text, title):
            p = r.by_uid[entry.uid]
            message = f"附件说明写“{entry.text.strip()}”，附件标题是“{title}”"
            severity = WARNING if _contains(entry.text, title) else ERROR
            whole = p.text[entry.start : entry.end] == entry.text  # a wrapped name stands in two paragraphs
            fix = retext(p, entry.start, entry.end, title) if whole and "\n" not in title else None
            yield found(p, entry.start, entry.end, message, fix=fix, safety=CONFIRM, severity=severity)


def _label_number(text: str) -> int | None:
    match = re.search(r"\d{1,2}", text)
    return int(match.group()) if match else None


def _title_after(r: Report, label: Paragraph) -> str:
    lines: list[str] = []
    for p in islice(r.paragraphs, r.order[label.uid] + 1, None):
        if p.kind is Kind.ATTACHMENT_TITLE:
            lines.append(p.text.strip())
        elif p.kind is not Kind.EMPTY:
            break
    return "".join(lines)


def _differ(a: str, b: str) -> bool:
    a, b = _COUNTED.sub("", a), _COUNTED.sub("", b)
    return _NOISE.sub("", a) != _NOISE.sub("", b)


def _contains(a: str, b: str) -> bool:
    a, b = _NOISE.sub("", a), _NOISE.sub("", b)
    return a in b or b in a
