"""Whether a document asks not to be edited."""

from __future__ import annotations

from app.docx.names import switch, w
from app.docx.package import Package
from app.docx.settings import settings_part

_WHAT = {
    "readOnly": "只读",
    "comments": "只能加批注",
    "trackedChanges": "只能以修订方式编辑",
    "forms": "只能填写窗体",
}


def why_read_only(package: Package) -> str | None:
    """One Chinese sentence when an enforced protection forbids editing, else None."""
    root = package.root(settings_part(package))
    element = root.find(w("documentProtection")) if root is not None else None
    if element is None or not switch(element.get(w("enforcement")), False):
        return None
    kind = element.get(w("edit"), "none")
    return None if kind == "none" else f"文档设有编辑保护（{_WHAT.get(kind, '限制编辑')}），只能查看"
