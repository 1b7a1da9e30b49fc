"""What each 文种 may say and who may send it (《党政机关公文处理工作条例》 第十五条、第十七条)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.report import Kind, Paragraph
from app.rules.api import DUTY, ERROR, PRACTICE, WARNING, Found, found, outside, rule

_REQUEST = re.compile(
    r"(?P<closing>(?<![报提申呈恳敬])请(?:予以?)?(?:批示|批复|批准|审批)(?=[。！，；]|$)|(?:妥|当)否[，,]请|(?:妥|当|可)否[？?]?$)"
    r"|(?:(?<=[。；，\n])|^)(?:为此|特此?|现|因此|故|在此|我[局委办厅市县区镇院部])?[，,]?(?P<plea>恳请|敬请|请求)[^，。；]{0,14}?(?P<wish>批准|拨付|解决|支持|审批|批复)"
)
_INNER = re.compile(r"(?:局|委|委员会|政府|厅|部|院)[\u4e00-\u9fff]{2,12}(?:科|股|处)$")
_NOT_INNER = re.compile(r"(?:办事处|管理处|秘书处|管委会|派出|驻.*处|代表处|调度处)$")


@rule(
    "GW-DOC-001", "《党政机关公文处理工作条例》第十五条（四）", slug="request-in-report", severity=ERROR, strength=DUTY,
    genres={"报告"}, kinds={Kind.BODY, Kind.LEVEL1, Kind.LEVEL2, Kind.LEVEL3, Kind.LEVEL4, Kind.CLAUSE}, chars="请否",
    good=[("标题 关于数据共享情况的报告\n正文 有关事项已按程序报请批准。"
          "特此报告。"), "标题 关于执行制度情况的报告\n正文 严格执行重大事项请示报告制度。"],
    bad=[("标题 关于数据共享情况的报告\n"
         "正文 恳请市政府批准增加编制。"), "标题 关于数据共享情况的报告\n正文 以上意见妥否，请批示。"],
)  # fmt: skip
def request_in_report(p: Paragraph) -> Iterator[Found]:
    """报告不得夹带请示事项。

    报告不需要答复，上级阅后即了；夹在其中的请求得不到批复，应另行请示。
    """
    for match in _REQUEST.finditer(p.shadow):
        if outside(p, match.start(), match.end()):
            severity = ERROR if match["closing"] or (match["plea"] == "恳请" and match["wish"] != "支持") else WARNING
            yield found(p, match.start(), match.end(), "报告中不得夹带请示事项，请另行请示", severity=severity)


@rule(
    "GW-DOC-008", "《党政机关公文处理工作条例》第十七条", slug="inner-department-as-issuer", severity=WARNING, strength=DUTY,
    kinds={Kind.SIGNATURE}, needs=0.7, modes={"auto", "submitted", "published"}, stages={"review", "recheck", "issue"},
    good=["署名 青川市数据资源局办公室", "署名 青川市人民政府城东街道办事处"],
    bad=["署名 青川市数据资源局政策法规科"],
)  # fmt: skip
def inner_department_as_issuer(p: Paragraph) -> Iterator[Found]:
    """部门内设机构除办公厅（室）外不得对外正式行文。

    科、股、处不是独立的发文主体，对外的公文由所在机关或其办公厅（室）发出。
    """
    name = re.sub(r"[\s　]", "", p.text)
    if _INNER.search(name) and not _NOT_INNER.search(name):
        yield found(p, 0, None, "内设机构不得对外正式行文，应由机关或其办公厅（室）署名")


@rule(
    "GW-DOC-013", "《中华人民共和国保守国家秘密法》", slug="secret-document", severity=ERROR, strength=PRACTICE,
    kinds={Kind.SECRECY}, needs=0.7,
    good=["标题 关于数据共享的通知"],
    bad=["密级 机密★1年"],
)  # fmt: skip
def secret_document(p: Paragraph) -> Iterator[Found]:
    """涉密公文在符合保密要求的涉密计算机上处理。

    本软件不是涉密信息设备；在普通计算机上打开、编辑涉密公文，本身就违反保密规定。
    """
    yield found(p, 0, None, "标有密级：涉密公文应在涉密计算机上处理，请确认这台计算机符合保密要求")
