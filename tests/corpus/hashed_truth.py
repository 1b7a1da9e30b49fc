"""Ground truth of 34 more real documents, kept as places and hashes: `python -m tests.corpus.hashed_truth`.

The documents are the first 34 by sha256 of their file names among the DOCX of cn/ and the texts of texts/, without
those that the corpus gives a truth for and those that its manifest calls a template or a fixture. Every entry was
written by reading the document. The first 25 were looked at while structure was mended; the other nine (04, 31, cn002,
cn016, cn104, cn136, cn149, cn154, cn156) were written afterwards and nothing was mended for them. No words of one are here: titles, names and headings are the sha1 of their letters.

`type` of an outline entry: heading, article (第×条; only its level, numeral and place count), numbered (a numbered
paragraph that is no heading) and arguable; the last two count neither way, but `clauses` tells how many numbered ones
were taken for headings.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.core.report import Report
from app.core.understand import understand
from tests.corpus.truth_metrics import read_docx, read_lines, squeeze

FOLDER = Path(__file__).parent / "truth"
Node = tuple[int, str, str, int, bool]
Entry = dict[str, Any]


@dataclass
class Hashed:
    """What was compared for one document: facts found or missed, nodes right, extra and missed, items, clauses taken for headings."""

    name: str
    facts: dict[str, bool]
    right: int
    extra: list[Node]
    missed: list[Node]
    items: tuple[int, int, int]  # right, extra, missed
    clauses: list[int] = field(default_factory=list[int])


def letters(text: str) -> str:
    """The sha1 of `text` without blanks."""
    return hashlib.sha1(squeeze(text).encode()).hexdigest()


def documents(corpus: Path) -> Iterator[tuple[Path, Entry]]:
    """(document, truth) of every one that is in the folder as it was read."""
    for file in sorted(FOLDER.glob("*.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))
        found = next(iter(sorted((corpus / ("texts" if file.stem.isdigit() else "cn")).glob(f"{file.stem}-*"))), None)
        if found is not None and hashlib.sha256(found.read_bytes()).hexdigest() == truth["sha256"]:
            yield found, truth


def measure(path: Path, truth: Entry) -> Hashed:
    """The score of one document."""
    report = understand(read_docx(path) if path.suffix == ".docx" else read_lines(path))
    right, extra, missed, clauses = _outline(report, truth)
    return Hashed(truth["document"], _facts(report, truth), right, extra, missed, _items(report, truth), clauses)


def _facts(report: Report, truth: Entry) -> dict[str, bool]:
    found, by_uid = report.elements, report.by_uid

    def at(uids: tuple[int, ...]) -> list[int]:
        return [report.places[uid].index for uid in uids]

    def single(uid: int | None) -> Entry | None:
        return {"paragraph": report.places[uid].index, "sha1": letters(by_uid[uid].text)} if uid is not None else None

    title = {"paragraphs": at(found.title), "sha1": letters(found.title_text)} if found.title else None
    signature = {"paragraphs": at(found.signature), "sha1": letters("".join(found.signature_text))} if found.signature else None
    date = {"paragraph": report.places[found.date.uid].index, "sha1": letters(found.date.text)} if found.date else None
    facts = {"title": title, "addressee": single(found.addressee), "signature": signature, "date": date}
    if truth["doc_number"] is not None:
        facts["doc_number"] = single(found.doc_number)
    return {name: value == truth[name] for name, value in facts.items()}


def _outline(report: Report, truth: Entry) -> tuple[int, list[Node], list[Node], list[int]]:
    free = {e["paragraph"] for e in truth["outline"] if e["type"] in ("numbered", "arguable")}
    articles = {e["paragraph"] for e in truth["outline"] if e["type"] == "article"}
    wanted = Counter(
        (e["level"], squeeze(e["numeral"]), e.get("sha1", ""), e["paragraph"], e.get("run_in", False))
        for e in truth["outline"]
        if e["paragraph"] not in free
    )
    found = Counter[Node]()
    clauses: list[int] = []
    for node in report.nodes():
        place = report.places[node.uid]
        if node.type != "numbered" and place.index in free:
            clauses += [e["paragraph"] for e in truth["outline"] if e["paragraph"] == place.index and e["type"] == "numbered"]
        elif node.type != "numbered":
            article = node.type == "article" and place.index in articles
            text = "" if article else letters(node.text)
            found[node.level, squeeze(node.numeral), text, place.index, node.run_in and not article] += 1
    return (wanted & found).total(), sorted((found - wanted).elements()), sorted((wanted - found).elements()), clauses


def _items(report: Report, truth: Entry) -> tuple[int, int, int]:
    wanted = Counter((e["paragraph"], e["numeral"]) for e in truth["items"])
    found = Counter((report.places[item.uid].index, item.numeral) for node in report.nodes() for item in node.items)
    return (wanted & found).total(), (found - wanted).total(), (wanted - found).total()


def main() -> None:
    """Print the table."""
    from tests.conftest import corpus_folder

    corpus = corpus_folder()
    if corpus is None:
        raise SystemExit("no folder of real documents: set WENHENG_CORPUS")
    scores = [measure(path, truth) for path, truth in documents(corpus)]
    for s in scores:
        wrong = [fact for fact, good in s.facts.items() if not good]
        print(f"{s.name:6} nodes {s.right:3} right {len(s.extra):2} extra {len(s.missed):2} missed  items {s.items}  wrong facts {wrong}  clauses as headings {s.clauses}")  # fmt: skip
        for sign, nodes in (("+", s.extra), ("-", s.missed)):
            for node in nodes:
                print("        ", sign, node)
    right, extra, missed = (sum(x) for x in zip(*((s.right, len(s.extra), len(s.missed)) for s in scores), strict=True))
    facts = Counter(fact for s in scores for fact, good in s.facts.items() if good)
    of = Counter(fact for s in scores for fact in s.facts)
    print(f"{len(scores)} documents, {right + missed} nodes: precision {right / max(1, right + extra):.4f}  recall {right / max(1, right + missed):.4f}")  # fmt: skip
    print("facts:", ", ".join(f"{fact} {facts[fact]}/{of[fact]}" for fact in of), " clauses as headings:", sum(len(s.clauses) for s in scores))  # fmt: skip


if __name__ == "__main__":
    main()
