"""Width of punctuation, brackets, digits and letters (GB/T 15834-2011 4 and 5.1)."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

from app.core.edits import Retext
from app.core.findings import Fix, Spot
from app.core.protected import asked_about, shape_safety
from app.core.report import HEAD_KINDS, Kind, Paragraph
from app.core.text import HAN, has_han
from app.rules.api import CONFIRM, DUTY, ERROR, PRACTICE, SAFE, WARNING, Found, found, outside, retext, rule

_POINTS = frozenset(",:;")
_ENDING = re.compile(rf"(?<=[{HAN}”’》）])[?!](?=[{HAN}“‘《（\d]|$)")
_CHINESE = f"{HAN}“”‘’《》〈〉（）【】〔〕，。；：、？！…—·"
_WIDENED = re.compile(rf"[，：；](?:(?<=[{_CHINESE}].)|(?=[{_CHINESE}]))")
_WIDE = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
_SAYS = {narrow: f"半角“{narrow}”应为全角“{wide}”" for narrow, wide in _WIDE.items()}


_REFERENCE = re.compile(r"\[[A-Z](?:/[A-Z]{2})?\]")
_LETTER = re.compile("[A-Za-z]")
_HAN = re.compile(f"[{HAN}]")


def _is_foreign(text: str) -> bool:
    """A reference in the form of GB/T 7714, or a text in a Latin script with a few Chinese words: they keep half-width marks."""
    if "[" in text and _REFERENCE.search(text):
        return True
    letters = len(_LETTER.findall(text))
    return letters > 20 and letters > 3 * len(_HAN.findall(text))


@rule(
    "GW-PUNC-001", "GB/T 15834-2011 4.1.2—4.7.2、5.1.1", slug="half-width-punctuation", severity=ERROR, strength=DUTY,
    stories="all", chars=",:;?!", group="中文语句中用了半角标点，共{count}处",
    good=[
        "正文 会议于10:00开始，比例为1:5，网址为https://example.cn/a,b。",
        "正文 深入推进，持续优化；成效明显。",
        "正文 王小明. 数据治理研究[J]. 青川学刊, 2020(3): 5-8.",
        "正文 The delegation visited 青川, Linhai and other cities in May.",
    ],
    bad=[
        ("正文 深入推进,持续优化;成效明显!", "正文 深入推进，持续优化；成效明显！"),
        ("正文 重点抓好以下工作:", "正文 重点抓好以下工作："),
        ("正文 网址为https://example.cn,请查阅。", "正文 网址为https://example.cn，请查阅。"),
    ],
)  # fmt: skip
def half_width_punctuation(p: Paragraph) -> Iterator[Found]:
    """中文语句的点号用全角形式。

    逗号、冒号、分号、问号、叹号在中文里占一个字的位置，半角形式多由输入法或格式转换造成；时间、比例、网址和外文不在此列。
    """
    if _is_foreign(p.text):
        return
    asked = asked_about(p)
    for at in _half_width(p):
        narrow = p.text[at]
        wide = _WIDE[narrow]
        safety = shape_safety(asked, at, at + 1) if asked else SAFE
        fix = Fix((Retext(p.uid, at, at + 1, wide),), safety, narrow, wide)
        yield Found(Spot(p.uid, at, at + 1, narrow), _SAYS[narrow], fix, wide)  # built by hand: a converted text has thousands


def _half_width(p: Paragraph) -> Iterator[int]:
    text, shadow = p.text, p.shadow
    colon_of_addressee = len(text.rstrip()) - 1 if p.kind is Kind.ADDRESSEE else -1
    if shadow is not text:
        for match in _WIDENED.finditer(shadow):
            at = match.start()
            if text[at] in _POINTS and at != colon_of_addressee:
                yield at
    if "?" in text or "!" in text:
        for match in _ENDING.finditer(text):
            if outside(p, match.start(), match.end(), "address", "code"):
                yield match.start()


_BRACKET = re.compile("[()（）]")


@rule(
    "GW-PUNC-002", "GB/T 15834-2011 4.9.2；实务", slug="half-width-brackets", severity=WARNING, strength=PRACTICE,
    stories="all", chars="()", group="含汉字的括号用了半角，共{count}对",
    good=["正文 青川市（试点）制定办法，含量以f(x)计。", "正文 依据ISO(International Organization)的文件。"],
    bad=[
        ("正文 各县(市、区)要抓好落实。", "正文 各县（市、区）要抓好落实。"),
        ("正文 各县（市、区)要抓好落实。", "正文 各县（市、区）要抓好落实。"),
    ],
)  # fmt: skip
def half_width_brackets(p: Paragraph) -> Iterator[Found]:
    """括号内有汉字时用全角括号。

    全角括号与汉字同宽，版面整齐；公式、代码和纯外文中的括号不在此列。
    """
    if p.kind in HEAD_KINDS or _is_foreign(p.text):
        return
    asked = asked_about(p)
    for start, end in _pairs(p.text):
        ends = [at for at in (start, end) if p.text[at] in "()"]
        inside = p.text[start + 1 : end]
        if not ends or not (has_han(inside) or len(ends) == 1):
            continue
        edits = tuple([Retext(p.uid, at, at + 1, _WIDE[p.text[at]]) for at in ends])
        now, wide = p.text[start : end + 1], f"（{inside}）"
        fix = Fix(edits, shape_safety(asked, start, end + 1), now, wide)
        yield Found(Spot(p.uid, start, end + 1, now), "半角括号应为全角括号", fix, wide)


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    stack: list[int] = []
    for match in _BRACKET.finditer(text):
        if match.group() in "(（":
            stack.append(match.start())
        elif stack:
            yield stack.pop(), match.start()


_STRAIGHT = re.compile(r'(?<![\d.])"[^"\n]*"|＂[^＂\n]*＂')


@rule(
    "GW-PUNC-003", "GB/T 15834-2011 4.8.2", slug="straight-quotes", severity=WARNING, strength=DUTY,
    stories="all", chars='"＂', group="中文语句中用了直引号，共{count}对",
    good=["正文 深化“放管服”改革。", '正文 屏幕尺寸为21"和24"两种。', '正文 参见"Open Data Charter"一文。'],
    bad=[
        ('正文 深化"放管服"改革。', "正文 深化“放管服”改革。"),
        ('正文 推进“城市"三清"行动”。', "正文 推进“城市‘三清’行动”。"),
    ],
)  # fmt: skip
def straight_quotes(p: Paragraph) -> Iterator[Found]:
    """引号用“”或‘’，不用不分左右的直引号。

    直引号是西文打字机的写法，中文引号分前后、占一个字的位置，引文的起止才清楚。
    """
    asked = asked_about(p)
    for match in _STRAIGHT.finditer(p.text):
        start, end = match.start(), match.end()
        if not has_han(match.group()):
            continue
        left, right = "‘’" if not outside(p, start, end, "quote") else "“”"
        yield found(
            p, start, end, f"直引号应为{left}{right}", fix=(retext(p, start, start + 1, left), retext(p, end - 1, end, right)),
            safety=shape_safety(asked, start, start + 1), before=match.group(), after=f"{left}{match.group()[1:-1]}{right}",
        )  # fmt: skip


_FULL = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)*")
_NARROW = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF0E)}


_FULL_WIDTH = "".join(chr(0xFF00 + ord(letter) - 0x20) for letter in string.digits + string.ascii_letters)


@rule(
    "GW-PUNC-034", "实务", slug="full-width-digits", severity=WARNING, strength=PRACTICE,
    stories="all", chars=_FULL_WIDTH, group="数字、字母用了全角，共{count}处",
    good=["正文 2023年完成35项，A类事项占4.5%。"],
    bad=[
        ("正文 ２０２３年完成３５项，增长４．５%。", "正文 2023年完成35项，增长4.5%。"),
        ("正文 Ａ类事项全部办结。", "正文 A类事项全部办结。"),
    ],
)  # fmt: skip
def full_width_digits(p: Paragraph) -> Iterator[Found]:
    """阿拉伯数字和拉丁字母用半角形式。

    全角数字字距过宽，同一份公文里与半角数字混用更显凌乱，也检索不到。
    """
    asked = asked_about(p)
    for match in _FULL.finditer(p.text):
        narrow = match.group().translate(_NARROW)
        yield found(
            p, match.start(), match.end(), f"全角“{match.group()}”应为半角“{narrow}”",
            fix=retext(p, match.start(), match.end(), narrow), safety=shape_safety(asked, match.start(), match.end()),
        )  # fmt: skip


_STOP = re.compile(rf"(?<=[{HAN}”》）])[.．](?=$|[{HAN}“《])")
_ORDINAL = re.compile(r"(?:^|[\s（(])[一二三四五六七八九十]{1,3}$")


@rule(
    "GW-PUNC-037", "GB/T 15834-2011 4.1.2", slug="latin-full-stop", severity=ERROR, strength=DUTY,
    kinds={Kind.BODY, Kind.LEVEL1, Kind.LEVEL2, Kind.LEVEL3, Kind.LEVEL4, Kind.CLAUSE, Kind.ARTICLE}, chars=".．",
    good=["正文 增长4.5%，由No.5窗口受理。", "正文 由买买提·艾力负责。"],
    bad=[
        ("正文 要抓好各项工作的落实.", "正文 要抓好各项工作的落实。"),
        ("正文 要抓好各项工作的落实.各单位要按时报送。", "正文 要抓好各项工作的落实。各单位要按时报送。"),
    ],
)  # fmt: skip
def latin_full_stop(p: Paragraph) -> Iterator[Found]:
    """中文句末用句号“。”，不用英文句点。

    英文句点是西文标点，落在汉字后面容易与下脚点、小数点相混。
    """
    text = p.text.rstrip()
    if _is_foreign(text):
        return
    for match in _STOP.finditer(text):
        at = match.start()
        if _ORDINAL.search(text, max(0, at - 4), at) or not _ends_a_sentence(text, at):
            continue
        safety = SAFE if at == len(text) - 1 else CONFIRM
        yield found(p, at, at + 1, "英文句点应为中文句号", fix=retext(p, at, at + 1, "。"), safety=safety)


def _ends_a_sentence(text: str, at: int) -> bool:
    """Six Han characters in a row before the point: more than a name or a numeral."""
    return has_han(text[at - 1 : at]) and all(has_han(c) for c in text[max(0, at - 6) : at]) and at >= 6
