"""Whom a 请示 or a 报告 goes to, what it may ask, and whom a department may write to (条例 第十四条至第十六条)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.annual import TEXT_KINDS, gather_main
from app.core.gathering import gather, of_kinds
from app.core.issuers import members, title_organ
from app.core.report import IMPRINT_KINDS, Kind, Paragraph, Report
from app.rules.api import DUTY, INFO, PRACTICE, WARNING, Found, found, outside, rule

_ASK = re.compile(r"(?:恳请|请予?|申请|拟请|请求|敬请)(?P<what>[^，。；：]{2,30}?)(?=[，。；：]|$)")
_CLOSING = re.compile(r"批示|批复|审批|审示|核准|审定|审议|审核|予以批准|支持|示|函复|研究")
_MATTERS = {
    "资金": re.compile(r"资金|经费|拨款|拨付|补助|预算|\d+万元"),
    "机构编制": re.compile(r"编制|内设机构|增设|机构设置"),
    "人员": re.compile(r"人员招录|招录|招聘|任命|任职|免职|提拔|调任"),
    "用地": re.compile(r"用地|土地|划拨"),
    "项目": re.compile(r"立项|项目建设|工程建设|可行性"),
    "表彰": re.compile(r"表彰|表扬|授予"),
}  # fmt: skip
_RANKS = (
    (0, re.compile(r"^(?:中共中央|国务院|中央)|^国家|^中华人民共和国")),
    (1, re.compile(r"^[\u4e00-\u9fff]{0,6}(?:省|自治区)|^(?:北京|天津|上海|重庆)市?(?=人民政府|政府|委|$)")),
    (2, re.compile(r"^[\u4e00-\u9fff]{0,6}(?:市|州|盟|地区)")),
    (3, re.compile(r"^[\u4e00-\u9fff]{0,8}(?:县|区|旗)")),
    (4, re.compile(r"^[\u4e00-\u9fff]{0,10}(?:镇|乡|街道)")),
)  # fmt: skip
_DEPARTMENT = re.compile(r"(?:局|厅|委员会|中心|办公室)$")
_BELOW = re.compile(r"各(?:[区县市旗镇乡、（）()]|街道)+(?:人民政府|政府|党委|办事处)")
_ORDERS = re.compile(r"必须|不得|严禁|责令|限期|要求你|须于|务必")
_CONSENT = re.compile(
    r"经[^，。；]{0,12}(?:政府|党委|市委|县委|区委|省委|领导)[^，。；]{0,6}(?:同意|批准|授权|审议)|同意印发|授权"
)


_IN_IMPRINT = of_kinds(*IMPRINT_KINDS)
_ADDRESSED = of_kinds(Kind.ADDRESSEE)


def _matters(p: Paragraph) -> tuple[tuple[str, int, int], ...]:
    """What `p` asks for, where it asks for one thing: its matter and place."""
    if p.kind not in TEXT_KINDS:
        return ()
    asked = ((_matter(match), *match.span()) for match in _ASK.finditer(p.shadow) if outside(p, *match.span()))
    return tuple((matter, start, end) for matter, start, end in asked if matter)


def _matter(match: re.Match[str]) -> str | None:
    if _CLOSING.match(match["what"]):
        return None
    named = [name for name, pattern in _MATTERS.items() if pattern.search(match["what"])]
    return named[0] if len(named) == 1 else None


@rule(
    "GW-DOC-002", "《党政机关公文处理工作条例》第十五条（四）", slug="request-of-several-matters", severity=WARNING,
    strength=DUTY,
    genres={"请示"}, reads=("text", "kinds", "sequence"), where=_matters,
    good=["标题 关于申请数据中心经费的请示\n正文 现申请建设资金300万元。\n正文 妥否，请批示。"],
    bad=["标题 关于申请经费和编制的请示\n正文 申请建设资金300万元。\n正文 申请增加编制5名。\n正文 妥否，请批示。"],
)  # fmt: skip
def request_of_several_matters(r: Report) -> Iterator[Found]:
    """请示应当一文一事。

    一份请示写几件事，往往分属不同部门办理，一件没有定，其余的也批不下来；应分别请示。
    """
    seen: dict[str, tuple[Paragraph, int, int]] = {}
    for p, matters in gather_main(r, _matters):
        for matter, start, end in matters:
            seen.setdefault(matter, (p, start, end))
    if len(seen) > 1:
        p, start, end = list(seen.values())[1]
        yield found(p, start, end, f"这份请示写了{len(seen)}件事（{'、'.join(seen)}），应一文一事")


@rule(
    "GW-DOC-004", "《党政机关公文处理工作条例》第八条（十四）", slug="request-to-an-equal", severity=INFO, strength=DUTY,
    genres={"请示", "报告"}, reads=("text", "kinds"), where=_ADDRESSED,
    good=["标题 青川市数据资源局关于申请数据中心经费的请示\n主送 市人民政府："],
    bad=["标题 青川市数据资源局关于申请数据中心经费的请示\n主送 市财政局："],
)  # fmt: skip
def request_to_an_equal(r: Report) -> Iterator[Found]:
    """向不相隶属的机关请求批准，用“函”，不用“请示”“报告”。

    同级部门之间没有隶属关系，即使由对方审批，也用函。按机关名称判断级别，所以只提请核对。
    """
    p = r.by_uid.get(r.elements.addressee) if r.elements.addressee is not None else None
    own = members(title_organ(r.elements.title_text))
    if p is None or len(own) != 1 or p.confidence < 0.7 or not _DEPARTMENT.search(own[0]):
        return
    names = _addressed(p)
    if len(names) == 1 and _DEPARTMENT.search(names[0]) and _rank(own[0]) is not None and _rank(own[0]) == _rank(names[0]):
        yield found(p, 0, None, f"主送的“{names[0]}”与发文机关同级，请求批准用“函”，请核对")


@rule(
    "GW-DOC-006", "《党政机关公文处理工作条例》第十四条", slug="level-skipped", severity=INFO, strength=DUTY,
    genres={"请示", "报告"}, reads=("text", "kinds", "sequence"), where=_ADDRESSED,
    good=["标题 青川县人民政府关于数据共享情况的报告\n主送 市人民政府："],
    bad=["标题 青川县人民政府关于数据共享情况的报告\n主送 省人民政府："],
)  # fmt: skip
def level_skipped(r: Report) -> Iterator[Found]:
    """一般不得越级行文；特殊情况需要越级的，同时抄送被越过的机关。

    按机关名称判断级别，所以只提请核对；省直管县等情形不在此列。
    """
    p = r.by_uid.get(r.elements.addressee) if r.elements.addressee is not None else None
    own = members(title_organ(r.elements.title_text))
    if p is None or not own or p.confidence < 0.7:
        return
    mine, theirs = _rank(own[0]), [rank for name in _addressed(p) if (rank := _rank(name)) is not None]
    if mine is not None and theirs and mine - max(theirs) > 1 and not gather(r, _IN_IMPRINT):
        yield found(p, 0, None, "主送机关高出不止一级：越级行文应同时抄送被越过的机关，请核对")


def _addressed(p: Paragraph) -> list[str]:
    return [name for name in re.split(r"[、，,；;\s]", p.text.strip().rstrip("：:")) if name]


def _rank(name: str) -> int | None:
    """0 for the State, 1 province, 2 city, 3 county, 4 town, by the last level that the name holds; None: not told."""
    found_ = [rank for rank, pattern in _RANKS if pattern.search(name)]
    return max(found_) if found_ else None


def _orders(p: Paragraph) -> str:
    """Whether a paragraph of text gives orders, or names a consent."""
    if p.kind not in TEXT_KINDS:
        return ""
    return "consent" if _CONSENT.search(p.text) else "order" if _ORDERS.search(p.text) else ""


@rule(
    "GW-DOC-007", "《党政机关公文处理工作条例》第十六条（二）", slug="orders-to-lower-government", severity=WARNING,
    strength=DUTY,
    genres={"通知", "意见", "决定", "通报"}, reads=("text", "kinds", "sequence"), stages={"review", "recheck", "issue"},
    where=lambda p: p.kind is Kind.ADDRESSEE or _orders(p),
    good=["标题 青川市数据资源局关于数据共享的通知\n主送 各区（市）数据资源局：\n正文 各单位必须按期完成。",
          ("标题 青川市数据资源局关于数据共享的通知\n主送 各区（市）人民政府：\n"
              "正文 经市政府同意，现将有关事项通知如下，必须按期完成。")],
    bad=["标题 青川市数据资源局关于数据共享的通知\n主送 各区（市）人民政府：\n正文 现将有关事项通知如下，各区必须按期完成。"],
)  # fmt: skip
def orders_to_lower_government(r: Report) -> Iterator[Found]:
    """部门不得向下级党委、政府发布指令性公文，不得在公文中向下级党委、政府提出指令性要求。

    需经政府审批的具体事项，经政府同意后可以由部门行文，文中须注明已经政府同意。
    """
    p = r.by_uid.get(r.elements.addressee) if r.elements.addressee is not None else None
    own = members(title_organ(r.elements.title_text))
    if p is None or len(own) != 1 or p.confidence < 0.7 or not _is_local_department(own[0]) or not _BELOW.search(p.text):
        return
    if {what for _, what in gather_main(r, _orders)} == {"order"}:
        yield found(p, 0, None, "部门主送下级政府而有指令性要求，文中应注明已经本级政府同意")


def _is_local_department(name: str) -> bool:
    return re.search(r"(?:省|市|县|区|州|旗)[\u4e00-\u9fff]{2,16}(?:局|厅|委员会)$", name) is not None


@rule(
    "GW-DOC-005", "《党政机关公文处理工作条例》第二十二条", slug="signer-not-the-head", severity=INFO, strength=DUTY,
    genres={"请示", "报告"}, stages={"recheck", "issue"}, kinds={Kind.SIGNER, Kind.DOC_NUMBER}, chars="签",
    good=["标题 关于数据共享情况的报告\n签发人 签发人：李　明"],
    bad=["标题 关于数据共享情况的报告\n签发人 签发人：科长　李　明"],
)  # fmt: skip
def signer_not_the_head(p: Paragraph) -> Iterator[Found]:
    """上行文由机关主要负责人签发。

    签发人是对公文负责的人；写出科长、副局长等职务的，请核对是否由主要负责人或者受权主持工作的负责人签发。
    """
    match = re.search(r"签\s*发\s*人\s*[：:].*?(?P<post>副[\u4e00-\u9fff]{0,3}(?:长|主任|书记)|[科股处]长|主任科员|秘书)", p.text)
    if match:
        yield found(p, match.start("post"), match.end("post"), "上行文由主要负责人签发，请核对签发人")


_TO_ALL = re.compile(r"(?:^|(?<=[。；，]))各(?:单位|科室|部门|级)[^，。；]{0,6}(?:要|必须|应当)")


def _orders_to_all(p: Paragraph) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _TO_ALL.finditer(p.text)) if p.kind in TEXT_KINDS else ()


@rule(
    "GW-DOC-012", "实务", slug="orders-in-report", severity=INFO, strength=PRACTICE, genres={"报告"}, reads=("text", "kinds"),
    where=_orders_to_all, enabled=False,
    good=["标题 关于数据共享情况的报告\n正文 我局将健全制度。"],
    bad=["标题 关于数据共享情况的报告\n正文 各单位要高度重视。\n正文 各科室必须抓好落实。\n正文 各部门要加强配合。"],
)  # fmt: skip
def orders_in_report(r: Report, most: int = 2) -> Iterator[Found]:
    """报告写给上级，不向下级提要求。

    “各单位要……”是通知、讲话的口气；工作报告在会议上作的除外，所以默认不查。
    """
    places = [(p, *span) for p, spans in gather(r, _orders_to_all) for span in spans]
    if len(places) > most:
        for p, start, end in places:
            yield found(p, start, end, "报告中向下级提要求的口气，请核对", key="orders")
