"""Damaged and hostile packages made from sound ones: bit flips in the file, in a part, and changes that keep the XML well-formed."""

from __future__ import annotations

import copy
import io
import random
import zipfile
from collections.abc import Callable

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    "p", "r", "t", "tbl", "tr", "tc", "sdt", "sdtContent", "ins", "del", "moveFrom", "moveTo", "hyperlink", "fldSimple", "pPr", "rPr",
    "sectPr", "tcPr", "numPr", "numId", "ilvl", "pStyle", "rStyle", "basedOn", "gridSpan", "vMerge", "br", "sym", "drawing", "pict",
    "txbxContent", "footnoteReference", "commentReference", "bookmarkStart", "style", "abstractNum", "num", "lvl", "footnote", "body",
)  # fmt: skip
_VALUES = (
    "", "0", "-1", "1", "999999999999", "-2147483649", "NaN", "1e308", "0x7fffffff", "true", "٣", "\u0000".replace("\u0000", "?"),
    "a" * 5000, "../../../../etc/passwd", "file:///etc/passwd", "http://example.invalid/x.dotm", "％", "１２", "%1%2%3%9", "on", " 5 ",
)  # fmt: skip
_BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">'
    '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e SYSTEM "file:///etc/passwd">]>'
)
Members = list[tuple[str, bytes]]


def mutated(seed: bytes, rng: random.Random) -> bytes:
    """One mutant of the package `seed`."""
    kind = rng.random()
    if kind < 0.2:
        return _flip(seed, rng)
    if kind < 0.27:
        return _cut(seed, rng)
    members = _members(seed)
    for _ in range(rng.choice((1, 1, 1, 2, 5))):
        members = rng.choice(_MEMBER_CHANGES if kind < 0.45 else _XML_CHANGES)(members, rng)
    return _packed(members, rng)


def _members(data: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def _packed(members: Members, rng: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = archive.compression
            archive.writestr(info, data)
    return out.getvalue()


def _flip(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 2, 4, 16, 64))):
        if out:
            out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def _cut(data: bytes, rng: random.Random) -> bytes:
    start, end = sorted((rng.randrange(len(data)), rng.randrange(len(data))))
    return rng.choice((data[:start], data[end:], data[:start] + data[end:], data[:end] + data[start:end] + data[end:]))


# --- the parts of the package ----------------------------------------------------------------------------------------


def _rename(members: Members, rng: random.Random) -> Members:
    at = rng.randrange(len(members))
    name = members[at][0]
    new = rng.choice(
        ("../" + name, "/" + name, name.upper(), name.replace("/", "\\"), "C:" + name, name + "\u202e", "a" * 3000, "word/", ".")
    )
    return [*members[:at], (new, members[at][1]), *members[at + 1 :]]


def _lose(members: Members, rng: random.Random) -> Members:
    at = rng.randrange(len(members))
    return [*members[:at], *members[at + 1 :]] or members


def _double(members: Members, rng: random.Random) -> Members:
    name, data = rng.choice(members)
    return [*members, (name, rng.choice((data, b"", data[::-1])))]


def _shuffle(members: Members, rng: random.Random) -> Members:
    return rng.sample(members, len(members))


def _swap_contents(members: Members, rng: random.Random) -> Members:
    a, b = rng.randrange(len(members)), rng.randrange(len(members))
    out = list(members)
    out[a], out[b] = (members[a][0], members[b][1]), (members[b][0], members[a][1])
    return out


def _bomb(members: Members, rng: random.Random) -> Members:
    return [*members, ("word/media/bomb.bin", bytes(rng.choice((1, 8, 40)) * 1024 * 1024))]


def _noise(members: Members, rng: random.Random) -> Members:
    at = rng.randrange(len(members))
    name, data = members[at]
    how = rng.choice((lambda d: _flip(d, rng), lambda d: _cut(d, rng) if d else d, lambda d: d.decode("utf-8", "replace").encode("utf-16"),
                      lambda d: b"\xef\xbb\xbf" + d, lambda d: d + b"<trailing/>", lambda d: d.replace(b"UTF-8", b"GB2312")))  # fmt: skip
    return [*members[:at], (name, how(data)), *members[at + 1 :]]


_MEMBER_CHANGES: tuple[Callable[[Members, random.Random], Members], ...] = (
    _rename, _lose, _double, _shuffle, _swap_contents, _bomb, _noise, _noise, _noise,
)  # fmt: skip


# --- inside one XML part ---------------------------------------------------------------------------------------------


def _in_tree(change: Callable[[etree._Element, random.Random], None]) -> Callable[[Members, random.Random], Members]:
    def changed(members: Members, rng: random.Random) -> Members:
        parts = [at for at, (name, _) in enumerate(members) if name.endswith((".xml", ".rels"))]
        main = [at for at in parts if "document" in members[at][0]]
        at = rng.choice(main if main and rng.random() < 0.6 else parts or [0])
        try:
            root = etree.fromstring(members[at][1], etree.XMLParser(resolve_entities=False, huge_tree=True))
        except etree.XMLSyntaxError:
            return members
        for _ in range(rng.choice((1, 1, 3, 10))):
            change(root, rng)
        return [*members[:at], (members[at][0], etree.tostring(root, xml_declaration=True, encoding="UTF-8")), *members[at + 1 :]]

    return changed


