"""Who is written to: form and choice of the 主送机关 (GB/T 9704-2012 7.3.2; 条例 第十五条)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.elements import opens_addressed
from app.core.gathering import of_kinds
from app.core.report import Kind, Paragraph, Report
from app.rules.api import CONFIRM, DUTY, ERROR, PRACTICE, SAFE, USUAL, WARNING, Found, Window, found, retext, rule

_WRONG_END = re.compile(r"[:，。；、,;.]\s*$")
_PERSONS = re.compile(r"各位领导|尊敬的|领导(?:同志)?[：:]|老师|(?<!各位)同志[：:]")
_SPEECH = re.compile(r"工作报告|讲话|致辞|发言|公开信|倡议")
_HEADS = "书记|市长|省长|县长|区长|州长|镇长|乡长|局长|厅长|部长|主任|主席|总理|同志|院长|检察长"
_LEADER = re.compile(rf"^(?:尊敬的)?[\u4e00-\u9fff]{{0,8}}(?:{_HEADS})[：:]\s*$")
_FLAT = re.compile(r"人民政府(?P<mark>、)(?=(?:国务院|省|市|县|区|州)?(?:人民)?(?:政府)?各(?:部门|部委|委办局|直属机构))")
_PARTY = re.compile(r"委$|委员会$")
_STUDY = re.compile(r"(?:调查|调研|考察|研究|评估|检测|审计|年度)报告$")  # of a finding, sent with a letter or published
_GOVERNMENT = re.compile(r"政府$|人大常委会$")


def _may_address(p: Paragraph) -> bool:
    return p.kind is Kind.ADDRESSEE or opens_addressed(p) is not None


@rule(
    "GW-RCPT-002", "GB/T 9704-2012 7.3.2", slug="addressee-colon", severity=ERROR, strength=DUTY, kinds={Kind.ADDRESSEE},
    needs=0.7,
    good=["主送 市委、市政府："],
    bad=[("主送 市委、市政府:", "主送 市委、市政府："), ("主送 市委、市政府", "主送 市委、市政府：")],
)  # fmt: skip
def addressee_colon(w: Window) -> Iterator[Found]:
    """最后一个主送机关名称后标全角冒号。

    国标规定主送机关“最后一个机关名称后标全角冒号”，冒号引出正文；半角冒号和其他标点都不合规定。
    """
    p = w.p
    text = p.text.rstrip()
    if not text or text.endswith("：") or (w.after is not None and w.after.kind is Kind.ADDRESSEE):
        return
    match = _WRONG_END.search(p.text)
    if match is None:
        fix = retext(p, len(text), len(text), "：")
        yield found(p, len(text) - 1, len(text), "主送机关之后缺全角冒号", fix=fix, before=text[-1], after=text[-1] + "：")
        return
    mark = match.group()[0]
    fix = retext(p, match.start(), match.start() + 1, "：")
    safety = SAFE if mark in ":；;。." else CONFIRM
    yield found(p, match.start(), match.start() + 1, f"主送机关之后应为全角冒号，不是“{mark}”", fix=fix, safety=safety)


@rule(
    "GW-RCPT-004", "《党政机关公文处理工作条例》第九条（八）", slug="addressee-is-a-person", severity=WARNING, strength=DUTY,
    reads=("text", "kinds"), where=of_kinds(Kind.ADDRESSEE),
    good=["标题 关于数据共享的报告\n主送 市委、市政府：", "标题 政府工作报告\n主送 各位代表："],
    bad=["标题 关于数据共享的报告\n主送 各位领导："],
)  # fmt: skip
def addressee_is_a_person(r: Report) -> Iterator[Found]:
    """主送机关使用全称、规范化简称或者同类型机关统称。

    公文是机关写给机关的，不是书信；写“各位领导”，收文机关无从确定。
    """
    if r.elements.addressee is None or _SPEECH.search(r.elements.title_text):
        return
    p = r.by_uid[r.elements.addressee]
    match = _PERSONS.search(p.text)
    if match and not _LEADER.search(p.text) and p.confidence >= 0.7:
        yield found(p, match.start(), match.end(), "主送写机关名称，不写个人称谓")


@rule(
    "GW-RCPT-005", "实务", slug="addressee-marks", severity=WARNING, strength=PRACTICE, kinds={Kind.ADDRESSEE}, needs=0.7,
    good=["主送 各县（市、区）人民政府，市政府各部门、各直属机构："],
    bad=[("主送 各县（市、区）人民政府、市政府各部门、各直属机构：", "主送 各县（市、区）人民政府，市政府各部门、各直属机构：")],
)  # fmt: skip
def addressee_marks(p: Paragraph) -> Iterator[Found]:
    """主送机关同类之间用顿号，不同类之间用逗号。

    下级政府与本级政府部门是两类机关，中间用逗号才分得清层次。
    """
    for match in _FLAT.finditer(p.text):
        at = match.start("mark")
        fix = retext(p, at, at + 1, "，")
        yield found(p, at, at + 1, "两类主送机关之间用逗号", fix=fix)


@rule(
    "GW-RCPT-006", "《党政机关公文处理工作条例》第十五条（一）", slug="several-addressees", severity=WARNING, strength=USUAL,
    aliases=("GW-DOC-003",),
    genres={"报告", "请示"}, reads=("text", "kinds"), where=of_kinds(Kind.ADDRESSEE),
    good=["标题 关于申请数据中心经费的请示\n主送 市委、市政府：", "标题 关于数据共享情况的报告\n主送 市人民政府："],
    bad=["标题 关于申请数据中心经费的请示\n主送 市政府、省数据资源局、市财政局："],
)  # fmt: skip
def several_addressees(r: Report, strict: bool = False) -> Iterator[Found]:
    """上行文原则上主送一个上级机关，根据需要抄送其他机关。

    多头主送，各家都可能等别家答复。党委与政府并送的，以及法治政府建设年度报告法定的报送对象，不在此列。
    """
    uid = r.elements.addressee
    if uid is None or "法治政府建设" in r.elements.title_text:
        return
    p = r.by_uid[uid]
    names = [name for name in re.split(r"[、，,]", p.text.strip().rstrip("：:")) if name]
    allowed = not strict and len(names) == 2 and _PARTY.search(names[0]) and _GOVERNMENT.search(names[1])
    if len(names) > 1 and not allowed and p.confidence >= 0.7 and "各" not in p.text:
        yield found(p, 0, None, f"上行文原则上主送一个机关，这里有{len(names)}个，其余可改为抄送")


@rule(
    "GW-RCPT-007", "《党政机关公文处理工作条例》第十五条（五）", slug="addressed-to-a-leader", severity=ERROR, strength=DUTY,
    genres={"报告", "请示"}, reads=("text", "kinds"), where=of_kinds(Kind.ADDRESSEE),
    good=["标题 关于数据共享情况的报告\n主送 市人民政府：", "标题 关于数据共享情况的报告\n主送 市人大常委会主任会议："],
    bad=["标题 关于数据共享情况的报告\n主送 张市长："],
)  # fmt: skip
def addressed_to_a_leader(r: Report) -> Iterator[Found]:
    """除上级机关负责人直接交办事项外，不以本机关名义向上级机关负责人报送公文。

    报送个人绕过了机关的公文办理程序，责任和时限都无从跟踪。
    """
    if r.elements.addressee is None or _SPEECH.search(r.elements.title_text):
        return
    p = r.by_uid[r.elements.addressee]
    if _LEADER.search(p.text.strip()) and p.confidence >= 0.7:
        yield found(p, 0, None, "公文应主送机关，不主送负责人个人（负责人直接交办的除外）")


@rule(
    "GW-RCPT-009", "《党政机关公文处理工作条例》第九条（八）", slug="no-addressee", severity=WARNING, strength=DUTY,
    genres={"报告", "请示", "函", "批复"}, modes={"submitted"}, reads=("text", "kinds"), where=_may_address,
    good=[
        "标题 关于数据共享情况的报告\n主送 市人民政府：\n正文 现将有关情况报告如下。",
        "标题 关于数据共享情况的报告\n正文 市人民政府：现将有关情况报告如下。",
        "标题 关于数据人才队伍建设的调研报告\n正文 现将调研情况报告如下。",
    ],
    bad=["标题 关于数据共享情况的报告\n正文 现将有关情况报告如下。"],
)  # fmt: skip
def no_addressee(r: Report) -> Iterator[Found]:
    """报送的报告、请示、函、批复应当写明主送机关。

    主送机关是公文的主要受理机关，缺了它，公文送出后没有办理的责任方。
    """
    named = r.elements.addressee is not None or r.elements.addressed is not None
    if not named and r.elements.title and not _STUDY.search(r.elements.title_text):
        yield found(r.by_uid[r.elements.title[-1]], 0, None, "标题之后没有主送机关")
