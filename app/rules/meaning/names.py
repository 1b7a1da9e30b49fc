"""How a report calls its own organ and the leading organs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain
from operator import itemgetter

from app.core.gathering import gather, gather_by, kept
from app.core.issuers import members, plain, shortens, title_organ
from app.core.report import Kind, Paragraph, Report
from app.rules.api import INFO, PRACTICE, WARNING, Found, found, outside, retext, rule

_TEXT = (Kind.BODY, Kind.CLAUSE, Kind.LEVEL1, Kind.LEVEL2, Kind.LEVEL3, Kind.LEVEL4)
_PAIR = re.compile(r"(?P<a>[省市县区州旗])委(?P<mark>、?)(?P=a)政府")
_ORGAN_END = re.compile("[局厅会](?!部|员|议|计|同|办)")
_SHORTEST = 4
_LONG_NAME = 7
_OTHERS = frozenset("一二三四五六七八九十东西南北中上下省市县区州高低大小新老城乡内外政法经贸分")
_ANY = frozenset(  # names of a class of organs, not of this one
    ("人民法院", "人民政府", "人民检察院", "管理委员会", "工作委员会", "委员会办公室", "政府办公室", "监督管理局", "人民代表大会")
)


@rule(
    "GW-SEM-012", "实务", slug="own-name-varies", severity=INFO, strength=PRACTICE, reads=("text", "kinds"),
    good=[("标题 青川市数据资源局关于数据共享情况的报告\n正文 青川市数据资源局认真落实市委、市政府部署，我局已建成平台。\n"
          "署名 青川市数据资源局")],
    bad=[
        ("标题 青川市数据资源局关于数据共享情况的报告\n正文 我局已建成平台。市数据资源局将抓好落实。本局健全制度。\n"
        "署名 青川市数据资源局"),
        "标题 关于数据共享情况的报告\n正文 认真落实市委市政府部署。\n正文 按照市委、市政府要求抓好落实。",
    ],
)  # fmt: skip
def own_name_varies(r: Report) -> Iterator[Found]:
    """机关的自称和简称全文一致。

    一会儿“我局”，一会儿“市××局”，读者会疑心说的是不是同一个机关；“市委、市政府”的写法也应前后相同。
    """
    full = _own_name(r)
    if len(full) >= _SHORTEST:
        yield from kept(r, _self_names, gather_by(r, _mentions, full))
    yield from kept(r, _pairs, gather(r, _party_and_government))


def _calls_organs(p: Paragraph) -> object:
    return p.kind in _TEXT and _ORGAN_END.search(p.text)


@rule(
    "GW-SEM-034", "《党政机关公文处理工作条例》第九条（十一）（十三）；实务", slug="own-name-misspelt", severity=WARNING,
    strength=PRACTICE, reads=("text", "kinds"), where=_calls_organs,
    good=[("标题 青川市数据资源局关于数据共享情况的报告\n正文 青川市数据资源局会同青川市财政局、青川市自然资源局抓好落实。\n"
          "署名 青川市数据资源局")],
    bad=[("标题 青川市数据资源局关于数据共享情况的报告\n正文 青川市数据资源管理局抓好落实。\n署名 青川市数据资源局"),
         ("标题 青川市数据资源局关于数据共享情况的报告\n正文 青川市数字资源局抓好落实。\n署名 青川市数据资源局")],
)  # fmt: skip
def own_name_misspelt(r: Report) -> Iterator[Found]:
    """本机关的全称在文中处处相同。

    署名、标题写对了，正文里多一个字、错一个字，机构改革后或套用别处的稿子时常见。
    """
    full = _own_name(r)
    if len(full) < _LONG_NAME or not (full[-1] in "局厅" or (full.endswith("委员会") and len(full) > _LONG_NAME + 2)):
        return
    for p, slips in gather_by(r, _slips, full):
        for start, end in slips:
            message = f"本机关是“{full}”，这里写“{p.text[start:end]}”，请核对"
            yield found(p, start, end, message, fix=retext(p, start, end, full))


def _own_name(r: Report) -> str:
    """The full name of the organ that signs alone, else of the one that the title starts with; "" when there are several."""
    signed = r.elements.signature_text
    names = members(signed[0]) if signed else members(title_organ(r.elements.title_text))
    return plain(names[0]) if len(names) == 1 else ""


def _slips(p: Paragraph, full: str) -> Sequence[tuple[int, int]]:
    """Where the text all but calls the organ `full`."""
    if p.kind not in _TEXT or full[:3] not in p.text:
        return ()
    spans = (match.span() for match in _like(full).finditer(p.text) if match.group() != full)
    return [(start, end) for start, end in spans if outside(p, start, end) and _is_slip(p.text[start:end], full)]


@lru_cache(maxsize=8)
def _like(full: str) -> re.Pattern[str]:
    return re.compile(re.escape(full[:3]) + r"[\u4e00-\u9fff]{2,16}?" + full[-1] + "(?!部|员|议|计|同|办)")


def _is_slip(name: str, full: str) -> bool:
    """Whether `name` differs from the organ's own by one or two characters put in, or one or two exchanged."""
    if shortens(name, full) or abs(len(name) - len(full)) > 2:
        return False
    changes = [op for op in SequenceMatcher(None, name, full, autojunk=False).get_opcodes() if op[0] != "equal"]
    if len(changes) != 1:
        return False
    tag, a1, a2, b1, b2 = changes[0]
    if tag == "replace":
        return a2 - a1 == b2 - b1 == 1 and not _OTHERS.issuperset({name[a1], full[b1]})
    return tag == "delete" and a2 - a1 <= 2 and not _OTHERS.intersection(name[a1:a2])


