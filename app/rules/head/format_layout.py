"""How signer and document number look and stand (GW-HEAD-014, GW-HEAD-016)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.edits import Reformat
from app.core.format_math import look_within
from app.core.gathering import gather
from app.core.report import Kind, Paragraph, Report
from app.rules.api import DUTY, SAFE, WARNING, Context, Found, found, restyle, rule

_SIGNER = re.compile(r"\s*签\s*发\s*人[：:]\s*")


def _of_the_head(p: Paragraph) -> bool:
    return p.kind in (Kind.DOC_NUMBER, Kind.ISSUER_MARK, Kind.SIGNER) or "签发人" in p.text


@rule(
    "GW-HEAD-014", "GB/T 9704-2012 7.2.5", slug="document-number-place", severity=WARNING, strength=DUTY, aspect="format",
    reads=("format", "kinds", "text"), where=_of_the_head,
    good=[
        "标志 青川市数据资源局文件\n文号 青数〔2024〕3号\n标题 关于甲的通知",
        "标志 青川市数据资源局文件\n文号 {align=both} 青数〔2024〕3号　　　　签发人：王建国\n标题 关于甲的报告",
    ],
    bad=[(
        "标志 青川市数据资源局文件\n文号 {align=left} 青数〔2024〕3号\n标题 关于甲的通知",
        "标志 青川市数据资源局文件\n文号 青数〔2024〕3号\n标题 关于甲的通知",
    )],
)  # fmt: skip
def document_number_place(r: Report) -> Iterator[Found]:
    """发文字号在发文机关标志之下居中；上行文居左空一字，与签发人同处一行。

    没有签发人的公文，发文字号居中。信函格式的文号顶格居右，不在此列；空二行和红线的位置以印好的版头为准。
    """
    head = [p for p, _ in gather(r, _of_the_head)]
    signed = any(p.kind is Kind.SIGNER or "签发人" in p.text for p in head)
    if signed or not any(p.kind is Kind.ISSUER_MARK for p in head):
        return
    for p in (p for p in head if p.kind is Kind.DOC_NUMBER):
        if p.confidence >= 0.8 and p.format.align in ("left", "both") and not p.text[:1].isspace():
            yield found(
                p, 0, None, "发文字号应在发文机关标志下居中", fix=restyle(p, p.kind.value, "align", "indent"), safety=SAFE,
                before="居左", after="居中",
            )  # fmt: skip


@rule(
    "GW-HEAD-016", "GB/T 9704-2012 7.2.6", slug="signer-font", severity=WARNING, strength=DUTY, aspect="format",
    kinds={Kind.SIGNER}, needs=0.8,
    good=["签发人 签发人：⟦east_asia=楷体_GB2312|王建国⟧", "签发人 签发人："],
    bad=[("签发人 {size=32} 签发人：王建国", "签发人 签发人：⟦east_asia=楷体_GB2312|王建国⟧")],
)  # fmt: skip
def signer_font(p: Paragraph, c: Context) -> Iterator[Found]:
    """“签发人：”用3号仿宋体，签发人姓名用3号楷体。

    两种字体分清标识与姓名。签发人多的，每行排两个姓名。
    """
    label = _SIGNER.match(p.text)
    if label is None or not p.text[label.end() :].strip():
        return
    look = look_within(p, label.end(), len(p.text))
    if look is not None and c.profile.family_of(look[0]) not in (None, "楷体"):
        font = c.profile.styles[Kind.LEVEL2.value].font
        fix = Reformat(p.uid, chars={"east_asia": font}, start=label.end(), end=len(p.text))
        yield found(p, label.end(), None, "签发人姓名应用楷体", fix=fix, safety=SAFE, before=look[0], after=font)
