"""Which numbers are written in Chinese numerals and which in Arabic ones (GB/T 15835-2011 4.2, 4.3, 5.2, 5.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.han_numbers import int_to_han
from app.core.protected import cited
from app.core.report import Kind, Paragraph
from app.rules.api import CONFIRM, DUTY, INFO, USUAL, WARNING, Found, found, outside, retext, rule

_THOUSANDS = re.compile(
    r"(?<![\d.A-Za-z—~～-])(\d{1,2}(?:\.\d+)?)([千百])(?=[余多]?(?:个|名|人|户|家|件|项|次|天|种|条|元|亩|吨(?!级)|辆|台|套|册|棵|株|处|所|头|只|斤|公里))"
)
_PERCENT = re.compile(r"百分之\d")


@rule(
    "GW-NUM-007", "GB/T 15835-2011 5.3", slug="digits-with-han-units", severity=WARNING, strength=DUTY, chars="千百",
    good=["正文 惠及4000户、3万人、9千亿元，电压500千伏，全长12.8千米。", "正文 百分之五的企业。"],
    bad=["正文 惠及4千户。", "正文 达到百分之5。"],
)  # fmt: skip
def digits_with_han_units(p: Paragraph) -> Iterator[Found]:
    """除“万”“亿”外，一个数值不同时用阿拉伯数字和汉字数字。

    “4千户”写作“4000户”或“四千户”；“百分之5”写作“5%”。
    """
    for match in _THOUSANDS.finditer(p.text):
        if not cited(p, *match.span()) and outside(p, *match.span(), "code", "address"):
            value = float(match.group(1)) * (1000 if match.group(2) == "千" else 100)
            shown = f"{value:g}"
            yield found(p, *match.span(), f"数值不混用两种数字：{match.group()}", suggestion=shown if "e" not in shown else None)
    for match in _PERCENT.finditer(p.text):
        if not cited(p, *match.span()):
            yield found(p, *match.span(), f"汉字与阿拉伯数字混用：{match.group()}", suggestion="改用“%”")


_ZERO = re.compile(
    "[一二][一二三四五六七八九零○Ｏ〇O0Οо]{3}(?=年)|二[零○ＯO0Οо][一二三四五六七八九零○Ｏ〇O0Οо]{2}(?=[、，—至到]|年)"
)
_ZERO_HINTS = ("二0", "九0", "〇0", "零", "○", "Ｏ", "O", "Ο", "о")
_WRONG_ZERO = re.compile("[零○ＯO0Οо]")


@rule(
    "GW-NUM-016", "GB/T 15835-2011 5.2.5", slug="zero-in-han-year", severity=WARNING, strength=DUTY, chars="零○ＯO0Οо",
    good=["正文 二〇二三年完成清零，二百零三项。"],
    bad=[("正文 二零二三年工作安排。", "正文 二〇二三年工作安排。"), ("正文 展望二○三五年。", "正文 展望二〇三五年。")],
    group="汉字年份中的零应为“〇”，共{count}处",
)  # fmt: skip
def zero_in_han_year(p: Paragraph) -> Iterator[Found]:
    """汉字年份、编号中的零写作“〇”，计量中的零写作“零”。

    “〇”是汉字（U+3007）；圆圈“○”、字母“O”只是形似，检索不到。
    """
    if p.kind is Kind.DATE or not any(hint in p.text for hint in _ZERO_HINTS):
        return
    for match in _ZERO.finditer(p.text):
        if _WRONG_ZERO.search(match.group()) and not cited(p, *match.span()):
            new = _WRONG_ZERO.sub("〇", match.group())
            yield found(p, *match.span(), f"“{match.group()}”应为“{new}”", fix=retext(p, *match.span(), new), safety=CONFIRM)


_SESSION = re.compile(
    r"(?P<n>\d{1,2})(?=届(?:[\d一二三四五六七八九十]{1,2}次)?(?:[一二三四五六七八九\d]中全会|(?:全国|[省市县区州])?(?:人大(?!附)|政协|党代会|人民代表大会|代表大会)))"
    r"|(?<=届)(?P<m>\d)(?=中全会)|(?<![\d届.])(?P<k>\d)(?=中全会)|(?<=人大)(?P<j>\d{1,2})(?=次会议)"
)


@rule(
    "GW-NUM-017", "GB/T 15835-2011 4.3", slug="session-in-digits", severity=WARNING, strength=USUAL, chars="届会", stories="all",
    good=["正文 十四届全国人大一次会议，党的二十届三中全会，第15届全国运动会。"],
    bad=[
        ("正文 学习14届全国人大1次会议精神。", "正文 学习十四届全国人大一次会议精神。"),
        ("正文 党的20届3中全会。", "正文 党的二十届三中全会。"),
    ],
)  # fmt: skip
def session_in_digits(p: Paragraph) -> Iterator[Found]:
    """党和国家重要会议的届次、次数用汉字数字。

    庄重的场合用汉字：写“十四届全国人大一次会议”，不写“14届全国人大1次会议”。体育赛事、展会的届次不在此列。
    """
    if "届" not in p.text and "中全会" not in p.text:
        return
    for match in _SESSION.finditer(p.text):
        if not cited(p, *match.span()):
            han = int_to_han(int(match.group()))
            yield found(p, *match.span(), f"会议届次用汉字：“{match.group()}”应为“{han}”", fix=retext(p, *match.span(), han))


_WEEKDAY = re.compile(
    r"(?:(?<=星期)|(?<![每一两双单半几全数多四前\d第本某各按])(?<=周))([1-6])(?=[上下早中晚前后午（）()，。；、：:]|[至到—](?:周|星期)?[1-7一二三四五六日]|$)"
)


@rule(
    "GW-NUM-018", "GB/T 15835-2011 4.2.3", slug="weekday-in-digits", severity=WARNING, strength=DUTY, chars="周星", stories="all",
    good=["正文 每周5天，星期五上午例会，为期2周3天。"],
    bad=[("正文 星期5上午召开例会。", "正文 星期五上午召开例会。"), ("正文 周3下午接访。", "正文 周三下午接访。")],
)  # fmt: skip
def weekday_in_digits(p: Paragraph) -> Iterator[Found]:
    """星期几用汉字数字。

    “星期五”是已定型的词，其中的数字不改用阿拉伯数字。
    """
    for match in _WEEKDAY.finditer(p.text):
        han = int_to_han(int(match.group(1)))
        yield found(p, *match.span(1), f"星期几用汉字：“{match.group()}”应为“{han}”", fix=retext(p, *match.span(1), han))


_LUNAR_WORD = re.compile("农历|正月|腊月|冬月")
_LUNAR = re.compile(
    r"农历(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?(?:\d{1,2}月|[正冬腊二三四五六七八九十]{1,2}月\d)|(?<!\d)(?:正月|腊月|冬月)(?:初)?\d{1,2}"
)


@rule(
    "GW-NUM-019", "GB/T 15835-2011 4.2.1", slug="lunar-date-in-digits", severity=WARNING, strength=DUTY, chars="历月",
    good=["正文 农历正月十五，腊月二十三，农历2023年。"],
    bad=["正文 农历1月15日举办灯会。", "正文 正月15举办灯会。"],
)  # fmt: skip
def lunar_date_in_digits(p: Paragraph) -> Iterator[Found]:
    """干支纪年、农历月日等非公历的日期用汉字数字。

    农历的“正月十五”写成“1月15日”，会误作公历。
    """
    if not _LUNAR_WORD.search(p.text):
        return
    for match in _LUNAR.finditer(p.text):
        yield found(p, *match.span(), f"农历月日用汉字：{match.group()}")


_DECADE = re.compile("(?<![\\d世纪、和])(?:[2-9]0|[二三四五六七八九]十)年代")


@rule(
    "GW-NUM-020", "GB/T 15835-2011 4.3", slug="decade-without-century", severity=INFO, strength=USUAL, chars="代",
    good=["正文 20世纪80年代建成，90年代扩建。", "正文 1980年代建成。"],
    bad=["正文 该桥80年代建成。"],
)  # fmt: skip
def decade_without_century(p: Paragraph) -> Iterator[Found]:
    """“年代”前写明世纪：20世纪80年代。

    只写“80年代”“上世纪”，过些年就分不清是哪个世纪；同一段里前面已写明世纪的可以省略。
    """
    for match in _DECADE.finditer(p.text) if "年代" in p.text else ():
        if "世纪" not in p.text[: match.start()] and not cited(p, *match.span()):
            yield found(p, *match.span(), f"“{match.group()}”缺世纪", suggestion="20世纪" + match.group())


_NOUN = re.compile("[项条大](?:措施|任务|制度|工程|行动|机制|意见|建议|要求|举措|改革)")
_COUNT = re.compile(r"(?<![第前后上下每其这那余多近超几十百千万\d.之—])(?P<n>[二三四五六七八九]|\d{1,2})$")


@rule(
    "GW-NUM-021", "GB/T 15835-2011 4.3", slug="numerals-mixed-in-a-sentence", severity=INFO, strength=USUAL, chars="项条大",
    good=["正文 提出3项措施、5条意见。", "正文 推进“三大工程”，提出5条意见。", "正文 落实三项制度，完成28项任务。"],
    bad=["正文 提出三项措施、5条意见。"],
)  # fmt: skip
def numerals_mixed_in_a_sentence(p: Paragraph) -> Iterator[Found]:
    """同一场合、同一类别的数字用同一种形式。

    一句里“三项措施、5条意见”两种写法并用，显得随意；专名中的数字（“三项制度”）保留原样。
    """
    counted: list[tuple[int, int, str]] = []
    for match in _NOUN.finditer(p.text):
        number = _COUNT.search(p.text, max(0, match.start() - 3), match.start())
        if number and outside(p, number.start(), match.end()) and p.text[number.start() : match.end()] not in _FIXED:
            counted.append((number.start(), match.end(), number["n"]))
    for start, end, n in counted:
        if not n.isdigit():
            before, after = (p.text[:start], p.text[end:])
            near = [c for c in counted if c[2].isdigit() and int(c[2]) <= 10 and _same_sentence(before, after, p.text, c)]
            if near:
                shown = "、".join(p.text[a:b] for a, b, _ in sorted([(start, end, n), *near]))
                yield found(p, start, end, f"同句数字形式不一：{shown}")
                return


def _same_sentence(before: str, after: str, text: str, other: tuple[int, int, str]) -> bool:
    """Whether no sentence ends between a count and the count `other`."""
    between = text[len(before) : other[0]] if other[0] >= len(before) else text[other[1] : len(text) - len(after)]
    return not _ENDS.search(between)


_ENDS = re.compile("[。；！？]")
_FIXED = frozenset(("三项制度", "八项规定", "四大工程", "三大行动", "五大任务", "六项机制", "三项机制", "三项改革", "三大改革"))