def _self_names(r: Report) -> Sequence[Found]:
    full = _own_name(r)
    rows = gather_by(r, _mentions, full)
    seen = Counter(map(itemgetter(1), chain.from_iterable(map(itemgetter(1), rows))))
    pronouns = [name for name in seen if name[0] in "我本"]
    short = [name for name in seen if name not in pronouns and name != full]
    if len(short) > 1 or (short and pronouns) or len(pronouns) > 1:
        listed = "、".join(f"“{name}”{count}处" for name, count in seen.most_common())
        p, mentions = rows[0]
        at, first = min(mentions)
        return [found(p, at, at + len(first), f"本机关的称呼不一：{listed}，宜统一", key="self")]
    return ()


def _mentions(p: Paragraph, full: str) -> Sequence[tuple[int, str]]:
    """Where the text calls the organ: 我局, 本局, its full name, or a shortened one that ends alike."""
    last, tail = full[-1], full[-2:]
    if p.kind not in _TEXT or last not in p.text:
        return ()
    out = [(match.start(), match.group()) for match in re.finditer(f"[我本]{last}(?!部)", p.text)]
    at = p.text.find(tail)
    while at >= 0:
        end = at + len(tail)
        start = _leftmost(p.text, at, full)
        name = p.text[start:end]
        if len(name) >= _SHORTEST and name not in _ANY and outside(p, start, end):
            out.append((start, name))
        at = p.text.find(tail, end)
    return out


def _leftmost(text: str, at: int, full: str) -> int:
    """How far left of `at` the characters still come from `full`, in its order."""
    place = len(full) - 2
    while at > 0:
        place = full.rfind(text[at - 1], 0, place)
        if place < 0:
            break
        at -= 1
    return at


def _party_and_government(p: Paragraph) -> tuple[re.Match[str], ...]:
    """市委、市政府 and its like."""
    return tuple(_PAIR.finditer(p.text)) if "政府" in p.text and "委" in p.text else ()


def _pairs(r: Report) -> Sequence[Found]:
    seen: dict[str, dict[str, tuple[Paragraph, re.Match[str]]]] = {}
    for p, matches in gather(r, _party_and_government):
        for match in matches:
            seen.setdefault(match["a"], {}).setdefault(match["mark"], (p, match))
    return [_both_forms(level, *forms[""]) for level, forms in seen.items() if len(forms) > 1]


def _both_forms(level: str, p: Paragraph, match: re.Match[str]) -> Found:
    return found(p, match.start(), match.end(), f"“{level}委{level}政府”与“{level}委、{level}政府”并存，宜统一")
