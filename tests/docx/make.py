"""Small DOCX files from pieces of WordprocessingML, for tests."""

from __future__ import annotations

import io
import zipfile

from app.docx.package import Package

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "header": "hdr",
    "footer": "ftr",
    "comments": "comments",
}


def parts(body: str, main_type: str = "document", **others: str) -> dict[str, bytes]:
    """The members of a DOCX; `others` maps styles, numbering, footer1, theme … to what stands in their root."""
    members = {"word/document.xml": f"{HEAD}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"}
    types = [f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.{main_type}.main+xml"/>']
    relations: list[str] = []
    for name, content in others.items():
        kind = name.rstrip("0123456789")
        if kind == "theme":
            members[f"word/{name}.xml"] = content
        else:
            members[f"word/{name}.xml"] = f"{HEAD}<w:{_ROOTS[kind]} {NAMESPACES}>{content}</w:{_ROOTS[kind]}>"
        types.append(f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>')
        relations.append(f'<Relationship Id="{name}" Type="{_RELATION}/{kind}" Target="{name}.xml"/>')
    members["[Content_Types].xml"] = (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(types)}</Types>'
    )
    members["_rels/.rels"] = _relationships(
        f'<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
    )
    members["word/_rels/document.xml.rels"] = _relationships("".join(relations))
    return {name: text.encode() for name, text in members.items()}


def zipped(members: dict[str, bytes]) -> bytes:
    """The ZIP file of the members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def package(body: str, **others: str) -> Package:
    """An open package of `parts`."""
    return Package.from_bytes(zipped(parts(body, **others)), "样本.docx")


def p(text: str = "", properties: str = "", run: str = "") -> str:
    """A paragraph of one run; `properties` and `run` are what stands in its pPr and rPr."""
    inner = f"<w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r>" if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def style(id_: str, inner: str = "", type_: str = "paragraph", based_on: str = "", default: bool = False) -> str:
    """A `w:style`; its name is its id."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    first = ' w:default="1"' if default else ""
    return f'<w:style w:type="{type_}" w:styleId="{id_}"{first}><w:name w:val="{id_}"/>{base}{inner}</w:style>'


def _relationships(inner: str) -> str:
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
