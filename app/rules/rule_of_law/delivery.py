"""To whom and when an annual 法治政府建设 report goes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from app.core.annual import made_on, reported_year
from app.core.gathering import gather, of_kinds
from app.core.issuers import members, title_organ
from app.core.report import Kind, Report
from app.rules.api import DUTY, INFO, WARNING, Found, found, rule

_ADDRESSED, _COPIED, _SENT = of_kinds(Kind.ADDRESSEE), of_kinds(Kind.COPY_TO), of_kinds(Kind.ADDRESSEE, Kind.COPY_TO)
_RULES = "《法治政府建设与责任落实督察工作规定》"
_PARTY_OR_GOVERNMENT = re.compile(r"[省市县区州旗委乡镇]委|党委|党工委|政府|国务院|党中央")
_CONGRESS = re.compile(r"人大(?:常委会)?|人民代表大会")
_GOVERNMENT = re.compile(r"人民政府$|政府$")
_OFFICE = re.compile(r"依法治[国省市县区州旗×x]+|全面依法治|法治.{0,6}(?:协调|办)|依法治理|法治建设议事")
_HEAD = "标题 青川市数据资源局关于2023年度法治政府建设情况的报告\n"
_CITY = "标题 青川县人民政府关于2023年度法治政府建设情况的报告\n"


@rule(
    "GW-FZ-009", f"{_RULES}第二十四条", slug="publishing-deadline", severity=INFO, strength=DUTY, genres={"报告"},
    modes={"published"}, reads=("text", "kinds"), where=of_kinds(Kind.DATE),
    good=[_HEAD + "正文 特此报告。\n署名 青川市数据资源局\n日期 2024年3月20日"],
    bad=[_HEAD + "正文 特此报告。\n署名 青川市数据资源局\n日期 2024年4月20日"],
)  # fmt: skip
def publishing_deadline(r: Report) -> Iterator[Found]:
    """年度报告除涉密内容外，每年4月1日前公开。

    公开是法定义务；成文已在4月1日以后的，请核对。时限以本地依法治办通知为准。
    """
    year, made = reported_year(r), made_on(r)
    if year is not None and made is not None and r.elements.date and made >= date(year + 1, 4, 1):
        p = r.by_uid[r.elements.date.uid]
        message = f"{year}年度报告应在{year + 1}年4月1日前公开（以本地依法治办通知为准）"
        yield found(p, r.elements.date.start, r.elements.date.end, message)


@rule(
    "GW-FZ-010", _RULES, slug="annual-report-addressee", severity=WARNING, strength=DUTY, genres={"报告"}, aliases=("GW-FZ-011",),
    modes={"auto", "submitted", "internal"}, reads=("text", "kinds"), where=_ADDRESSED,
    good=[_HEAD + "主送 市委、市政府：", _CITY + "主送 县委、县人大常委会："],
    bad=[_HEAD + "主送 各科室：", _CITY + "主送 县委："],
)  # fmt: skip
def annual_report_addressee(r: Report) -> Iterator[Found]:
    """年度报告按规定的对象报送：部门报本级党委、政府和上一级政府有关部门；地方政府报同级党委、人大常委会。

    对象不对，等于没有履行报送义务；具体以本地依法治办通知为准。
    """
    p = r.by_uid.get(r.elements.addressee) if r.elements.addressee is not None else None
    if p is None or reported_year(r) is None or p.confidence < 0.7:
        return
    own = members(title_organ(r.elements.title_text))
    if not _PARTY_OR_GOVERNMENT.search(p.text) and not _CONGRESS.search(p.text) and not re.search(r"[厅局委部]", p.text[:-1]):
        yield found(p, 0, None, "年度报告报送本级党委、政府和上一级有关部门，主送机关请核对（以本地依法治办通知为准）")
    elif len(own) == 1 and _GOVERNMENT.search(own[0]) and _is_same_level(p.text) and not _CONGRESS.search(p.text):
        yield found(p, 0, None, "政府的年度报告同时报同级人大常委会，请核对主送机关", severity=INFO)


def _is_same_level(text: str) -> bool:
    """Whether it goes to the Party committee of the same level (not only to a government above)."""
    return re.search(r"[县区市旗乡镇州]委(?!员)|党委", text) is not None and "政府" not in text


@rule(
    "GW-FZ-021", _RULES, slug="not-copied-to-office", severity=INFO, strength=DUTY, genres={"报告"},
    modes={"auto", "submitted"}, reads=("text", "kinds"), where=_SENT,
    good=[_HEAD + "主送 市委、市政府：\n抄送 抄送：市委依法治市办。"],
    bad=[_HEAD + "主送 市委、市政府：\n抄送 抄送：市人大常委会办公室。"],
)  # fmt: skip
def not_copied_to_office(r: Report) -> Iterator[Found]:
    """年度报告抄送本级党委法治建设议事协调机构的办事机构（依法治×办）。

    依法治省（市、县）办汇总各单位的年度报告；有版记而没有抄送的，请核对。
    """
    copied = [p for p, _ in gather(r, _COPIED)]
    if reported_year(r) is None or not copied:
        return
    if not _OFFICE.search("".join(p.text for p in (*copied, *(p for p, _ in gather(r, _ADDRESSED))))):
        yield found(copied[-1], 0, None, "抄送机关中没有依法治×办，请核对（以本地依法治办通知为准）")
