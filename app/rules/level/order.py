"""The order of numerals: levels in turn, no gaps, each parent from 1 (GB/T 9704-2012 7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from msgspec.structs import replace

from app.core.edits import Edit, Retext
from app.core.gathering import kept
from app.core.numerals import Scheme, format_numeral, parse
from app.core.report import Node, Paragraph, Report
from app.core.series import (
    Series,
    all_series,
    attachment_labels,
    continued,
    form_of,
    numerals_of,
    opened_below,
    opened_inline,
    recount,
    renumber,
    restarts_inline,
    stands_inline,
)
from app.rules.api import CONFIRM, DUTY, ERROR, INFO, PRACTICE, USUAL, WARNING, Found, found, rule

_CLAUSE = "GB/T 9704-2012 7.3.3"
_NAMES = {Scheme.HAN: "第一层", Scheme.HAN_BRACKET: "第二层", Scheme.ARABIC: "第三层", Scheme.ARABIC_BRACKET: "第四层"}
_FORMS = {Scheme.HAN: "一、", Scheme.HAN_BRACKET: "（一）", Scheme.ARABIC: "1.", Scheme.ARABIC_BRACKET: "（1）"}


def _at(r: Report, node: Node, message: str, fix: tuple[Edit, ...] = (), **more: object) -> Found:
    """A finding on a node's numeral."""
    p = r.by_uid[node.uid]
    start = max(p.text.find(node.numeral), 0) if not node.automatic else 0
    end = start + len(node.numeral) if not node.automatic else min(len(p.text), 1)
    return found(p, start, end, message, fix=fix or None, safety=CONFIRM, before=node.numeral, **more)  # pyright: ignore[reportArgumentType]


@rule(
    "GW-LVL-001", _CLAUSE, slug="numeral-of-another-level", severity=WARNING, strength=USUAL,
    reads=("numerals", "sequence"),
    good=["一级 一、总体要求\n三级 1.健全制度。\n三级 2.优化流程。\n三级 3.强化监督。"],
    bad=[(
        "一级 一、总体要求\n三级 1.健全制度。\n三级 （2）优化流程。\n三级 3.强化监督。",
        "一级 一、总体要求\n三级 1.健全制度。\n三级 2.优化流程。\n三级 3.强化监督。",
    )],
)  # fmt: skip
def numeral_of_another_level(r: Report) -> Iterator[Found]:
    """结构层次序数依次用“一、”“（一）”“1.”“（1）”标注。

    同一层的各项用同一种形式，读者才看得出并列关系；夹进另一层的形式，层次就乱了。
    """
    for series in all_series(r):
        for at in sorted(series.odd):
            node = series.nodes[at]
            right = format_numeral(node.value, series.scheme)
            edit = renumber(r, node, node.value)
            fix = (replace(edit, new=right),) if isinstance(edit, Retext) else ()
            form = form_of(node)
            name = _NAMES.get(form[0], "别的层次") if form else "别的层次"
            yield _at(r, node, f"“{node.numeral}”用了{name}的形式，同层各项写作“{_FORMS[series.scheme]}”", fix, after=right)


@rule(
    "GW-LVL-002", f"{_CLAUSE}；GB/T 15834-2011 B.3.8", slug="skipped-level", severity=WARNING, strength=USUAL,
    reads=("numerals",), group="“一、”之下直接用“1.”，共 {count} 处",
    good=["一级 一、总体要求\n二级 （一）健全制度。抓好落实。\n二级 （二）优化流程。抓好落实。"],
    bad=["一级 一、总体要求\n四级 （1）健全制度\n正文 抓好落实。\n四级 （2）优化流程\n正文 抓好落实。"],
)  # fmt: skip
def skipped_level(r: Report, strict: bool = False) -> Iterator[Found]:
    """不越级使用结构层次序数。

    国标列出的四层依次使用；只有两层时“一、”之下直接用“1.”是通行做法，仅作提示（单位可以从严）。
    """
    for node in r.nodes():
        above = parse(node.numeral) if node.numeral and node.scheme == "official" else None
        if above is None or above.level is None:
            continue
        child = next((c for c in node.children if c.scheme == "official" and c.type == "heading"), None)
        below = parse(child.numeral) if child and child.numeral else None
        if child is None or child.value != 1 or below is None or below.level is None or below.level - above.level < 2:
            continue
        message = f"“{_FORMS[above.scheme]}”之下直接用了“{_FORMS[below.scheme]}”，国标依次为“一、”“（一）”“1.”“（1）”"
        if (above.level, below.level) == (1, 3) and not strict:
            yield _at(r, node, message, severity=INFO, key="usual")
        else:
            yield _at(r, child, message)


