"""密级和保密期限, 份号 and 签发人 (GB/T 9704-2012 7.2.1, 7.2.2, 7.2.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.gathering import gather, of_kinds
from app.core.numerals import han_to_int
from app.core.report import Kind, Paragraph, Report
from app.rules.api import DUTY, ERROR, WARNING, Context, Found, found, retext, rule
from app.rules.head.markings import above_the_title, writes_copy_number

_LIMIT = {"绝密": 30, "机密": 20, "秘密": 10}
_TERM = re.compile(r"(绝密|机密|秘密)\s*[★☆*＊]?\s*([\d]+|[一二三四五六七八九十百]+)\s*年")
_COPY_NUMBER = re.compile(r"\d{6}")


@rule(
    "GW-HEAD-002", "《党政机关公文处理工作条例》第九条（一）", slug="secret-without-copy-number", severity=ERROR, strength=DUTY,
    reads=("text", "kinds"), where=above_the_title,
    good=["份号 000012\n密级 机密★1年\n标题 关于数据安全的通知"],
    bad=["密级 机密★1年\n标题 关于数据安全的通知"],
)  # fmt: skip
def secret_without_copy_number(r: Report) -> Iterator[Found]:
    """涉密公文应当标注份号。

    涉密公文逐份编号、登记、签收、清退；没有份号就无法追查每一份的去向。
    """
    marked = [p for p, _ in gather(r, of_kinds(Kind.COPY_NUMBER, Kind.SECRECY))]
    if any(p.kind is Kind.COPY_NUMBER for p in marked) or (marked and writes_copy_number(r)):
        return
    for p in marked:
        if p.confidence >= 0.7 and not _COPY_NUMBER.search(p.text):
            yield found(p, 0, None, "标了密级，版头还应标注份号")


@rule(
    "GW-HEAD-004", "GB/T 9704-2012 7.2.2；《中华人民共和国保守国家秘密法》", slug="secrecy-term", severity=ERROR, strength=DUTY,
    kinds={Kind.SECRECY}, needs=0.7,
    good=["密级 秘密★10年"],
    bad=[("密级 秘密★五年", "密级 秘密★5年"), "密级 秘密★20年"],
)  # fmt: skip
def secrecy_term(p: Paragraph) -> Iterator[Found]:
    """保密期限中的数字用阿拉伯数字，并且不超过法定上限。

    除另有规定外，绝密级不超过三十年，机密级不超过二十年，秘密级不超过十年；超出上限或写法不一都会影响到期解密。
    """
    match = _TERM.search(p.text)
    if match is None:
        return
    level, written = match.groups()
    years = int(written) if written.isdigit() else han_to_int(written) or 0
    if years > _LIMIT[level]:
        yield found(p, match.start(2), match.end(), f"{level}级的保密期限除另有规定外不超过{_LIMIT[level]}年")
    elif years and not written.isdigit():
        fix = retext(p, match.start(2), match.end(2), str(years))
        yield found(p, match.start(2), match.end(2), "保密期限中的数字用阿拉伯数字", fix=fix)


@rule(
    "GW-HEAD-015", "《党政机关公文处理工作条例》第九条（六）", slug="upward-without-signer", severity=ERROR, strength=DUTY,
    genres={"报告", "请示"}, modes={"auto", "submitted"}, reads=("text", "kinds"),
    where=of_kinds(Kind.DOC_NUMBER, Kind.SIGNER, Kind.ISSUER_MARK),
    good=[
        "标志 青川市数据资源局文件\n文号 青数发〔2024〕5号　　签发人：李　明\n标题 青川市数据资源局关于数据共享情况的报告",
        "标题 青川市数据资源局关于数据共享情况的报告\n正文 现将有关情况报告如下。",
    ],
    bad=["标志 青川市数据资源局文件\n文号 青数发〔2024〕5号\n标题 青川市数据资源局关于数据共享情况的报告\n主送 市人民政府："],
)  # fmt: skip
def upward_without_signer(r: Report, c: Context) -> Iterator[Found]:
    """上行文应当标注签发人姓名。

    报告、请示由机关主要负责人签发，版头标出签发人，表明上报内容已经其审定。没有版头的稿件和公开发布的稿件不查。
    """
    if not r.elements.has_head:
        return
    head = [p for p, _ in gather(r, of_kinds(Kind.DOC_NUMBER, Kind.SIGNER, Kind.ISSUER_MARK))]
    label = next((p for p in head if "签发人" in p.text or p.kind is Kind.SIGNER), None)
    if label is None and head:
        mark = any(p.kind is Kind.ISSUER_MARK for p in head)
        yield found(head[-1], 0, None, "报告、请示的版头应标注签发人姓名", severity=ERROR if mark else WARNING)
    elif label is not None and c.stage == "issue" and label.text.rstrip("　 ：:").endswith("签发人"):
        yield found(label, 0, None, "印发稿的签发人姓名尚未填写")
