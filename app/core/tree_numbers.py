"""Steps on numbers: count anew, automatic numbers to text and back, 附件 and 表 in their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from app.core.counting import item_word
from app.core.edits import Autonumber, Edit, Retext
from app.core.errors import ReportError
from app.core.item_groups import item_groups
from app.core.item_lists import nested
from app.core.mentions import enclosure_mentions
from app.core.numerals import Scheme
from app.core.planning import Numbering, Plan, Planner, as_text, refuse_tracking
from app.core.report import Item, Kind, Node, Paragraph, Report
from app.core.series import renumber
from app.core.tree import Tree, Twig

Scope = Literal["report", "branch", "series"]
_LABEL = re.compile(r"附\s*件\s*(?P<n>[0-9]{1,2})")
_CAPTION = re.compile(r"(?P<word>续?[表图])\s*(?P<n>[0-9]{1,3})(?![0-9.．\-—])")
_LISTED = re.compile(r"(?P<n>[0-9]{1,2})(?=\s*[.．、])")
_LISTS = {
    Scheme.CHAPTER: ("chineseCountingThousand", "第%{}章", False), Scheme.SECTION: ("chineseCountingThousand", "第%{}节", False),
    Scheme.ARTICLE: ("chineseCountingThousand", "第%{}条", True), Scheme.HAN: ("chineseCountingThousand", "%{}、", False),
    Scheme.HAN_BRACKET: ("chineseCountingThousand", "（%{}）", False), Scheme.ARABIC: ("decimal", "%{}.", False),
    Scheme.ARABIC_BRACKET: ("decimal", "（%{}）", False),
}  # fmt: skip
_ORDER = tuple(_LISTS)


def count_anew(report: Report, scope: Scope = "report", uid: int | None = None) -> Plan:
    """Every numeral of the report, of the branch at heading `uid`, or of its siblings, in order and in the standard's form.

    Gaps, repeats, wrong order, skipped levels, mixed forms and half-width brackets are mended; a count that runs on
    across sections is a habit and stays. 一是… are counted too, and 附件, 表 and 图 where the whole report is.
    """
    tree = Tree(report)
    planner = Planner(tree, tidy=True)
    planner.count(_touched(tree, scope, uid))
    places = _places(tree, scope, uid)
    edits = list(_items(report, places, planner.numerals))
    plan = planner.plan("重编序数", edits, focus=uid)
    return plan if scope != "report" else _with_enclosures(report, plan)


def numbers_to_text(report: Report, uid: int | None = None) -> Plan:
    """Automatic numbers become text that reads the same: all of the report's text, or of the list of paragraph `uid`."""
    refuse_tracking(report)
    numbered = [p for p in report.paragraphs if p.number is not None and p.number.format != "bullet" and p.number.text]
    if uid is not None:
        own = report.by_uid[uid].number
        numbered = [p for p in numbered if own is not None and p.number is not None and p.number.num_id == own.num_id]
    if not numbered:
        raise ReportError("这里没有自动编号", "序数已经是文字")
    edits = [edit for p in numbered if p.number is not None for edit in as_text(p, p.number.text.strip())]
    return Plan("自动编号转为文字", tuple(edits), focus=uid)


def text_to_numbers(report: Report, uid: int | None = None) -> Plan:
    """Typed numerals become automatic numbers that show the same: of the whole report, or of the branch at `uid`.

    Raises ReportError where the automatic count would not show what is typed: gaps must be mended first.
    """
    refuse_tracking(report)
    if report.source == "txt":
        raise ReportError("纯文本没有自动编号", "请另存为 .docx 后再转换")
    tree = Tree(report)
    edits: list[Edit] = []
    for row in _rows(tree, uid):
        typed = [twig for twig in row if _is_typed(report, twig)]
        if typed:
            edits += _automatic(report, typed)
    if not edits:
        raise ReportError("这里没有可以转为自动编号的序数", "只有“一、”“（一）”“1.”“（1）”和章、节、条可以")
    return Plan("文字转为自动编号", tuple(edits), focus=uid)


# --- counting anew --------------------------------------------------------------------------------------------------------


def _touched(tree: Tree, scope: Scope, uid: int | None) -> list[Twig] | None:
    if scope == "report" or uid is None:
        return None
    twig = tree.at(uid) or tree.holding(uid)
    if twig is None or twig.parent is None:
        raise ReportError("光标不在任何一个标题之下", "请在报告结构中选中要重编的部分")
    return [twig.parent] if scope == "series" else list(twig.walk())


def _places(tree: Tree, scope: Scope, uid: int | None) -> frozenset[int] | None:
    if scope == "report" or uid is None:
        return None
    twig = tree.at(uid) or tree.holding(uid)
    return frozenset(p.uid for p in tree.paragraphs(twig)) if twig is not None and scope == "branch" else frozenset()


def _items(report: Report, places: frozenset[int] | None, numerals: list[Numbering]) -> Iterator[Edit]:
    """一是… counted on in each section; an 一是 begins a new list."""
    for row in ([group[at] for at in row] for group in item_groups(report) for _, row in nested(group)):
        value = 0
        for item in row:
            value = 1 if item.value == 1 else value + 1
            new = item_word(item.numeral, value)
            if new == item.numeral or (places is not None and item.uid not in places) or _quoted(report, item):
                continue
            numerals.append(Numbering(item.uid, item.numeral, new, item.text))
            yield Retext(item.uid, item.start, item.start + len(item.numeral), new)


