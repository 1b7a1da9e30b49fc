"""Legal units, their symbols, one way to write them (GB/T 9704-2012 9, GB 3100-1993, GB/T 15835-2011 5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.gathering import gather
from app.core.protected import cited
from app.core.report import Paragraph, Report
from app.rules.api import CONFIRM, DUTY, INFO, PRACTICE, WARNING, Found, found, outside, retext, rule

_LEGAL = {
    "平米": "平方米",
    "立米": "立方米",
    "公分": "厘米",
    "华里": "",
    "市里": "",
    "市斤": "",
    "市尺": "",
    "公升": "升",
    "立升": "升",
}
_NOT_LEGAL = re.compile(r"(平米|立米|公分|华里|市斤|市尺|公升|立升)(?<=[\d一二三四五六七八九十百千万亿余多几]..)")
_ELECTRIC = re.compile(r"度(?<=\d度)(?=（?电(?!压|流))")
_DEGREES = re.compile(r"度(?<=[\d万亿]度)")
_KILOWATT_HOURS = re.compile(
    r"(?:用电|发电|节电|耗电|电量|供电|省电|购电|售电)[^，。；\d]{0,6}\d+(?:\.\d+)?[万亿]?(度)(?![数假过])"
)


@rule(
    "GW-UNIT-001", "GB/T 9704-2012 9；GB 3100-1993", slug="unit-not-legal", severity=WARNING, strength=DUTY,
    chars="平立公华市度", stories="all",
    good=["正文 面积500平方米，用电300千瓦时，长30公里，重5公斤，种植200亩，气温30度。"],
    bad=[
        ("正文 面积500平米。", "正文 面积500平方米。"),
        ("正文 消耗300度电。", "正文 消耗300千瓦时电。"),
        ("正文 全年节电300万度。", "正文 全年节电300万千瓦时。"),
        "正文 全长15华里。",
    ],
)  # fmt: skip
def unit_not_legal(p: Paragraph) -> Iterator[Found]:
    """使用国家法定计量单位。

    “平米”“公分”是习惯叫法，“华里”“市斤”已经废止，“度”作电量单位应写作“千瓦时”。公里、公斤、亩可以使用。
    """
    for match in _NOT_LEGAL.finditer(p.text) if any(unit in p.text for unit in _LEGAL) else ():
        unit, legal = match.group(1), _LEGAL[match.group(1)]
        if cited(p, *match.span()):
            continue
        if legal:
            message = f"“{unit}”不是法定计量单位，应为“{legal}”"
            yield found(p, *match.span(1), message, fix=retext(p, *match.span(1), legal), safety=CONFIRM)
        else:
            yield found(p, *match.span(1), f"“{unit}”不是法定计量单位，请换算", suggestion="换算成公里、公斤、米等法定单位")
    for match in _ELECTRIC.finditer(p.text) if "度" in p.text else ():
        yield found(p, *match.span(), "电量单位“度”应为“千瓦时”", fix=retext(p, *match.span(), "千瓦时"), safety=CONFIRM)
    for match in _KILOWATT_HOURS.finditer(p.text) if "度" in p.text and _DEGREES.search(p.text) else ():
        if not cited(p, *match.span()):
            yield found(p, *match.span(1), "电量单位“度”应为“千瓦时”", fix=retext(p, *match.span(1), "千瓦时"), safety=CONFIRM)


_RIGHT = ("kWh", "kVA", "MPa", "kPa", "kHz", "MHz", "GHz", "km", "kg", "kW", "kV", "Hz", "cm", "mm", "mL")
_BY_LOWER = {symbol.lower(): symbol for symbol in _RIGHT}
_MEANT = frozenset((*_RIGHT, "mPa", "mHz", "ml", "Mm"))  # right too, or another unit
_SYMBOL = re.compile(r"(?<![A-Za-z\d.\-—/])\d+(?:\.\d+)?(?:[—～~-]\d+(?:\.\d+)?)?\s?" rf"((?i:{'|'.join(_RIGHT)}))(?![A-Za-z\d])")


@rule(
    "GW-UNIT-002", "GB 3100-1993、GB 3101-1993", slug="unit-symbol-case", severity=WARNING, strength=DUTY,
    chars="KkMmHhCcGg", stories="all",
    good=["正文 长5km，重3kg，功率30kW，装机30GWh，压力0.6MPa，黏度30mPa·s，型号A5KM。"],
    bad=[("正文 全长5KM，重3KG。", "正文 全长5km，重3kg。"), ("正文 改造10KV线路。", "正文 改造10kV线路。")],
)  # fmt: skip
def unit_symbol_case(p: Paragraph) -> Iterator[Found]:
    """单位符号的大小写写对：km、kg、kW、kV、MPa、Hz。

    来自人名的单位首字母大写（W、V、Pa、Hz），其余小写；词头 k 小写，M 大写——大小写不同，数量级就不同。
    """
    for match in _SYMBOL.finditer(p.text):
        right = _BY_LOWER[match.group(1).lower()]
        if match.group(1) not in _MEANT and outside(p, *match.span(), "code", "address", "book"):
            message = f"单位符号“{match.group(1)}”应为“{right}”"
            yield found(p, *match.span(1), message, fix=retext(p, *match.span(1), right), safety=CONFIRM)


_ANY_SYMBOL = re.compile("[㎡㎥mk](?:[²³23gm]|W)?")
_SAME = (
    (re.compile(r"(?<=\d)\s?(?:㎡|m²|m2(?![\dA-Za-z]))"), "平方米"),
    (re.compile(r"(?<=\d)\s?(?:m³|㎥|m3(?![\dA-Za-z]))"), "立方米"),
    (re.compile(r"(?<=\d)\s?km(?![²³A-Za-z/\d])"), "公里"),
    (re.compile(r"(?<=\d)\s?kg(?![A-Za-z/\d])"), "公斤"),
    (re.compile(r"(?<=\d)\s?kW·?h(?![A-Za-z/\d])"), "千瓦时"),
)


_NAMED = re.compile("|".join(rf"(?<=[\d万亿余多]){name}" for _, name in _SAME))
_ANY_NAME = re.compile("[平立]方米|公[里斤]|千瓦时")


def _named(p: Paragraph) -> frozenset[str]:
    """The units that `p` names."""
    return frozenset(_NAMED.findall(p.text) if _ANY_NAME.search(p.text) else ())


def _symbols(p: Paragraph) -> tuple[tuple[str, int, int], ...]:
    """The names of units of which `p` has the symbol, and where."""
    if not _ANY_SYMBOL.search(p.text):
        return ()
    return tuple((name, *m.span()) for pattern, name in _SAME for m in pattern.finditer(p.text) if outside(p, *m.span()))


@rule(
    "GW-UNIT-003", "实务", slug="unit-written-two-ways", severity=INFO, strength=PRACTICE, reads=("text",),
    where=lambda p: _symbols(p) or _named(p),
    group="同一单位有符号和中文两种写法，共{count}处",
    good=["正文 面积500平方米，新增300平方米。", "正文 面积500m²，新增300m²。"],
    bad=["正文 面积500平方米，新增300m²。"],
)  # fmt: skip
def unit_written_two_ways(r: Report) -> Iterator[Found]:
    """叙述文字中同一单位写法一致。

    前面写“平方米”，后面写“m²”，显得不统一；中文叙述一般写中文单位，表格中可用符号。
    """
    rows = gather(r, _symbols)
    named = frozenset[str]().union(*(names for _, names in gather(r, _named))) if rows else ()
    for p, units in rows:
        for name, start, end in units:
            if name in named:
                yield found(p, start, end, f"“{p.text[start:end].strip()}”：他处写作“{name}”", suggestion=name)
