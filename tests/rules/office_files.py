"""Correct reports as Word and WPS write them: split runs, rsid, hints, proofing marks, theme fonts, page-number gallery."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from tests.docx.make import parts, zipped

_THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office"><a:themeElements><a:fontScheme name="Office">'
    '<a:majorFont><a:latin typeface="等线 Light"/><a:ea typeface=""/><a:cs typeface=""/><a:font script="Hans" typeface="等线 Light"/></a:majorFont>'
    '<a:minorFont><a:latin typeface="等线"/><a:ea typeface=""/><a:cs typeface=""/><a:font script="Hans" typeface="等线"/></a:minorFont>'
    "</a:fontScheme></a:themeElements></a:theme>"
)


@dataclass(frozen=True)
class Fonts:
    title: str
    body: str
    level1: str
    level2: str
    latin: str | None = None  # None: the same as the Chinese characters


GB2312 = Fonts("方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312")
FOUNDER = Fonts("方正小标宋_GBK", "方正仿宋_GBK", "方正黑体_GBK", "方正楷体_GBK", "Times New Roman")
CESI = Fonts("CESI小标宋-GB2312", "CESI仿宋-GB2312", "CESI黑体-GB2312", "CESI楷体-GB2312")
WINDOWS = Fonts("方正小标宋简体", "仿宋", "黑体", "楷体", "Times New Roman")


@dataclass(frozen=True)
class Variant:
    """One way to make the same correct report."""

    styled: bool  # through named styles, else directly
    fonts: Fonts = GB2312
    pitch: int = 579
    sealed: bool = False
    footer: str = "outside"  # outside, centred, gallery
    blank: bool = True  # blank lines as empty paragraphs, else as space before
    wps: bool = False


TITLE = "青川市数据资源局关于2024年度工作情况的报告"
BODY = (
    "现将2024年度有关工作情况报告如下。全年办结“一网通办”事项120件（其中APP办理35件），同比增长4.69%，依据《青川市数据管理办法》"
    "（青数发〔2024〕3号）和GB/T 9704-2012《党政机关公文格式》完成改造。"
)
RUN_IN = ("（二）强化协同联动。", "会同有关部门开展专项检查，发现问题36个，已全部整改到位。")


def build(v: Variant) -> bytes:
    """The DOCX of that variant."""
    w = _Writer(v)
    body = "".join(w.blocks())
    others = {"styles": w.styles(), "settings": w.settings(), "theme1": _THEME, **w.footers()}
    return zipped(parts(body + w.section(), **others))


class _Writer:
    def __init__(self, variant: Variant) -> None:
        self.v = variant
        self._ids = count(0x00A10000)

    # --- paragraphs -------------------------------------------------------------------------------------------------

    def blocks(self) -> list[str]:
        v = self.v
        gap = [self.empty()] if v.blank else []
        out = [self.p("title", TITLE), *gap, self.p("addressee", "市委、市政府：", above=not v.blank), self.p("body", BODY)]
        out += [self.p("level1", "一、主要工作"), self.p("level2", "（一）健全工作机制")]
        out.append(self.p("body", "建立联席会议制度，依托5G和AI平台推进数据共享，办理平均用时压缩到2.5天。"))
        out.append(self.run_in(*RUN_IN))
        out += [self.p("level3", "1.完善制度"), self.p("body", "修订制度4项，建立台账12本。"), self.caption(), self.table()]
        out += [
            self.p("level1", "二、下一步打算"),
            self.p("body", "我们将认真贯彻落实，确保各项任务按期完成。"),
            self.p("body", "特此报告。"),
        ]
        out += [*gap, self.p("note", "附件：1.任务清单", above=not v.blank), self.p("notes", "2.责任清单"), *gap]
        out += [self.p("signature", "青川市数据资源局", above=not v.blank), self.p("date", "2024年12月29日")]
        out += [self.p("remark", "（此件公开发布）")]
        out += [self.p("label", "附件1"), *gap, self.p("attached", "任务清单", above=not v.blank)]
        out += [self.p("body", "各单位按照分工抓好落实。")]
        return out

    def p(self, kind: str, text: str, above: bool = False) -> str:
        return self.paragraph(kind, self.runs(kind, text), above)

    def paragraph(self, kind: str, runs: str, above: bool = False) -> str:
        number = next(self._ids)
        ids = f'w:rsidR="{number:08X}" w:rsidRDefault="{number:08X}" w:rsidRPr="{number:08X}"'
        properties = self.paragraph_properties(kind, above) + f"<w:rPr>{self.characters(kind, direct=True)}</w:rPr>"
        return f"<w:p {ids}><w:pPr>{properties}</w:pPr>{runs}</w:p>"

    def run_in(self, heading: str, rest: str) -> str:
        return self.paragraph("body", self.runs("level2", heading, inside="body") + self.runs("body", rest))

    def empty(self) -> str:
        return self.paragraph("body", "")

    def caption(self) -> str:
        return f"<w:p><w:pPr>{self.jc('center')}</w:pPr>{self.runs('body', '表1　办理情况')}</w:p>"

    def table(self) -> str:
        cell = '<w:tc><w:tcPr><w:tcW w:w="4422" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'
        rows = [("事项", "数量"), ("线上办结", "85"), ("线下办结", "35")]
        inner = "".join(f"<w:tr>{''.join(cell.format(text) for text in row)}</w:tr>" for row in rows)
        grid = '<w:tblGrid><w:gridCol w:w="4422"/><w:gridCol w:w="4422"/></w:tblGrid>'
        return f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="8844" w:type="dxa"/></w:tblPr>{grid}{inner}</w:tbl>'

    # --- runs -------------------------------------------------------------------------------------------------------

    def runs(self, kind: str, text: str, inside: str = "") -> str:
        """The text cut as Word cuts it: by script, with rsids, hints, and marks of the proofing tools between."""
        out: list[str] = []
        for piece in _scripts(text):
            chinese = not piece.isascii()
            direct = not self.v.styled or bool(inside)
            hint = '<w:rFonts w:hint="eastAsia"/>' if chinese and not direct else ""
            properties = self.characters(kind, direct, hint=chinese) or hint
            language = "" if chinese else '<w:lang w:val="en-US"/>'
            ids = f' w:rsidRPr="{next(self._ids):08X}"'
            space = ' xml:space="preserve"' if piece != piece.strip() else ""
            out.append(f"<w:r{ids}><w:rPr>{properties}{language}</w:rPr><w:t{space}>{piece}</w:t></w:r>")
        if self.v.wps or len(out) < 2:
            return "".join(out)
        start, end = '<w:bookmarkStart w:id="7" w:name="_GoBack"/>', '<w:bookmarkEnd w:id="7"/>'
        proof = '<w:proofErr w:type="gramStart"/>', '<w:proofErr w:type="gramEnd"/>'
        return out[0] + proof[0] + start + out[1] + end + proof[1] + "".join(out[2:])

    def characters(self, kind: str, direct: bool, hint: bool = True) -> str:
        return self.character_properties(kind, hint) if (direct and not self.v.styled) or (direct and kind == "level2") else ""

    def character_properties(self, kind: str, hint: bool = False) -> str:
        f = self.v.fonts
        font = {"title": f.title, "attached": f.title, "level1": f.level1, "label": f.level1, "level2": f.level2}.get(
            kind, f.body
        )
        latin = f.latin or font
        size = 44 if kind in ("title", "attached") else 32
        hinted = ' w:hint="eastAsia"' if hint else ""
        fonts = f'<w:rFonts{hinted} w:ascii="{latin}" w:eastAsia="{font}" w:hAnsi="{latin}" w:cs="{latin}"/>'
        spacing = "" if self.v.wps or kind in ("title", "attached") else '<w:spacing w:val="-5"/>'
        return f'{fonts}<w:color w:val="000000"/>{spacing}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'

    # --- paragraph formats ------------------------------------------------------------------------------------------

    def paragraph_properties(self, kind: str, above: bool) -> str:
        v = self.v
        space = f' w:before="{v.pitch}"' if above else ""
        if v.styled:
            break_ = "<w:pageBreakBefore/>" if kind == "label" else ""
            return f'<w:pStyle w:val="{_STYLE_IDS[kind]}"/>{break_}' + (f"<w:spacing{space}/>" if space else "")
        return self.format(kind, space)

    def format(self, kind: str, space: str = "") -> str:
        """Page break, pitch, indent and alignment of a kind."""
        break_ = "<w:pageBreakBefore/>" if kind == "label" and not self.v.styled else ""
        keep = "<w:keepNext/>" if kind.startswith("level") else ""
        return (
            f'{keep}{break_}<w:spacing{space} w:line="{self.v.pitch}" w:lineRule="exact"/>{self.indent(kind)}'
            f"{self.jc(self.alignment(kind))}{self.outline(kind)}"
        )

    def outline(self, kind: str) -> str:
        return f'<w:outlineLvl w:val="{int(kind[-1]) - 1}"/>' if kind.startswith("level") else ""

    def alignment(self, kind: str) -> str:
        return {"title": "center", "attached": "center", "signature": "right", "date": "right"}.get(kind, "both")

    def jc(self, value: str) -> str:
        return f'<w:jc w:val="{value}"/>'

    def indent(self, kind: str) -> str:
        sealed = self.v.sealed
        match kind:
            case "body" | "level1" | "level2" | "level3" | "note" | "remark":
                return '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
            case "notes":
                # five characters of 三号 from the left, as Word stores it: characters of the default style (五号)
                return '<w:ind w:leftChars="762" w:left="1600"/>'
            case "signature":
                return f'<w:ind w:rightChars="{533 if sealed else 305}" w:right="{1120 if sealed else 640}"/>'
            case "date":
                return f'<w:ind w:rightChars="{610 if sealed else 152}" w:right="{1280 if sealed else 320}"/>'
            case _:
                return ""

    # --- parts ------------------------------------------------------------------------------------------------------

    def styles(self) -> str:
        defaults = (
            '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" '
            'w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/><w:kern w:val="2"/><w:sz w:val="21"/><w:szCs w:val="22"/>'
            '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        )
        normal = (
            '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/>'
            '<w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr></w:style>'
            '<w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/></w:style>'
            '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="a1"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="a5"><w:name w:val="footer"/><w:basedOn w:val="a"/><w:pPr><w:snapToGrid w:val="0"/>'
            '<w:jc w:val="left"/></w:pPr><w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>'
        )
        named = "".join(
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{id_}"><w:name w:val="{name}"/><w:basedOn w:val="a"/>'
            f"<w:pPr>{self.format(kind)}</w:pPr><w:rPr>{self.character_properties(kind)}</w:rPr></w:style>"
            for kind, id_, name in zip(_STYLE_IDS, _STYLE_IDS.values(), _STYLE_NAMES, strict=True)
        )
        return defaults + normal + (named if self.v.styled else "")

    def settings(self) -> str:
        even = "<w:evenAndOddHeaders/>" if self.v.footer == "outside" else ""
        return f'<w:zoom w:percent="100"/>{even}<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'

    def footers(self) -> dict[str, str]:
        if self.v.footer == "outside":
            return {"footer1": self.number("right"), "footer2": self.number("left")}
        centred = self.number("center")
        return {"footer1": _gallery(centred) if self.v.footer == "gallery" else centred}

    def number(self, side: str) -> str:
        """`— 1 —` in 四号 宋体, one character from the edge, with Word's own field."""
        look = '<w:rPr><w:rFonts w:ascii="宋体" w:eastAsia="宋体" w:hAnsi="宋体" w:hint="eastAsia"/><w:sz w:val="28"/></w:rPr>'
        indent = "" if side == "center" else f'<w:ind w:{side}Chars="133" w:{side}="280"/>'
        marks = [
            '<w:fldChar w:fldCharType="begin"/>', "<w:instrText>PAGE   \\* MERGEFORMAT</w:instrText>",
            '<w:fldChar w:fldCharType="separate"/>', "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>',
        ]  # fmt: skip
        text = '<w:t xml:space="preserve">{}</w:t>'
        runs = "".join(f"<w:r>{look}{inner}</w:r>" for inner in (text.format("— "), *marks, text.format(" —")))
        return f'<w:p><w:pPr><w:pStyle w:val="a5"/>{indent}<w:jc w:val="{side}"/></w:pPr>{runs}</w:p>'

    def section(self) -> str:
        kinds = ("default", "even") if self.v.footer == "outside" else ("default",)
        references = "".join(f'<w:footerReference w:type="{kind}" r:id="footer{at}"/>' for at, kind in enumerate(kinds, 1))
        return (
            f'<w:sectPr w:rsidR="00A10000">{references}<w:pgSz w:w="11906" w:h="16838"/>'
            '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1400" w:gutter="0"/>'
            '<w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="312"/></w:sectPr>'
        )


_STYLE_IDS = {
    kind: f"a{number}"
    for number, kind in enumerate(
        (
            "title",
            "addressee",
            "body",
            "level1",
            "level2",
            "level3",
            "note",
            "notes",
            "signature",
            "date",
            "remark",
            "label",
            "attached",
        ),
        10,
    )
}
_STYLE_NAMES = (
    "报告标题", "报告主送", "报告正文", "标题一", "标题二", "标题三", "附件一行", "附件各行", "落款", "日期行", "附注行", "附件页", "附件名",
)  # fmt: skip


def _gallery(inner: str) -> str:
    """A footer from Word's own page-number gallery: a content control around the paragraph."""
    kind = '<w:docPartObj><w:docPartGallery w:val="Page Numbers (Bottom of Page)"/><w:docPartUnique/></w:docPartObj>'
    return f'<w:sdt><w:sdtPr><w:id w:val="-123"/>{kind}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'


def _scripts(text: str) -> list[str]:
    """The text cut where ASCII and other letters meet."""
    out: list[str] = []
    for letter in text:
        if out and out[-1][-1].isascii() == letter.isascii():
            out[-1] += letter
        else:
            out.append(letter)
    return out
