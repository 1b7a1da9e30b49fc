"""Tracked changes accepted and rejected: what every kind of change leaves behind, one step, undone byte for byte."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.report import RevisionKind
from app.docx.document import WordDocument
from app.docx.names import w
from app.docx.resolve import EVERY
from tests.docx.make import p
from tests.docx.opened import opened, texts, uids

WHO = 'w:author="王" w:date="2024-05-06T07:08:09Z"'
ON = "<w:trackRevisions/>"


def run(text: str, tag: str = "t", properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def ins(text: str, number: int = 1, tag: str = "ins") -> str:
    return f'<w:{tag} w:id="{number}" {WHO}>{run(text)}</w:{tag}>'


def gone(text: str, number: int = 2) -> str:
    return f'<w:del w:id="{number}" {WHO}>{run(text, "delText")}</w:del>'


def para(*content: str, mark: str = "", properties: str = "") -> str:
    rpr = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{properties}{rpr}</w:pPr>{''.join(content)}</w:p>"


def mark(tag: str) -> str:
    return f'<w:{tag} w:id="9" {WHO}/>'


ARRIVED = f'<w:moveToRangeStart w:id="5" w:name="m" {WHO}/>{ins("移", 6, "moveTo")}<w:moveToRangeEnd w:id="5"/>'


def moved(after: str) -> str:
    """A paragraph that 移 was moved out of."""
    start = f'<w:moveFromRangeStart w:id="3" w:name="m" {WHO}/><w:moveFrom w:id="4" {WHO}>{run("移")}</w:moveFrom>'
    return f'<w:p>{start}<w:moveFromRangeEnd w:id="3"/>{after}</w:p>'


def settled(body: str, *, accept: bool, **others: str) -> WordDocument:
    """The document with every change settled, after undo and redo were seen to give back both files."""
    document = opened(body, **others)
    original = document.to_bytes()
    change = document.resolve(None, accept=accept)
    result = document.to_bytes()
    document.guard(original)
    document.undo(change)
    assert document.to_bytes() == original
    document.redo(change)
    assert document.to_bytes() == result
    root = document.package.tree("word/document.xml")
    assert next(root.iter(*EVERY, w("delText")), None) is None
    return document


@pytest.mark.parametrize(
    ("body", "accepted", "rejected"),
    [
        (para(run("甲"), ins("乙"), gone("丙"), run("丁")), ["甲乙丁"], ["甲丙丁"]),
        (para(f'<w:ins w:id="1" {WHO}>{run("一")}{gone("二")}{run("三")}</w:ins>'), ["一三"], [""]),
        (para(run("甲"), mark=mark("ins")) + para(run("乙")), ["甲", "乙"], ["甲乙"]),
        (para(run("甲"), mark=mark("del")) + para(run("乙")), ["甲乙"], ["甲", "乙"]),
        (para(ins("新"), mark=mark("ins")) + para(run("乙")), ["新", "乙"], ["乙"]),
        (para(run("甲")) + para(ins("末"), mark=mark("ins")), ["甲", "末"], ["甲"]),
        (para(run("甲"), mark=mark("del")) + para(gone("乙"), mark=mark("del")) + para(run("丙")), ["甲丙"], ["甲", "乙", "丙"]),
        (
            moved(run("甲")) + f"<w:p>{run('乙')}{ARRIVED}</w:p>",
            ["甲", "乙移"],
            ["移甲", "乙"],
        ),
        (para(f'<w:hyperlink w:anchor="x">{run("链")}{ins("新")}</w:hyperlink>'), ["链新"], ["链"]),
    ],
)
def test_text_comes_and_goes(body: str, accepted: list[str], rejected: list[str]) -> None:
    assert texts(settled(body, accept=True)) == accepted
    assert texts(settled(body, accept=False)) == rejected


def test_a_joined_paragraph_takes_the_properties_of_the_one_whose_mark_stays() -> None:
    body = para(run("甲"), mark=mark("del"), properties='<w:jc w:val="center"/>') + para(
        run("乙"), properties='<w:jc w:val="right"/>'
    )
    (joined,) = settled(body, accept=True).report().paragraphs
    assert joined.format.align == "right"


@pytest.mark.parametrize(("accept", "size", "align"), [(True, 44, "center"), (False, 28, "left")])
def test_formats_are_kept_or_given_back(accept: bool, size: int, align: str) -> None:
    old = f'<w:rPrChange w:id="1" {WHO}><w:rPr><w:sz w:val="28"/></w:rPr></w:rPrChange>'
    before = f'<w:pPrChange w:id="2" {WHO}><w:pPr><w:jc w:val="left"/></w:pPr></w:pPrChange>'
    body = (
        f'<w:p><w:pPr><w:jc w:val="center"/><w:rPr>{mark("ins")}<w:b/></w:rPr>{before}</w:pPr>'
        f'<w:r><w:rPr><w:sz w:val="44"/>{old}</w:rPr><w:t>甲</w:t></w:r></w:p>' + p("乙")
    )
    document = opened(body)
    kinds = [(r.kind, r.text) for r in document.report().paragraphs[0].revisions]
    assert kinds == [(RevisionKind.PARAGRAPH, ""), (RevisionKind.FORMAT, ""), (RevisionKind.MARK_INSERT, "¶")]
    uid = uids(document)[0]
    document.resolve([(uid, 0)], accept=accept)
    document.resolve([(uid, 0)], accept=accept)
    first = document.report().paragraphs[0]
    assert (first.runs[0].format.size, first.format.align) == (size, align)
    assert [r.kind for r in first.revisions] == [RevisionKind.MARK_INSERT]
    assert first.mark.bold


def test_a_section_is_given_back_with_its_headers() -> None:
    reference = '<w:headerReference w:type="default" r:id="header1"/>'
    old = f'<w:sectPrChange w:id="1" {WHO}><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:sectPrChange>'
    body = f'{p("甲")}<w:sectPr>{reference}<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>{old}</w:sectPr>'
    document = opened(body, header1=p("眉"))
    assert [r.kind for r in document.report().paragraphs[0].revisions] == [RevisionKind.SECTION]
    assert settled(body, accept=True, header1=p("眉")).report().sections[0].landscape
    rejected = settled(body, accept=False, header1=p("眉"))
    assert not rejected.report().sections[0].landscape
    assert [other.story for other in rejected.report().others] == ["header:0:default"]


def table(*rows: str) -> str:
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="500"/></w:tblGrid>{"".join(rows)}</w:tbl>{p("后")}'


def row(text: str, change: str = "", cell: str = "") -> str:
    return f"<w:tr><w:trPr>{change}</w:trPr><w:tc><w:tcPr>{cell}</w:tcPr>{p(text)}</w:tc></w:tr>"


def cells(document: WordDocument) -> list[str]:
    return [other.text for other in document.report().others]


@pytest.mark.parametrize(
    ("body", "accepted", "rejected"),
    [
        (table(row("一"), row("二", mark("ins")), row("三", mark("del"))), ["一", "二"], ["一", "三"]),
        (table(row("一", mark("del"))), [], ["一"]),
        (table(row("一"), row("二", cell=f'<w:cellDel w:id="8" {WHO}/>')), ["一"], ["一", "二"]),
        (table(row("一"), row("二", cell=f'<w:cellIns w:id="8" {WHO}/>')), ["一", "二"], ["一"]),
    ],
)
def test_rows_and_cells_come_and_go(body: str, accepted: list[str], rejected: list[str]) -> None:
    assert cells(settled(body, accept=True)) == accepted
    assert cells(settled(body, accept=False)) == rejected


def test_a_row_is_settled_from_its_first_paragraph() -> None:
    document = opened(table(row("一"), row("二", mark("del"))))
    first, second = document.report().others
    assert (first.revisions, [r.kind for r in second.revisions]) == ((), [RevisionKind.ROW_DELETE])
    document.resolve([(second.uid, 0)], accept=True)
    assert cells(document) == ["一"]


def test_one_of_several_is_settled_and_a_move_at_both_ends() -> None:
    document = opened(para(ins("一"), run("甲"), gone("二")) + moved("") + f"<w:p>{run('乙')}{ARRIVED}</w:p>")
    first, _, third = uids(document)
    document.resolve([(first, 1)], accept=False)
    assert texts(document) == ["一甲二", "", "乙移"]
    document.resolve([(third, 0)], accept=False)
    assert texts(document) == ["一甲二", "移", "乙"]
    assert [len(one.revisions) for one in document.report().paragraphs] == [1, 0, 0]


def test_ranges_fields_and_comments_on_other_words_survive() -> None:
    field = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    body = para(
        '<w:bookmarkStart w:id="1" w:name="全"/><w:commentRangeStart w:id="0"/>', *field[:2], run("留"),
        f'<w:del w:id="2" {WHO}>{field[2]}{run("去", "delText")}<w:bookmarkEnd w:id="1"/>'
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:del>',
    )  # fmt: skip
    document = opened(body, comments=f'<w:comment w:id="0" {WHO}>{p("请核")}</w:comment>')
    document.resolve(None, accept=True)
    element = document.element(uids(document)[0])
    kept = [str(n.tag).partition("}")[2] for n in element.iter(*(w(n) for n in ("bookmarkEnd", "commentReference", "fldChar")))]
    assert kept == ["fldChar", "fldChar", "fldChar", "bookmarkEnd", "commentReference"]
    assert [c.text for c in document.report().comments] == ["请核"]
    assert texts(document) == ["留\ufffc"]


def test_a_deleted_note_goes_only_when_its_deletion_is_accepted() -> None:
    reference = f'<w:del w:id="2" {WHO}><w:r><w:footnoteReference w:id="2"/></w:r></w:del>'
    body, notes = (
        para(run("甲"), reference),
        f'<w:footnote w:id="2">{p("注")}</w:footnote><w:footnote w:id="3">{p("别")}</w:footnote>',
    )
    assert cells(settled(body, accept=True, footnotes=notes)) == ["别"]
    assert cells(settled(body, accept=False, footnotes=notes)) == ["注", "别"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_whatever_is_typed_rejecting_gives_the_old_and_accepting_the_new_text(seed: int) -> None:
    """Typing, Enter, Backspace at a start, paste of paragraphs, deletions over others' changes, and undo, with tracking on."""
    chance = random.Random(seed)
    body = p("一二三", run="<w:b/>") + para(run("四"), ins("五六"), gone("删"), run("七八")) + p("九") + p("十")
    document = opened(body, settings=ON)
    original = document.to_bytes()
    theirs = {(uid, n) for uid in uids(document) for n, _ in enumerate(document.report().by_uid[uid].revisions)}
    assert len(theirs) == 2
    changes = []
    for _ in range(10):
        flow = document.report().paragraphs
        first = chance.randrange(len(flow))
        last = min(len(flow) - 1, first + chance.choice([0, 0, 0, 1, 2]))
        start, end = chance.randint(0, len(flow[first].text)), chance.randint(0, len(flow[last].text))
        if first == last:
            start, end = min(start, end), min(max(start, end), start + 3)
        new = chance.choice(["", "新", "甲乙", "\u2029", "贴\u2029贴二\u2029", "三\u2029四"])
        text = flow[first].text[:start] + new + flow[last].text[end:]
        changes.append(document.retype([one.uid for one in flow[first : last + 1]], text.split("\u2029")))
        if chance.random() < 0.2:
            document.undo(changes.pop())
    shown = "".join(texts(document))
    document.guard(original)
    rejected = document.resolve(None, accept=False)
    assert texts(document) == ["一二三", "四删七八", "九", "十"]
    document.undo(rejected)
    accepted = document.resolve(None, accept=True)
    assert "".join(texts(document)) == shown
    document.undo(accepted)
    for change in reversed(changes):
        document.undo(change)
    assert document.to_bytes() == original


def test_ones_own_enter_taken_back_leaves_no_mark() -> None:
    document = opened(p("甲乙") + p("丙"), settings=ON)
    original = document.to_bytes()
    first, _ = uids(document)
    changes = [document.retype([first], ["甲", "乙"])]
    (new,) = changes[0].added
    changes.append(document.retype([first, new], ["甲乙"]))
    assert texts(document) == ["甲乙", "丙"]
    root = document.package.tree("word/document.xml")
    assert next(root.iter(*EVERY), None) is None
    document.guard(original)
    for change in reversed(changes):
        document.undo(change)
    assert document.to_bytes() == original
