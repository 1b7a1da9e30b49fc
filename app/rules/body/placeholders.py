"""Places that were to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.format_math import remembered
from app.core.gathering import gather, of_kinds
from app.core.report import HEAD_KINDS, Kind, Paragraph, Report
from app.rules.api import INFO, PRACTICE, WARNING, Context, Found, found, rule

_PLACE = re.compile(
    r"(?P<x>(?<![A-Za-z])(?:X{2,}|Ｘ{2,}|x{3,})(?![A-Za-z]))|(?P<cross>×{2,})|【待[^】]*】|(?<![A-Za-z])TODO(?![A-Za-z])|此处填写"
    r"|\*{2,3}(?=[次个年月日人件])|(?P<year>20\d?[Xx×]{1,2}(?=年))"
    r"|[（(](?:待[核补定查]|此处)[^（）()]{0,10}[）)]|【\s*】|_{2,}(?=[件个人项万%％次家])|〔\s*〕\s*号|〔(?:19|20)\d{2}〕\s+号"
)
_HINT = re.compile("[XＸx×【T此*待_〔]")  # one of these stands in every place: most texts hold none
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾夏付方邹熊白孟秦邱江尹薛闫段雷侯龙陶黎贺顾毛郝龚邵万覃武钱戴严莫孔向常汤康易乔赖文"
)
_FILLED_LATER = HEAD_KINDS | {Kind.DATE, Kind.IMPRINT}
_TO_BE_GIVEN = re.compile(r"\s*[（(][^（）()]{2,12}(?:名称|全称|单位|姓名|日期|编号)[）)]")
_MASKED = re.compile(r"[0-9A-Za-z]{6}$")  # a code that was made unreadable: 91510800MA6XXXXXXX
_PLACES = tuple("省市县区镇乡局委厅部院办年月日号")


@remembered
def _open_places(p: Paragraph) -> tuple[tuple[int, int], ...]:
    if not _HINT.search(p.text):
        return ()
    return tuple(
        match.span()
        for match in _PLACE.finditer(p.text)
        if not _TO_BE_GIVEN.match(p.text, match.end())
        and not (match["cross"] and _anonymous(p.text, match))
        and not (match["x"] and _MASKED.search(p.text, 0, match.start()))
    )


def _anonymous(text: str, match: re.Match[str]) -> bool:
    before = text[match.start() - 1 : match.start()]
    return bool(before) and before in _SURNAMES and len(match.group()) <= 2 and not text.startswith(_PLACES, match.end())


@rule(
    "GW-BODY-010", "实务", slug="placeholder", severity=WARNING, strength=PRACTICE, reads=("text", "kinds", "objects"),
    where=lambda p: p.kind is Kind.ATTACHMENT_LABEL or _open_places(p),
    group="还有 {count} 处占位符没有填写",
    good=["正文 罪犯张××被依法判处刑罚。", "正文 会议于2024年3月5日召开。", "正文 ××××（鉴定机构名称）",
          "正文 统一社会信用代码：91510800MA6XXXXXXX"],
    bad=["正文 会议由××局承办，XX人参加。", "正文 【待补充数据】", "正文 全年办理512件（待核实），执行青政发〔〕号文件。"],
)  # fmt: skip
def placeholder(r: Report, c: Context) -> Iterator[Found]:
    """定稿前把占位符全部填写。

    “××”“XX”“【待补】”是起草时留下的空位，带到定稿就是漏项。案例中隐去的人名（如“张××”）不在此列；发文字号、日期在印发之前可以留空。
    附件里的表样、格式样本本来就要留空，只作提示。
    """
    start = _attachments_start(r)
    attached = _attached_stories(r, start)
    for p, places in gather(r, _open_places, everywhere=True):
        if p.kind in _FILLED_LATER and c.stage != "issue":
            continue
        sample = r.order[p.uid] >= start if p.uid in r.order else _table(p) in attached
        for begin, end in places:
            message = f"占位符“{p.text[begin:end]}”还没有填写"
            yield found(p, begin, end, message, severity=INFO if sample else None)


def _attachments_start(r: Report) -> int:
    """Where the first attachment starts in the flow: forms and specimens follow, whose blanks stay."""
    return next((r.order[p.uid] for p, _ in gather(r, of_kinds(Kind.ATTACHMENT_LABEL))), len(r.paragraphs))


def _attached_stories(r: Report, start: int) -> frozenset[str]:
    return frozenset(t.story for t in r.tables if t.after is not None and r.order.get(t.after, -1) >= start)


def _table(p: Paragraph) -> str:
    """The story of the outermost table that `p` stands in."""
    return ":".join(p.story.split(":")[:2])
