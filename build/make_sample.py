"""Write resources/samples/rule-of-law-report.docx: an annual report of an invented unit, with the slips that happen.

Run from the project root: python build/make_sample.py. The file is the same byte for byte every time.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

OUT = Path(__file__).resolve().parents[1] / "resources" / "samples" / "rule-of-law-report.docx"
STAMP = (2024, 1, 2, 8, 0, 0)

TITLE = "青川市数据资源局2023年度\n法治政府建设情况的报告"
ADDRESSEE = "市委、市政府:"
OPENING = (
    "2023年，市数据资源局坚持以习近平法治思想为指导,认真落实法治政府建设实施纲要和市委、市政府工作部署，"
    "围绕数据汇聚、共享开放和安全监管，扎实推进依法行政。现将有关情况报告如下："
)

# Paragraphs are parted by empty lines; the words up to the first 。 of a "（" paragraph are a run-in heading.
BODY = """
一、推进法治政府建设的主要举措和成效

（一）深入学习贯彻法治思想。一是年初制定学法计划,把宪法、数据安全法等列入党组理论学习中心组学习内容，全年集体学法6次。
二是开设“数据法治”讲堂,举办专题讲座4期，参训干部３２０人次。三是组织旁听庭审活动2次，增强干部依法履职意识。

（二）完善依法决策机制。一是修订重大行政决策程序规定,明确公众参与、专家论证、风险评估、合法性审查和集体讨论决定五个环
节。二是聘请法律顾问3名，全年审查合同86份,提出意见112条。三是规范性文件制定前全部公开征求意见，，报备率达100%。

（四）规范数据领域行政执法。一是落实行政执法公示、全过程记录和重大执法决定法制审核“三项制度”，公示执法信息47条。二是
建立执法案卷评查机制,抽查案卷20件,合格率为95%。三是开展执法人员培训2期，持证率保持在百分之百。

（五）优化法治化营商环境。一是推进“一网通办”,市级事项网上可办率达到98．6%。二是公布公共数据开放目录(第二批),新增数据
集210个。三是开展政务服务数据专项整治，受理并办结企业诉求65件，满意率为99%。

二、法治政府建设中的不足

（一）执法力量有待加强。数据领域执法专业性强,基层执法人员数量不足，既懂技术又懂法律的复合型人才较少。

（二）制度供给有待完善。公共数据授权运营、数据产权登记等方面的配套制度还不健全，部分制度的可操作性有待提高。

（三）普法形式有待创新。普法活动以讲座、发放资料为主,面向企业的精准普法不够，宣传实效还需进一步提升。

三、党政主要负责人履行第一责任人职责情况

（一）加强组织领导。局主要负责人主持召开党组会议4次，研究部署法治建设工作,对重点工作亲自部署、重要环节亲自协调。

（二）带头学法用法。局主要负责人带头讲授法治专题课2次,带头落实年度述法制度，带头依法办理行政复议和应诉事项。

四、2024年工作安排

（一）强化制度建设。制定公共数据授权运营管理办法等3项制度,开展规范性文件清理。

（二）提升执法能力。举办执法业务培训4期,开展案卷评查和执法监督检查，推进跨部门联合监管。

（三）深化法治宣传。落实“谁执法谁普法”责任制,开展普法进企业活动12场次，制作典型案例10个。
"""
CLOSING = "特此报告。"
ATTACHMENT = "附件：1、2023年度行政执法数据统计表"
SIGNATURE = "青川市数据资源局"
DATE = "2023年12月09日"
TABLE = [("项目", "数量"), ("行政检查（次）", "47"), ("行政处罚（件）", "3"), ("行政复议（件）", "1")]


def set_font(paragraph: Paragraph, east_asia: str, size: float, upto: int | None = None) -> None:
    """Give the paragraph's characters a font (in one run, or two when `upto` splits off the beginning)."""
    text = paragraph.text
    paragraph.clear()
    for part, font in ((text[:upto], east_asia), (text[upto:], "仿宋_GB2312")) if upto else ((text, east_asia),):
        if part:
            run = paragraph.add_run(part)
            run.font.size = Pt(size)
            run.font.name = "Times New Roman"
            run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def add(
    document: WordDocument, text: str, font: str = "仿宋_GB2312", size: float = 16, *, upto: int | None = None, indent: float = 2
) -> Paragraph:
    """A paragraph as a clerk would type it: 三号, 28 磅, two characters in."""
    paragraph = document.add_paragraph(text)
    set_font(paragraph, font, size, upto)
    layout = paragraph.paragraph_format
    layout.line_spacing = Pt(28)
    layout.space_after = Pt(0)
    layout.first_line_indent = Pt(indent * size)
    return paragraph


def build() -> WordDocument:
    """The whole report."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Cm(3.7), Cm(3.5), Cm(2.8), Cm(2.6)
    add(document, TITLE, "方正小标宋简体", 22, indent=0).alignment = WD_ALIGN_PARAGRAPH.CENTER
    add(document, "", indent=0)
    add(document, ADDRESSEE, indent=0)
    add(document, OPENING)
    for text in ("".join(part.split("\n")) for part in BODY.strip().split("\n\n")):
        if text.startswith("（"):
            add(document, text, "楷体_GB2312", upto=text.index("。") + 1)
        else:
            add(document, text, "宋体" if text.startswith("二") else "黑体")
    add(document, CLOSING)
    add(document, "", indent=0)
    add(document, ATTACHMENT)
    add(document, "", indent=0)
    add(document, SIGNATURE, indent=0).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    add(document, DATE, indent=0).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    add(document, "附件1", "黑体", indent=0).paragraph_format.page_break_before = True
    add(document, "2023年度行政执法数据统计表", "方正小标宋简体", 22, indent=0).alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = document.add_table(len(TABLE), 2, "Table Grid")
    for row, cells in zip(table.rows, TABLE, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
            set_font(cell.paragraphs[0], "仿宋_GB2312", 14)
    return document


def fixed(data: bytes) -> bytes:
    """The same package with fixed dates, so that every build gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name == "docProps/thumbnail.jpeg":
                continue
            content = old.read(name)
            if name == "_rels/.rels":
                content = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", content)
            new.writestr(zipfile.ZipInfo(name, STAMP), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def main() -> None:
    """Write the sample."""
    document = build()
    properties = document.core_properties
    properties.author, properties.title, properties.comments, properties.last_modified_by = "青川市数据资源局", "", "", ""
    buffer = io.BytesIO()
    document.save(buffer)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_bytes(fixed(buffer.getvalue()))


if __name__ == "__main__":
    main()