_COUNT = re.compile(r"[\d一二三四五六七八九十百零〇㈠-㈩①-⒛]")


def _counts_inside(p: Paragraph) -> bool:
    """Whether words of `p` hold a number that may be an ordinal, or its own numeral is not what the text begins with."""
    if _COUNT.search(p.text, p.role.content):
        return True
    return p.number is None and not p.text.lstrip().startswith(p.role.numeral)


@rule(
    "GW-LVL-003", f"{_CLAUSE}（“依次”）", slug="broken-count", severity=ERROR, strength=DUTY, aliases=("GW-SEM-003",),
    reads=("text", "numerals", "sequence"), where=_counts_inside,
    good=[
        "一级 一、工作回顾\n正文 成效明显。\n一级 二、存在问题\n正文 仍有差距。\n一级 三、下步打算\n正文 抓好落实。",
        "条款 1、按时报送材料。\n条款 2、注明联系人。\n正文 注：1、此表须盖章。\n条款 2、金额以万元计。\n条款 3、另附说明。",
        "一级 一、工作回顾\n正文 ★二、存在问题\n正文 ★三、打算\n一级 四、保障\n正文 抓好落实。\n一级 五、其他\n正文 抓好落实。",
    ],
    bad=[(
        "一级 一、工作回顾\n正文 成效明显。\n一级 二、存在问题\n正文 仍有差距。\n一级 四、下步打算\n正文 抓好落实。",
        "一级 一、工作回顾\n正文 成效明显。\n一级 二、存在问题\n正文 仍有差距。\n一级 三、下步打算\n正文 抓好落实。",
    )],
)  # fmt: skip
def broken_count(r: Report) -> Iterator[Found]:
    """同一层的序数连续，不跳号、不重号。

    跳号可能是漏了一段，也可能只是编号有误；重号则使引用“第×项”时无法对应。改号须由撰稿人确认。
    """
    for run in kept(r, _broken_runs, numerals_of(r), attachment_labels(r)):
        yield from run.found_in(r)


@dataclass(slots=True, eq=False)
class _Run:
    """A run that does not count on by one, and what was found in it while its paragraphs, first to last, were these."""

    nodes: tuple[Node, ...]
    paragraphs: tuple[Paragraph, ...] = ()
    found: tuple[Found, ...] = ()

    def found_in(self, r: Report) -> tuple[Found, ...]:
        here = r.paragraphs[r.order[self.nodes[0].uid] : r.order[self.nodes[-1].uid] + 1]
        if here != self.paragraphs:
            self.paragraphs, self.found = here, tuple(_breaks(r, self.nodes))
        return self.found


def _broken_runs(r: Report) -> list[_Run]:
    series = all_series(r)
    runs = _joined(series, continued(series))
    return [_Run(run) for run in runs if any(b.value != a.value + 1 for a, b in pairwise(run))]


def _joined(series: Sequence[Series], running: frozenset[Scheme]) -> Iterator[tuple[Node, ...]]:
    """The runs to count: those of a form that counts on across parents are one run."""
    open_: dict[Scheme, list[Node]] = {}
    for one in series:
        if one.scheme not in running:
            yield one.nodes
            continue
        if one.values[0] == 1 and open_.get(one.scheme):
            yield tuple(open_.pop(one.scheme))
        open_.setdefault(one.scheme, []).extend(one.nodes)
    yield from (tuple(run) for run in open_.values())


def _breaks(r: Report, run: tuple[Node, ...]) -> Iterator[Found]:
    expected = run[0].value
    for at, node in enumerate(run):
        if not at or node.value == expected:
            pass
        elif stands_inline(r, run[at - 1], node, expected) or restarts_inline(r, run[at - 1], node):
            expected = node.value
        else:
            alone = at + 1 < len(run) and run[at + 1].value == expected + 1
            after = run[at : at + 1] if alone else _shifted(run[at:])
            edits = tuple(edit for i, n in enumerate(after) if (edit := renumber(r, n, expected + i)))
            right = recount(node.numeral, expected)
            yield _at(r, node, _message(run[at - 1], node, expected), edits, after=right)
            if not alone:
                expected = node.value
        expected += 1


def _shifted(rest: tuple[Node, ...]) -> tuple[Node, ...]:
    """The stretch that moves as a whole when its first member is renumbered; automatic members follow by themselves."""
    moved = [rest[0]]
    for node in rest[1:]:
        if node.value != moved[-1].value + 1:
            break
        moved.append(node)
    return tuple(n for i, n in enumerate(moved) if i == 0 or not n.automatic)


