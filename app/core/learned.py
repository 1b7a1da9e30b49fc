"""Names that a report itself makes known: persons with their posts, its organs, places that it names again and again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from app.core.issuers import members, title_organ
from app.core.report import Report

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾夏付方邹熊白孟秦邱江尹"
    "薛闫段雷侯龙陶黎贺顾毛郝龚邵万覃武钱戴严莫孔向常汤康易乔赖文兰殷施洪翟安颜倪牛樊葛岳齐尚温庞柴祝竹房焦柏凌路霍包巩关明纪柳鲁全桂宫班冷仲单"
)
_NAME = f"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}"
_POST = (
    "(?:书记|主任|局长|厅长|部长|省长|市长|县长|区长|镇长|乡长|处长|科长|股长|所长|院长|校长|会长|组长|队长|站长|主席|委员|秘书长|检察长|总经理|董事长"
    "|经理|教授|研究员|工程师|律师|法官|检察官|代表|记者|专员|调研员|巡视员)"
)
_END = r"(?=[，。、；：（）()《》“”\s]|同志|先生|女士|等|$)"
_PERSONS = (
    re.compile(rf"(?:{_POST}|联系人|负责人|审核人|签发人|承办人|姓名)[：:\s]*({_NAME}){_END}"),
    re.compile(rf"(?:^|[，。、；：（）()\s])({_NAME})(?=同志|先生|女士|[，、（(\s]*(?:副?{_POST}))"),
)
_CELL = re.compile(rf"\s*({_NAME})\s*")
_PLACE_ENDS = "省|市|县|区|旗|镇|乡|村|街道|社区"
_ENOUGH = 2  # times that a place is named


@lru_cache(maxsize=2048)
def _persons(text: str) -> frozenset[str]:
    """Names of persons that `text` gives with a post or as people are listed."""
    names = {match.group(1) for pattern in _PERSONS for match in pattern.finditer(text)}
    return frozenset(names)


def names_with(report: Report, word: str) -> frozenset[str]:
    """The names known from `report` that hold `word`: persons, the report's own organs, places named twice or more."""
    found = {name for name in _organs(report) if word in name}
    place = re.compile(rf"[\u4e00-\u9fff]{{0,2}}{re.escape(word)}[\u4e00-\u9fff]{{0,2}}?(?:{_PLACE_ENDS})")
    places: list[str] = []
    for p in (*report.paragraphs, *report.others):
        if word not in p.text:
            continue
        found |= {name for name in _persons(p.text) if word in name}
        cell = _CELL.fullmatch(p.text) if "table" in p.story else None
        if cell:
            found.add(cell.group(1))
        places += [match.group()[match.group().index(word) :] for match in place.finditer(p.text)]
    often = {one for one, times in Counter(places).items() if times >= _ENOUGH and len(one) <= len(word) + 2}
    return frozenset(found | often)


def _organs(report: Report) -> Iterator[str]:
    for line in (*report.elements.signature_text, title_organ(report.elements.title_text)):
        yield from members(line)
