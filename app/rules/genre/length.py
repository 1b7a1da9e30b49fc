"""How long a report to a higher organ is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.annual import gather_main
from app.core.report import Kind, Paragraph, Report
from app.rules.api import ADVISED, INFO, Found, found, rule

_SPOKEN = re.compile(r"工作报告|述职|述法|讲话|调查报告|评估报告|研究报告|审计")


def _length(p: Paragraph) -> int:
    return 0 if p.kind is Kind.EMPTY else len("".join(p.text.split()))


@rule(
    "GW-DOC-011", "《中国共产党重大事项请示报告条例》第二十四条；《整治形式主义为基层减负若干规定》", slug="report-too-long",
    severity=INFO, strength=ADVISED, genres={"报告"}, reads=("text", "kinds", "sequence"), where=_length,
    good=["标题 关于数据共享情况的报告\n主送 市人民政府：\n正文 现将有关情况报告如下。"],
    bad=["标题 关于数据共享情况的报告\n主送 市人民政府：\n正文 " + "全年工作取得新的成效。" * 500],
)  # fmt: skip
def report_too_long(r: Report, most: int = 5000) -> Iterator[Found]:
    """报告简短，一般不超过5000字。

    呈报党中央的综合报告一般在5000字以内、专项报告3000字以内，地方和部门参照；在会议上作的工作报告、调查报告不在此列。
    """
    if r.elements.addressee is None or not r.elements.title or _SPOKEN.search("".join(r.elements.title_text.split())):
        return
    count = sum(length for _, length in gather_main(r, _length))
    if count > most:
        yield found(r.by_uid[r.elements.title[0]], 0, None, f"全文约{count}字，超过{most}字，请考虑精简")