def _message(before: Node, node: Node, expected: int) -> str:
    if node.value == before.value:
        return f"{before.numeral}之后又是{node.numeral}：重号"
    if node.value < expected:
        return f"{before.numeral}之后为{node.numeral}：序数倒退，是编号误，还是段落错位？"
    return f"{before.numeral}后为{node.numeral}：是漏段，还是编号误？"


@rule(
    "GW-LVL-004", f"{_CLAUSE}；实务", slug="count-not-from-one", severity=WARNING, strength=PRACTICE,
    reads=("text", "numerals", "sequence"), where=_counts_inside,
    good=[
        ("一级 一、工作回顾\n二级 （一）夯实基础。成效明显。\n二级 （二）优化流程。成效明显。\n一级 二、下步打算\n"
        "二级 （一）抓好落实。压实责任。"),
        ("一级 一、工作回顾\n二级 （一）夯实基础。成效明显。\n一级 二、下步打算\n二级 （二）抓好落实。压实责任。\n"
        "一级 三、保障\n二级 （三）加强领导。压实责任。"),
        ("三级 1.总则\n正文 适用于本市。\n三级 2.程序\n二级 （一）受理。\n四级 1.核对。\n四级 2.登记。\n二级 （二）审核。\n"
        "四级 1.初审。\n四级 2.复审。\n二级 （三）办结\n正文 当场送达。\n三级 3.附则\n正文 自印发之日起施行。"),
        ("二级 （一）受理\n三级 1.核对。\n二级 （二）审核\n三级 1.初审。\n正文 ▲2.复审。\n正文 按时办结。\n正文 当场送达。\n"
        "二级 （三）归档\n三级 3.装订。"),
    ],
    bad=[(
        ("一级 一、工作回顾\n二级 （一）夯实基础。成效明显。\n二级 （二）优化流程。成效明显。\n一级 二、问题\n"
        "二级 （一）基础不牢。仍有差距。\n一级 三、下步打算\n二级 （三）抓好落实。压实责任。"),
        ("一级 一、工作回顾\n二级 （一）夯实基础。成效明显。\n二级 （二）优化流程。成效明显。\n一级 二、问题\n"
        "二级 （一）基础不牢。仍有差距。\n一级 三、下步打算\n二级 （一）抓好落实。压实责任。"),
    )],
)  # fmt: skip
def count_not_from_one(r: Report) -> Iterator[Found]:
    """下一层的序数在每个上一层之下从头编起。

    每个“一、”之下的“（一）”重新起编；从中间编起，可能是漏了前面的段落。全文统一续编的体例不报。
    """
    for one in kept(r, _begun_late, numerals_of(r), attachment_labels(r)):
        first = one.nodes[0]
        if opened_inline(r, first):
            continue
        edits = tuple(edit for i, n in enumerate(_shifted(one.nodes)) if (edit := renumber(r, n, i + 1)))
        right = recount(first.numeral, 1)
        yield _at(r, first, f"这一层从{first.numeral}编起：是漏段，还是应从{right}编起？", edits, after=right)


def _begun_late(r: Report) -> list[Series]:
    """Counts that begin with another number than 1, though no text around them may say why."""
    series = all_series(r)
    running = continued(series)
    late = [one for one in series if one.nodes[0].value != 1 and one.first_of_parent and one.scheme not in running]
    # a heading without a number of its own may stand between counted paragraphs
    return [one for one in late if not opened_below(r, one) and (one.parent is None or one.parent.numeral)]


@rule(
    "GW-LVL-005", "实务", slug="single-child", severity=INFO, strength=PRACTICE, reads=("headings",), enabled=False,
    good=["一级 一、工作回顾\n二级 （一）夯实基础。成效明显。\n二级 （二）优化流程。成效明显。"],
    bad=["一级 一、工作回顾\n二级 （一）夯实基础。成效明显。\n一级 二、下步打算\n正文 抓好落实。"],
)  # fmt: skip
def single_child(r: Report) -> Iterator[Found]:
    """一个上级标题之下至少有两个下级条目。

    分条是为了并列；只有（一）而没有（二），不必分条。
    """
    for node in r.nodes():
        if len(node.children) == 1 and node.children[0].type == "heading" and node.children[0].value == 1:
            child = node.children[0]
            yield _at(r, child, f"{node.numeral or node.text}之下只有{child.numeral}一条")
