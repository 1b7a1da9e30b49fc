"""One XML part: bytes to tree under caps, and an edited tree back to bytes that differ only where it was edited.

lxml writes some things otherwise than Word and other producers do (`<w:b />`, `&quot;`, CRLF, empty pairs of tags): 146
of 610 real documents would change all over. So an edited tree is spliced into the part's own bytes: its
serialisation is compared, token by token, with that of the unedited part, and only tokens that differ are written anew.
"""

from __future__ import annotations

import re

from lxml import etree

from app.core.errors import UnreadableError
from app.docx import limits
from app.docx.names import STRICT, Element
from app.docx.splice import splice

_DAMAGED_HINT = "请用 WPS 或 Word 打开并另存一份后再试，或向来文单位重新索取"
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_DECLARATION = re.compile(r"<\?xml\s[^>]*?\?>")
_ENCODING = re.compile(r"encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_PROLOG = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_STRICT_MARK = "http://purl.oclc.org/ooxml/"
_STRICT_URI = re.compile(r"(?<=[\"'])http://purl\.oclc\.org/ooxml/[^\"'<>]*(?=[\"'])")
_TRANSITIONAL_URI = re.compile(r"(?<=[\"'])http://schemas\.openxmlformats\.org/[^\"'<>]*(?=[\"'])")
_TO_STRICT = {transitional: strict for strict, transitional in STRICT.items()}


def parse(data: bytes, name: str) -> Element:
    """The root element of part `name`, strict namespaces mapped to transitional ones.

    Raises UnreadableError when the part is too large, too deep, not well-formed, or has a document type definition.
    """
    if len(data) > limits.MAX_PART:
        raise UnreadableError(f"文件中的 {name} 过大（超过 {limits.MAX_PART // limits.MB} MB）", "请将文件拆分后再打开")
    text, _encoding, _bom = _decode(data, name)
    if text.startswith("<!DOCTYPE", _prolog_end(text)):
        raise UnreadableError(f"文件中的 {name} 带有文档类型定义（DTD），不安全", "正常的公文文件不含此内容，请核实文件来源")
    return _parse_text(_to_transitional(_without_declaration(text)), name)


def write(data: bytes, root: Element, name: str) -> bytes:
    """Part `name` with the edited tree `root`, byte-equal to `data` (its unedited bytes) outside what was edited."""
    text, encoding, bom = _decode(data, name)
    before = _parse_text(_to_transitional(_without_declaration(text)), name)
    start, end = _root_span(text, before)
    old, new = (etree.tostring(tree, encoding="unicode", with_tail=False) for tree in (before, root))
    if new == old:
        return data
    source = text[start:end]
    if old == source:
        body = new
    else:
        body = _spliced(source, old, new, name)
    return bom + (text[:start] + body + text[end:]).encode(encoding, "xmlcharrefreplace")


def in_strict(data: bytes) -> bytes:
    """A new UTF-8 part for a strict file: its namespaces become strict ones; anything but XML stays as it is."""
    if not data.removeprefix(b"\xef\xbb\xbf").startswith(b"<"):
        return data
    return _to_strict(data.decode("utf-8")).encode("utf-8")


def plain(data: bytes, text: str, name: str) -> bytes:
    """Part `name` written anew as a whole from `text`, its edited tree as lxml writes it; in the namespaces of `data`."""
    source, encoding, bom = _decode(data, name)
    start = _prolog_end(source)
    restore = _to_strict if _STRICT_MARK in source[:8192] else _same
    return bom + (source[:start] + restore(text)).encode(encoding, "xmlcharrefreplace")


def _spliced(source: str, old: str, new: str, name: str) -> str:
    """`source` with the edit carried over; written anew as a whole should the two ever differ in content."""
    restore = _to_strict if _STRICT_MARK in source[:8192] else _same
    body = splice(source, old, new, restore)
    same = _canonical(body, name) == _canonical(new, name)
    return body if same else restore(new)


def _canonical(text: str, name: str) -> str:
    return etree.tostring(_parse_text(_to_transitional(text), name), encoding="unicode")


def _same(text: str) -> str:
    return text


def _parse_text(text: str, name: str) -> Element:
    data = text.encode("utf-8")
    try:
        return etree.fromstring(data, _parser(huge=False))
    except etree.XMLSyntaxError as error:
        if "huge" not in str(error).lower():
            raise _malformed(name, error) from error
    try:
        root = etree.fromstring(data, _parser(huge=True))
    except etree.XMLSyntaxError as error:
        raise _malformed(name, error) from error
    if _depth(root) > limits.MAX_DEPTH:
        raise UnreadableError(f"文件中的 {name} 嵌套过深（超过 {limits.MAX_DEPTH} 层），不像正常的公文", "请核实文件来源")
    return root


def _parser(huge: bool) -> etree.XMLParser:
    # libxml2 refuses depth above 256 and text above 10 MB by itself unless `huge`; only a part that meets
    # that limit is parsed again, within limits.MAX_PART
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_blank_text=False,
        strip_cdata=True,
        huge_tree=huge,
    )


def _malformed(name: str, error: etree.XMLSyntaxError) -> UnreadableError:
    return UnreadableError(f"文件已损坏（{name} 第 {error.lineno or 1} 行的 XML 有误）", _DAMAGED_HINT)


def _depth(root: Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _decode(data: bytes, name: str) -> tuple[str, str, bytes]:
    """The part as text, its encoding and its byte order mark."""
    bom, encoding = next(((mark, code) for mark, code in _BOMS if data.startswith(mark)), (b"", ""))
    if not encoding and data[:2] == b"<\x00":
        encoding = "utf-16-le"
    elif not encoding and data[:2] == b"\x00<":
        encoding = "utf-16-be"
    elif not encoding:
        declared = _ENCODING.search(data[:200].split(b"?>")[0].decode("latin-1"))
        encoding = declared.group(1) if declared else "utf-8"
    try:
        return data[len(bom) :].decode(encoding), encoding, bom
    except (UnicodeDecodeError, LookupError) as error:
        raise UnreadableError(f"文件已损坏（{name} 的文字编码有误）", _DAMAGED_HINT) from error


def _without_declaration(text: str) -> str:
    found = _DECLARATION.match(text)
    return text[found.end() :].lstrip() if found else text.lstrip()


def _prolog_end(text: str) -> int:
    found = _PROLOG.match(text)
    return found.end() if found else 0


def _root_span(text: str, root: Element) -> tuple[int, int]:
    end = len(text)
    if root.getnext() is not None:  # comments or processing instructions after the root
        closing = text.rfind("</" + (f"{root.prefix}:" if root.prefix else "") + etree.QName(root).localname)
        end = closing if closing >= 0 else end
        return _prolog_end(text), text.index(">", end) + 1
    return _prolog_end(text), text.rindex(">") + 1


def _to_transitional(text: str) -> str:
    if _STRICT_MARK not in text[:8192]:
        return text
    return _STRICT_URI.sub(lambda found: STRICT.get(found.group(), found.group()), text)


def _to_strict(text: str) -> str:
    return _TRANSITIONAL_URI.sub(lambda found: _TO_STRICT.get(found.group(), found.group()), text)
