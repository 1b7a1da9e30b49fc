"""The 发文机关署名: names that agree, order, and what stands at the end of the text (GB/T 9704-2012 7.3.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.gathering import gather, of_kinds
from app.core.issuers import members, plain, shortens, title_organ
from app.core.organs import is_organ
from app.core.report import Kind, Paragraph, Report
from app.rules.api import CONFIRM, DUTY, ERROR, PRACTICE, SAFE, WARNING, Found, delete, found, retext, rule

_MARK_END = re.compile(r"(?:文件|（.*|\(.*)$")
_END = re.compile(r"[。，；,;]+(?=[\s　]*$)")
_NO_TEXT = re.compile(r"[（(]?\s*(?:此|本)页无正文\s*[）)]?")


@rule(
    "GW-SEM-008", "《党政机关公文处理工作条例》第九条（十一）（十三）；GB/T 9704-2012 7.2.4", slug="issuer-names-differ",
    severity=WARNING, strength=DUTY, aliases=("GW-HEAD-007", "GW-SIGN-001"), reads=("text", "kinds"),
    where=of_kinds(Kind.SIGNATURE, Kind.ISSUER_MARK),
    good=[
        "标题 青川市数据资源局关于数据共享情况的报告\n署名 青川市数据资源局\n日期 2024年3月5日",
        "标题 青川市数据局关于数据共享情况的报告\n署名 青川市数据资源局\n日期 2024年3月5日",
        "标题 青川市数据资源局关于采购项目的公告\n署名 青川市财政局\n署名 青川市数据资源局\n日期 2024年3月5日",
    ],
    bad=[
        "标题 青川市数据资源局关于数据共享情况的报告\n署名 青川市大数据中心\n日期 2024年3月5日",
        "标题 青川市数据资源局关于数据共享情况的报告\n署名 数据局\n日期 2024年3月5日",
    ],
)  # fmt: skip
def issuer_names_differ(r: Report) -> Iterator[Found]:
    """发文机关标志、标题和发文机关署名中的机关名称一致。

    三处都指发文机关，署名还要与印章相符；名称不一，公文的效力就会受到质疑。标题可以用规范化简称。
    """
    organs = members(title_organ(r.elements.title_text))
    marks = (_MARK_END.sub("", p.text) for p, _ in gather(r, of_kinds(Kind.ISSUER_MARK)))
    mark = next((plain(words) for words in marks if is_organ(words)), "")
    signed = _signatures(r)
    several = len(signed) > len(organs) and any(_agrees(plain(p.text), organs) for p in signed)
    for p in signed:
        name = plain(p.text)
        if organs and not several and not _agrees(name, organs):
            yield found(p, 0, None, f"署名“{name}”与标题中的“{'、'.join(organs)}”不一致")
        elif not organs and mark and not (shortens(name, mark) or shortens(mark, name)):
            yield found(p, 0, None, f"署名“{name}”与发文机关标志“{mark}”不一致")


def _signatures(r: Report) -> list[Paragraph]:
    signed = [r.by_uid[uid] for uid in r.elements.signature]
    return [p for p in signed if p.confidence >= 0.7 and p.kind is Kind.SIGNATURE and "\n" not in p.text and is_organ(p.text)]


def _agrees(name: str, organs: list[str]) -> bool:
    """Whether a signature may stand for one organ of the title, or for them all; a title may be shortened, a signature not."""
    whole = "".join(organs)
    return shortens(whole, name) or any(shortens(organ, name) for organ in organs) or (len(organs) > 1 and name in whole)


@rule(
    "GW-SIGN-010", "GB/T 9704-2012 7.3.5.2", slug="signature-order", severity=WARNING, strength=DUTY, reads=("text", "kinds"),
    where=of_kinds(Kind.SIGNATURE),
    good=["标题 青川市数据资源局 青川市财政局关于数据共享的通知\n署名 青川市数据资源局\n署名 青川市财政局\n日期 2024年3月5日"],
    bad=["标题 青川市数据资源局 青川市财政局关于数据共享的通知\n署名 青川市财政局\n署名 青川市数据资源局\n日期 2024年3月5日"],
)  # fmt: skip
def signature_order(r: Report) -> Iterator[Found]:
    """联合行文时，先编排主办机关署名。

    署名的先后与标题、发文机关标志一致，主办机关在前；次序颠倒，主办责任就不清楚。
    """
    whole = plain(title_organ(r.elements.title_text))
    signed = _signatures(r)
    places = [whole.find(plain(p.text)) for p in signed]
    if len(places) > 1 and min(places) >= 0 and places != sorted(places):
        yield found(signed[0], 0, None, "署名的顺序与标题中机关的顺序不同，主办机关应在前")


@rule(
    "GW-SIGN-011", "GB/T 9704-2012 7.3.5", slug="date-above-signature", severity=ERROR, strength=DUTY, reads=("text", "kinds"),
    where=lambda p: p.kind in (Kind.DATE, Kind.SIGNATURE) or not p.text.strip(),
    good=["正文 特此报告。\n署名 青川市数据资源局\n日期 2024年3月5日"],
    bad=["正文 特此报告。\n日期 2024年3月5日\n署名 青川市数据资源局"],
)  # fmt: skip
def date_above_signature(r: Report) -> Iterator[Found]:
    """发文机关署名在上，成文日期在下。

    国标按署名、成文日期、印章的次序编排，日期写在署名之上，印章无法同时压住两者。
    """
    lines = [p for p, _ in gather(r, of_kinds(Kind.DATE, Kind.SIGNATURE)) if p.text.strip()]
    first = next((at for at, p in enumerate(lines) if p.kind is Kind.SIGNATURE), 0)
    if not first:
        return
    p, after = lines[first - 1], lines[first]
    between = r.paragraphs[r.order[p.uid] + 1 : r.order[after.uid]]
    if min(p.confidence, after.confidence) < 0.7 or any(q.text.strip() for q in between):
        return
    swap = (retext(p, 0, None, after.text), retext(after, 0, None, p.text))
    fix = None if p.objects or after.objects else swap
    message = "成文日期排在了署名之上，应移到署名之下"
    yield found(p, 0, None, message, fix=fix, safety=CONFIRM, before=f"{p.text} {after.text}", after=f"{after.text} {p.text}")


@rule(
    "GW-SIGN-012", "GB/T 9704-2012 7.3.5.5", slug="page-without-text", severity=WARNING, strength=DUTY, chars="页",
    good=["正文 特此报告。"],
    bad=["正文 （此页无正文）"],
)  # fmt: skip
def page_without_text(p: Paragraph) -> Iterator[Found]:
    """不标“此页无正文”，印章容不下时调整行距、字距。

    国标要求用调整行距、字距的办法解决，使印章与正文同处一面，防止变造。
    """
    match = _NO_TEXT.match(p.text.strip())
    if match and len(p.text.strip()) <= 12:
        yield found(p, 0, None, "不用“此页无正文”，可调整行距、字距，使署名与正文同面")


@rule(
    "GW-SIGN-015", "实务", slug="signature-ends-with-mark", severity=WARNING, strength=PRACTICE,
    kinds={Kind.SIGNATURE, Kind.DATE}, needs=0.7,
    good=["署名 青川市数据资源局\n日期 2024年3月5日"],
    bad=[("署名 青川市数据资源局\n日期 2024年3月5日。", "署名 青川市数据资源局\n日期 2024年3月5日")],
)  # fmt: skip
def signature_ends_with_mark(p: Paragraph) -> Iterator[Found]:
    """发文机关署名、成文日期末尾不加标点。

    署名和日期是独立的要素，不是句子。
    """
    match = _END.search(p.text)
    if match:
        fix = delete(p, match.start(), match.end())
        yield found(p, match.start(), match.end(), "署名、成文日期末尾不加标点", fix=fix, safety=SAFE)
