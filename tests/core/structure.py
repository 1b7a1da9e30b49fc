"""Raw reports from lines, for the tests of structure."""

from __future__ import annotations

from app.core.report import BODY, Kind, Paragraph, ParagraphFormat, Place, Report
from app.core.understand import understand

BODY_TEXT = "为进一步规范数据资源管理，提高服务质量，现就有关事项作如下说明，请结合实际认真抓好落实，确保各项任务按期完成。"


def raw(*lines: str | Paragraph, name: str = "例.txt") -> Report:
    """A raw report of these lines; a Paragraph stands for itself (its uid is its place)."""
    paragraphs = tuple(line if isinstance(line, Paragraph) else Paragraph(uid, line) for uid, line in enumerate(lines))
    return Report(name, "txt", paragraphs, {p.uid: Place(BODY, p.uid) for p in paragraphs})


def styled(uid: int, text: str, **values: object) -> Paragraph:
    """A paragraph with these properties of its ParagraphFormat."""
    return Paragraph(uid, text, format=ParagraphFormat(**values))  # type: ignore[arg-type]


def read(*lines: str | Paragraph) -> Report:
    """The understood report of these lines."""
    return understand(raw(*lines))


def kinds(report: Report) -> list[str]:
    """The kind of every paragraph, by its name."""
    return [Kind(p.kind).name for p in report.paragraphs]


def shape(report: Report) -> list[tuple[int, str, str, bool]]:
    """(level, numeral, text, run-in) of every node."""
    return [(node.level, node.numeral, node.text, node.run_in) for node in report.nodes()]
