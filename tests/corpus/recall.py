"""How many known defects are found, at the right paragraph by the right rule: `python -m tests.corpus.recall`.

`recall_codes.toml` says which rules may find a kind of defect; a kind without rules is not counted. Only defects that any
proofreader would mark are (`certainty` other than "arguable"). A defect that names several paragraphs counts once for each.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.profile import load_profile
from app.core.report import BODY, Report
from app.rules.api import Context
from app.rules.checker import Checker
from tests.rules.reports import cases, from_file

_CODES = Path(__file__).with_name("recall_codes.toml")


@dataclass(frozen=True)
class Defect:
    """A known defect at one paragraph (None: of the whole file), and whether a rule that may find it did."""

    folder: str
    name: str
    kind: str
    para: int | None
    found: bool


def measured(corpus: Path) -> list[Defect]:
    """Every counted defect of made/ and truth/."""
    codes: dict[str, list[str]] = tomllib.loads(_CODES.read_text(encoding="utf-8"))
    out: list[Defect] = []
    for case in cases(corpus):
        folder = "made" if case.path.parent.name == "made" else "truth"
        report = from_file(case.path)
        found = _places(report)
        for defect in case.truth["defects"]:
            wanted = codes[defect["kind"]]
            if wanted and defect.get("certainty") != "arguable":
                out += [
                    Defect(folder, case.path.name, defect["kind"], para, any(para in found[code] for code in wanted))
                    for para in _paragraphs(defect)
                ]
    return out


def _paragraphs(defect: dict[str, Any]) -> Sequence[int | None]:
    return defect["para"] if isinstance(defect["para"], list) else [defect["para"]]


def _places(report: Report) -> dict[str, set[int | None]]:
    """Where each rule speaks: paragraphs of the body, and None for speaking at all."""
    places: dict[str, set[int | None]] = defaultdict(set)
    for finding in Checker(Context(load_profile())).check(report):
        places[finding.code].add(None)
        for spot in finding.spots:
            place = report.places.get(spot.uid) if spot.uid is not None else None
            if place is not None and place.story == BODY:
                places[finding.code].add(place.index)
    return places


def recall(defects: Sequence[Defect], folder: str) -> float:
    """The share of the defects of `folder` that are found."""
    counted = [defect for defect in defects if defect.folder == folder]
    return sum(defect.found for defect in counted) / len(counted)


def missed(defects: Sequence[Defect]) -> Iterator[Defect]:
    """The defects that no rule found."""
    return (defect for defect in defects if not defect.found)


def main() -> None:
    """Print the shares and what is missed."""
    from tests.conftest import corpus_folder

    corpus = corpus_folder()
    if corpus is None:
        raise SystemExit("no folder of real documents: set WENHENG_CORPUS")
    defects = measured(corpus)
    for folder in ("made", "truth"):
        count = sum(defect.folder == folder for defect in defects)
        print(f"{folder}: {recall(defects, folder):.3f} of {count}")
    for defect in missed(defects):
        print(f"  missed {defect.name[:24]} paragraph {defect.para}: {defect.kind}")


if __name__ == "__main__":
    main()
