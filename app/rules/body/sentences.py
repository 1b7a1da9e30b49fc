"""Sentences of the body: how paragraphs end, how the text opens and closes (no clause: 实务)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.gathering import gather, of_kinds
from app.core.passages import goes_on, stands_alone
from app.core.report import LEVELS, Kind, Paragraph, Report
from app.core.text import HAN
from app.rules.api import DUTY, INFO, PRACTICE, WARNING, Found, Window, flow, found, rule

_OPEN_END = re.compile(rf"[{HAN}\d%％]$")
_SENTENCE = re.compile(r"[，。；]")
_LABEL = re.compile(r"^[^，。；]{1,12}[：:]|[：:][^，。；]{0,20}$|^(?:注|说明|附|来源|资料来源)")
_BREAKS_OFF = re.compile(r"[，、（《“(]$")
_NEXT = frozenset({Kind.BODY, Kind.CLAUSE, *LEVELS})


@rule(
    "GW-BODY-006", "GB/T 15834-2011 4.1", slug="paragraph-without-end-mark", severity=WARNING, strength=DUTY,
    kinds={Kind.BODY}, needs=0.7,
    good=[
        "正文 各单位要加强领导，明确责任，按时办理。\n正文 请认真执行。", "正文 联系人：王小明，电话：5550100",
        "正文 现将有关情况报告如下：\n一级 一、总体情况",
    ],
    bad=["正文 各单位要加强领导，明确责任。要健全工作机制，按时完成各项工作任务\n正文 请认真执行。"],
)  # fmt: skip
def paragraph_without_end_mark(w: Window) -> Iterator[Found]:
    """正文自然段末尾用句末点号。

    段末没有标点，读者不知道话说完没有，也可能是删改时漏了字。短语、标签、列表项和填写项不在此列。
    """
    p = w.p
    text = p.text.rstrip()
    if len(text) < 25 or "\n" in text or not _OPEN_END.search(text) or _LABEL.search(text):
        return
    after = w.after if w.after is None or w.after.text.strip() else w.after2
    if ("。" not in text and text.count("，") < 3) or _is_unlike_prose(p) or after is None or after.kind not in _NEXT:
        return
    if after.kind in LEVELS or after.text.rstrip().endswith(("。", "！", "？", "；", "：")):
        broken = "" if after.kind in LEVELS else "，或者句子在此断开"
        yield found(p, len(text) - 4, len(text), f"段末缺句末点号{broken}：…{text[-8:]}")


def _is_unlike_prose(p: Paragraph) -> bool:
    return p.format.align in ("center", "right") or "\t" in p.text or p.text.count("    ") > 0


@rule(
    "GW-BODY-007", "实务", slug="line-broken-in-sentence", severity=WARNING, strength=PRACTICE,
    reads=("text", "kinds", "format", "objects"), where=lambda p: not stands_alone(p),
    good=["正文 各单位要加强领导，明确责任，按时办理。\n正文 请认真执行。"],
    bad=["正文 各单位要加强领导，明确责任，持续提升依法决策的能力，所有重大事项，\n正文 都要经过集体讨论决定。"],
)  # fmt: skip
def line_broken_in_sentence(r: Report) -> Iterator[Found]:
    """一个自然段不在句子中间断开。

    复制网页或转换格式时，每一行常成了一段；断开的句子缩进、行距都不对，应接成一段。
    """
    for first, _ in gather(r, _breaks_off):
        at = r.order[first.uid]
        if not goes_on(r, at) or goes_on(r, at - 1) or goes_on(r, at + 1):
            continue  # a text whose every line is a paragraph came that way from its source: not one slip
        second, end = r.paragraphs[at + 1], len(first.text.rstrip())
        yield found(second, 0, min(8, len(second.text)), f"上一段句子没有完，疑在此处断开：…{first.text[max(0, end - 8) : end]}")


def _breaks_off(p: Paragraph) -> bool:
    return p.kind is Kind.BODY and _BREAKS_OFF.search(p.text.rstrip()) is not None


_OPENING = re.compile("(?:报告|汇报|通报|总结|通知|说明|函告|函复|答复|情况)?如下")


@rule(
    "GW-BODY-008", "实务", slug="no-opening-sentence", severity=INFO, strength=PRACTICE, reads=("text", "kinds"),
    genres={"报告"}, enabled=False,
    good=["标题 关于数据共享情况的报告\n正文 现将有关情况报告如下：\n一级 一、总体情况"],
    bad=["标题 关于数据共享情况的报告\n正文 今年以来，各项工作有序推进。\n一级 一、总体情况"],
)  # fmt: skip
def no_opening_sentence(r: Report) -> Iterator[Found]:
    """报告的导语以“现将有关情况报告如下”一类的话过渡。

    有了过渡句，读者知道下面是报告的主体。许多正式报告直接进入主体，并无差错，因此默认关闭。
    """
    opening: list[Paragraph] = []
    for p in flow(r):
        if p.kind in (Kind.LEVEL1, Kind.LEVEL2):
            break
        if p.kind is Kind.BODY:
            opening.append(p)
    if opening and not any(_OPENING.search(p.text) for p in opening):
        yield found(opening[-1], -1, None, "导语末尾没有“现将有关情况报告如下”一类的过渡句")


_LONGEST_CLOSING = 40
_CLOSING = re.compile(
    r"^[\s\u3000]*(?:(?:特此|专此)(?P<this>报告|通知|通报|公告|通告|函复|函告|函达|请示|批复|答复)"
    r"|(?:以上|上述)?[^，。]{0,8}?(?:妥|当|可)否[，,]?请(?:予)?(?P<asks>批示|批复|审批|指示))[。！]?[\s\u3000]*$"
)
_FITS = {
    "报告": ("报告",), "通知": ("通知",), "通报": ("通报", "通知"), "公告": ("公告",), "通告": ("通告", "公告"), "函告": ("函",),
    "函达": ("函",), "函复": ("函", "批复"), "请示": ("请示",), "批复": ("批复", "函"), "答复": ("函", "批复", "答复"),
}  # fmt: skip
_STATUTORY = frozenset(("报告", "通知", "通报", "公告", "通告", "函", "请示", "批复"))


def _closing(p: Paragraph) -> re.Match[str] | None:
    return _CLOSING.match(p.text) if p.kind is Kind.BODY and len(p.text) < _LONGEST_CLOSING else None


@rule(
    "GW-BODY-009", "实务", slug="closing-of-another-genre", severity=WARNING, strength=PRACTICE, reads=("text", "kinds"),
    where=lambda p: p.kind is Kind.ATTACHMENT_LABEL or _closing(p), genres=_STATUTORY,
    good=["标题 关于数据共享情况的报告\n正文 特此报告。", "标题 关于数据共享情况的报告\n正文 各项工作有序推进。"],
    bad=["标题 关于召开会议的通知\n正文 请准时参加。\n正文 特此报告。", "标题 关于召开会议的通知\n正文 妥否，请批示。"],
)  # fmt: skip
def closing_of_another_genre(r: Report) -> Iterator[Found]:
    """结尾用语与文种相合：报告用“特此报告”，请示用“妥否，请批示”，通知用“特此通知”。

    结尾用语错了，多是套用旧稿没有改全。报告里夹带请示事项，另有专条检查。
    """
    labels = gather(r, of_kinds(Kind.ATTACHMENT_LABEL))
    attached = r.order[labels[0][0].uid] if labels else len(r.paragraphs)
    for p, match in gather(r, _closing):
        if r.order[p.uid] > attached:
            return
        fits = ("请示",) if match["asks"] else _FITS[match["this"]]
        if r.elements.genre not in fits and not (match["asks"] and r.elements.genre == "报告"):
            words = p.text.strip()
            yield found(p, 0, None, f"结尾用语“{words}”与文种“{r.elements.genre}”不合")
