"""What book-title marks may hold (GB/T 15834-2011 A.13)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.findings import Severity
from app.core.report import Paragraph
from app.rules.api import CONFIRM, DUTY, INFO, WARNING, Found, found, retext, rule

_WORKS = re.compile(
    "(?:法|典|条例|规定|办法|意见|通知|决定|决议|方案|纲要|规划|计划|章程|准则|报告|指南|细则|规则|标准|规范|公报|讲话|讲义|读本|教材|选编|汇编"
    "|选集|文选|文集|解释|宣言|守则|手册|要点|公约|协定|宪章|目录|清单|批复|复函|倡议书|公告|通告|通报|思想|全书|实录|论|史|报|刊|[）〉”])$"
)
_NOT_WRITTEN = "(?:主题|系列|专题)?(?:活动|大会|研讨会|培训班|竞赛|课程|证书|奖项)"
_BEHIND = re.compile(f"》{_NOT_WRITTEN}")
_NO_WORK = re.compile(f"《([^《》]{{2,20}})》(?={_NOT_WRITTEN})")
_LICENCE = re.compile("《([^《》]{2,20}(?:许可证|执照|资格证|操作证|登记证|上岗证|身份证))》")


@rule(
    "GW-PUNC-028", "GB/T 15834-2011 A.13.1", slug="title-marks-on-no-work", severity=WARNING, strength=DUTY,
    chars="》", stories="all",
    good=["正文 举办“宪法宣传周”活动，参加《政务服务面对面》直播。", "正文 开展学习《青川市数据条例》活动。"],
    bad=[
        ("正文 举办《法治宣传周》活动。", "正文 举办“法治宣传周”活动。"),
        ("正文 核发《数据经营许可证》3件。", "正文 核发“数据经营许可证”3件。"),
    ],
)  # fmt: skip
def title_marks_on_no_work(p: Paragraph) -> Iterator[Found]:
    """课程、奖项、证照、组织机构、会议、活动等名称不用书名号。

    书名号标示书籍、报刊、文件、节目等作品；活动的名称需要强调时用引号。
    """
    for match in _NO_WORK.finditer(p.text) if _BEHIND.search(p.text) else ():
        if not _WORKS.search(match.group(1)):
            yield _quoted(p, match, f"活动、会议、课程等名称不用书名号：{match.group()}", WARNING)
    for match in _LICENCE.finditer(p.text) if "证》" in p.text or "执照》" in p.text else ():
        yield _quoted(p, match, "证照名称不用书名号，可不加标点或用引号", INFO)


def _quoted(p: Paragraph, match: re.Match[str], message: str, severity: Severity) -> Found:
    start, end = match.span()
    fix = (retext(p, start, start + 1, "“"), retext(p, end - 1, end, "”"))
    after = f"“{match.group(1)}”"
    return found(p, start, end, message, fix=fix, safety=CONFIRM, before=match.group(), after=after, severity=severity)


_KIND_INSIDE = re.compile(r"《[^《》]{2,30}?(全文|原文|一书|一文|杂志)》")


@rule(
    "GW-PUNC-029", "GB/T 15834-2011 A.13.3", slug="kind-inside-title-marks", severity=INFO, strength=DUTY,
    chars="》", stories="all",
    good=["正文 学习《青川市数据条例》全文，订阅《青川学刊》杂志。"],
    bad=[("正文 学习《青川市数据条例全文》。", "正文 学习《青川市数据条例》全文。")],
)  # fmt: skip
def kind_inside_title_marks(p: Paragraph) -> Iterator[Found]:
    """名称后面表示作品类别的普通名词，不放在书名号里。

    “全文”“一书”“杂志”不是名称的一部分，放进去名称就不准确；它确是名称本身的，可保留原文。
    """
    for match in _KIND_INSIDE.finditer(p.text):
        start, end = match.start(1), match.end()
        kind = match.group(1)
        yield found(
            p, start, end, f"“{kind}”不在名称之内，应移到书名号外", fix=retext(p, start, end, f"》{kind}"), safety=CONFIRM
        )


_ASKS = re.compile(r"《[^《》]*(?:吗|呢|多少|什么|谁|哪[^《》]*|如何[^《》]*|怎么[^《》]*|为何[^《》]*|几何)》([？?])(?!《)")


@rule(
    "GW-PUNC-041", "GB/T 15834-2011 A.13.5", slug="question-mark-outside-title", severity=INFO, strength=DUTY,
    chars="？?", stories="all",
    good=["正文 播出《你的权利知多少？》专题片，你读过《青川市数据条例》吗？"],
    bad=[("正文 播出专题片《你的权利知多少》？", "正文 播出专题片《你的权利知多少？》")],
)  # fmt: skip
def question_mark_outside_title(p: Paragraph) -> Iterator[Found]:
    """书名、篇名末尾的问号、叹号放在书名号里面。

    问号是名称的一部分；放在外面，整句就成了问句。
    """
    for match in _ASKS.finditer(p.text):
        start, end = match.start(1) - 1, match.end(1)
        yield found(
            p,
            start,
            end,
            "名称末尾的问号应在书名号内",
            fix=retext(p, start, end, "？》"),
            safety=CONFIRM,
            before="》？",
            after="？》",
        )
