"""A DOCX as parts: bytes of every member, trees on demand, and a save that rewrites only what was edited."""

from __future__ import annotations

import posixpath
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from app.core.errors import UnreadableError
from app.docx import archive, limits, recognise, xml_part
from app.docx.archive import Member
from app.docx.names import CONTENT_TYPES, OFFICE, RELATIONSHIPS, Element, q, w

TYPES_PART = "[Content_Types].xml"
_MAIN_TYPES = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": "dotx",
    "application/vnd.ms-word.document.macroenabled.main+xml": "docm",
    "application/vnd.ms-word.template.macroenabledtemplate.main+xml": "dotm",
}
_DAMAGED_HINT = "请用 WPS 或 Word 打开并另存一份后再试，或向来文单位重新索取"
_STRICT_TYPES = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
_TYPES = OFFICE + "officeDocument/2006/relationships/"


class Package:
    """An open DOCX. `main` names the main document part, `kind` is docx, docm, dotx or dotm (by content type)."""

    def __init__(self, data: bytes, name: str) -> None:
        recognise.refuse_foreign(data, name)
        if not recognise.is_zip(data):
            raise recognise.not_a_document(data)
        self.name = name
        self._original = data
        self._members = archive.unpack(data)
        self._by_name = {member.name.lower(): member for member in self._members}
        self._first_bytes = {member.name: member.data for member in self._members}
        self._trees: dict[str, Element] = {}
        self._dirty: set[str] = set()
        self._defaults, self._overrides = self._read_types()
        self.main = self._find_main()
        self.kind = _MAIN_TYPES.get(self.content_type(self.main).lower(), "docx")
        self._check_main()
        self.strict = b"http://purl.oclc.org/ooxml/" in self.raw(self.main)[:8192]

    @classmethod
    def open(cls, path: Path) -> Package:
        """The package in the file `path`; raises UnreadableError for every file that is not a readable DOCX."""
        return cls(read_bytes(path), path.name)

    @classmethod
    def from_bytes(cls, data: bytes, name: str) -> Package:
        """The package in `data`; `name` is the file name, for messages. Raises UnreadableError."""
        return cls(data, name)

    @property
    def names(self) -> list[str]:
        """Every member's name, in the file's order."""
        return [member.name for member in self._members]

    @property
    def dirty(self) -> frozenset[str]:
        """The names of parts that were marked dirty or added."""
        return frozenset(self._dirty)

    def has(self, name: str) -> bool:
        return name.lower() in self._by_name

    def raw(self, name: str) -> bytes:
        """The bytes of part `name` as they were read or added (edits of its tree not included); KeyError if absent."""
        return self._by_name[name.lower()].data

    def opened(self, name: str) -> bytes | None:
        """The bytes of part `name` as the file was opened; None for one that it did not have."""
        return self._first_bytes.get(name)

    def tree(self, name: str) -> Element:
        """The root element of part `name`, parsed once; raises UnreadableError for XML that cannot be read."""
        member = self._by_name[name.lower()]
        root = self._trees.get(member.name)
        if root is None:
            root = self._trees[member.name] = xml_part.parse(member.data, member.name)
        return root

    def root(self, name: str | None) -> Element | None:
        """The root element of part `name`, or None when it is None or absent."""
        return self.tree(name) if name is not None and self.has(name) else None

    def mark_dirty(self, name: str) -> None:
        """Say that the tree of part `name` was edited, so that the next `to_bytes` writes it."""
        self._dirty.add(self._by_name[name.lower()].name)

    def mark_clean(self, name: str) -> None:
        """Say that every edit of the tree of part `name` was taken back, so that its own bytes stand again."""
        self._dirty.discard(name)

    def part_bytes(self, name: str) -> bytes:
        """Part `name` as `to_bytes` writes it."""
        member = self._by_name[name.lower()]
        if member.name in self._dirty and member.name in self._trees:
            return xml_part.write(member.data, self._trees[member.name], member.name)
        return member.data

    def to_bytes(self) -> bytes:
        """The file. Parts that are not dirty are byte-equal; when no part changed, so is the whole file."""
        parts = {member.name: self.part_bytes(member.name) for member in self._members}
        if parts == self._first_bytes:
            return self._original
        return archive.pack(Member(member.info, member.name, parts[member.name]) for member in self._members)

    def content_type(self, name: str) -> str:
        """The content type of part `name`, "" when [Content_Types].xml does not say."""
        lowered = name.lower()
        return self._overrides.get(lowered) or self._defaults.get(lowered.rpartition(".")[2], "")

    def add(self, name: str, data: bytes, content_type: str) -> None:
        """Add part `name`, at the end of the file, and its content type; XML in transitional namespaces."""
        if self.has(name):
            raise ValueError(f"part {name} is there already")
        member = archive.new_member(name, xml_part.in_strict(data) if self.strict else data)
        self._members.append(member)
        self._by_name[name.lower()] = member
        if self._defaults.get(name.lower().rpartition(".")[2]) != content_type:
            entry = etree.SubElement(self.tree(TYPES_PART), q(CONTENT_TYPES, "Override"))
            entry.set("PartName", f"/{name}")
            entry.set("ContentType", content_type)
            self.mark_dirty(TYPES_PART)
            self._overrides[name.lower()] = content_type

    def adopt(self, name: str, root: Element) -> None:
        """Let `root` be the tree of part `name`: a part that comes back (redo) keeps its elements."""
        self._trees[self._by_name[name.lower()].name] = root
        self.mark_dirty(name)

    def remove(self, name: str) -> None:
        """Take back a part that `add` added, with its content type (undo)."""
        member = self._by_name.pop(name.lower())
        self._members.remove(member)
        self._trees.pop(member.name, None)
        self._dirty.discard(member.name)
        if self._overrides.pop(name.lower(), None):
            for entry in self.tree(TYPES_PART):
                if entry.get("PartName", "").lower() == f"/{name}".lower():
                    self.tree(TYPES_PART).remove(entry)

    def relate(self, source: str, kind: str, target: str) -> str:
        """Relate part `source` to part `target`; `kind` is the type's last segment ("footer"). Returns the rId."""
        rels = rels_name(source)
        if not self.has(rels):
            empty = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<Relationships xmlns="{RELATIONSHIPS}"/>'
            self.add(rels, empty.encode(), "application/vnd.openxmlformats-package.relationships+xml")
        root = self.tree(rels)
        used = {entry.get("Id", "") for entry in root}
        number = len(used) + 1
        while f"rId{number}" in used:
            number += 1
        entry = etree.SubElement(root, q(RELATIONSHIPS, "Relationship"))
        entry.set("Id", f"rId{number}")
        entry.set("Type", (_STRICT_TYPES if self.strict else _TYPES) + kind)
        entry.set("Target", posixpath.relpath(target, posixpath.dirname(source) or "."))
        self.mark_dirty(rels)
        return f"rId{number}"

    def relationships(self, source: str) -> list[tuple[str, str, str]]:
        """(rId, last segment of the type, target part) of every internal relationship of `source` ("" = the package)."""
        root = self.root(rels_name(source))
        if root is None:
            return []
        folder = posixpath.dirname(source)
        return [
            (entry.get("Id", ""), entry.get("Type", "").rpartition("/")[2], _resolve(folder, entry.get("Target", "")))
            for entry in root.iter(q(RELATIONSHIPS, "Relationship"))
            if entry.get("TargetMode", "").lower() != "external"
        ]

    def related(self, source: str, kind: str) -> list[str]:
        """The parts that `source` relates to by a type whose last segment is `kind`, those that exist, in order."""
        return [self._true_name(target) for _, type_, target in self.relationships(source) if type_ == kind and self.has(target)]

    def part_by_id(self, source: str, relation: str | None) -> str | None:
        """The existing part that relationship `relation` of `source` leads to, or None."""
        for id_, _, target in self.relationships(source):
            if id_ == relation and self.has(target):
                return self._true_name(target)
        return None

    def _true_name(self, name: str) -> str:
        return self._by_name[name.lower()].name

    def _read_types(self) -> tuple[dict[str, str], dict[str, str]]:
        defaults: dict[str, str] = {}
        overrides: dict[str, str] = {}
        if not self.has(TYPES_PART):
            return defaults, overrides
        for entry in self.tree(TYPES_PART):
            content_type = entry.get("ContentType", "")
            if entry.tag == q(CONTENT_TYPES, "Default"):
                defaults[entry.get("Extension", "").lower()] = content_type
            elif entry.tag == q(CONTENT_TYPES, "Override"):
                overrides[entry.get("PartName", "").lstrip("/").lower()] = content_type
        return defaults, overrides

    def _find_main(self) -> str:
        types = " ".join((*self._overrides.values(), *self._defaults.values()))
        names = set(self.names)
        if all(kind not in types.lower() for kind in _MAIN_TYPES):
            refusal = recognise.package_refusal(types, names)
            if refusal is not None:
                raise refusal
        found = self.related("", "officeDocument")
        found += [
            self._true_name(name) for name, type_ in self._overrides.items() if type_.lower() in _MAIN_TYPES and self.has(name)
        ]
        if not self.has(TYPES_PART) and not found and not self.has("word/document.xml"):
            raise UnreadableError("这是 ZIP 压缩包，不是 Word 文档", "请先解压，再打开其中的公文文件")
        if not self.has(TYPES_PART):
            raise UnreadableError(f"文件已损坏（缺少 {TYPES_PART}）", _DAMAGED_HINT)
        if found:
            return found[0]
        if self.has("word/document.xml"):
            return self._true_name("word/document.xml")
        raise UnreadableError("文件已损坏（缺少正文部件）", _DAMAGED_HINT)

    def _check_main(self) -> None:
        root = self.tree(self.main)
        if root.tag != w("document") or root.find(w("body")) is None:
            raise UnreadableError("文件已损坏（正文部件不是 Word 正文）", _DAMAGED_HINT)


