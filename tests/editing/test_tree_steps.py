"""Steps on the tree of a real DOCX: nothing is lost, undo gives the first bytes, and what cannot be done leaves all as it was."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core import item_moves, tree_lines, tree_moves, tree_numbers
from app.core.edits import Insert, Join, Remove, Retext
from app.core.errors import ReportError
from app.core.item_lists import item_lists
from app.core.planning import Plan
from app.core.report import Kind, Report
from app.docx.document import WordDocument
from app.docx.names import Element, w
from app.docx.opening import open_document
from app.editing.open_report import Checking, OpenReport
from tests.docx.make import p
from tests.docx.rendered import NEEDS_LIBREOFFICE, render
from tests.docx.tree_draft import ACROSS, BODY, ITEMS, TEXT, UPRIGHT, draft

_MARKS = tuple(
    w(name) for name in (
        "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference", "footnoteReference", "drawing",
        "tbl", "ins", "del", "sdt", "fldChar", "instrText", "delText", "sectPr",
    )
)  # fmt: skip
_RANGES = (("bookmarkStart", "bookmarkEnd"), ("commentRangeStart", "commentRangeEnd"))


def opened(data: bytes) -> OpenReport:
    return OpenReport(WordDocument.from_bytes(data, "样本.docx"), None, Checking(notes=False))


def uid(report: Report, text: str) -> int:
    return next(node.uid for node in report.nodes() if node.text == text)


def texts(report: OpenReport) -> list[str]:
    return [one.text for one in report.report.paragraphs]


def body(report: OpenReport) -> Element:
    document = report.document
    assert isinstance(document, WordDocument)
    found = document.package.tree(document.package.main).find(w("body"))
    assert found is not None
    return found


def marks(report: OpenReport) -> Counter[str]:
    return Counter(str(node.tag) for node in body(report).iter(*_MARKS))


def letters(report: Report) -> Counter[str]:
    return Counter("".join(one.text for one in (*report.paragraphs, *report.others)))


def any_plan(report: Report, chance: random.Random) -> Plan:
    """Some step at some place; raises ReportError where it cannot be done."""
    nodes = [node.uid for node in report.nodes()]
    place = chance.choice(report.paragraphs)
    node = chance.choice(nodes) if nodes else -1
    items = [member.key for one in item_lists(report) for member in one.members]
    if items and chance.random() < 0.4:
        return any_item_plan(report, items, nodes, chance)
    steps: list[Callable[[], Plan]] = [
        lambda: tree_moves.move_up(report, node), lambda: tree_moves.move_down(report, node),
        lambda: tree_moves.promote(report, node), lambda: tree_moves.demote(report, node),
        lambda: tree_moves.move_to(report, node, chance.choice(nodes), chance.choice(["before", "after", "inside"])),
        lambda: tree_moves.new_section(report, node, chance.choice(["before", "after", "inside"])),
        lambda: tree_moves.merge(report, node), lambda: tree_lines.own_line(report, node), lambda: tree_lines.run_in(report, node),
        lambda: tree_moves.split_section(report, place.uid, chance.randint(0, len(place.text))),
        lambda: tree_lines.items_apart(report, place.uid), lambda: tree_lines.items_together(report, place.uid),
        lambda: tree_numbers.count_anew(report), lambda: tree_numbers.text_to_numbers(report),
        lambda: tree_numbers.numbers_to_text(report), lambda: tree_moves.delete(report, node),
    ]  # fmt: skip
    if not nodes:
        raise ReportError("没有标题", "换一份")
    return chance.choice(steps)()


def any_item_plan(report: Report, items: list[item_moves.Key], nodes: list[int], chance: random.Random) -> Plan:
    """Some step of some 一是… item."""
    item, where = chance.choice(items), chance.choice(["before", "after", "inside"])
    steps: list[Callable[[], Plan]] = [
        lambda: item_moves.move_up(report, item), lambda: item_moves.move_down(report, item),
        lambda: item_moves.move_to(report, item, chance.choice(items), where),
        lambda: item_moves.move_under(report, item, chance.choice(nodes or [-1]), where),
    ]  # fmt: skip
    return chance.choice(steps if nodes else steps[:3])()


def named(report: Report, plan: Plan) -> tuple[Counter[str], Counter[str]]:
    """The characters that a plan says it takes away and brings."""
    gone, come = Counter[str](), Counter[str]()
    for edit in plan.all_sure:
        if isinstance(edit, Retext):
            gone.update(report.by_uid[edit.uid].text[edit.start : edit.end])
            come.update(edit.new)
        elif isinstance(edit, Insert):
            come.update(edit.text)
    return gone, come


def check_steps(report: OpenReport, chance: random.Random, many: int) -> int:
    """Random steps keep every character and object but what they name; undoing all gives the first bytes; how many were done."""
    first = report.document.to_bytes()
    done = 0
    for _ in range(many):
        before, present = report.report, marks(report)
        try:
            plan = any_plan(before, chance)
            if plan.does_nothing:
                continue
            report.restructure(plan)
        except ReportError:
            assert report.report.paragraphs == before.paragraphs
            continue
        done += 1
        gone, come = named(before, plan)
        lost, new = letters(before) - letters(report.report), letters(report.report) - letters(before)
        assert not new - come, plan.label
        if not any(isinstance(edit, Remove) for edit in plan.edits):
            assert not lost - gone, plan.label
            assert marks(report) == present, plan.label
        assert_ranges_in_order(report)
    report.document.guard(first)
    while report.undo() is not None:
        pass
    assert report.document.to_bytes() == first
    return done


def assert_ranges_in_order(report: OpenReport) -> None:
    for start_name, end_name in _RANGES:
        order = {node: at for at, node in enumerate(body(report).iter())}
        starts = {node.get(w("id")): order[node] for node in body(report).iter(w(start_name))}
        ends = {node.get(w("id")): order[node] for node in body(report).iter(w(end_name))}
        assert all(starts[key] < ends[key] for key in starts.keys() & ends.keys())


@pytest.mark.parametrize("seed", range(24))
def test_any_steps_lose_nothing_and_undo_gives_the_first_bytes(seed: int) -> None:
    assert check_steps(opened(draft()), random.Random(seed), 14) >= 2


@pytest.mark.parametrize("seed", [*range(12), 1028])
def test_any_steps_on_items_that_hold_everything(seed: int) -> None:
    report = opened(draft(ITEMS))
    assert len(item_lists(report.report)) == 3
    chance = random.Random(seed)
    first, done = report.document.to_bytes(), 0
    for _ in range(12):
        before, present = report.report, marks(report)
        items = [member.key for one in item_lists(before) for member in one.members]
        try:
            plan = any_item_plan(before, items, [node.uid for node in before.nodes()], chance)
            report.restructure(plan)
        except ReportError:
            assert report.report.paragraphs == before.paragraphs
            continue
        done += 1
        gone, come = named(before, plan)
        assert letters(report.report) == letters(before) - (gone - come) + (come - gone)
        assert marks(report) == present
        assert report.report.objects == before.objects
        assert_ranges_in_order(report)
        assert plan.focus is not None
        assert report.report.by_uid[plan.focus].text[plan.at + 1] == "是"
    report.document.guard(first)
    while report.undo() is not None:
        pass
    assert report.document.to_bytes() == first
    assert done >= 3


def test_a_step_after_which_the_list_could_not_be_seen_is_taken_back() -> None:
    report = opened(draft(p("关于数据工作情况的报告") + p("一、甲情况") + p("要求是，一要抓早；二要抓小；三要抓实!") + UPRIGHT))
    before = report.document.to_bytes()
    plan = item_moves.move_up(report.report, item_lists(report.report)[0].members[2].key)
    with pytest.raises(ReportError, match="分不清"):
        report.restructure(plan)
    assert report.document.to_bytes() == before
    assert not report.can_undo


@pytest.mark.corpus
@pytest.mark.parametrize("part", range(4))
def test_any_steps_on_real_documents(corpus: Path, part: int) -> None:
    files = sorted(path for path in (corpus / "cn").iterdir() if path.suffix.lower() in (".docx", ".dotx"))
    done = 0
    for path in files[part * 5 :: 20]:
        report = OpenReport(open_document(path), None, Checking(notes=False))
        if report.read_only is None and 0 < len(report.report.paragraphs) < 600:
            done += check_steps(report, random.Random(path.name), 10)
    assert done > 5


def test_the_saved_file_shows_the_step(tmp_path: Path) -> None:
    report = opened(draft())
    plan = tree_moves.move_up(report.report, uid(report.report, "下步打算"))
    report.restructure(plan)
    report.save(tmp_path / "新.docx")
    again = OpenReport(open_document(tmp_path / "新.docx"), None, Checking(notes=False))
    assert texts(again) == texts(report)
    assert [node.text for node in again.report.outline] == ["工作回顾", "下步打算", "存在问题", "有关建议"]
    assert texts(again)[2].endswith("见第二部分。")
    assert again.report.objects == report.report.objects


def test_a_bookmark_that_reaches_out_of_the_moved_part_keeps_what_stays(tmp_path: Path) -> None:
    report = opened(draft())
    plan = tree_moves.move_down(report.report, uid(report.report, "健全制度"))
    report.restructure(plan)  # bookmark 1 begins above it and ends in （二）
    order = [node.tag for node in body(report).iter(w("bookmarkStart"), w("bookmarkEnd")) if node.get(w("id")) == "1"]
    assert order == [w("bookmarkStart"), w("bookmarkEnd")]
    plan = tree_moves.delete(report.report, uid(report.report, "优化流程"))
    report.restructure(plan)
    assert sum(node.get(w("id")) == "1" for node in body(report).iter(w("bookmarkEnd"))) == 1


def test_a_bookmark_around_a_section_goes_with_it() -> None:
    report = opened(draft())
    plan = tree_moves.move_up(report.report, uid(report.report, "存在问题"))
    report.restructure(plan)
    start = next(node for node in body(report).iter(w("bookmarkStart")) if node.get(w("id")) == "3")
    following = start.getnext()
    assert following is not None
    assert "".join(following.itertext()) == "一、存在问题"


def test_a_section_break_is_not_moved_silently() -> None:
    upright = p("四、有关建议", "", "<w:b/>") + p(TEXT)
    across = p("三、附表", "", "<w:b/>") + p(TEXT) + p("横排在此。", UPRIGHT) + p(TEXT)
    report = opened(
        draft(p("关于数据工作情况的报告") + p("一、甲情况") + p(TEXT) + p("二、乙情况") + p(TEXT) + across + upright + ACROSS)
    )
    before = report.document.to_bytes()
    for plan in (
        tree_moves.move_up(report.report, uid(report.report, "附表")),  # the break is in it
        tree_moves.move_to(report.report, uid(report.report, "甲情况"), uid(report.report, "有关建议"), "after"),  # other paper
    ):
        with pytest.raises(ReportError):
            report.restructure(plan)
        assert report.document.to_bytes() == before
        assert not report.can_undo
    plan = tree_moves.move_up(report.report, uid(report.report, "乙情况"))
    report.restructure(plan)
    assert report.report.outline[0].text == "乙情况"


def test_half_a_field_is_not_moved() -> None:
    begin = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r></w:p>'
    end = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    report = opened(draft(p("报告") + p("一、甲情况") + p(TEXT) + begin + p("二、乙情况") + p(TEXT) + end + UPRIGHT))
    plan = tree_moves.move_up(report.report, uid(report.report, "乙情况"))
    with pytest.raises(ReportError, match="域"):
        report.restructure(plan)


def test_while_changes_are_tracked_only_words_change() -> None:
    report = opened(draft(BODY.replace("三、下步打算", "四、下步打算"), settings="<w:trackRevisions/>"))
    with pytest.raises(ReportError, match="修订"):
        tree_moves.move_up(report.report, uid(report.report, "存在问题"))
    item = item_lists(report.report)[0].members[1].key
    with pytest.raises(ReportError, match="修订"):
        item_moves.move_up(report.report, item)
    plan = tree_numbers.count_anew(report.report)
    report.restructure(plan)
    assert [node.numeral for node in report.report.outline] == ["一、", "二、", "三、", "四、"]
    assert any("四" in (node.text or "") for node in body(report).iter(w("delText")))


# --- automatic numbers ----------------------------------------------------------------------------------------------------


def automatic(*levels: tuple[str, int]) -> bytes:
    rows = [
        p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>') + p(TEXT) for text, level in levels
    ]  # fmt: skip
    return draft(p("关于数据工作情况的报告") + "".join(rows) + UPRIGHT)


def shape(report: OpenReport) -> list[tuple[int, str, str, bool]]:
    return [(node.level, node.numeral, node.text, node.automatic) for node in report.report.nodes()]


def test_automatic_numbers_go_to_text_and_back() -> None:
    report = opened(automatic(("甲情况", 0), ("子项目", 1), ("丑项目", 1), ("乙情况", 0), ("寅项目", 1)))
    before = shape(report)
    plan = tree_numbers.numbers_to_text(report.report)
    report.restructure(plan)
    assert shape(report) == [(level, numeral, text, False) for level, numeral, text, _ in before]
    plan = tree_numbers.text_to_numbers(report.report)
    report.restructure(plan)
    assert shape(report) == before


def test_typed_numbers_become_a_real_list_in_a_new_part(tmp_path: Path) -> None:
    report = opened(draft(numbering=""))
    original = report.document.to_bytes()
    before = shape(report)
    plan = tree_numbers.text_to_numbers(report.report)
    report.restructure(plan)
    assert shape(report) == [(level, numeral, text, True) for level, numeral, text, _ in before]
    report.document.guard(original)
    report.save(tmp_path / "新.docx")
    again = OpenReport(open_document(tmp_path / "新.docx"), None, Checking(notes=False))
    assert shape(again) == shape(report)


def test_numbers_that_do_not_count_cannot_be_made_automatic() -> None:
    report = opened(draft(BODY.replace("三、下步打算", "五、下步打算")))
    with pytest.raises(ReportError, match="不连续"):
        tree_numbers.text_to_numbers(report.report)


def test_automatic_sections_rise_and_sink_in_their_list() -> None:
    report = opened(automatic(("甲情况", 0), ("子项目", 1), ("丑项目", 1), ("乙情况", 0)))
    before = shape(report)
    last = uid(report.report, "丑项目")
    plan = tree_moves.promote(report.report, last)
    report.restructure(plan)
    assert shape(report)[2:] == [(1, "二、", "丑项目", True), (1, "三、", "乙情况", True)]
    plan = tree_moves.demote(report.report, last)
    report.restructure(plan)
    assert shape(report) == before


def test_a_typed_section_joins_an_automatic_list() -> None:
    data = automatic(("甲情况", 0), ("乙情况", 0))
    report = opened(data)
    plan = tree_moves.new_section(report.report, uid(report.report, "甲情况"), "after")
    report.restructure(plan)
    assert shape(report)[1] == (1, "二、", "【待写标题】", True)


def test_joining_keeps_what_stands_between(tmp_path: Path) -> None:
    report = opened(draft())
    node = uid(report.report, "健全制度")
    plan = tree_lines.run_in(report.report, node)
    assert any(isinstance(edit, Join) for edit in plan.edits)
    present = marks(report)
    report.restructure(plan)
    assert marks(report) == present
    assert next(n for n in report.report.nodes() if n.text == "健全制度").run_in


def test_a_level_that_cannot_be_shown_is_refused() -> None:
    heading = '<w:outlineLvl w:val="0"/>'
    rows = p("甲情况", heading, "<w:b/>") + p(TEXT) + p("乙情况", heading, "<w:b/>") + p(TEXT)
    report = opened(draft(p("关于数据工作情况的报告") + rows + UPRIGHT))
    before = report.document.to_bytes()
    assert [node.text for node in report.report.outline] == ["甲情况", "乙情况"]
    plan = tree_moves.demote(report.report, uid(report.report, "乙情况"))
    with pytest.raises(ReportError, match="层次"):
        report.restructure(plan)
    assert report.document.to_bytes() == before


def test_decimal_numbers_follow_their_parent() -> None:
    rows = ["1.总体情况", "1.1 甲方面", "1.2 乙方面", "2.存在问题", "2.1 丙方面", "2.2 丁方面"]
    report = opened(draft(p("关于数据工作情况的报告") + "".join(p(row) + p(TEXT) for row in rows) + UPRIGHT))
    plan = tree_moves.move_up(report.report, uid(report.report, "存在问题"))
    report.restructure(plan)
    assert [node.numeral + node.text for node in report.report.nodes()] == [
        "1.存在问题", "1.1丙方面", "1.2丁方面", "2.总体情况", "2.1甲方面", "2.2乙方面",
    ]  # fmt: skip


def test_an_article_is_set_off_from_its_words_and_back() -> None:
    rows = [
        "第一条　" + TEXT,
        "第二条　有下列情形之一的，不予受理：",
        "（一）超过期限的；",
        "（二）重复申请的。",
        "第三条　" + TEXT,
    ]
    report = opened(draft(p("某某市数据管理办法") + "".join(map(p, rows)) + UPRIGHT))
    item = next(node.uid for node in report.report.nodes() if node.numeral == "（二）")
    plan = tree_moves.promote(report.report, item)
    report.restructure(plan)
    assert texts(report)[4:] == ["第三条　重复申请的。", "第四条　" + TEXT]
    plan = tree_moves.demote(report.report, item)
    report.restructure(plan)
    assert texts(report)[1:] == rows


@pytest.mark.corpus
def test_counting_a_real_report_twice_changes_nothing(corpus: Path) -> None:
    files = sorted(path for path in (corpus / "cn").iterdir() if path.suffix.lower() in (".docx", ".dotx"))
    counted = 0
    for path in files[::6]:
        report = OpenReport(open_document(path), None, Checking(notes=False))
        if report.read_only is not None:
            continue
        plan = tree_numbers.count_anew(report.report)
        if not plan.does_nothing:
            report.restructure(plan)
            counted += 1
        assert tree_numbers.count_anew(report.report).does_nothing, path.name
    assert counted >= 1


@NEEDS_LIBREOFFICE[0]
@NEEDS_LIBREOFFICE[1]
def test_another_program_shows_the_same_numbers(tmp_path: Path) -> None:
    report = opened(draft(numbering=""))
    shown = [node.numeral + node.text for node in report.report.nodes()]
    report.restructure(tree_numbers.text_to_numbers(report.report))
    text = "".join(line.text for page in render(report.document.to_bytes(), tmp_path) for line in page.lines)
    for words in shown:
        assert words in text


def test_a_heading_looks_like_those_of_its_new_level() -> None:
    first = p("一、工作回顾", "", '<w:rFonts w:eastAsia="黑体"/>') + p(TEXT)
    rows = "".join(
        f'<w:p><w:r><w:rPr><w:rFonts w:eastAsia="楷体"/></w:rPr><w:t>（{n}）第{n}方面。</w:t></w:r><w:r><w:t>{TEXT}</w:t></w:r></w:p>'
        for n in "一二"
    )
    report = opened(draft(p("关于数据工作情况的报告") + first + rows + UPRIGHT))
    plan = tree_moves.promote(report.report, uid(report.report, "第二方面"))
    report.restructure(plan)
    risen = report.report.by_uid[uid(report.report, "第二方面")]
    assert risen.runs[0].format.east_asia == "黑体"
    assert risen.runs[-1].format.east_asia != "黑体"
    report.restructure(tree_moves.demote(report.report, risen.uid))
    assert report.report.by_uid[risen.uid].runs[0].format.east_asia == "楷体"


def test_a_kind_set_by_hand_goes_with_the_level_and_comes_back_with_undo() -> None:
    report = opened(draft())
    title, risen = uid(report.report, "工作回顾"), uid(report.report, "优化流程")
    report.set_kind(title, Kind.LEVEL1)
    report.set_kind(risen, Kind.LEVEL2)
    report.restructure(tree_moves.promote(report.report, risen))
    assert report.kinds == {title: Kind.LEVEL1}
    report.undo()
    assert report.kinds == {title: Kind.LEVEL1, risen: Kind.LEVEL2}
    assert report.report.by_uid[risen].kind is Kind.LEVEL2
    report.redo()
    assert report.kinds == {title: Kind.LEVEL1}
    report.undo()
    report.set_kind(risen, None)
    report.redo()
    report.undo()
    assert report.kinds == {title: Kind.LEVEL1}
