"""Ordinal words inside the text: 一是…二是…, 第一…第二…, 首先…其次… (GB/T 15834-2011 B.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.numerals import han_to_int
from app.core.report import Kind, Paragraph
from app.rules.api import ADVISED, CONFIRM, PRACTICE, SAFE, WARNING, Found, delete, found, outside, retext, rule

_TEXT = frozenset({Kind.BODY, Kind.CLAUSE, Kind.LEVEL1, Kind.LEVEL2, Kind.LEVEL3, Kind.LEVEL4})
_IS = re.compile(r"(?:(?<=[。；：，\n])|^)[ \u3000]*(?P<word>(?:十?[一二三四五六七八九]|十)是)(?P<mark>、)")
_FIRST = re.compile(
    r"(?:(?<=[。；\n])|^)[ \u3000]*(?P<word>首先|其次|再次|最后"
    r"|第[一二三四五六七八九十])(?P<mark>、)(?![一二三四五六七八九十第])"
)
_TOKEN = re.compile(
    r"(?:(?<=[。；：\n])|^)[ \u3000]*(?:(?P<is>(?:十?[一二三四五六七八九]|十)是)"
    r"|(?P<first>第(?P<n>[一二三四五六七八九十]))(?=[，、,])"
    r"|(?P<word>首先|其次|再次|最后)(?=[，、,]))"
)
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "最后": 0}


@rule(
    "GW-LVL-013", "实务", slug="mark-after-item-word", severity=WARNING, strength=PRACTICE, kinds=_TEXT, chars="是",
    good=["正文 一是健全制度；二是优化流程。"],
    bad=[("正文 一是、健全制度；二是、优化流程。", "正文 一是健全制度；二是优化流程。")],
)  # fmt: skip
def mark_after_item_word(p: Paragraph) -> Iterator[Found]:
    """“一是”“二是”后面不加顿号。

    “一是”已经是句子的主语和谓语，后面直接接内容，加顿号把句子断开了。
    """
    for match in _IS.finditer(p.shadow) if "是、" in p.shadow else ():
        start, end = match.span("mark")
        if outside(p, start, end, "quote"):
            yield found(p, match.start("word"), end, f"“{match['word']}”后不加顿号", fix=delete(p, start, end), safety=CONFIRM)


@rule(
    "GW-LVL-014", "GB/T 15834-2011 B.3.1", slug="mark-after-ordinal-word", severity=WARNING, strength=ADVISED, kinds=_TEXT,
    chars="、",
    good=["正文 首先，健全制度。其次，优化流程。", "正文 第一、第二季度增速平稳。"],
    bad=[("正文 首先、健全制度。其次、优化流程。", "正文 首先，健全制度。其次，优化流程。")],
)  # fmt: skip
def mark_after_ordinal_word(p: Paragraph) -> Iterator[Found]:
    """“第一”“首先”“其次”等作序次语，后面用逗号。

    顿号表示并列词语之间的停顿，序次语与后面的话不是并列关系。
    """
    if not any(word in p.text for word in ("先、", "次、", "后、", "第")):
        return
    for match in _FIRST.finditer(p.shadow):
        start, end = match.span("mark")
        if outside(p, start, end, "quote"):
            fix = retext(p, start, end, "，")
            yield found(p, match.start("word"), end, f"“{match['word']}”后用逗号", fix=fix, safety=SAFE)


@rule(
    "GW-LVL-015", "实务", slug="mixed-item-words", severity=WARNING, strength=PRACTICE, kinds=_TEXT, chars="是第首其",
    good=["正文 一是健全制度。二是优化流程。三是强化监督。", "正文 首先，健全制度。其次，优化流程。最后，强化监督。"],
    bad=["正文 一是健全制度。第二，优化流程。三是强化监督。"],
)  # fmt: skip
def mixed_item_words(p: Paragraph) -> Iterator[Found]:
    """同一组序次语不混用。

    “一是”与“第二”“其次”穿插，读者分不清是不是同一组。
    """
    if not any(word in p.text for word in ("第二", "第三", "第四", "首先", "其次", "再次", "最后")):
        return
    before: tuple[str, int] | None = None
    for match in _TOKEN.finditer(p.shadow):
        form = "is" if match["is"] else "first" if match["first"] else "word"
        value = _value(match)
        mixed = before is not None and form != before[0] and value == before[1] + 1 and value > 1
        if mixed and outside(p, match.start(), match.end(), "quote"):
            at = match.start(form)
            yield found(p, at, match.end(), f"“{match[form]}”与前面的序次语形式不同")
        before = (form, value)


def _value(match: re.Match[str]) -> int:
    if match["word"]:
        return _WORDS[match["word"]]
    return han_to_int(match["n"] or match["is"][:-1]) or 0
