"""简称: defined once, before use, and for everything that is called by a bare 《条例》."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.core.annual import TEXT_KINDS, parts
from app.core.report import Paragraph, Report
from app.rules.api import PRACTICE, WARNING, Found, found, rule

_DEFINED = re.compile(
    r"(?:以下|下文|下面)?(?:统|合|并|又)?(?:简称|称为?|称作)[：:]?\s*(?P<open>[“《「])(?P<name>[^”》」]{1,24})[”》」]"
)
_INTRODUCED = re.compile(r"简称|下称|统称|合称|称为|又称|[称叫](?=[“《])")
_BARE = (
    "条例|办法|规定|意见|方案|通知|纲要|规划|决定|细则|实施意见|实施方案|实施办法|实施细则|暂行办法|暂行规定|指导意见|行动计划|"
    "工作方案|行动方案|若干意见|若干措施|指南|清单|目录|规则|通则|总体方案|总体规划|实施纲要"
)
_SHORT = re.compile(rf"《(?P<name>{_BARE})》")
_FULL_THRICE = 3
_PLAIN = frozenset("法")


@rule(
    "GW-SEM-011", "实务", slug="short-name-undefined", severity=WARNING, strength=PRACTICE, reads=("text", "kinds"),
    good=[
        "正文 根据《青川市数据条例》（以下简称《条例》）制定本方案。\n正文 各单位要落实《条例》要求。",
        "正文 各单位要落实《青川市数据条例》要求。",
    ],
    bad=[
        "正文 为做好数据共享工作，制定本方案。\n正文 各单位要严格落实《条例》要求。",
        "正文 各单位要落实《条例》要求。\n正文 根据《青川市数据条例》（以下简称《条例》）制定本方案。",
        ("正文 根据《青川市数据条例》（以下简称《条例》）制定本方案。\n"
         "正文 按照《青川市数据条例》（以下简称《条例》）办理。"),
    ],
)  # fmt: skip
def short_name_undefined(r: Report) -> Iterator[Found]:
    """简称在第一次出现时注明全称，注明一次，注明之后才用。

    没有注明就写《条例》，读者不知道是哪一部；注明两次，多是拼接稿件留下的。
    """
    for part in parts(r):
        text = [p for p in part if p.kind in TEXT_KINDS]
        defined: dict[str, tuple[Paragraph, int]] = {}
        for p in text:
            if "称" in p.text:
                yield from _definitions(p, defined)
        yield from _uses(text, defined)


def _definitions(p: Paragraph, defined: dict[str, tuple[Paragraph, int]]) -> Iterator[Found]:
    for match in _DEFINED.finditer(p.text):
        name = match["name"]
        if name in defined and "下" in match.group()[:2]:
            yield found(p, match.start(), match.end(), f"简称“{name}”前面已经注明过，这里可直接用简称")
        defined.setdefault(name, (p, match.start()))


def _uses(text: Sequence[Paragraph], defined: dict[str, tuple[Paragraph, int]]) -> Iterator[Found]:
    order = {p.uid: at for at, p in enumerate(text)}
    told: set[str] = set()
    for p in text:
        for match in _SHORT.finditer(p.text) if "《" in p.text else ():
            name = match["name"]
            if name in told or _introduced(p.text, match.start()):
                continue
            first = defined.get(name)
            if first is None:
                told.add(name)
                yield found(p, match.start(), match.end(), f"《{name}》前面没有注明是哪一份文件的简称")
            elif (order[first[0].uid], first[1]) > (order[p.uid], match.start()):
                told.add(name)
                yield found(p, match.start(), match.end(), f"《{name}》的全称在后面才注明，应移到第一次出现的地方")


def _introduced(text: str, at: int) -> bool:
    return _INTRODUCED.search(text[max(0, at - 4) : at]) is not None or text[max(0, at - 1) : at] in ("本", "该", "此")
