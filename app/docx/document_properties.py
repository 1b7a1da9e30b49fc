"""What a file says of who made it: docProps/core.xml and app.xml (ISO/IEC 29500-2 clause 11, 29500-1 15.2.12)."""

from __future__ import annotations

from lxml import etree

from app.core.errors import UnreadableError
from app.docx.package import Package

_WANTED = ("creator", "lastModifiedBy", "Company")


def read_properties(package: Package) -> dict[str, str]:
    """creator, lastModifiedBy and Company, those that are not empty; {} where the parts are missing or damaged."""
    found: dict[str, str] = {}
    for kind in ("core-properties", "extended-properties"):
        for part in package.related("", kind)[:1]:
            try:
                root = package.tree(part)
            except UnreadableError:
                continue
            for child in root:
                name = etree.QName(child).localname if child.tag is not etree.Comment else ""
                if name in _WANTED and (child.text or "").strip():
                    found[name] = (child.text or "").strip()
    return found
