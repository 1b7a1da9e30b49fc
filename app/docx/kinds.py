"""The four kinds of Word files: report or template, with or without macros; and one turned into another.

A kind is named by its extension: docx, docm, dotx, dotm. What tells them apart inside is the content type of the main
part (ECMA-376 part 1, 11.3.10; [MS-OFFMACRO2] for those with macros) and whether there is a macro project.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from app.core.errors import GuardError
from app.docx import archive, xml_part
from app.docx.archive import Member
from app.docx.names import CONTENT_TYPES, RELATIONSHIPS, Element, q
from app.docx.package import TYPES_PART, Package, rels_name

KINDS = ("docx", "docm", "dotx", "dotm")
WITH_MACROS = frozenset({"docm", "dotm"})
TEMPLATES = frozenset({"dotx", "dotm"})
_WRITTEN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "dotx": "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
    "dotm": "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
}
_MACRO_RELATION = "vbaProject"
_MACRO_TYPES = ("vbaproject", "vbadata")


def kind_of(path: Path) -> str | None:
    """The kind that the file's extension promises, or None."""
    suffix = path.suffix.lower().removeprefix(".")
    return suffix if suffix in KINDS else None


def has_macros(package: Package) -> bool:
    """Whether there is a macro project (it is kept byte for byte and never run)."""
    return bool(_macro_parts(package))


def as_kind(data: bytes, kind: str, name: str) -> bytes:
    """The file `data` as another kind: its content type, and without macros for a kind that has none.

    Every other part stays byte-equal. Raises GuardError when something else would go.
    """
    package = Package.from_bytes(data, name)
    gone = _macro_parts(package) if kind not in WITH_MACROS else set[str]()
    changed = {TYPES_PART: _types(package, kind, gone)}
    for source in ("", *package.names):
        rels = rels_name(source)
        if package.has(rels) and rels.lower() not in gone:
            changed[rels.lower()] = _relationships(package, source, gone)
    changed = {part.lower(): content for part, content in changed.items()}
    members = [m for m in archive.unpack(data) if m.name.lower() not in gone]
    made = archive.pack(Member(m.info, m.name, changed.get(m.name.lower(), m.data)) for m in members)
    _check(package, made, kind, gone, set(changed))
    return made


def _macro_parts(package: Package) -> set[str]:
    """Lower-case names of the parts that make up the macro project, their relationships included."""
    found = {part.lower() for source in package.names for part in package.related(source, _MACRO_RELATION)}
    used = {
        target.lower() for source in package.names if source.lower() not in found
        for _, kind, target in package.relationships(source) if kind != _MACRO_RELATION
    }  # fmt: skip
    typed = {name.lower() for name in package.names if any(t in package.content_type(name).lower() for t in _MACRO_TYPES)}
    found |= typed - used
    for part in tuple(found):
        found |= {target.lower() for _, _, target in package.relationships(part) if package.has(target)}
        if package.has(rels_name(part)):
            found.add(rels_name(part).lower())
    return found - {package.main.lower()}


def _types(package: Package, kind: str, gone: set[str]) -> bytes:
    data = package.raw(TYPES_PART)
    root = xml_part.parse(data, TYPES_PART)
    stay = {name.lower() for name in package.names} - gone
    main = f"/{package.main}".lower()
    overridden = False
    for entry in list(root):
        part, content = entry.get("PartName", "").lower(), entry.get("ContentType", "")
        if part == main:
            entry.set("ContentType", _WRITTEN[kind])
            overridden = True
        elif part.removeprefix("/") in gone or _is_default_of_macros(entry, content, stay, gone):
            _take_out(entry)
    if not overridden:
        entry = etree.SubElement(root, q(CONTENT_TYPES, "Override"))
        entry.set("PartName", f"/{package.main}")
        entry.set("ContentType", _WRITTEN[kind])
    return xml_part.write(data, root, TYPES_PART)


def _is_default_of_macros(entry: Element, content: str, stay: set[str], gone: set[str]) -> bool:
    """A default type such as bin → vbaProject that no part needs any more."""
    if not gone or entry.tag != q(CONTENT_TYPES, "Default") or not any(t in content.lower() for t in _MACRO_TYPES):
        return False
    return not any(name.endswith("." + entry.get("Extension", "").lower()) for name in stay)


def _relationships(package: Package, source: str, gone: set[str]) -> bytes:
    rels = rels_name(source)
    data = package.raw(rels)
    if not gone:
        return data
    root = xml_part.parse(data, rels)
    targets = {id_: target.lower() for id_, _, target in package.relationships(source)}
    for entry in list(root.iter(q(RELATIONSHIPS, "Relationship"))):
        if targets.get(entry.get("Id", "")) in gone and entry.get("TargetMode", "").lower() != "external":
            _take_out(entry)
    return xml_part.write(data, root, rels)


def _take_out(entry: Element) -> None:
    parent = entry.getparent()
    if parent is not None:
        parent.remove(entry)


def _check(before: Package, made: bytes, kind: str, gone: set[str], changed: set[str]) -> None:
    """The other kind opens as that kind and holds everything but what had to go."""
    after = Package.from_bytes(made, before.name)
    same = all(
        name.lower() in gone or name.lower() in changed or (after.has(name) and after.raw(name) == before.raw(name))
        for name in before.names
    )
    if not same or after.kind != kind or (kind not in WITH_MACROS and has_macros(after)):
        raise GuardError(f"转换成 .{kind} 的检查没有通过", "原文件没有改动；请用原来的格式保存")
