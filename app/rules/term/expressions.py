"""Fixed expressions that go with certain words, and words of time that depend on the reader (no clause: 实务)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.protected import cited
from app.core.report import Paragraph
from app.rules.api import CONFIRM, INFO, PRACTICE, WARNING, Found, found, outside, retext, rule

_VERB = re.compile(r"(增强|坚定|做到|践行|树立|树牢|拥护|捍卫|落实|实现|贯彻)[“\"](四个意识|四个自信|两个维护|两个确立)[”\"]")
_USUAL = {"四个意识": "增强", "四个自信": "坚定", "两个维护": "做到", "两个确立": "领悟"}
_ALSO = {"四个意识": "树立树牢", "四个自信": "增强", "两个维护": "践行落实实现", "两个确立": "拥护捍卫"}  # in use too


@rule(
    "GW-TERM-007", "规范表述（实务）", slug="verb-of-fixed-expression", severity=INFO, strength=PRACTICE, chars="“\"",
    good=["正文 增强“四个意识”，坚定“四个自信”，深刻领悟“两个确立”的决定性意义，做到“两个维护”。"],
    bad=["正文 坚定“四个意识”，增强“两个维护”。", "正文 做到“两个确立”。"],
)  # fmt: skip
def verb_of_fixed_expression(p: Paragraph) -> Iterator[Found]:
    """“四个意识”“四个自信”“两个维护”“两个确立”与固定的动词搭配。

    通行的表述是：增强“四个意识”、坚定“四个自信”、做到“两个维护”、领悟“两个确立”的决定性意义。软件只提示，由起草人对照权威文本改正。
    """
    for match in _VERB.finditer(p.text):
        verb, what = match.groups()
        right = _USUAL[what]
        if verb != right and verb not in _ALSO[what]:
            yield found(p, *match.span(), f"“{what}”通常与“{right}”搭配", suggestion=right)


_SYSTEMS = re.compile("三项制度|行政执法公示|重大执法决定|全过程记录|全程记录")
_SYSTEM_NAMES = {
    "执法全程记录": "执法全过程记录", "全程执法记录": "执法全过程记录", "执法全过程纪录": "执法全过程记录",
    "行政执法公式": "行政执法公示",
    "重大执法决定合法性审核": "重大执法决定法制审核", "重大执法决定合法性审查": "重大执法决定法制审核",
    "重大执法决定法律审核": "重大执法决定法制审核", "重大执法决定法制审查": "重大执法决定法制审核",
    "重大行政执法决定合法性审核": "重大执法决定法制审核", "重大行政执法决定合法性审查": "重大执法决定法制审核",
}  # fmt: skip
_SYSTEM = re.compile("|".join(_SYSTEM_NAMES))


@rule(
    "GW-TERM-009", "国办发〔2018〕118号", slug="name-of-enforcement-system", severity=WARNING, strength=PRACTICE, chars="执",
    good=["正文 落实行政执法公示、执法全过程记录、重大执法决定法制审核制度。", "正文 执法全程录音录像。"],
    bad=[("正文 落实行政执法公示、执法全程记录制度。", "正文 落实行政执法公示、执法全过程记录制度。")],
)  # fmt: skip
def name_of_enforcement_system(p: Paragraph) -> Iterator[Found]:
    """行政执法“三项制度”的名称写准：行政执法公示、执法全过程记录、重大执法决定法制审核。

    三项制度有固定名称；“法制审核”与“合法性审核”是两回事。
    """
    if not _SYSTEMS.search(p.text):
        return
    for match in _SYSTEM.finditer(p.text):
        if not cited(p, *match.span()):
            right = _SYSTEM_NAMES[match.group()]
            yield found(p, *match.span(), f"“三项制度”中应为“{right}”", fix=retext(p, *match.span(), right), safety=CONFIRM)


_RELATIVE = re.compile("(?:(?<![一二三四五六七八九十\\d])日前(?=[，、召印出发举开])|近日|本月|上月|昨日|今日|前不久|最近)")


@rule(
    "GW-TERM-012", "实务", slug="relative-time", severity=INFO, strength=PRACTICE, chars="日月最前", enabled=False,
    good=["正文 2023年12月，市数据局印发方案。", "正文 请于5日前报送。"],
    bad=["正文 近日，市数据局印发方案。"],
)  # fmt: skip
def relative_time(p: Paragraph) -> Iterator[Found]:
    """写明具体的日期，少用“日前”“近日”“本月”。

    公文要长期保存，过些时候“近日”是哪一天就说不清了。简报、新闻稿通行这样写，因此默认关闭。
    """
    for match in _RELATIVE.finditer(p.text):
        if outside(p, *match.span(), "quote", "book"):
            yield found(p, *match.span(), f"“{match.group()}”宜写明具体日期")
