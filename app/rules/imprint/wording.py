"""The words of the 版记: 抄送机关, 印发机关和印发日期 (GB/T 9704-2012 7.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.report import Kind, Paragraph
from app.rules.api import CONFIRM, DUTY, ERROR, SAFE, Context, Found, Window, found, retext, rule

_HALF_COLON = re.compile(r"^\s*抄\s*送\s*:")
_WRONG_END = re.compile(r"[；，、.;,:：](?=\s*$)")
_PRINTED = re.compile(
    r"((?:19"
    r"|20)\d{2})\s*(?P<a>[年.．\-/])\s*(0?)(\d{1,2})\s*[月.．\-/]\s*(0?)(\d{1,2})\s*(日?)\s*(印发)?\s*[。]?\s*$"
)
_SUBORDINATE = re.compile(r"各(?:区|县|镇|乡|街道|科室|股室|处室|科|股|所)(?!域)|下级")


@rule(
    "GW-IMPR-003", "GB/T 9704-2012 7.4.2", slug="copy-to-wording", severity=ERROR, strength=DUTY, kinds={Kind.COPY_TO}, needs=0.7,
    good=["抄送 抄送：市委依法治市办。", "抄送 抄送：[抄送单位]"],
    bad=[
        ("抄送 抄送:市委依法治市办。", "抄送 抄送：市委依法治市办。"),
        ("抄送 抄送：市委依法治市办", "抄送 抄送：市委依法治市办。"),
    ],
)  # fmt: skip
def copy_to_wording(w: Window) -> Iterator[Found]:
    """“抄送”后标全角冒号，最后一个抄送机关名称后标句号。

    国标规定抄送机关“最后一个抄送机关名称后标句号”，表示名单到此为止。
    """
    p = w.p
    match = _HALF_COLON.match(p.text)
    if match:
        fix = retext(p, match.end() - 1, match.end(), "：")
        yield found(p, match.end() - 1, match.end(), "“抄送”后用全角冒号", fix=fix, safety=SAFE)
    text = p.text.rstrip()
    if not text or text.endswith(("。", "：", ":", "]", "］", "】")) or (w.after is not None and w.after.kind is Kind.COPY_TO):
        return
    wrong = _WRONG_END.search(p.text)
    if wrong:
        fix = retext(p, wrong.start(), wrong.end(), "。")
        safety = SAFE if wrong.group() in ".；;" else CONFIRM
        yield found(p, wrong.start(), wrong.end(), "最后一个抄送机关名称后标句号", fix=fix, safety=safety)
    else:
        fix = retext(p, len(text), len(text), "。")
        yield found(p, len(text) - 1, len(text), "最后一个抄送机关名称后缺句号", fix=fix, before=text[-1], after=text[-1] + "。")


@rule(
    "GW-IMPR-005", "GB/T 9704-2012 7.4.3", slug="printing-date-wording", severity=ERROR, strength=DUTY, kinds={Kind.IMPRINT},
    needs=0.7,
    good=["印发 青川市数据资源局办公室　2024年3月5日印发"],
    bad=[
        ("印发 青川市数据资源局办公室　2024.3.5印发", "印发 青川市数据资源局办公室　2024年3月5日印发"),
        ("印发 青川市数据资源局办公室　2024年03月05日印发", "印发 青川市数据资源局办公室　2024年3月5日印发"),
    ],
)  # fmt: skip
def printing_date_wording(p: Paragraph, c: Context) -> Iterator[Found]:
    """印发日期用阿拉伯数字将年、月、日标全，月、日不编虚位，后加“印发”二字。

    印发日期说明公文付印的时间，写法与成文日期一致；缺“印发”，就分不清是哪个日期。
    """
    match = _PRINTED.search(p.text)
    if match is None:
        if c.stage == "issue" and re.search(r"年\s*月\s*日", p.text):
            yield found(p, 0, None, "印发稿的印发日期尚未填全")
        return
    year, sign, zero_month, month, zero_day, day, day_word, printed = match.groups()
    right = f"{year}年{month}月{day}日印发"
    whole = match.group().strip()
    if whole == right or not (zero_month or zero_day or sign != "年" or not day_word or not printed or whole.endswith("。")):
        return
    start = match.start()
    fix = retext(p, start, start + len(match.group().rstrip()), right)
    yield found(p, start, start + len(match.group().rstrip()), f"印发日期写作“{right}”", fix=fix)


@rule(
    "GW-IMPR-010", "《党政机关公文处理工作条例》第十五条（一）", slug="upward-copied-to-subordinates",
    severity=ERROR, strength=DUTY,
    genres={"报告", "请示"}, kinds={Kind.COPY_TO}, needs=0.7,
    good=["标题 关于数据共享情况的报告\n抄送 抄送：市委依法治市办。"],
    bad=["标题 关于数据共享情况的报告\n抄送 抄送：各区（市）数据资源局。"],
)  # fmt: skip
def upward_copied_to_subordinates(p: Paragraph) -> Iterator[Found]:
    """上行文可以抄送相关上级机关和同级机关，不抄送下级机关。

    报告、请示尚待上级答复或处理，抄给下级会使其误以为可以执行。
    """
    match = _SUBORDINATE.search(p.text)
    if match:
        yield found(p, match.start(), match.end(), "报告、请示不抄送下级机关")
