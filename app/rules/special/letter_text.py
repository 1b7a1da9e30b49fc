"""The 信函 format: what its 版记 leaves out (GB/T 9704-2012 10.1)."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.gathering import gather, of_kinds
from app.core.report import Kind, Report
from app.rules.api import DUTY, ERROR, Found, found, rule


@rule(
    "GW-FMT-004", "GB/T 9704-2012 10.1", slug="letter-with-imprint", severity=ERROR, strength=DUTY, genres={"函"},
    reads=("text", "kinds"), where=of_kinds(Kind.ISSUER_MARK, Kind.IMPRINT),
    good=["标志 青川市数据资源局\n文号 青数函〔2024〕3号\n标题 关于商请共享数据的函\n抄送 抄送：市财政局。"],
    bad=[("标志 青川市数据资源局\n文号 青数函〔2024〕3号\n标题 关于商请共享数据的函\n"
         "印发 青川市数据资源局办公室　2024年3月5日印发")],
)  # fmt: skip
def letter_with_imprint(r: Report) -> Iterator[Found]:
    """信函格式的版记不加印发机关和印发日期、分隔线。

    信函格式的版记只有抄送机关，位于末页最后；发文机关标志带“文件”二字的函不用信函格式，不在此列。
    """
    marks = [p.text.strip() for p, _ in gather(r, of_kinds(Kind.ISSUER_MARK))]
    if not marks or any(mark.endswith("文件") for mark in marks):
        return
    for p, _ in gather(r, of_kinds(Kind.IMPRINT)):
        if p.confidence >= 0.7:
            yield found(p, 0, None, "信函格式的版记不写印发机关和印发日期")
