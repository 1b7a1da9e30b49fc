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
from app.core.report import Kind, Paragraph, Report
from app.core.understand import understand
from app.docx.document import WordDocument
from app.docx.template import build
from app.docx.text_file import TextDocument

PARAGRAPHS = 2200
BUILDS, KEYS = 7, 40


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


Paragraphs = tuple[Paragraph, ...]
Change = Callable[[Paragraphs, int], Paragraphs]


def typed(at: int, where: int, words: str) -> Change:
    """Typing `words` and taking them out again, in turn, at `where` of the paragraph at `at`."""

    def change(old: Paragraphs, turn: int) -> Paragraphs:
        text = old[at].text
        here = where if where >= 0 else len(text) + where
        made = text[:here] + words + text[here:] if turn % 2 == 0 else text[:here] + text[here + len(words) :]
        return (*old[:at], replace(old[at], text=made), *old[at + 1 :])

    return change


def parted(at: int, where: int, *, back: bool) -> Change:
    """Enter at `where` of the paragraph at `at` and Backspace at the start of the new one, in turn; with `back` the other way."""

    def change(old: Paragraphs, turn: int) -> Paragraphs:
        p = old[at]
        if (turn % 2 == 0) is back:
            return (*old[:at], replace(p, text=p.text + old[at + 1].text), *old[at + 2 :])
        uid = max(q.uid for q in old) + 1
        return (*old[:at], replace(p, text=p.text[:where]), replace(p, uid=uid, text=p.text[where:]), *old[at + 1 :])

    return change


def lines(at: int, count: int, *texts: str) -> Change:
    """The `count` paragraphs from `at` on taken out for these lines, and back again, in turn."""
    held: list[Paragraph] = []

    def change(old: Paragraphs, turn: int) -> Paragraphs:
        if turn % 2:
            return (*old[:at], *held, *old[at + len(texts) :])
        held[:] = old[at : at + count]
        uid = max(q.uid for q in old) + 1
        made = [replace(old[at - 1], uid=uid + n, text=text) for n, text in enumerate(texts)]
        return (*old[:at], *made, *old[at + count :])

    return change


def key(raw: Report, change: Change) -> tuple[float, float]:
    """The medians of the steps that `change` makes and takes back in turn."""
    step = understand(raw)
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(KEYS):
        raw = replace(raw, paragraphs=change(raw.paragraphs, turn))
        began = time.process_time()
        step = understand(raw, {}, step)
        times[turn % 2].append((time.process_time() - began) * 1000)
    return statistics.median(times[0]), statistics.median(times[1])


def main() -> None:
    """Print the table."""
    data = long_report()
    raws = [WordDocument.from_bytes(data, "长.docx").report() for _ in range(BUILDS)]
    print(f"structure of {len(raws[0].paragraphs)} paragraphs      CPU ms")
    print(f"  built                        {statistics.median(cpu(lambda raw=raw: understand(raw)) for raw in raws):7.1f}")
    found = understand(raws[0])
    half = len(found.paragraphs) // 2
    body, first, second = (
        next(at for at in range(half, len(found.paragraphs)) if found.paragraphs[at].kind is kind)
        for kind in (Kind.BODY, Kind.LEVEL1, Kind.LEVEL2)
    )
    sign = next(at for at, p in enumerate(found.paragraphs) if p.kind is Kind.SIGNATURE)
    top = next(at for at, p in enumerate(found.paragraphs) if p.kind is Kind.LEVEL1)
    print("                                and the same taken back")
    for name, change in (
        ("a key in text", typed(body, 10, "的")), ("… in a heading", typed(first, 6, "的")),
        ("… in a run-in heading", typed(second, 6, "的")), ("… below it", typed(second, -5, "的")),
        ("… in the title", typed(0, 4, "的")), ("… that makes a heading", typed(body, 0, "九、")),
        ("… that makes one inside", typed(body, 0, "（九）")), ("… that is the first one", typed(top, 0, "的")),
        ("Enter in text", parted(body, 10, back=False)), ("Enter in a heading", parted(first, 6, back=False)),
        ("Backspace joins text", parted(body, 10, back=True)), ("Backspace joins a heading", parted(first - 1, 10, back=True)),
        ("an empty line at the end", lines(sign, 0, "")), ("a heading at the end", lines(sign, 0, "九、下步打算")),
        ("a heading deleted", lines(first, 1)), ("twenty lines pasted", lines(body, 0, *["（一）抓落实。", "甲乙丙丁。"] * 10)),
        ("two hundred deleted", lines(first, 200)),
    ):  # fmt: skip
        made, back = key(raws[1], change)
        print(f"  {name:28} {made:7.2f} {back:7.2f}")


if __name__ == "__main__":
    main()
