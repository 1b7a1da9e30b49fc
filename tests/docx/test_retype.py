"""Enter, Backspace, paste: several paragraphs read otherwise, and undo gives the first bytes."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from app.docx.change import Change
from app.docx.document import WordDocument
from app.docx.names import W14, q, w
from tests.docx.make import p
from tests.docx.opened import opened, texts, uids

SECTION = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def test_enter_in_the_middle_copies_the_properties_and_keeps_the_first_number() -> None:
    document = opened('<w:p w:rsidR="00AA"><w:pPr><w:jc w:val="center"/></w:pPr>' + run("甲乙", "<w:b/>") + "</w:p>")
    (uid,) = uids(document)
    change = document.retype([uid], ["甲", "乙"])
    assert texts(document) == ["甲", "乙"]
    assert (change.removed, len(change.added), change.touched) == ((), 1, (uid,))
    first, second = document.report().paragraphs
    assert first.uid == uid
    assert second.format.align == "center"
    assert second.runs[0].format.bold


def test_enter_at_the_start_keeps_the_number_with_the_words() -> None:
    document = opened(p("甲乙"))
    (uid,) = uids(document)
    document.retype([uid], ["", "甲乙"])
    assert uids(document)[1] == uid


def test_typing_goes_on_in_the_same_format_after_enter_at_the_end() -> None:
    document = opened("<w:p>" + run("甲", '<w:sz w:val="32"/>') + "</w:p>")
    (uid,) = uids(document)
    (new,) = document.retype([uid], ["甲", ""]).added
    document.retype([new], ["乙"])
    assert document.report().paragraphs[1].runs[0].format.size == 32


def test_a_section_break_stays_with_the_end_of_its_paragraph() -> None:
    document = opened(f"<w:p><w:pPr>{SECTION}</w:pPr>{run('甲乙')}</w:p>" + p("丙"))
    first, second = uids(document)
    (new,) = document.retype([first], ["甲", "乙"]).added
    assert [x.section_end for x in document.report().paragraphs] == [False, True, False]
    document.retype([first, new], ["甲乙"])
    assert [x.section_end for x in document.report().paragraphs] == [True, False]
    document.retype([first, second], ["甲乙丙"])
    assert [x.section_end for x in document.report().paragraphs] == [True]
    assert document.report().sections[0].landscape


def test_bookmarks_are_not_doubled_and_paragraph_ids_stay_unique() -> None:
    document = opened(
        f'<w:p xmlns:w14="{W14}" w14:paraId="11111111"><w:bookmarkStart w:id="0" w:name="a"/>{run("甲乙")}<w:bookmarkEnd w:id="0"/></w:p>'
    )
    document.retype(uids(document), ["甲", "乙"])
    root = document.package.tree(document.package.main)
    assert len(list(root.iter(w("bookmarkStart")))) == len(list(root.iter(w("bookmarkEnd")))) == 1
    assert [e.get(q(W14, "paraId")) for e in root.iter(w("p"))] == ["11111111", None]


def test_joining_keeps_the_properties_of_the_first() -> None:
    document = opened(p("甲", '<w:jc w:val="center"/>') + p("乙", '<w:jc w:val="right"/>'))
    first, second = uids(document)
    change = document.retype([first, second], ["甲乙"])
    assert (change.removed, uids(document)) == ((second,), [first])
    assert document.report().paragraphs[0].format.align == "center"


def test_words_keep_their_look_when_an_empty_line_above_goes() -> None:
    document = opened(p("", '<w:jc w:val="left"/>') + p("标题", '<w:jc w:val="center"/>'))
    document.retype(uids(document), ["标题"])
    assert document.report().paragraphs[0].format.align == "center"


def test_a_paste_over_several_paragraphs() -> None:
    document = opened(p("一二") + p("三四") + p("五六"))
    first, _, last = uids(document)
    document.retype(uids(document), ["一甲", "乙", "丙", "丁六"])
    assert texts(document) == ["一甲", "乙", "丙", "丁六"]
    assert uids(document)[0] == first
    assert uids(document)[-1] == last


def test_a_paragraph_of_a_table_between_two_joined_ones_stays() -> None:
    table = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    document = opened(p("甲") + table + p("乙"))
    document.retype(uids(document), ["甲乙"])
    assert len(document.report().tables) == 1


def test_an_object_moves_with_its_place_in_the_text() -> None:
    document = opened(f"<w:p>{run('甲')}{NOTE}{run('乙')}</w:p>" + p("丙"), footnotes='<w:footnote w:id="2"><w:p/></w:footnote>')
    document.retype(uids(document), ["甲乙", "丙\ufffc"])
    first, second = document.report().paragraphs
    assert (first.objects, second.objects) == ((), ((1, "footnoteRef"),))
    document.retype(uids(document), ["甲乙", "丙"])
    assert document.report().objects.footnotes == 0
    assert document.report().paragraphs[1].objects == ()


def test_half_a_bookmark_and_half_a_field_outlive_their_paragraph() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    document = opened(
        p("前")
        + f'<w:p><w:bookmarkStart w:id="0" w:name="a"/>{begin}{run("甲")}</w:p>'
        + f'<w:p>{run("乙")}{end}<w:bookmarkEnd w:id="0"/></w:p>'
    )
    document.retype(uids(document), ["前", "乙"])
    root = document.package.tree(document.package.main)
    assert [e.get(w("fldCharType")) for e in root.iter(w("fldChar"))] == ["begin", "separate", "end"]
    assert len(list(root.iter(w("bookmarkStart")))) == 1


def test_a_key_rereads_one_paragraph_only() -> None:
    document = opened("".join(p(f"第{n}段") for n in range(50)))
    before = document.report().paragraphs
    document.retype([before[7].uid], ["第七段"])
    after = document.report().paragraphs
    assert [n for n in range(50) if after[n] is not before[n]] == [7]


BODY = (
    p("一二三四", '<w:jc w:val="center"/>', "<w:b/>")
    + f"<w:p>{run('五')}{NOTE}{run('六七', '<w:i/>')}</w:p>"
    + p()
    + f'<w:p><w:hyperlink w:anchor="x">{run("八九")}</w:hyperlink>{run("十")}</w:p>'
    + f"<w:p><w:pPr>{SECTION}</w:pPr>{run('末')}</w:p>"
    + p("尾")
    + "<w:sectPr/>"
)


def random_step(document: WordDocument, random_: random.Random) -> Change:
    """What a key, Enter, Backspace, paste or drag does to some adjoining paragraphs."""
    paragraphs = document.report().paragraphs
    first = random_.randrange(len(paragraphs))
    last = min(len(paragraphs), first + random_.choice([1, 1, 1, 2, 3]))
    chosen = paragraphs[first:last]
    joined = "\u2029".join(x.text for x in chosen)
    a = random_.randint(0, len(joined))
    b = min(len(joined), a + random_.choice([0, 0, 1, 2, 5]))
    removed = joined[a:b]
    new = random_.choice(
        ["", "新", "甲乙", "\u2029", "甲\u2029乙\u2029丙", "\t", removed[::-1], removed + removed.replace("\ufffc", "")]
    )
    changed = joined[:a] + new + joined[b:]
    change = document.retype([x.uid for x in chosen], changed.split("\u2029"))
    after = "\u2029".join(texts(document)[first : first + changed.count("\u2029") + 1])
    assert after == changed
    return change


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_after_any_steps_model_and_file_agree_and_undo_gives_the_first_bytes(seed: int) -> None:
    random_ = random.Random(seed)
    document = opened(BODY, footnotes='<w:footnote w:id="2"><w:p/></w:footnote>')
    original = document.to_bytes()
    changes: list[Change] = []
    for _ in range(12):
        before = texts(document)
        changes.append(random_step(document, random_))
        again = WordDocument.from_bytes(document.to_bytes(), "样本.docx")
        assert texts(again) == texts(document)
        assert len(set(uids(document))) == len(uids(document))
        if random_.random() < 0.3:
            document.undo(changes[-1])
            assert texts(document) == before
            document.redo(changes[-1])
    document.guard(original)
    for change in reversed(changes):
        document.undo(change)
    assert document.to_bytes() == original
