"""How long the structure of a long report takes, in processor time: `python -m tests.perf.tree`.

The report is one of some 2,200 paragraphs (the text of `bench` with its sections over and over between one title and one
signature), read from a DOCX. Bounds: built within 100 ms, up to date within 2 ms after a key.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import replace

from app.core.han_numbers import int_to_han
from app.core.profile import load_profile
from app.core.report import Kind, Report
from app.core.understand import understand
from app.docx.document import WordDocument
from app.docx.template import build
from app.docx.text_file import TextDocument

PARAGRAPHS = 2200
BUILDS, KEYS = 7, 21


def long_report() -> bytes:
    """The DOCX."""
    from tests.perf.bench import text

    head, *body, organ, day = text().splitlines()
    out, sections = [head, body[0]], 0
    while len(out) < PARAGRAPHS:
        for line in body[1:]:
            opens = line.strip()[1:2] == "、"
            sections += opens
            out.append(f"{int_to_han(sections % 199 or 1)}、{line.strip()[2:]}" if opens else line)
    report = TextDocument.from_bytes("\n".join([*out, organ, day]).encode(), "长.txt").report()
    return build(understand(report), load_profile())


def cpu(action: Callable[[], object]) -> float:
    """Milliseconds of processor time."""
    started = time.process_time()
    action()
    return (time.process_time() - started) * 1000


def key(raw: Report, at: int, where: int, typed: str) -> float:
    """The median of typing `typed` and taking it out again, in turn, at `where` of the paragraph at `at`."""
    step, times = understand(raw), list[float]()
    for turn in range(KEYS):
        text = raw.paragraphs[at].text
        where = where if where >= 0 else len(text) + where
        text = text[:where] + typed + text[where:] if turn % 2 == 0 else text[:where] + text[where + len(typed) :]
        paragraphs = list(raw.paragraphs)
        paragraphs[at] = replace(paragraphs[at], text=text)
        raw = replace(raw, paragraphs=tuple(paragraphs))
        _ = raw.order  # an open report keeps it between keys
        began = time.process_time()
        step = understand(raw, {}, step)
        times.append((time.process_time() - began) * 1000)
    return statistics.median(times)


def main() -> None:
    """Print the table."""
    data = long_report()
    raws = [WordDocument.from_bytes(data, "长.docx").report() for _ in range(BUILDS)]
    print(f"structure of {len(raws[0].paragraphs)} paragraphs      CPU ms")
    print(f"  built                        {statistics.median(cpu(lambda raw=raw: understand(raw)) for raw in raws):7.1f}")
    found = understand(raws[0])
    half = len(found.paragraphs) // 2
    by_kind = {
        kind: next(at for at in range(half, len(found.paragraphs)) if found.paragraphs[at].kind is kind)
        for kind in (Kind.BODY, Kind.LEVEL1, Kind.LEVEL2)
    }
    for name, at, where, typed in (
        ("a key in text", by_kind[Kind.BODY], 10, "的"), ("… in a heading", by_kind[Kind.LEVEL1], 6, "的"),
        ("… in a run-in heading", by_kind[Kind.LEVEL2], 6, "的"), ("… below it", by_kind[Kind.LEVEL2], -5, "的"),
        ("… in the title", 0, 4, "的"), ("… that makes a heading", by_kind[Kind.BODY], 0, "九、"),
    ):  # fmt: skip
        print(f"  {name:28} {key(raws[1], at, where, typed):7.2f}")


if __name__ == "__main__":
    main()
