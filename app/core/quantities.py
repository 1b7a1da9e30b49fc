"""Arabic quantities in running text: 1,250件, 3.2亿元, 85.6%, 约20余家."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_UNITS = (
    "个百分点|个工作日|工作日|个月|人次|件次|户次|场次|批次|人|件|个|项|户|起|次|家|宗|份|场|名|亩|吨|台|套|条|篇|册|期|例|所|处|座|只|辆|栋|幅|部|门|支|块|间|"
    "元|平方米|平方公里|公里|公顷|千瓦时|千瓦|千米|米|万吨|小时|分钟|天|岁|倍|%|％|‰"
)
_NUMBER = re.compile(
    rf"(?<![\d.A-Za-z－—~～\-〔])(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<scale>万|亿|千|百)?(?P<loose>余|多)?(?P<unit>{_UNITS})(?!\d)"
)
COUNTED = frozenset(  # whole things, never rounded
    re.findall(
        r"\S+",
        "人次 件次 户次 场次 批次 人 件 个 项 户 起 次 家 宗 份 场 名 台 套 条 篇 册 期 例 所 处 座 只 辆 栋 幅 部 门 支 块 天",
    )
) | {"工作日", "个工作日"}
_SCALES = {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit at start..end of a text; `value` counts in the unit, `step` is the last digit's weight.

    `loose` says that it is only about so many (余, 多).
    """

    start: int
    end: int
    value: float
    step: float
    unit: str
    loose: bool

    @property
    def rounding(self) -> float:
        """How far the true value may be away: nothing for whole things counted one by one."""
        return 0.0 if self.step == 1 and self.unit in COUNTED else self.step / 2


@lru_cache(maxsize=4096)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of `text` in order; numbers without a known unit are not among them."""
    found: list[Quantity] = []
    for match in _NUMBER.finditer(text):
        digits = match["number"].replace(",", "")
        scale = _SCALES[match["scale"] or ""]
        places = len(digits.partition(".")[2])
        unit = "%" if match["unit"] == "％" else match["unit"]
        found.append(
            Quantity(match.start(), match.end(), float(digits) * scale, scale * 10.0**-places, unit, bool(match["loose"]))
        )
    return tuple(found)


def shown(value: float) -> str:
    """`value` as one would write it: no more digits than it has, at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text or "0"
