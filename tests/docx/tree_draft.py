"""A report of an invented office whose sections hold everything that a step on the tree must not lose."""

from __future__ import annotations

from tests.docx.make import p, parts, zipped

_PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="{0}" name="图{0}"/><a:graphic><a:graphicData uri="u"/>'
    "</a:graphic></wp:inline></w:drawing></w:r>"
)
_SECTION = (
    '<w:sectPr><w:pgSz w:w="{0}" w:h="{1}"{2}/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" w:header="851"'
    ' w:footer="992" w:gutter="0"/></w:sectPr>'
)
UPRIGHT = _SECTION.format(11906, 16838, "")
ACROSS = _SECTION.format(16838, 11906, ' w:orient="landscape"')
TEXT = "各项工作稳步推进，成效明显，群众满意度不断提升。"
HEADING = '<w:outlineLvl w:val="{0}"/>'
TABLE = (
    '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>'
    "<w:p><w:r><w:t>表中的话</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def _marked(text: str, *inside: str) -> str:
    """A paragraph with run-level elements in the middle of its text."""
    half = len(text) // 2
    return (
        f"<w:p><w:r><w:t>{text[:half]}</w:t></w:r>{''.join(inside)}<w:r><w:rPr><w:b/></w:rPr><w:t>{text[half:]}</w:t></w:r></w:p>"
    )


def _start(kind: str, number: int) -> str:
    name = f' w:name="标{number}"' if kind == "bookmark" else ""
    return f'<w:{kind}Start w:id="{number}"{name}/>'


def _end(kind: str, number: int) -> str:
    return f'<w:{kind}End w:id="{number}"/>'


def _reference(kind: str, number: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF 标1</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>域的结果</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
BODY = "".join([
    p("关于数据工作情况的报告", '<w:jc w:val="center"/>'),
    p("市政府："),
    p("现将有关情况报告如下，请审阅。有关安排见第三部分。"),
    p("一、工作回顾", HEADING.format(0), "<w:b/>"),
    _marked(TEXT, _start("bookmark", 1), _reference("footnote", 2)),
    p("（一）健全制度", HEADING.format(1)),
    _marked(TEXT, _start("commentRange", 0), "<w:r><w:t>批注处</w:t></w:r>", _end("commentRange", 0), _reference("comment", 0)),
    TABLE,
    p("（二）优化流程", HEADING.format(1)),
    _marked(TEXT, _end("bookmark", 1), _PICTURE.format(1)),
    _start("bookmark", 3),
    p("二、存在问题", HEADING.format(0), "<w:b/>"),
    _marked(TEXT, '<w:ins w:id="7" w:author="李处" w:date="2024-03-05T00:00:00Z"><w:r><w:t>新增的</w:t></w:r></w:ins>',
            '<w:del w:id="8" w:author="李处" w:date="2024-03-05T00:00:00Z"><w:r><w:delText>删去的</w:delText></w:r></w:del>'),
    f"<w:sdt><w:sdtPr><w:tag w:val=\"甲\"/></w:sdtPr><w:sdtContent>{p('控件里的一段，' + TEXT)}{p('控件里的又一段。')}</w:sdtContent></w:sdt>",
    _end("bookmark", 3),
    p("三、下步打算", HEADING.format(0), "<w:b/>"),
    p("（一）抓好落实。压实责任，一是抓早；二是抓小；三是抓实。"),
    p("（二）强化监督。" + TEXT),
    TABLE,
    p("（三）加强保障。" + TEXT),
    p("四、有关建议", HEADING.format(0), "<w:b/>"),
    _marked(TEXT, _FIELD),
    p("特此报告。"),
    p("某某市数据局", '<w:jc w:val="right"/>'),
    p("2024年3月5日", '<w:jc w:val="right"/>'),
    UPRIGHT,
])  # fmt: skip

_TRACKED = '<w:{0} w:id="{1}" w:author="李处" w:date="2024-03-05T00:00:00Z"><w:r><w:{2}>{3}</w:{2}></w:r></w:{0}>'
ITEMS = "".join([
    p("关于数据工作情况的报告", '<w:jc w:val="center"/>'),
    p("市政府："),
    p("现将有关情况报告如下，请审阅。"),
    p("一、工作回顾", HEADING.format(0), "<w:b/>"),
    "<w:p><w:r><w:t>主要做了三件事。一是抓</w:t></w:r>", _start("commentRange", 0), "<w:r><w:rPr><w:b/></w:rPr><w:t>早</w:t></w:r>",
    _end("commentRange", 0), _reference("comment", 0), "<w:r><w:t>；二是抓小</w:t></w:r>", _reference("footnote", 2),
    "<w:r><w:t>，防微</w:t></w:r>", _start("bookmark", 1), "<w:r><w:t>杜渐；三是</w:t></w:r>", _end("bookmark", 1), _PICTURE.format(1),
    _TRACKED.format("ins", 7, "t", "新增的"), _TRACKED.format("del", 8, "delText", "删去的"),
    "<w:r><w:t>抓实。总体情况良好。</w:t></w:r></w:p>",
    p("二、存在问题", HEADING.format(0), "<w:b/>"),
    p("主要有以下问题："),
    p("一是力量不足；"),
    TABLE,
    _marked("二是经费不足，短板明显，还需努力；", _start("bookmark", 2), "<w:r><w:t>标处</w:t></w:r>", _end("bookmark", 2)),
    _start("bookmark", 3),
    p("三是能力不足。"),
    _end("bookmark", 3),
    p("三、下步打算", HEADING.format(0), "<w:b/>"),
    p("要抓紧：一是压实责任；", "", "<w:i/>"),
    p("二是抓好落实；"),
    "<w:p><w:r><w:t>三是强化监督，</w:t></w:r>", _FIELD, "<w:r><w:t>。</w:t></w:r></w:p>",
    p("特此报告。"),
    p("某某市数据局", '<w:jc w:val="right"/>'),
    p("2024年3月5日", '<w:jc w:val="right"/>'),
    UPRIGHT,
])  # fmt: skip
"""Lists of 一是… in one paragraph, in paragraphs of their own, and mixed, with everything in them that must not be lost."""


def draft(body: str = BODY, **others: str) -> bytes:
    """The file; `body` may be another one with the same footnote and comment."""
    given = {
        "footnotes": f'<w:footnote w:id="2">{p("脚注的话。")}</w:footnote>', "comments":
        f'<w:comment w:id="0" w:author="李处">{p("请核实。")}</w:comment>', "numbering": NUMBERING, **others,
    }  # fmt: skip
    return zipped(parts(body, **given))
