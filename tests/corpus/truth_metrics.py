"""How well structure is recognised, against hand-written truth: `python -m tests.corpus.truth_metrics`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.core.report import BODY, Paragraph, Place, Report
from app.core.understand import understand

Node = tuple[int, str, str, int, bool]


@dataclass
class Score:
    """What was compared for one document: facts found or missed, outline nodes right, extra and missed, 一是… items."""

    name: str
    facts: dict[str, bool] = field(default_factory=dict[str, bool])
    right: int = 0
    extra: list[Node] = field(default_factory=list[Node])
    missed: list[Node] = field(default_factory=list[Node])
    items: tuple[int, int, int] = (0, 0, 0)  # right, extra, missed


def read_lines(path: Path) -> Report:
    """A .txt file as a raw report, one paragraph a line."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    paragraphs = tuple(Paragraph(uid, text) for uid, text in enumerate(lines))
    return Report(path.name, "txt", paragraphs, {p.uid: Place(BODY, p.uid) for p in paragraphs})


def read_docx(path: Path) -> Report:
    """A DOCX as a raw report."""
    from app.docx.package import Package
    from app.docx.read import read_report

    return read_report(Package.open(path))


def truths(corpus: Path) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    """(name, document, truth) of every document that has a ground truth."""
    for file in sorted((corpus / "truth").glob("*.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))
        folder = corpus / ("texts" if file.stem.isdigit() else "cn")
        found = next(iter(sorted(folder.glob(f"{file.stem}-*"))), None)
        if found is not None:
            yield file.stem, found, truth
    for file in sorted((corpus / "made").glob("*.truth.json")):
        yield (
            file.name.split(".")[0],
            file.with_name(file.name.replace(".truth.json", ".docx")),
            _from_made(json.loads(file.read_text(encoding="utf-8"))),
        )


def _from_made(truth: dict[str, Any]) -> dict[str, Any]:
    """The schema of made/ in the words of truth/."""
    return {
        **truth,
        "title": {"text": truth["title"]},
        "addressee": {"text": truth["addressee"]} if truth["addressee"] else None,
        "signature": {"org": truth["signature"]} if truth["signature"] else None,
        "date": {"text": truth["date"]} if truth["date"] else None,
    }


def squeeze(text: str | None) -> str:
    """`text` without any blank."""
    return "".join((text or "").split())


def measure(name: str, path: Path, truth: dict[str, Any]) -> Score:
    """The score of one document against its truth."""
    report = understand(read_docx(path) if path.suffix == ".docx" else read_lines(path))
    score = Score(name)
    _facts(report, truth, score)
    _outline(report, truth, score)
    _items(report, truth, score)
    return score


def _facts(report: Report, truth: dict[str, Any], score: Score) -> None:
    found, by_uid = report.elements, report.by_uid
    addressee = by_uid[found.addressee].text if found.addressee is not None else None
    score.facts["title"] = squeeze(found.title_text) == squeeze(truth["title"]["text"])
    score.facts["addressee"] = squeeze(addressee) == squeeze((truth["addressee"] or {}).get("text"))
    score.facts["signature"] = squeeze("".join(found.signature_text)) == squeeze((truth["signature"] or {}).get("org"))
    score.facts["date"] = squeeze(found.date.text if found.date else None) == squeeze((truth["date"] or {}).get("text"))
    if "doc_number" in truth:
        number = by_uid[found.doc_number].text if found.doc_number is not None else None
        score.facts["doc_number"] = squeeze(number) == squeeze((truth["doc_number"] or {}).get("text"))
    if truth.get("title", {}).get("paras"):
        score.facts["title_paras"] = [report.places[uid].index for uid in found.title] == truth["title"]["paras"]


def _outline(report: Report, truth: dict[str, Any], score: Score) -> None:
    free = {
        entry["para"]
        for entry in truth["outline"]
        if entry["type"] == "numbered_paragraph" or entry.get("certainty") == "arguable"
    }
    wanted = Counter(_node(e) for e in truth["outline"] if e["para"] not in free)
    found = Counter(
        (n.level, squeeze(n.numeral), squeeze(n.text), report.places[n.uid].index, n.run_in)
        for n in report.nodes()
        if n.type != "numbered" and report.places[n.uid].index not in free
    )
    score.right = (wanted & found).total()
    score.extra = sorted((found - wanted).elements())
    score.missed = sorted((wanted - found).elements())


def _node(entry: dict[str, Any]) -> Node:
    return entry["level"], squeeze(entry["numeral"]), squeeze(entry["text"]), entry["para"], entry["run_in"]


def _items(report: Report, truth: dict[str, Any], score: Score) -> None:
    if "ordinal_total" not in truth:
        return
    found = sum(len(node.items) for node in report.nodes())
    right = min(found, truth["ordinal_total"])
    score.items = (right, found - right, truth["ordinal_total"] - right)


def table(corpus: Path) -> list[Score]:
    """The scores of every document with a truth."""
    return [measure(*one) for one in truths(corpus)]


def main() -> None:
    """Print the table."""
    from tests.conftest import corpus_folder

    corpus = corpus_folder()
    if corpus is None:
        raise SystemExit("no folder of real documents: set WENHENG_CORPUS")
    scores = table(corpus)
    for score in scores:
        wrong = [fact for fact, good in score.facts.items() if not good]
        print(
            f"{score.name:8} nodes {score.right:3} right {len(score.extra):2} extra {len(score.missed):2} missed  items {score.items}  wrong facts: {wrong}"
        )
        for label, nodes in (("+", score.extra), ("-", score.missed)):
            for node in nodes:
                print("         ", label, node)
    right, extra, missed = (sum(x) for x in zip(*((s.right, len(s.extra), len(s.missed)) for s in scores), strict=True))
    print(f"all      precision {right / max(1, right + extra):.4f}  recall {right / max(1, right + missed):.4f}")


if __name__ == "__main__":
    main()
