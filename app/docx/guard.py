"""What must hold before a report may replace the file it came from."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from app.core.errors import GuardError
from app.core.report import Objects
from app.docx.inline import paragraph_text
from app.docx.names import Element, w
from app.docx.objects import count_objects
from app.docx.order import ORDER, misplaced
from app.docx.package import Package, rels_name
from app.docx.story import walk
from app.docx.units import is_accounted_for, said_by, units

_HINT = "原文件没有改动；请另存为其他文件，并把此情况告诉维护人员"


@dataclass(frozen=True, slots=True)
class GuardResult:
    """What was counted: characters that went with no edit to name them, objects before and after, both texts."""

    characters_lost: int
    objects_before: Objects
    objects_after: Objects
    text_before: str = ""
    text_after: str = ""


def check(package: Package, data: bytes, original: bytes, touched: AbstractSet[Element], lost: int) -> GuardResult:
    """Compare the file `data` about to be written with `original`, the file before, and with the open `package`.

    `touched` are the elements that edits put into the open trees, `lost` the characters that edits took without
    naming them. Raises GuardError with one Chinese sentence at the first thing that does not hold.
    """
    before, after = Package.from_bytes(original, package.name), Package.from_bytes(data, package.name)
    _parts(package, before, after)
    _relationships(package, before, after)
    _content_types(before, after)
    for part in sorted(package.dirty):
        if part.endswith(".xml") and before.has(part):
            _order(before.tree(part), after.tree(part))
    _untouched(package, before, touched)
    texts = [paragraph_text(place.element) for place in walk(after)]
    if texts != [paragraph_text(place.element) for place in walk(package)]:
        raise _refuse("重新打开后的文字与窗口中的不一致")
    if lost:
        raise _refuse(f"有 {lost} 个字会丢失")
    old_text = "\n".join(paragraph_text(place.element) for place in walk(before))
    return GuardResult(lost, count_objects(before), count_objects(after), old_text, "\n".join(texts))


def _parts(package: Package, before: Package, after: Package) -> None:
    """A part that no edit touches now reads as it was opened, though an edit since undone may have been saved in between."""
    for name in before.names:
        opened = package.opened(name)
        if not after.has(name):
            if opened is None and not package.has(name):  # added, saved, and taken back by undo
                continue
            raise _refuse(f"部件 {name} 不见了")
        if name not in package.dirty and after.raw(name) != (before.raw(name) if opened is None else opened):
            raise _refuse(f"没有编辑过的部件 {name} 变了")


def _relationships(package: Package, before: Package, after: Package) -> None:
    """Whatever a part newly refers to is there; what was missing in the file already is not our doing."""
    sources = [name for name in after.names if package.has(name) and rels_name(name) in package.dirty]
    for source in sources:
        known = {target for _, _, target in before.relationships(source)}
        missing = [target for _, _, target in after.relationships(source) if not after.has(target) and target not in known]
        if missing:
            raise _refuse(f"部件 {source} 引用的 {missing[0]} 不存在")


def _content_types(before: Package, after: Package) -> None:
    for name in after.names:
        if not before.has(name) and not after.content_type(name):
            raise _refuse(f"部件 {name} 没有内容类型")


def _order(before: Element, after: Element) -> None:
    """New properties stand where the schema wants them; what was out of order in the file already is not our doing."""
    known = {(element.tag, late, one) for element in before.iter(*ORDER) for late, others in misplaced(element) for one in others}
    for element in after.iter(*ORDER):
        for late, others in misplaced(element):
            if not any((element.tag, late, one) in known for one in others):
                raise _refuse(f"{late} 的位置不符合文件格式")


def _untouched(package: Package, before: Package, touched: AbstractSet[Element]) -> None:
    """Everything in the body that no edit touched is there as it was, in the order in which it was."""
    body, old_body = package.tree(package.main).find(w("body")), before.tree(before.main).find(w("body"))
    if body is None or old_body is None:
        return
    old = list(units(old_body))
    written = [unit.written for unit in old]
    at, gone = 0, list[int]()
    for unit in units(body, touched):
        if unit.touched:
            continue
        wanted, start = unit.written, at
        while at < len(old) and written[at] != wanted:
            at += 1
        if at == len(old):
            raise _refuse("没有编辑过的段落变了")
        gone += range(start, at)
        at += 1
    gone += range(at, len(old))
    said = said_by(touched) if gone else set[object]()
    if not all(is_accounted_for(old[index], said) for index in gone):
        raise _refuse("没有编辑过的段落不见了")


def _refuse(what: str) -> GuardError:
    return GuardError(f"保存前的检查没有通过（{what}）", _HINT)
