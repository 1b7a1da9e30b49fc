"""Parts that an edit needs: found, or added in a way that undo takes back."""

from __future__ import annotations

from app.docx.journal import Journal
from app.docx.names import Element, W
from app.docx.package import TYPES_PART, Package, rels_name

_MAIN_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'


def part_of(package: Package, journal: Journal, kind: str) -> Element:
    """The root of the part `kind` (styles, settings, numbering) of the main document, added when it has none."""
    found = next(iter(package.related(package.main, kind)), None)
    if found is None:
        found = add_part(package, journal, kind, _empty(kind), number=False)[0]
    journal.parts.add(found)
    return package.tree(found)


def add_part(package: Package, journal: Journal, kind: str, content: str, *, number: bool = True) -> tuple[str, str]:
    """Add a part of that kind ("footer" …) beside the main one and relate it; gives its name and its rId."""
    folder = package.main.rpartition("/")[0]
    name = _free_name(package, f"{folder}/{kind}" if folder else kind, number=number)
    made: list[str] = []
    root: list[Element] = []
    bare = not package.has(rels_name(package.main))
    clean = [part for part in (TYPES_PART, rels_name(package.main)) if part not in package.dirty]

    def add() -> None:
        package.add(name, content.encode("utf-8"), f"{_MAIN_TYPES}{kind}+xml")
        made[:] = [package.relate(package.main, kind, name)]
        if root:
            package.adopt(name, root[0])

    def take_back() -> None:
        root[:] = [package.tree(name)]
        relations = package.tree(rels_name(package.main))
        for entry in [entry for entry in relations if entry.get("Id") == made[0]]:
            relations.remove(entry)
        package.remove(name)
        if bare:
            package.remove(rels_name(package.main))
        for part in clean:
            package.mark_clean(part)

    journal.do(add, take_back)
    return name, made[0]


def _free_name(package: Package, stem: str, *, number: bool) -> str:
    count = 1
    name = f"{stem}1.xml" if number else f"{stem}.xml"
    while package.has(name):
        count += 1
        name = f"{stem}{count}.xml"
    return name


def _empty(kind: str) -> str:
    return f'{_DECLARATION}<w:{kind} xmlns:w="{W}"></w:{kind}>'
