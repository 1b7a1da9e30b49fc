"""The words of the 附注: brackets, who to ask, whether it may be published (GB/T 9704-2012 7.3.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.gathering import gather, of_kinds
from app.core.report import Kind, Paragraph, Report
from app.rules.api import DUTY, ERROR, INFO, PRACTICE, SAFE, WARNING, Found, found, retext, rule

_PUBLIC = re.compile(r"公开")
_PUBLISHED = re.compile(r"(?<!不予)(?<!不)(?:此件|本件)?(?:主动|依申请)?公开(?:发布|属性[：:]\s*(?:主动|依申请)公开)?")
_CONTACT = re.compile(r"联系人|联系电话|电话[：:]")


@rule(
    "GW-NOTE-002", ("GB/T 9704-2012 7.3.6；"
        "实务"), slug="note-brackets", severity=WARNING, strength=PRACTICE, kinds={Kind.NOTE}, needs=0.7,
    good=["附注 （此件公开发布）"],
    bad=[("附注 (此件公开发布)", "附注 （此件公开发布）")],
)  # fmt: skip
def note_brackets(p: Paragraph) -> Iterator[Found]:
    """附注的圆括号用全角。

    中文文本的括号用全角“（）”，左空二字才对得齐。
    """
    start = len(p.text) - len(p.text.lstrip())
    end = len(p.text.rstrip())
    edits = [
        retext(p, at, at + 1, new) for at, old, new in ((start, "(", "（"), (end - 1, ")", "）")) if p.text[at : at + 1] == old
    ]
    if edits:
        words = p.text.strip()
        right = ("（" if words[0] == "(" else words[0]) + words[1:-1] + ("）" if words[-1] == ")" else words[-1])
        yield found(p, start, end, "附注的括号用全角", fix=tuple(edits), safety=SAFE, before=words, after=right)


def _names_a_contact(p: Paragraph) -> bool:
    return _CONTACT.search(p.text) is not None


@rule(
    "GW-NOTE-003", "实务", slug="request-without-contact", severity=INFO, strength=PRACTICE, genres={"请示"},
    reads=("text", "kinds"), where=_names_a_contact,
    enabled=False,
    good=["标题 关于申请经费的请示\n署名 青川市数据资源局\n日期 2024年3月5日\n附注 （联系人：李明；电话：81234567）"],
    bad=["标题 关于申请经费的请示\n署名 青川市数据资源局\n日期 2024年3月5日"],
)  # fmt: skip
def request_without_contact(r: Report) -> Iterator[Found]:
    """请示在附注处注明联系人和电话。

    便于上级机关办理时询问。2000年的旧办法有此要求，现行条例没有写，所以默认不查。
    """
    if r.elements.date is not None and not gather(r, _names_a_contact):
        yield found(r.by_uid[r.elements.date.uid], 0, None, "请示没有注明联系人和电话")


def _says_who_may_read(p: Paragraph) -> bool:
    """Whether a short line speaks of publication, or gives the 密级."""
    return p.kind is Kind.SECRECY or (len(p.text) < 40 and _PUBLIC.search(p.text) is not None)


@rule(
    "GW-NOTE-004", "《中华人民共和国政府信息公开条例》；实务", slug="no-publication-mark", severity=INFO, strength=PRACTICE,
    modes={"submitted"}, reads=("text", "kinds"), where=_says_who_may_read, stages={"review", "recheck", "issue"},
    good=["标题 关于数据共享情况的报告\n署名 青川市数据资源局\n日期 2024年3月5日\n附注 （此件依申请公开）"],
    bad=["标题 关于数据共享情况的报告\n署名 青川市数据资源局\n日期 2024年3月5日"],
)  # fmt: skip
def no_publication_mark(r: Report) -> Iterator[Found]:
    """报送的公文注明公开属性（主动公开、依申请公开、不予公开）。

    拟制公文时就要明确公开属性；没有标注的，请核对本机关要求。
    """
    if r.elements.date is not None and not gather(r, _says_who_may_read, everywhere=True):
        yield found(r.by_uid[r.elements.date.uid], 0, None, "没有标注公开属性，请核对")


@rule(
    "GW-NOTE-005", "《中华人民共和国保守国家秘密法》", slug="secret-yet-published", severity=ERROR, strength=DUTY,
    reads=("text", "kinds"), where=of_kinds(Kind.SECRECY, Kind.NOTE),
    good=["密级 秘密★1年\n份号 000001\n标题 关于数据共享的通知\n附注 （此件发至县级）"],
    bad=["密级 秘密★1年\n份号 000001\n标题 关于数据共享的通知\n附注 （此件公开发布）"],
)  # fmt: skip
def secret_yet_published(r: Report) -> Iterator[Found]:
    """标有密级的公文不得公开发布。

    密级与“此件公开发布”互相矛盾，误公开就是泄密，必须改其中之一。
    """
    if not any(p.confidence >= 0.7 for p, _ in gather(r, of_kinds(Kind.SECRECY))):
        return
    for p, _ in gather(r, of_kinds(Kind.NOTE)):
        match = _PUBLISHED.search(p.text)
        if match:
            yield found(p, match.start(), match.end(), "标有密级，又注明公开，互相矛盾")
