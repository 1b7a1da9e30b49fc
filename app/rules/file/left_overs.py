"""What a finished file should not carry: changes, comments, hidden words, names (GW-DOCX-001, 002, 004 … 006)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.edits import Reformat
from app.core.report import HEAD_KINDS, Paragraph, Report
from app.core.text import HAN
from app.rules.api import CONFIRM, INFO, PRACTICE, WARNING, Found, found, rule

_HAN = re.compile(f"[{HAN}]")
_LONG_BOX = 60  # Han characters: shorter ones are headings of a form, marks, seals
_BLUE = frozenset({"0000FF", "0563C1", "0462C1"})
_ENTRY = re.compile(r"\t\s*\d+\s*$|…{2,}\s*\d+\s*$")
_PROPERTY_WORDS = {"creator": "作者", "lastModifiedBy": "最后修改者", "Company": "单位"}
_NOBODY = re.compile(
    r"(?i)^(?:administrator|admin|user|users|微软用户|微软中国|microsoft.*|python-docx|wps.*|系统管理员|pc|\W*)$"
)


@rule(
    "GW-DOCX-001", "实务", slug="changes-and-comments-left", severity=WARNING, strength=PRACTICE, aspect="format",
    reads=("objects",), stages={"recheck", "issue"},
    good=["—file {footnotes=2}\n正文 一句话。"], bad=["—file {insertions=3, comments=1}\n正文 一句话。"],
)  # fmt: skip
def changes_and_comments_left(r: Report) -> Iterator[Found]:
    """定稿前处理完修订和批注。

    修订标记和批注里是修改的过程和领导的意见，印发、公开的文件里不能留着。在“审阅”中逐处接受、拒绝或删除；本软件不替您处理。
    """
    objects = r.objects
    counts = {"处修订": objects.insertions + objects.deletions, "条批注": objects.comments}
    left = "、".join(f"{count}{words}" for words, count in counts.items() if count)
    if left:
        yield found(None, 0, 0, f"文件里还有{left}，印发前须处理完")


@rule(
    "GW-DOCX-002", "实务", slug="hidden-text", severity=WARNING, strength=PRACTICE, aspect="format", stories="all",
    group="隐藏文字{count}处，逐处处理",
    good=["正文 全年办理512件。"], bad=["正文 {size=32} 全年办理512件⟦hidden=true|（待核）⟧。"],
)  # fmt: skip
def hidden_text(p: Paragraph) -> Iterator[Found]:
    """文件里不留隐藏文字。

    隐藏的文字屏幕上看不见，打印设置或别的软件会把它显示出来。确认不要的删去，要的取消隐藏。
    """
    for run in p.runs:
        if run.format.hidden and _HAN.search(p.text, run.start, run.end) and not p.story.startswith(("header", "footer")):
            yield found(p, run.start, run.end, "这几个字是隐藏文字，请删去或取消隐藏")


def _is_boxed_text(p: Paragraph) -> bool:
    return "textbox:" in p.story and p.kind not in HEAD_KINDS and len(_HAN.findall(p.text)) >= _LONG_BOX


@rule(
    "GW-DOCX-004", "实务", slug="text-in-a-box", severity=INFO, strength=PRACTICE, aspect="format", reads=("text", "kinds"),
    where=_is_boxed_text,
    good=["—box 内部资料\n正文 一句话。"],
    bad=[f"—box {'各单位要高度重视，明确责任，细化措施，确保各项任务按期完成。' * 3}\n正文 一句话。"],
)  # fmt: skip
def text_in_a_box(r: Report) -> Iterator[Found]:
    """正文不放在文本框里。

    文本框里的文字不进目录，换一个软件打开容易移位、遮住正文。成段的文字宜移到正文中。
    """
    for p in filter(_is_boxed_text, r.others):
        yield found(p, 0, None, "成段的正文放在文本框里")


@rule(
    "GW-DOCX-005", "实务", slug="hyperlink-look", severity=WARNING, strength=PRACTICE, aspect="format",
    group="超链接的蓝字、下划线{count}处",
    good=["正文 {size=32} 详见《管理办法》。"],
    bad=[(
        "正文 {size=32} 详见⟦color=0563C1, underline=single|《管理办法》⟧。",
        "正文 {size=32} 详见《管理办法》。",
    )],
)  # fmt: skip
def hyperlink_look(p: Paragraph) -> Iterator[Found]:
    """正文里不留超链接的蓝字和下划线。

    从网页复制来的文字常带链接，打印出来是蓝字加下划线。更正只改样子，链接本身还在。
    """
    for run in p.runs:
        linked = run.format.color in _BLUE and run.format.underline != "none"
        if linked and _HAN.search(p.text, run.start, run.end) and p.in_flow and not _of_contents(p):
            fix = Reformat(p.uid, chars={"color": "auto", "underline": "none"}, start=run.start, end=run.end)
            yield found(p, run.start, run.end, "超链接的蓝字和下划线", fix=fix, safety=CONFIRM, before="蓝字下划线", after="黑字")


def _of_contents(p: Paragraph) -> bool:
    """Whether `p` is an entry of a table of contents, whose links are at home there."""
    return p.format.style.lower().startswith(("toc", "目录")) or bool(_ENTRY.search(p.text))


@rule(
    "GW-DOCX-006", "实务", slug="names-in-the-properties", severity=INFO, strength=PRACTICE, aspect="format", reads=("objects",),
    modes={"published"},
    good=["正文 {size=32} 一句话。"], bad=["—file {creator=张三, Company=青川市数据资源局}\n正文 {size=32} 一句话。"],
)  # fmt: skip
def names_in_the_properties(r: Report) -> Iterator[Found]:
    """公开的文件，文档属性里不留个人姓名。

    作者、最后修改者等随文件一起公开。公开前在 Word 的“文件 › 信息 › 检查文档”里清除；本软件不改文档属性。
    """
    kept = [
        f"{words}“{r.properties[key]}”" for key, words in _PROPERTY_WORDS.items() if not _NOBODY.match(r.properties.get(key, ""))
    ]
    if kept:
        yield found(None, 0, 0, f"文档属性里有{'、'.join(kept)}，公开前请清除")