def _some(root: etree._Element, rng: random.Random) -> etree._Element:
    return rng.choice(list(root.iter(etree.Element)))


def _remove(root: etree._Element, rng: random.Random) -> None:
    element = _some(root, rng)
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _repeat(root: etree._Element, rng: random.Random) -> None:
    element = _some(root, rng)
    if element.getparent() is not None and len(list(element.iter())) < 2000:
        element.addnext(copy.deepcopy(element))


def _move(root: etree._Element, rng: random.Random) -> None:
    element, target = _some(root, rng), _some(root, rng)
    if element is not root and element not in list(target.iterancestors()) and element is not target:
        target.insert(rng.randint(0, len(target)), element)


def _attribute(root: etree._Element, rng: random.Random) -> None:
    element = _some(root, rng)
    names = list(element.attrib)
    if names and rng.random() < 0.8:
        name = rng.choice(names)
        if rng.random() < 0.2:
            del element.attrib[name]
            return
    else:
        name = f"{{{W}}}{rng.choice(('val', 'id', 'type', 'w', 'hanging', 'line', 'start'))}"
    element.set(name, rng.choice(_VALUES))


def _retag(root: etree._Element, rng: random.Random) -> None:
    _some(root, rng).tag = f"{{{W}}}{rng.choice(_NAMES)}"


def _wrap(root: etree._Element, rng: random.Random) -> None:
    element = _some(root, rng)
    parent = element.getparent()
    if parent is None:
        return
    for _ in range(rng.choice((1, 3, 60, 400))):
        shell = etree.Element(f"{{{W}}}{rng.choice(('sdtContent', 'ins', 'tbl', 'tc', 'p', 'hyperlink', 'txbxContent', 'del'))}")
        element.addprevious(shell)
        shell.append(element)
        element = shell


def _new(root: etree._Element, rng: random.Random) -> None:
    target = _some(root, rng)
    child = etree.SubElement(target, f"{{{W}}}{rng.choice(_NAMES)}")
    child.set(f"{{{W}}}val", rng.choice((*_VALUES, "1", "2")))
    child.set(f"{{{W}}}id", rng.choice(_VALUES))
    child.text = rng.choice((None, "一、", "（一）字", "\u202e反", "\ufffc", "，" * 300))


def _cycle(root: etree._Element, rng: random.Random) -> None:
    """Styles and numbering that lead to themselves."""
    styles = root.findall(f"{{{W}}}style")
    for style in rng.sample(styles, min(3, len(styles))):
        for tag in ("basedOn", "link", "next"):
            etree.SubElement(style, f"{{{W}}}{tag}").set(f"{{{W}}}val", rng.choice(styles).get(f"{{{W}}}styleId") or "")
    for abstract in root.findall(f"{{{W}}}abstractNum"):
        etree.SubElement(abstract, f"{{{W}}}numStyleLink").set(f"{{{W}}}val", "x")
        etree.SubElement(abstract, f"{{{W}}}styleLink").set(f"{{{W}}}val", "x")


def _text(root: etree._Element, rng: random.Random) -> None:
    element = _some(root, rng)
    element.text = rng.choice(
        (
            "",
            "，，，。。。",
            "二〇二五年十三月四十五日",
            "《《《",
            "”“”",
            "1" * 4000,
            "一、" * 200,
            "（" * 2000,
            "\u2029\u2028",
            "𠮷" * 50,
        )
    )


def _doctype(members: Members, rng: random.Random) -> Members:
    at = rng.randrange(len(members))
    name, data = members[at]
    text = data.decode("utf-8", "replace")
    head, mark, tail = text.partition("?>")
    text = f"{head}{mark}{_BOMB}{tail}" if mark else _BOMB + text
    spot = text.find(">", text.find("<w:t"))
    text = text[: spot + 1] + rng.choice(("&d;", "&e;", "&unknown;")) + text[spot + 1 :] if spot > 0 else text
    return [*members[:at], (name, text.encode()), *members[at + 1 :]]


def _outward(members: Members, rng: random.Random) -> Members:
    """Relationships that leave the file, climb out of it, or lead in a circle."""
    out = []
    for name, data in members:
        if name.endswith(".rels") and rng.random() < 0.7:
            new = rng.choice(
                (
                    b"../../../../etc/passwd",
                    b"http://example.invalid/t.dotm",
                    b"document.xml",
                    b"",
                    b"%2e%2e%2f",
                    b"\\\\host\\share\\x",
                )
            )
            parts = data.split(b'Target="')
            at = rng.randrange(1, len(parts)) if len(parts) > 1 else 0
            if at:
                parts[at] = new + b'"' + parts[at].partition(b'"')[2]
            out.append((name, b'Target="'.join(parts)))
        else:
            out.append((name, data))
    return out


_XML_CHANGES: tuple[Callable[[Members, random.Random], Members], ...] = (
    *(_in_tree(change) for change in (_remove, _repeat, _move, _attribute, _attribute, _retag, _wrap, _new, _new, _cycle, _text)),
    _doctype, _outward,
)  # fmt: skip
