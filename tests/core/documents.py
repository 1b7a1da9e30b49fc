"""Understood reports of real DOCX files made from pieces, for the tests of structure."""

from __future__ import annotations

from app.core.report import Kind, Report
from app.core.understand import understand
from app.docx.read import read_report
from tests.core.structure import BODY_TEXT
from tests.docx.make import p, package

CENTRE = '<w:jc w:val="center"/>'
RIGHT = '<w:jc w:val="right"/>'
BIG = '<w:sz w:val="44"/>'
BREAK = "</w:t><w:br/><w:t>"
BODY = p(BODY_TEXT)
TITLE = p("青川市数据资源局关于数据治理情况的报告", CENTRE, BIG)
OPENING = TITLE + p("市人民政府：") + BODY
ORGAN, DAY = "青川市数据资源局", "2024年3月5日"
SIGNED = p(ORGAN, RIGHT) + p(DAY, RIGHT)


def paragraphs(*texts: str) -> str:
    """Plain paragraphs."""
    return "".join(p(text) for text in texts)


def table(*rows: tuple[str, ...]) -> str:
    """A table; a cell's text may be ready paragraphs."""
    cells = ["".join(f"<w:tc>{text if text.startswith('<w:p>') else p(text)}</w:tc>" for text in row) for row in rows]
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def box(*texts: str) -> str:
    """A paragraph that holds a text box."""
    inner = "".join(text if text.startswith("<w:p>") else p(text) for text in texts)
    return (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData>"
        f"<wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>"
    )


def read(body: str, **parts: str) -> Report:
    """The understood report of a DOCX with that body (and styles, numbering …)."""
    return understand(read_report(package(body, **parts)))


def kinds(report: Report) -> list[str]:
    """The kinds of the paragraphs that are not blank, by name."""
    return [kind.name for q in report.paragraphs if (kind := Kind(q.kind)) is not Kind.EMPTY]


def others(report: Report) -> list[str]:
    """The kinds of what stands outside the flow."""
    return [Kind(q.kind).name for q in report.others if q.kind is not Kind.EMPTY]


def shape(report: Report) -> list[tuple[int, str, str, bool]]:
    """(level, numeral, text, run-in) of every node that is no numbered clause."""
    return [(n.level, n.numeral, n.text, n.run_in) for n in report.nodes() if n.type != "numbered"]
