"""The schemas of ECMA-376 as the Open XML SDK reads them (package openxml-audit): does a file have faults it had not before?"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

from openxml_audit import FileFormat, OpenXmlValidator

_PLACES = re.compile(r"\[\d+\]|'[^']*\d[^']*'")
_IDLE = "not in stylesWithEffects"  # a copy of the styles that Word 2010 wrote for itself and no other version reads


@cache
def _validator() -> OpenXmlValidator:
    return OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0)


def faults(data: bytes) -> Counter[str]:
    """The faults of a package by their description, whatever their place."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.docx"
        path.write_bytes(data)
        return Counter(_PLACES.sub("", f"{error.error_type} {error.description}") for error in _validator().validate(path).errors)


def new_faults(before: bytes, after: bytes) -> list[str]:
    """The faults that `after` has and `before` has not; a paragraph cut in two may repeat an old one."""
    if before == after:
        return []
    old, new = faults(before), faults(after)
    return [fault for fault in new if fault not in old and _IDLE not in fault]
