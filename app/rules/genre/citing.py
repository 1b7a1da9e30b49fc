"""How documents are cited, and what a reply says first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.annual import TEXT_KINDS, made_on, main_part
from app.core.gathering import of_kinds
from app.core.report import Paragraph, Report
from app.rules.api import CONFIRM, INFO, PRACTICE, WARNING, Found, found, retext, rule

_LEADS = "根据|按照|依据|执行|落实|贯彻|参照|依照|印发|转发|关于"
_NUMBER_FIRST = re.compile(
    rf"(?:(?<=根据)|(?<=按照)|(?<=依据)|(?<=执行)|(?<=落实)|(?<=贯彻)|(?<=参照)|(?<=依照)|(?<=印发)"
    rf"|(?<=[，。；：、和与及])|(?<=你[院局委厅省市县区部办])|^)"
    rf"(?!{_LEADS}|[你贵我院局])(?P<number>[\u4e00-\u9fff]{{2,6}}〔(?P<year>(?:19|20)\d{{2}})〕\d{{1,4}}号)(?:文件?)?"
    r"(?P<title>《[^《》]{6,80}》)(?![（(])"
)
_CITED_SO_SINCE = 2001  # the order of title and number was laid down in 2000
_CENTRAL = re.compile(r"《(?P<organ>中共中央(?P<gap>[、，]?)国务院)(?!办公厅)")
_INCOMING = re.compile(
    r"收悉|来函|来文|《[^《》]+》|请示|报来|关于[^，。]{4,60}的(?:函|请示|报告|建议|提案|议案)|〔\d{4}〕|你们|(?:你|贵)[省市县区局委厅院部办司处署会]"
)
_REPLY = re.compile(r"批复$|复函$|答复$")


@rule(
    "GW-DOC-009", "实务", slug="number-before-title", severity=WARNING, strength=PRACTICE, chars="〔",
    kinds=TEXT_KINDS,
    good=["正文 根据《青川市数据条例实施方案》（青政发〔2023〕5号）要求，制定本方案。"],
    bad=[("正文 根据青政发〔2023〕5号《青川市数据条例实施方案》，制定本方案。",
          "正文 根据《青川市数据条例实施方案》（青政发〔2023〕5号），制定本方案。")],
)  # fmt: skip
def number_before_title(p: Paragraph) -> Iterator[Found]:
    """引用公文先引标题，后引发文字号。

    标题说明是什么文件，字号便于查找，写作“《……》（×发〔2023〕5号）”。
    """
    if "》" not in p.text:
        return
    for match in _NUMBER_FIRST.finditer(p.text):
        if int(match["year"]) < _CITED_SO_SINCE:
            continue
        start, end = match.start("number"), match.end("title")
        right = f"{match['title']}（{match['number']}）"
        yield found(p, start, end, f"先引标题后引字号：{right}", fix=retext(p, start, end, right), safety=CONFIRM)


@rule(
    "GW-DOC-014", "实务", slug="reply-without-incoming", severity=WARNING, strength=PRACTICE, genres={"批复", "函", "答复"},
    reads=("text", "kinds", "sequence"), where=of_kinds(*TEXT_KINDS),
    good=[("标题 关于同意建设数据中心的批复\n主送 市数据资源局：\n"
        "正文 你局《关于建设数据中心的请示》（青数请〔2024〕3号）收悉。现批复如下。"),
        "标题 关于数据定性问题的复函\n主送 省数据局政策司：\n正文 你司8月16日函询的问题，经研究，函复如下。"],
    bad=["标题 关于同意建设数据中心的批复\n主送 市数据资源局：\n正文 经研究，同意建设数据中心。"],
)  # fmt: skip
def reply_without_incoming(r: Report) -> Iterator[Found]:
    """批复、复函开头引来文的标题和发文字号。

    先写明答复的是哪一份请示或来函，对方才能对上；只引标题没有引字号的，提请核对。2012年以前的公文不查字号。
    """
    if not _REPLY.search(r.elements.title_text.strip()):
        return
    first = next((p for p in main_part(r) if p.kind in TEXT_KINDS and p.text.strip()), None)
    if first is None or r.elements.addressee is None:
        return
    sentence = re.split(r"(?<=。)", first.text)[0]
    made = made_on(r)
    if not _INCOMING.search(sentence):
        yield found(first, 0, len(sentence), "批复、复函开头应引来文的标题和发文字号")
    elif "收悉" in sentence and "〔" not in sentence and made is not None and made.year > 2012:
        yield found(first, 0, len(sentence), "引来文时，标题之后宜注明发文字号", severity=INFO)


@rule(
    "GW-DOC-017", "实务", slug="joint-central-title", severity=WARNING, strength=PRACTICE, chars="《", stories="all",
    good=["正文 落实《中共中央 国务院关于构建数据基础制度的意见》。", "正文 落实党中央、国务院决策部署。"],
    bad=[("正文 落实《中共中央国务院关于构建数据基础制度的意见》。", "正文 落实《中共中央 国务院关于构建数据基础制度的意见》。"),
         ("正文 落实《中共中央、国务院关于构建数据基础制度的意见》。",
          "正文 落实《中共中央 国务院关于构建数据基础制度的意见》。")],
)  # fmt: skip
def joint_central_title(p: Paragraph) -> Iterator[Found]:
    """联合发文的标题中，“中共中央”与“国务院”之间空一格。

    两个机关联合行文，原标题在两个名称之间以空格分隔，引用时照写，不连写，也不加顿号。
    """
    for match in _CENTRAL.finditer(p.text):
        start, end = match.span("gap")
        yield found(
            p, match.start("organ"), match.end("organ"), "联合发文的标题中，“中共中央”与“国务院”之间空一格",
            fix=retext(p, start, end, " "), before=match["organ"], after="中共中央 国务院",
        )  # fmt: skip
