"""The schemas of ECMA-376 as the Open XML SDK reads them (package openxml-audit): does a file have faults it had not before?"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

from openxml_audit import FileFormat, OpenXmlValidator

_PLACES = re.compile(r"\[\d+\]|'[^']*\d[^']*'")
_HARMLESS = (
    "not in stylesWithEffects",  # a copy of the styles that Word 2010 wrote for itself and no other version reads
    "Choice allows at most 1 occurrence(s)",  # of w:del in w:ins; the schema sets no bound (CT_RunTrackChange)
    "Numbering definition '0'",  # number 0 takes the number of a style away (ISO/IEC 29500-1 17.9.18)
)


@cache
def _validator() -> OpenXmlValidator:
    return OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0)


def faults(data: bytes) -> Counter[str]:
    """The faults of a package by their description, whatever their place."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.docx"
        path.write_bytes(data)
        said = [f"{error.error_type} {error.description}" for error in _validator().validate(path).errors]
    return Counter(_PLACES.sub("", one) for one in said if not any(words in one for words in _HARMLESS))


def new_faults(before: bytes, after: bytes) -> list[str]:
    """The faults that `after` has and `before` has not; a paragraph cut in two may repeat an old one."""
    if before == after:
        return []
    old, new = faults(before), faults(after)
    return [fault for fault in new if fault not in old]
