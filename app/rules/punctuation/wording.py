"""Marks that do not go with the words beside them (GB/T 15834-2011 4.14, A.5, A.14, B.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from app.core.protected import cited
from app.core.report import Paragraph
from app.core.text import HAN
from app.rules.api import CONFIRM, DUTY, INFO, PRACTICE, USUAL, WARNING, Found, delete, found, outside, retext, rule

_ITEM = re.compile(r"(?:(?<=[。；：，])|^)\s*(?:[一二三四五六七八九十]{1,3}是|[（(][一二三四五六七八九十\d]{1,2}[）)]|[①-⑳])")


@rule(
    "GW-PUNC-025", "GB/T 15834-2011 A.5", slug="semicolon-after-sentences", severity=WARNING, strength=DUTY, chars="；;",
    good=[
        "正文 一是健全制度，明确职责；二是优化流程，压减时限；三是强化监督。",
        "正文 一是健全制度。修订办法3件。二是优化流程。压减时限；做好服务。",
    ],
    bad=["正文 一是健全制度。修订办法3件；二是优化流程，压减时限；三是强化监督。"],
)  # fmt: skip
def semicolon_after_sentences(p: Paragraph) -> Iterator[Found]:
    """分项列举的各项里有句号时，各项末尾不再用分号。

    分号的停顿比句号短，项内已经断句，项间再用分号，层次就倒过来了；各项末尾一律改用句号。
    """
    if "。" not in p.shadow[: p.shadow.rfind("；")]:
        return
    marks = list(_ITEM.finditer(p.shadow))
    items = [(a.end(), b.start()) for a, b in pairwise(marks)]
    ends = [end for start, end in items if p.shadow[start:end].rstrip().endswith("；")]
    inner = [1 for start, end in items if "。" in p.shadow[start:end].rstrip()[:-1]]
    if ends and inner and len(ends) == len(items):
        at = len(p.shadow[: ends[0]].rstrip())
        yield found(p, at - 1, at, "分项里已有句号，各项末尾不再用分号", suggestion="各项末尾改用句号")


_SPOKEN = re.compile(r"(?:强调|指出|要求|提出|认为|表示|说)(“[^“”]{4,}。”)(?=$|[，、；])")
_TWICE = re.compile(r"([。！？])”(。)")


@rule(
    "GW-PUNC-027", "GB/T 15834-2011 B.2.1", slug="stop-of-quotation", severity=INFO, strength=USUAL, chars="”",
    good=["正文 会议指出：“要抓好落实。”", "正文 会议强调“要抓好落实”。", "正文 会议提出“抓落实、见成效”的要求。"],
    bad=[
        ("正文 会议强调“要抓好落实。”", "正文 会议强调“要抓好落实”。"),
        ("正文 会议指出：“要抓好落实。”。", "正文 会议指出：“要抓好落实。”"),
    ],
)  # fmt: skip
def stop_of_quotation(p: Paragraph) -> Iterator[Found]:
    """引文独立成句时句号在引号里面；引文只是句子的一部分时，句号在引号外面。

    “强调”“指出”后面没有冒号，引文是整句的宾语，句号应在引号之外；引号里外各用一个句号是重复。
    """
    if "。”" not in p.text and "！”。" not in p.text and "？”。" not in p.text:
        return
    for match in _TWICE.finditer(p.text):
        fix = delete(p, match.start(2), match.end(2))
        before, after = match.group(), match.group()[:2]
        yield found(p, match.start(), match.end(), "引号里外重复用句号", fix=fix, safety=CONFIRM, before=before, after=after)
    for match in _SPOKEN.finditer(p.text):
        end = match.end(1)
        after = "”。" if end == len(p.text.rstrip()) else "”"
        yield found(p, end - 2, end, "引文是句子的一部分，句号应在引号外", fix=retext(p, end - 2, end, after), safety=CONFIRM)


_DAYS = "(?:12[.．]4|12[.．]13|11[.．]9|9[.．]18|9[.．]30|6[.．]26|6[.．]5|5[.．]12|4[.．]26|4[.．]15|3[.．]15)"
_DAY_NAMES = (
    "国家宪法日|宪法宣传|国际消费者|消费者权益|全民国家安全|国际禁毒|禁毒|全国防灾减灾|防灾减灾|全国消防|消防宣传|消防安全|世界环境|环境日"
    "|世界知识产权|知识产权|国家公祭|公祭|事变|烈士纪念"
)
_NAMED_DAY = re.compile(rf"(?<![\d.．]){_DAYS}(?=[”\"]?(?:{_DAY_NAMES}))")
_HAN_DAYS = {
    "一二九运动": "一二·九运动", "“一二九”": "“一二·九”", "一二九抗": "一二·九抗", "九·一八": "九一八", "五·四运动": "五四运动",
    "七·七事变": "七七事变", "八·一建军": "八一建军", "三·八妇女": "三八妇女", "五·一劳动": "五一劳动",
}  # fmt: skip
_HAN_DAY = re.compile("|".join(_HAN_DAYS))


@rule(
    "GW-PUNC-031", "GB/T 15834-2011 4.14.3.5；GB/T 15835-2011 5.1.6、5.2.3", slug="day-without-middle-dot",
    severity=WARNING, strength=DUTY, chars=".．·九", stories="all",
    good=["正文 开展“12·4”国家宪法日宣传，误差为12.4%，纪念一二·九运动和九一八事变。"],
    bad=[
        ("正文 开展12.4国家宪法日宣传。", "正文 开展12·4国家宪法日宣传。"),
        ("正文 纪念一二九运动，牢记九·一八历史。", "正文 纪念一二·九运动，牢记九一八历史。"),
    ],
)  # fmt: skip
def day_without_middle_dot(p: Paragraph) -> Iterator[Found]:
    """用月日标示的事件、节日，阿拉伯数字之间用间隔号；汉字数字只在一、十一、十二月之后用间隔号。

    “12.4”会读成小数；“一二九”不加间隔号分不清是一月二十九日还是十二月九日，“九一八”则不会误解。
    """
    for match in _NAMED_DAY.finditer(p.text):
        new = re.sub("[.．]", "·", match.group())
        yield found(
            p, match.start(), match.end(), f"“{match.group()}”应为“{new}”", fix=retext(p, match.start(), match.end(), new)
        )
    for match in _HAN_DAY.finditer(p.text):
        if not cited(p, match.start(), match.end()):
            new = _HAN_DAYS[match.group()]
            message = f"“{match.group()}”应为“{new}”"
            yield found(p, match.start(), match.end(), message, fix=retext(p, match.start(), match.end(), new))


_BEFORE_AND = re.compile(rf"、(?=(?:和|与|及)[{HAN}]{{1,6}}[，。；])(?!和[平谐睦田县解顺善美缓式会苑静]|与[会时]|及[时格早])")


@rule(
    "GW-PUNC-036", "实务", slug="comma-before-and", severity=INFO, strength=PRACTICE, chars="、", enabled=False,
    good=["正文 会同财政、审计和税务部门。", "正文 做到准确、及时。"],
    bad=[("正文 会同财政、审计、和税务部门。", "正文 会同财政、审计和税务部门。")],
)  # fmt: skip
def comma_before_and(p: Paragraph) -> Iterator[Found]:
    """连词“和”“与”“及”前不用顿号。

    连词本身已表示并列。词界要靠上下文判断（“、与常住人口相匹配的”并无差错），因此默认关闭，可在检查方案中打开。
    """
    for match in _BEFORE_AND.finditer(p.text):
        at = match.start()
        yield found(p, at, at + 2, f"连词前不用顿号：{p.text[max(0, at - 4) : at + 4]}", fix=delete(p, at, at + 1),
                    before=p.text[at : at + 2], after=p.text[at + 1])  # fmt: skip


_SLASH = re.compile(rf"(?<=[{HAN}])([，、；：。])/(?=[{HAN}])|(?<=[{HAN}])/([，、；：。])(?=[{HAN}])")


@rule(
    "GW-PUNC-039", "GB/T 15834-2011 A.14", slug="point-beside-slash", severity=INFO, strength=DUTY, chars="/",
    good=["正文 由产权人和/或使用人负责，流量为5升/秒。"],
    bad=[("正文 由产权人和，/或使用人负责。", "正文 由产权人和/或使用人负责。")],
)  # fmt: skip
def point_beside_slash(p: Paragraph) -> Iterator[Found]:
    """分隔号“/”的两侧不用点号。

    分隔号已把前后分开，再加点号是重复的停顿。
    """
    for match in _SLASH.finditer(p.text):
        if outside(p, match.start(), match.end(), "address", "code"):
            at = match.start(1) if match.group(1) else match.start(2)
            yield found(
                p, match.start(), match.end(), "分隔号旁不用点号", fix=delete(p, at, at + 1), before=match.group(), after="/"
            )


_DASH_THAT_IS = re.compile("——(?:即(?!将|使|便|刻|日|可|时)|就是)")


@rule(
    "GW-PUNC-042", "编校通则（实务）", slug="dash-with-that-is", severity=INFO, strength=PRACTICE, chars="—",
    good=["正文 实行一项改革——相对集中行政许可权改革。", "正文 新系统——即将上线。"],
    bad=["正文 实行一项改革——即相对集中行政许可权改革。"],
)  # fmt: skip
def dash_with_that_is(p: Paragraph) -> Iterator[Found]:
    """破折号不与“即”“就是”连用。

    破折号已表示解释说明，“即”“就是”是重复。
    """
    for match in _DASH_THAT_IS.finditer(p.text):
        yield found(p, match.start(), match.end(), f"破折号与“{match.group()[2:]}”重复，可删其一", suggestion="——")
