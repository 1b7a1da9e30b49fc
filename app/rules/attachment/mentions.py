"""附件 named in the text, in the 附件说明 and on their own first pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.annual import TEXT_KINDS, main_part
from app.core.gathering import gather, of_kinds
from app.core.report import Kind, Paragraph, Report
from app.rules.api import CONFIRM, DUTY, INFO, PRACTICE, SAFE, WARNING, Found, delete, found, outside, rule

_MENTION = re.compile(
    r"(?:详见|见|参见|具体见|按照?|填[写报]|如)(?:本(?:通知|方案|报告|意见|办法|函)?)?(?:后附)?(?:的)?附件\s*(?P<n>\d{1,2})?(?![-－—~～至到]?\d)(?!所|的规定|材料)"
    r"|[（(]附件\s*(?P<m>\d{1,2})[）)]|[（(]附后[）)]"
)
_BOOK = re.compile(
    r"^(?P<lead>[\s　]*(?:附[\s　]*件[\s　]*[：:][\s　]*)?(?:\d{1,2}[.．、][\s　]*)?)《(?P<name>[^《》]{2,60})》[\s　]*$"
)
_LABEL_COLON = re.compile(r"^[\s　]*附[\s　]*件[\s　]*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?[\s　]*(?P<mark>[：:])[\s　]*$")


@rule(
    "GW-ATT-006", "实务", slug="attachment-name-in-book-marks", severity=INFO, strength=PRACTICE, kinds={Kind.ATTACHMENT_NOTE},
    needs=0.7, chars="《",
    good=["附件说明 附件：数据共享任务清单", "附件说明 附件：《青川市数据条例》释义"],
    bad=[("附件说明 附件：《数据共享任务清单》", "附件说明 附件：数据共享任务清单")],
)  # fmt: skip
def attachment_name_in_book_marks(p: Paragraph) -> Iterator[Found]:
    """附件名称一般不加书名号。

    附件说明是名单，名称独立成行，不必用书名号；有的地方习惯加，只作提示。
    """
    match = _BOOK.match(p.text)
    if match:
        start, end = match.start("name") - 1, match.end("name") + 1
        fix = (delete(p, start, start + 1), delete(p, end - 1, end))
        yield found(
            p, start, end, "附件名称一般不加书名号", fix=fix, safety=CONFIRM, before=f"《{match['name']}》", after=match["name"]
        )


def _mentions(p: Paragraph) -> list[tuple[int, int, int]]:
    """Where the text speaks of an attachment, and its number (0: none is given)."""
    if p.kind not in TEXT_KINDS or "附" not in p.text:
        return []
    found_ = (match for match in _MENTION.finditer(p.text) if outside(p, match.start(), match.end()))
    return [(match.start(), match.end(), int(match["n"] or match["m"] or 0)) for match in found_]


_is_attached = of_kinds(Kind.ATTACHMENT_LABEL, Kind.ATTACHMENT_TITLE)


@rule(
    "GW-ATT-011", "GB/T 9704-2012 7.3.4；实务", slug="attachment-mentioned-but-missing", severity=WARNING, strength=PRACTICE,
    reads=("text", "kinds"), where=lambda p: _mentions(p) or _is_attached(p) or not p.text.strip(),
    good=["标题 关于数据共享的通知\n正文 任务分工见附件。\n附件说明 附件：任务清单\n署名 青川市数据资源局\n日期 2024年3月5日"],
    bad=["标题 关于数据共享的通知\n正文 任务分工见附件。\n署名 青川市数据资源局\n日期 2024年3月5日",
         ("标题 关于数据共享的通知\n正文 任务分工见附件3。\n附件说明 附件：1.任务清单\n附件说明 2.责任表\n署名 青川市数据资源局\n"
          "日期 2024年3月5日")],
)  # fmt: skip
def attachment_mentioned_but_missing(r: Report) -> Iterator[Found]:
    """正文提到附件的，有附件说明；提到的序号不超过附件的个数。

    收文机关按正文找附件，附件说明里没有，就无从判断是漏附了还是写错了。
    """
    mentions = gather(r, _mentions)
    if not mentions or not r.elements.title or _opens_as_attachment(r):
        return
    listed, labels = r.elements.attachments, [p for p, _ in gather(r, of_kinds(Kind.ATTACHMENT_LABEL))]
    count = max([len(listed), len(labels), *(a.number or 0 for a in listed), *(_number(p) for p in labels)])
    end = len(main_part(r))
    for p, start, stop, number in [(p, *one) for p, each in mentions if r.order[p.uid] < end for one in each]:
        if not count and r.elements.date is not None:
            yield found(p, start, stop, "正文提到附件，文后没有附件说明", key="missing")
        elif count and number > count:
            yield found(p, start, stop, f"只有{count}个附件，没有附件{number}")


def _number(label: Paragraph) -> int:
    match = re.search(r"\d{1,2}", label.text)
    return int(match.group()) if match else 0


def _opens_as_attachment(r: Report) -> bool:
    first = next((p for p in r.paragraphs if p.text.strip()), None)
    return first is not None and _is_attached(first)


@rule(
    "GW-ATT-012", "GB/T 9704-2012 7.3.7", slug="separate-attachment-without-number", severity=INFO, strength=DUTY,
    reads=("text", "kinds"), stages={"recheck", "issue"},
    where=lambda p: _is_attached(p) or not p.text.strip(),
    good=["附件 青数发〔2024〕5号附件1\n附件标题 数据共享任务清单\n正文 任务如下。"],
    bad=["附件 附件1\n附件标题 数据共享任务清单\n正文 任务如下。"],
)  # fmt: skip
def separate_attachment_without_number(r: Report) -> Iterator[Found]:
    """附件与正文不能一起装订时，在附件左上角第一行顶格标公文的发文字号，其后标“附件”及序号。

    单独成册的附件离开了正文，靠发文字号才知道属于哪一份公文。附件另存为一个文件、仍一起装订的，不必标。
    """
    first = next((p for p in r.paragraphs if p.text.strip()), None)
    if first is not None and first.kind is Kind.ATTACHMENT_LABEL and "〔" not in first.text and first.confidence >= 0.7:
        yield found(first, 0, None, "这份附件单独成文件：不与正文一起装订的，“附件”之前标发文字号")


@rule(
    "GW-ATT-013", "GB/T 9704-2012 7.3.7", slug="attachment-label-with-colon", severity=WARNING, strength=DUTY,
    kinds={Kind.ATTACHMENT_LABEL}, needs=0.7,
    good=["附件说明 附件：1.任务清单\n附件 附件1\n附件标题 任务清单"],
    bad=[("附件 附件1：\n附件标题 任务清单", "附件 附件1\n附件标题 任务清单")],
)  # fmt: skip
def attachment_label_with_colon(p: Paragraph) -> Iterator[Found]:
    """附件首页左上角的“附件”及顺序号之后不加冒号。

    冒号只用在附件说明里；附件首页的“附件1”独立成行，不引出下文。
    """
    match = _LABEL_COLON.match(p.text)
    if match:
        start, end = match.span("mark")
        yield found(p, start, end, "附件首页的“附件”及序号之后不加冒号", fix=delete(p, start, end), safety=SAFE)
