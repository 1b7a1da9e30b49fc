"""Names of organs: what a 主送机关, a 署名 or a 发文机关标志 looks like."""

from __future__ import annotations

import re
from functools import lru_cache

_ENDS = (
    "委员会",
    "管委会",
    "办公室",
    "办公厅",
    "指挥部",
    "领导小组",
    "工作组",
    "联席会议",
    "政府",
    "党委",
    "党组",
    "党总支",
    "支部",
    "人大",
    "政协",
    "法院",
    "检察院",
    "监察委",
    "公安部",
    "总局",
    "分局",
    "中心",
    "集团",
    "公司",
    "学校",
    "大学",
    "学院",
    "医院",
    "银行",
    "协会",
    "学会",
    "联合会",
    "基金会",
    "企业",
    "单位",
    "部门",
    "机构",
    "机关",
    "兵团",
    "武警部队",
    "研究院",
    "研究所",
    "监狱",
    "事务所",
    "街道",
    "社区",
    "合作社",
    "工会",
    "委",
    "府",
    "局",
    "厅",
    "部",
    "署",
    "办",
    "院",
    "会",
    "处",
    "科",
    "股",
    "司",
    "海关",
    "室",
    "所",
    "站",
    "队",
    "团",
    "区",
    "县",
    "市",
    "省",
    "州",
    "旗",
    "镇",
    "乡",
    "村",
    "行",
    "社",
    "厂",
    "校",
    "军",
    "组",
    "庭",
    "馆",
    "站点",
    "支队",
    "大队",
)
_LOOSE_ENDS = frozenset(
    ["会", "行", "区", "县", "市", "省", "州", "村", "军", "组", "队", "司", "部门", "企业", "单位", "街道"]
)  # common ends of other words too
_FIRM_ENDS = tuple(end for end in _ENDS if end not in _LOOSE_ENDS)
_BRACKET = re.compile(r"[（(][^（）()]*[）)]")
_SPLIT = re.compile(r"[、，,；;及和与\s]+")
_PEOPLE = (
    "代表",
    "同志",
    "同志们",
    "朋友们",
    "委员",
    "领导",
    "朋友",
    "先生",
    "女士",
    "同学",
    "老师",
    "职工",
    "同仁",
    "群众",
    "居民",
    "市民",
    "来宾",
    "公民",
    "主席",
    "总理",
    "书记",
    "主任",
    "委员长",
    "省长",
    "市长",
    "县长",
    "区长",
    "乡长",
    "镇长",
    "局长",
    "厅长",
    "部长",
    "院长",
    "校长",
    "会长",
    "社长",
    "所长",
    "处长",
    "科长",
)
_PLACEHOLDER = re.compile(r"[×xXＸ○〇*＊]{2,}")
_TO_BE_NAMED = re.compile(r"[\[［【][^\]］】]{0,8}(?:单位|机关|部门|名称)[^\]］】]{0,2}[\]］】]")  # [主送单位]


@lru_cache(maxsize=1024)
def is_organ(text: str) -> bool:
    """Whether `text` reads as the name of one organ (a placeholder such as ×××局 counts)."""
    words = _BRACKET.sub("", "".join(text.split()))
    if not 2 <= len(words) <= 40 or any(c in words for c in "。！？：；，“”"):
        return False
    return words.endswith(_FIRM_ENDS) or (words.endswith(_ENDS) and len(words) >= 3) or bool(_PLACEHOLDER.fullmatch(words))


@lru_cache(maxsize=1024)
def organ_share(text: str) -> float:
    """How much of the list `text` (parted by 、 and ，) reads as organs or people addressed, 0..1."""
    words = _BRACKET.sub("", text).rstrip("：: \u3000\n")
    parts = [part for part in _SPLIT.split(words) if part]
    if not parts:
        return 0.0
    return sum(1 for part in parts if _addressed(part)) / len(parts)


def _addressed(part: str) -> bool:
    part = part.rstrip("：:")
    return (
        part.startswith(("各", "本", "有关", "相关"))
        or bool(_TO_BE_NAMED.fullmatch(part))
        or part.endswith(_ENDS)
        or part.endswith(_PEOPLE)
        or (len(part) <= 12 and bool(_PLACEHOLDER.search(part)))
    )