def read_bytes(path: Path) -> bytes:
    """The bytes of the file `path`; raises UnreadableError when it is missing, a folder, too large or not permitted."""
    try:
        if path.is_dir():
            raise UnreadableError("这是文件夹，不是文件", "请选择文件夹中的公文文件")
        if path.exists() and not path.is_file():
            raise UnreadableError("这是管道或设备，不是文件", "请选择公文文件")
        if path.stat().st_size > limits.MAX_FILE:
            raise UnreadableError(f"文件过大（超过 {limits.MAX_FILE // limits.MB} MB）", "请压缩或拆出文件中的图片后再打开")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableError("找不到文件", "请检查路径和文件名，文件可能已被移动或删除") from error
    except PermissionError as error:
        raise UnreadableError(
            "没有权限读取文件，或文件正被其他程序独占", "请关闭占用该文件的程序，或向管理员申请读取权限"
        ) from error
    except OSError as error:
        raise UnreadableError(f"读取文件失败（{error.strerror or '系统错误'}）", "请检查磁盘、U 盘或网络连接后再试") from error


def rels_name(source: str) -> str:
    """The relationships part of `source` ("" = the package's own)."""
    folder, _, base = source.rpartition("/")
    return f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"


def _resolve(folder: str, target: str) -> str:
    """A relationship's target as a part name; fragments dropped, percent escapes decoded."""
    path = unquote(target.partition("#")[0]).replace("\\", "/")
    return posixpath.normpath(posixpath.join("/" + folder, path)).lstrip("/")
