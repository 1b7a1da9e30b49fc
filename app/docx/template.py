"""A formatted DOCX from a plain text: our own small template, with the named styles and the page of the profile.

The package is made here, part by part: no theme, no unused styles, A4, Chinese as its language, compatibility mode 15.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from itertools import pairwise

from lxml import etree

from app.core.edits import PageNumbers, PageSetup
from app.core.format_math import text_width, unsealed_rights
from app.core.look import role_style
from app.core.profile import Page, Profile
from app.core.report import Kind, Paragraph, Report
from app.docx.direct import set_paragraph
from app.docx.document import WordDocument
from app.docx.named_styles import style_element
from app.docx.names import VAL, Element, W, w
from app.docx.order import insert_in_order
from app.docx.restyle import set_style
from app.docx.runs import clean, text_elements

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = ("styles", "settings", "fontTable")
_NOON = (1980, 1, 1, 0, 0, 0)  # the same file for the same report, whatever the clock says
_RUN_IN = frozenset({Kind.LEVEL1, Kind.LEVEL2, Kind.LEVEL3, Kind.LEVEL4})

# Further lines of one element stand right below the first; 2. stands below the 1. of 附件：1. (7.3.4).
_FURTHER: Mapping[Kind, Mapping[str, object]] = {
    Kind.SIGNATURE: {},
    Kind.ADDRESSEE: {},
    Kind.ATTACHMENT_TITLE: {},
    Kind.ATTACHMENT_NOTE: {"left": 1600, "first_line": 0, "first_line_chars": None},
}


def build(report: Report, profile: Profile) -> bytes:
    """The bytes of a DOCX that says what `report` says, every paragraph in the named style of its kind."""
    data = _package(report, profile)
    document = WordDocument.from_bytes(data, "新建.docx")
    document.apply([PageSetup(0, _geometry(profile.page)), PageNumbers(0)], profile)
    return document.to_bytes()


def _geometry(page: Page) -> dict[str, object]:
    names = ("width", "height", "top", "bottom", "left", "right", "header", "footer", "line_pitch")
    return {**{name: getattr(page, name) for name in names}, "gutter": 0, "grid": "lines"}


def _package(report: Report, profile: Profile) -> bytes:
    body = "word/document.xml"
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations([("officeDocument", body)]),
        body: _document(report, profile),
        "word/_rels/document.xml.rels": _relations([(name, f"{name}.xml") for name in _PARTS]),
        "word/styles.xml": _styles(report, profile),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(report, profile),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _NOON)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, (_DECLARATION + content).encode("utf-8"))
    return out.getvalue()


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_OFFICE}{kind}+xml"/>'
        for name, kind in (("document", "document.main"), *((name, name) for name in _PARTS))
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _document(report: Report, profile: Profile) -> str:
    root = etree.Element(w("document"), nsmap={"w": W, "r": _RELATIONS})
    body = etree.SubElement(root, w("body"))
    for above, p in zip((None, *report.paragraphs), report.paragraphs, strict=False):
        element = _paragraph(p, profile)
        if above is not None and above.kind is p.kind and p.kind in _FURTHER:
            set_paragraph(element[0], {"before": 0, **_FURTHER[p.kind]})
        body.append(element)
    _place_date(report, body, profile)
    etree.SubElement(body, w("sectPr"))
    return etree.tostring(root, encoding="unicode")


def _place_date(report: Report, body: Element, profile: Profile) -> None:
    """Put a date below its signature as without a seal (7.3.5.2)."""
    pairs = pairwise(zip(report.paragraphs, body.iterchildren(w("p")), strict=True))
    for (signature, first), (date, second) in pairs:
        if signature.kind is Kind.SIGNATURE and date.kind is Kind.DATE:
            widths = [text_width(p.text.strip(), 2) / 2 for p in (signature, date)]
            for p, element, right in zip((signature, date), (first, second), unsealed_rights(*widths), strict=True):
                em = role_style(profile, p.kind.value).size * 10
                set_paragraph(element[0], {"right": round(right * em)})


def _paragraph(p: Paragraph, profile: Profile) -> Element:
    element = etree.Element(w("p"))
    set_style(etree.SubElement(element, w("pPr")), _style_name(p, profile))
    text = clean(p.text.strip(" \t\u3000") if p.kind is not Kind.OTHER else p.text)
    words = p.role.heading_end if p.role.run_in and p.kind in _RUN_IN else None
    if words is None:
        _say(element, text, None)
        return element
    shift = len(p.text) - len(p.text.lstrip(" \t\u3000"))
    _say(element, text[: words - shift], role_style(profile, p.kind.value).name + "字符")
    _say(element, text[words - shift :], None)
    return element


def _style_name(p: Paragraph, profile: Profile) -> str:
    kind = Kind.BODY if p.role.run_in else p.kind
    return role_style(profile, kind.value).name


def _say(element: Element, text: str, style: str | None) -> None:
    if not text:
        return
    run = etree.SubElement(element, w("r"))
    if style is not None:
        etree.SubElement(etree.SubElement(run, w("rPr")), w("rStyle")).set(VAL, style)
    run.extend(text_elements(text))


def _styles(report: Report, profile: Profile) -> str:
    """The defaults, a plain Normal, and every style of the profile in both its forms as far as the report needs them."""
    body = role_style(profile, Kind.BODY.value)
    root = etree.fromstring(
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts w:ascii="{body.font}" w:hAnsi="{body.font}" w:eastAsia="{body.font}" w:cs="{body.font}"/>'
        f'<w:sz w:val="{body.size}"/><w:szCs w:val="{body.size}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr></w:style></w:styles>'
    )
    written: set[str] = set()
    for role, style in profile.styles.items():
        for type_, name in (("paragraph", style.name), ("character", style.name + "字符")):
            if name in written or (type_ == "character" and not _has_run_in(report, role)):
                continue
            written.add(name)
            root.append(style_element(type_, name, name, style))
    return etree.tostring(root, encoding="unicode")


def _has_run_in(report: Report, role: str) -> bool:
    return any(p.role.run_in and p.kind.value == role for p in report.paragraphs)


def _settings() -> str:
    root = etree.Element(w("settings"), nsmap={"w": W})
    for name, values in (
        ("zoom", {"percent": "100"}),
        ("defaultTabStop", {"val": "420"}),
        ("characterSpacingControl", {"val": "compressPunctuation"}),
        ("themeFontLang", {"val": "en-US", "eastAsia": "zh-CN"}),
        ("decimalSymbol", {"val": "."}),
        ("listSeparator", {"val": ","}),
    ):
        element = insert_in_order(root, etree.Element(w(name)))
        for key, value in values.items():
            element.set(w(key), value)
    insert_in_order(root, _compatibility())
    return etree.tostring(root, encoding="unicode")


def _compatibility() -> Element:
    compatibility = etree.Element(w("compat"))
    for name in (
        "spaceForUL",
        "balanceSingleByteDoubleByteWidth",
        "doNotLeaveBackslashAlone",
        "ulTrailSpace",
        "doNotExpandShiftReturn",
        "adjustLineHeightInTable",
        "useFELayout",
    ):
        etree.SubElement(compatibility, w(name))
    for name, value in (("compatibilityMode", "15"), ("enableOpenTypeFeatures", "1"), ("doNotFlipMirrorIndents", "1")):
        setting = etree.SubElement(compatibility, w("compatSetting"))
        for key, content in (("name", name), ("uri", "http://schemas.microsoft.com/office/word"), ("val", value)):
            setting.set(w(key), content)
    return compatibility


def _font_table(report: Report, profile: Profile) -> str:
    fonts = dict.fromkeys(role_style(profile, p.kind.value).font for p in report.paragraphs)
    root = etree.Element(w("fonts"), nsmap={"w": W})
    for font in fonts:
        element = etree.SubElement(root, w("font"))
        element.set(w("name"), font)
        for name, value in (("charset", "86"), ("family", "auto"), ("pitch", "variable")):
            etree.SubElement(element, w(name)).set(VAL, value)
    return etree.tostring(root, encoding="unicode")
