"""What a paragraph shows by itself, before its neighbours are asked; read once a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from app.core.dates import FoundDate, is_blank_date, whole_date
from app.core.logical_lines import BLANKS, Line, closes_at_end, logical_lines
from app.core.report import LEVELS, Kind, Paragraph
from app.core.style_names import named_kind
from app.core.text import shadow

STOPS = "。！？；：…"
_TERMINAL = frozenset("。！？；：…”’》）】.!?;:)")
_DATE_ENDS = "日]】期。．. ;；、0123456789０１２３４５６７８９"
_PLAIN_STOP = frozenset("。！？…")
_DOC_NUMBER = re.compile(
    r"(?:(?:19|20)\d{2}年\d{1,2}月\d{1,2}日\s+)?[（(]?\s*[\u4e00-\u9fff（）()、\s×xX○]{0,24}?\s*"
    r"[〔\[［（(【]\s*(?:(?:19|20)[\dXx×]{2}|\d{2}|[×xX]{2,4}|[ \u3000]*)\s*[〕\]］）)】]"
    r"\s*(?:[\u4e00-\u9fff]{1,8}第|第|字第)?\s*[\d×xX\s\u3000]*\s*号\s*[）)]?"
)
_ORDER_NUMBER = re.compile(r"(?:\d{4}年)?第\s*[\d一二三四五六七八九十百零〇]+\s*号")
_SIGNER = re.compile(r"签\s*发\s*人\s*[：:]")
_SECRECY = re.compile(r"(?:绝\s*密|机\s*密|秘\s*密)\s*(?:[★☆*]\s*\S{0,8})?")
_URGENCY = re.compile(r"(?:特\s*提|特\s*急|加\s*急|平\s*急|急\s*件)")
_COPY_TO = re.compile(r"(?:抄\s*送|抄\s*报|分\s*送|报\s*送|主\s*送)(?:机关)?\s*[：:]")
_IMPRINT = re.compile(r"年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*(?:印\s*发|印)\s*[。]?$|^[（(]?共印\s*[\dXx×]*\s*份[）)]?$")
_THEME = re.compile(r"主\s*题\s*词\s*[：:]")
_LABEL = re.compile(
    r"附\s*(?:件|表|录)?\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})?(?:[-－—]\d{1,2})?\s*(?P<colon>[：:])?\s*$"
)
_ATTACHED = re.compile(r"附\s*件?\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})?\s*(?P<colon>[：:．.、])\s*(?P<rest>\S)")
_CAPTION = re.compile(r"(?:续?[表图]|附[表图])\s*\d{1,2}(?:[-－—.．]\d{1,2})*(?:\s|[：:、]|(?=[\u4e00-\u9fff《“]))")
_METADATA = re.compile(
    r"(?:索\s*引\s*号|主题分类|发文机关|发文单位|发文字号|文\s*号|成文日期|发布日期|执行日期|施行日期|颁布单位|颁布日期|时\s*间|日\s*期|标\s*题|公开方式|有\s*效\s*性|信息来源|来\s*源|责任编辑|生效日期)\s*[：:]"
)


@dataclass(slots=True, eq=False)
class Traits:
    """`words` is the shadow text without outer blanks, `tag` a name for what it plainly looks like, "" for nothing special."""

    uid: int
    words: str
    lead: int  # offset of `words` in the text
    tag: str
    lines: tuple[Line, ...]
    centred: bool
    right: bool
    ends: bool  # closes with a mark that may end a paragraph
    stops: bool  # closes with 。！？…
    size: int
    font: str
    bold: bool
    level: int | None  # 1-based, from outline level or style
    title_style: bool
    named: Kind | None  # what our named style stands for
    style: str
    breaks_page: bool
    drawn: bool  # holds a picture or an object
    mark: int = -1  # see `app.core.marks`; worked out when it is first asked for
    signs: bool | None = None  # see `app.core.tail.may_sign`; as well

    @property
    def line(self) -> Line | None:
        """The line that opens the paragraph, when it has an ordinal."""
        return self.lines[0] if self.lines else None

    @property
    def date(self) -> FoundDate | None:
        return whole_date(self.words) if self.tag == "date" else None


_KNOWN: WeakKeyDictionary[Paragraph, Traits] = WeakKeyDictionary()


def traits_of(p: Paragraph) -> Traits:
    """The traits of `p`, remembered as long as the paragraph lives."""
    known = _KNOWN.get(p)
    if known is None:
        known = _KNOWN[p] = _read(p)
    return known


def _read(p: Paragraph) -> Traits:
    wide = shadow(p.text)  # the cached property locks, and this runs for every paragraph
    words = wide.strip(BLANKS)
    lead = wide.find(words[0]) if words else 0
    run = next((r for r in p.runs if p.text[r.start : r.end].strip(BLANKS)), None)
    char = run.format if run else p.mark
    last = words[-1:] if words else ""
    tag = _tag(p, words)
    return Traits(
        p.uid, words, lead, tag,
        logical_lines(p, words, lead) if words and tag in ("", "label") else (),
        p.format.align == "center" or (lead >= 8 and len(words) <= 40 and p.format.align != "right"),
        p.format.align == "right",
        last in _TERMINAL, last in _PLAIN_STOP or words[-2:] in ("。”", "。）", "！”", "？”"),
        char.size, char.east_asia, char.bold,
        _level(p), p.format.style.lower() in _TITLE_STYLES, named_kind(p.format.style), p.format.style,
        p.format.page_break_before or any(kind == "page" and at <= lead for at, kind in p.breaks),
        bool(p.objects) and any(kind not in _REFERENCES for _, kind in p.objects),
    )  # fmt: skip


_TITLE_STYLES = {"title", "标题", "公文标题", "文章标题", "大标题", "题目"}
_REFERENCES = {"footnoteRef", "endnoteRef", "commentRef", "footnoteReference", "endnoteReference", "commentReference"}
_STYLE_LEVEL = re.compile(r"(?:heading|标题)\s*([1-4])$", re.IGNORECASE)


def _level(p: Paragraph) -> int | None:
    if p.format.outline_level is not None and p.format.outline_level < 4:
        return p.format.outline_level + 1
    styled = _STYLE_LEVEL.match(p.format.style)
    if styled:
        return int(styled[1])
    named = named_kind(p.format.style)
    return LEVELS.index(named) + 1 if named in LEVELS else None


def _tag(p: Paragraph, words: str) -> str:
    if not words:
        return "drawn" if p.text.strip(" \u3000\t\n") else "empty"
    if p.format.style.lower().startswith(("toc", "目录")):
        return "contents"
    tag = _short_tag(words) if len(words) <= 60 else ""
    return tag or _long_tag(words)


def _short_tag(words: str) -> str:
    size, first, last = len(words), words[0], words[-1]
    if size <= 24 and last in _DATE_ENDS and (whole_date(words) or is_blank_date(words)):
        return "date"
    if size <= 45 and "号" in words and (_DOC_NUMBER.fullmatch(words) or _ORDER_NUMBER.fullmatch(words)):
        return "number"
    if first == "附" and _LABEL.match(words):
        return "label"
    if size <= 14 and _SECRECY.fullmatch(words):
        return "secrecy"
    if size <= 14 and _URGENCY.fullmatch(words):
        return "urgency"
    if first in "表图续附" and last not in "。；，：" and _CAPTION.match(words):
        return "caption"
    return "copy_number" if size == 6 and words.isdecimal() else ""


def _long_tag(words: str) -> str:
    size, first = len(words), words[0]
    if first in "抄分报主" and size <= 600 and _COPY_TO.match(words):
        return "copy_to"
    if first == "主" and _THEME.match(words):
        return "theme"
    if size <= 80 and "签" in words and _SIGNER.search(words):
        return "signer"
    if size <= 100 and _IMPRINT.search(words[-24:]):
        return "imprint"
    if first == "附" and _ATTACHED.match(words):
        return "attached"
    if first in "（(" and words[-1] in "）)" and size <= 400 and closes_at_end(words):
        return "bracket"
    return "metadata" if size <= 80 and _METADATA.match(words) else ""