def _quoted(report: Report, item: Item) -> bool:
    return any(zone.start <= item.start < zone.end for zone in report.by_uid[item.uid].zones)


def _with_enclosures(report: Report, plan: Plan) -> Plan:
    """`plan` with 附件 and 表, 图 counted on too, and what is said of them."""
    edits: list[Edit] = []
    numerals: list[Numbering] = []
    changed: dict[tuple[str, int], int] = {}
    for word, found in _enclosures(report):
        value = 0 if word != "附件" or report.elements.attachments else int(_number(found[0])) - 1 if found else 0
        for p, start, end in found:
            old, value = int(p.text[start:end]), value + 1
            while value < old and _is_mentioned(report, f"{word}{value}"):
                value += 1  # it is there, though not where a caption is looked for
            if old != value:
                changed.setdefault((word, old), value)
                edits.append(Retext(p.uid, start, end, str(value)))
                numerals.append(Numbering(p.uid, f"{word}{old}", f"{word}{value}"))
    if not edits:
        return plan
    edits += _note_entries(report, changed)
    found = enclosure_mentions(report, changed)
    return Plan(
        plan.label, (*plan.edits, *edits), (*plan.numerals, *numerals), (*plan.mentions, *found), plan.gone, plan.focus
    )  # fmt: skip


def _number(found: tuple[Paragraph, int, int]) -> str:
    p, start, end = found
    return p.text[start:end]


def _is_mentioned(report: Report, words: str) -> bool:
    return any(words in p.text for p in (*report.paragraphs, *report.others))


def _enclosures(report: Report) -> Iterator[tuple[str, list[tuple[Paragraph, int, int]]]]:
    """附件, 表, 图 → the places of their numbers, in order; one without a number breaks nothing, 续表 belongs to its 表."""
    rows: dict[str, list[tuple[Paragraph, int, int]]] = {"附件": [], "表": [], "图": []}
    for p in (*report.paragraphs, *report.others):
        match = _LABEL.match(p.text.strip()) if p.kind is Kind.ATTACHMENT_LABEL else None
        word = "附件"
        if p.kind is Kind.CAPTION:
            match = _CAPTION.match(p.text.strip())
            word = match["word"] if match else ""
        if match is not None and word in rows:
            lead = len(p.text) - len(p.text.lstrip())
            rows[word].append((p, match.start("n") + lead, match.end("n") + lead))
    yield from rows.items()


def _note_entries(report: Report, changed: dict[tuple[str, int], int]) -> Iterable[Edit]:
    """The entries of the 附件说明 keep step with the labels; where they do already, nothing changes."""
    if not any(word == "附件" for word, _ in changed):
        return []
    entries = [a for a in report.elements.attachments if a.number is not None]
    edits: list[Edit] = []
    for value, entry in enumerate(entries, 1):
        text = report.by_uid[entry.uid].text
        found = list(_LISTED.finditer(text, 0, entry.start))
        if entry.number != value and found:
            edits.append(Retext(entry.uid, found[-1].start("n"), found[-1].end("n"), str(value)))
    return edits


# --- automatic numbers ----------------------------------------------------------------------------------------------------


def _rows(tree: Tree, uid: int | None) -> Iterator[list[Twig]]:
    if uid is None:
        for root in tree.roots:
            yield [twig for child in root.children for twig in child.walk()]
        return
    twig = tree.at(uid)
    if twig is None or twig.parent is None:
        raise ReportError("光标不在任何一个标题之下", "请在报告结构中选中要转换的部分")
    yield [one for child in twig.parent.children for one in child.walk()]


def _is_typed(report: Report, twig: Twig) -> bool:
    node, numeral = twig.node, twig.numeral
    if node is None or numeral is None or node.automatic or not twig.alone or numeral.scheme not in _LISTS:
        return False
    return numeral.clean and "之" not in numeral.text and report.by_uid[node.uid].number is None


def _automatic(report: Report, typed: Sequence[Twig]) -> list[Edit]:
    schemes = sorted({twig.numeral.scheme for twig in typed if twig.numeral is not None}, key=_ORDER.index)
    counts = [0] * len(schemes)
    members: list[tuple[int, int]] = []
    texts: list[Edit] = []
    for twig in typed:
        node, numeral = twig.node, twig.numeral
        if node is None or numeral is None:
            continue
        level = schemes.index(numeral.scheme)
        counts[level] += 1
        for deeper in range(level + 1, len(schemes)):
            counts[deeper] = counts[deeper] if _LISTS[schemes[deeper]][2] else 0
        if counts[level] != node.value:
            raise ReportError(f"“{node.numeral}{node.text[:12]}”处的序数不连续，自动编号会与现在不同", "请先“重编序数”")
        members.append((node.uid, level))
        texts.append(_without_numeral(report, node))
    forms = tuple((_LISTS[s][0], _LISTS[s][1].format(at + 1), _LISTS[s][2]) for at, s in enumerate(schemes))
    return [*texts, Autonumber(tuple(members), forms)]


def _without_numeral(report: Report, node: Node) -> Edit:
    typed = renumber(report, node, node.value)
    if not isinstance(typed, Retext):
        raise ReportError(f"找不到“{node.numeral}”的位置", "请改用手工方式")
    text, end = report.by_uid[node.uid].text, typed.end
    while end < len(text) and text[end] in " \u3000\u00a0\t":
        end += 1
    return Retext(node.uid, 0 if not text[: typed.start].strip() else typed.start, end, "")
