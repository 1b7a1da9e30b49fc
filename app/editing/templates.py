"""New reports: the skeletons of resources/templates, with 【待填…】 where the clerk is to write."""

from __future__ import annotations

from functools import cache

import msgspec

from app.core.errors import ReportError
from app.core.profile import RESOURCES, Profile
from app.core.report import BODY, Kind, Paragraph, Place, Report
from app.core.understand import understand
from app.docx.template import build

FOLDER = RESOURCES / "templates"
_SHORT = {"主送": Kind.ADDRESSEE, "署名": Kind.SIGNATURE, "日期": Kind.DATE}


class Template(msgspec.Struct, frozen=True):
    """A skeleton: its name (the 文种), what it is for, and its lines, each a kind and its words."""

    name: str
    about: str
    text: str
    code: str = ""  # the file's name, which may be typed instead of the Chinese one

    @property
    def lines(self) -> tuple[tuple[Kind, str], ...]:
        """(kind, words) of every paragraph."""
        rows = (line.partition(" ") for line in self.text.strip().split("\n"))
        return tuple((_SHORT.get(kind) or Kind(kind), words) for kind, _, words in rows)


@cache
def templates() -> tuple[Template, ...]:
    """Every skeleton, in the order of 《党政机关公文处理工作条例》第八条."""
    found: list[Template] = []
    for path in sorted(FOLDER.glob("*.toml")):
        template = msgspec.toml.decode(path.read_bytes(), type=Template)
        found.append(msgspec.structs.replace(template, code=path.stem.partition("-")[2]))
    return tuple(found)


def find_template(name: str) -> Template:
    """The skeleton with that name or code; 命令 and 令 both name 命令（令）. Raises ReportError when there is none."""
    wanted = name.strip()
    for one in templates():
        if wanted in (one.name, one.code, *one.name.rstrip("）").split("（")):
            return one
    raise ReportError(f"没有模板“{name}”", "用 wenheng new --list 列出全部模板")


def new_report(template: Template, profile: Profile) -> bytes:
    """The bytes of a DOCX from that skeleton, formatted by the profile."""
    paragraphs = tuple(Paragraph(uid, words) for uid, (_, words) in enumerate(template.lines))
    raw = Report(f"{template.name}.docx", "docx", paragraphs, {p.uid: Place(BODY, p.uid) for p in paragraphs})
    return build(understand(raw, {uid: kind for uid, (kind, _) in enumerate(template.lines)}), profile)
