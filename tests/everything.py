"""A DOCX that holds one of everything, about an invented unit: what 按国标排版 must carry through unharmed."""

from __future__ import annotations

import base64
import io
import zipfile

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def p(*content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>" if properties else f"<w:p>{''.join(content)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(*paragraphs: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{properties}</w:tcPr>{"".join(paragraphs)}</w:tc>'


def table(*rows: str) -> str:
    grid = '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
    return f'<w:tbl><w:tblPr><w:tblW w:w="4000" w:type="dxa"/></w:tblPr>{grid}{"".join(f"<w:tr>{row}</w:tr>" for row in rows)}</w:tbl>'


NESTED = table(cell(p(r("内层甲"))) + cell(p(r("内层乙"))))
PICTURE = (
    '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="360000" cy="360000"/>'
    '<wp:docPr id="1" name="图1"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="图1"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rPic"/>'
    '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
)
TEXT_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="900000" cy="360000"/><wp:docPr id="2" name="文本框1"/><a:graphic>'
    '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/><wps:spPr/>'
    f"<wps:txbx><w:txbxContent>{p(r('文本框里的话'))}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
    "</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>"
    f"{p(r('文本框里的话'))}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
BODY_FORMAT = '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="24"/>'
LANDSCAPE = (
    '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" '
    'w:left="1440" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
)
BODY = "".join([
    p(r("青川市数据资源局关于2025年度法治政府建设情况的报告", '<w:b/><w:sz w:val="36"/>'), properties='<w:jc w:val="center"/>'),
    p(r("市委、市政府：", BODY_FORMAT)),
    p(
        r("现将有关情况报告如下。", BODY_FORMAT),
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>',
        '<w:commentRangeStart w:id="0"/>', r("这一句有批注", BODY_FORMAT), '<w:commentRangeEnd w:id="0"/>',
        '<w:r><w:commentReference w:id="0"/></w:r>', r("，", BODY_FORMAT),
        '<w:ins w:id="11" w:author="张科" w:date="2025-12-01T08:00:00Z">', r("新增的话", BODY_FORMAT), "</w:ins>",
        '<w:del w:id="12" w:author="张科" w:date="2025-12-01T08:00:00Z"><w:r><w:delText>删去的话</w:delText></w:r></w:del>',
        r("，其中", BODY_FORMAT), r("重点词", BODY_FORMAT + "<w:b/>"), r("加粗。", BODY_FORMAT),
    ),
    p(r("一、主要举措和成效", BODY_FORMAT + "<w:b/>")),
    p(
        r("（一）健全制度体系。", BODY_FORMAT), '<w:bookmarkStart w:id="5" w:name="制度"/>', r("修订制度12项", BODY_FORMAT),
        '<w:bookmarkEnd w:id="5"/>', r("，详见", BODY_FORMAT),
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> REF 制度 \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', r("修订制度12项", BODY_FORMAT),
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>', r("和", BODY_FORMAT),
        f'<w:hyperlink r:id="rLink">{r("本局网页", BODY_FORMAT)}</w:hyperlink>', r("。", BODY_FORMAT),
    ),
    p(
        r("按公式", BODY_FORMAT), "<m:oMath><m:r><m:t>a+b=c</m:t></m:r></m:oMath>", r("计算，", BODY_FORMAT),
        f'<w:sdt><w:sdtPr><w:tag w:val="unit"/></w:sdtPr><w:sdtContent>{r("控件里的话", BODY_FORMAT)}</w:sdtContent></w:sdt>',
        r("，附图", BODY_FORMAT), PICTURE, TEXT_BOX, r("如上。", BODY_FORMAT),
    ),
    table(
        cell(p(r("项目")), properties='<w:gridSpan w:val="2"/>'),
        cell(p(r("普法")), properties='<w:vMerge w:val="restart"/>') + cell(p(r("12")), NESTED, p()),
        cell(p(), properties="<w:vMerge/>") + cell(p(r("8"))),
    ),
    p(r("自动编号的一段。", BODY_FORMAT), properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
    p(r("分页以前。", BODY_FORMAT), '<w:r><w:br w:type="page"/></w:r>', r("制表", BODY_FORMAT), "<w:r><w:tab/></w:r>", r("符。", BODY_FORMAT),
      properties='<w:tabs><w:tab w:val="left" w:pos="4200"/></w:tabs>'),
    p(r("竖排到此。", BODY_FORMAT),
      properties='<w:sectPr><w:headerReference w:type="default" r:id="rHead"/><w:pgSz w:w="11906" w:h="16838"/>'
      '<w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'),
    p(r("横排附表在此。", BODY_FORMAT)),
    LANDSCAPE,
])  # fmt: skip

PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>'
        + "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{TYPE}.{kind}+xml"/>'
            for name, kind in [
                ("styles", "styles"), ("settings", "settings"), ("numbering", "numbering"), ("footnotes", "footnotes"),
                ("comments", "comments"), ("header1", "header"),
            ]
        )
        + "</Types>"
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rDoc" Type="{RELATION}/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
    "word/_rels/document.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="r{kind}" Type="{RELATION}/{kind}" Target="{kind}.xml"/>'
            for kind in ("styles", "settings", "numbering", "footnotes", "comments")
        )
        + f'<Relationship Id="rHead" Type="{RELATION}/header" Target="header1.xml"/>'
        f'<Relationship Id="rPic" Type="{RELATION}/image" Target="media/image1.png"/>'
        f'<Relationship Id="rLink" Type="{RELATION}/hyperlink" Target="https://example.invalid/" TargetMode="External"/>'
        "</Relationships>"
    ),
    "word/document.xml": f"<w:document {NS}><w:body>{BODY}</w:body></w:document>",
    "word/styles.xml": (
        f'<w:styles {NS}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="宋体" w:cs="宋体"/>'
        '<w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style></w:styles>'
    ),
    "word/settings.xml": f"<w:settings {NS}><w:zoom w:percent=\"100\"/></w:settings>",
    "word/numbering.xml": (
        f'<w:numbering {NS}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="（%1）"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    ),
    "word/footnotes.xml": (
        f'<w:footnotes {NS}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", r("脚注的话。"))}</w:footnote></w:footnotes>'
    ),
    "word/comments.xml": f'<w:comments {NS}><w:comment w:id="0" w:author="李处" w:initials="李">{p(r("请核实。"))}</w:comment></w:comments>',
    "word/header1.xml": f"<w:hdr {NS}>{p(r('页眉的话'))}</w:hdr>",
}  # fmt: skip


def everything() -> bytes:
    """The whole package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in PARTS.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)
        archive.writestr("word/media/image1.png", PNG)
    return out.getvalue()
