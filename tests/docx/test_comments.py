"""Comments and notes: read with answers, kept by edits and fixes, taken out whole, numbered as the file says."""

from __future__ import annotations

import io
import zipfile

from app.core.edits import Remove, RemoveRow, Retext
from app.core.profile import Profile
from app.core.report import NoteNumbers
from app.core.review import Span, comment_spans, threads
from app.docx.document import WordDocument
from tests.docx.make import HEAD, p, parts, zipped
from tests.docx.opened import opened, texts, uids

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
CID = 'xmlns:w16cid="http://schemas.microsoft.com/office/word/2016/wordml/cid"'


def comment(number: int, author: str, text: str, para: str) -> str:
    inside = f'<w:p w14:paraId="{para}"><w:r><w:annotationRef/></w:r><w:r><w:t>{text}</w:t></w:r></w:p>'
    return f'<w:comment w:id="{number}" w:author="{author}" w:date="2024-05-06T07:08:09Z">{inside}</w:comment>'


def about(number: int, text: str) -> str:
    reference = f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    return f'<w:commentRangeStart w:id="{number}"/><w:r><w:t>{text}</w:t></w:r><w:commentRangeEnd w:id="{number}"/>{reference}'


def reviewed() -> WordDocument:
    """A comment with an answer by two leaders, and one by a third, with every part that Word writes for them."""
    body = f"<w:p>{about(0, '甲')}{about(1, '')}<w:r><w:t>乙</w:t></w:r></w:p><w:p>{about(2, '丙丁')}</w:p>"
    members = parts(body)
    relations, types = "", ""
    for name, content in {
        "comments": comment(0, "张", "请核", "A0") + comment(1, "李", "已核", "A1") + comment(2, "赵", "改", "A2"),
        "commentsExtended": '<w15:commentEx w15:paraId="A0" w15:done="0"/><w15:commentEx w15:paraId="A1" w15:paraIdParent="A0"'
        ' w15:done="1"/><w15:commentEx w15:paraId="A2" w15:done="0"/>',
        "commentsIds": "".join(f'<w16cid:commentId w16cid:paraId="A{n}" w16cid:durableId="D{n}"/>' for n in range(3)),
        "people": "".join(f'<w15:person w15:author="{who}"/>' for who in "张李赵"),
    }.items():
        root = {"comments": "w:comments", "people": "w15:people", "commentsIds": "w16cid:commentsIds"}.get(name, "w15:commentsEx")
        spaces = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" {W14} {W15} {CID}'
        members[f"word/{name}.xml"] = f"{HEAD}<{root} {spaces}>{content}</{root}>".encode()
        relations += f'<Relationship Id="{name}" Type="http://schemas.microsoft.com/office/x/{name}" Target="{name}.xml"/>'
        types += f'<Override PartName="/word/{name}.xml" ContentType="application/{name}+xml"/>'
    for part, more, end in (("word/_rels/document.xml.rels", relations, b"</R"), ("[Content_Types].xml", types, b"</T")):
        members[part] = members[part].replace(end, more.encode() + end)
    return WordDocument.from_bytes(zipped(members), "样本.docx")


def part(document: WordDocument, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(document.to_bytes())) as archive:
        return archive.read(f"word/{name}.xml").decode()


def test_comments_are_read_with_their_answers_and_their_words() -> None:
    report = reviewed().report()
    assert [(c.author, c.text, [a.text for a in answers]) for c, answers in threads(report.comments)] == [
        ("张", "请核", ["已核"]),
        ("赵", "改", []),
    ]
    assert [c.done for c in report.comments] == [False, True, False]
    first, second = (one.uid for one in report.paragraphs)
    spans = comment_spans(report)
    assert (spans["0"], spans["2"]) == ([Span(first, 0, 1)], [Span(second, 0, 2)])


def test_a_comment_goes_with_its_answer_and_from_every_part() -> None:
    document = reviewed()
    original = document.to_bytes()
    change = document.delete_comments(["0"])
    document.guard(original)
    assert texts(document) == ["甲乙", "丙丁\ufffc"]
    assert [c.id for c in document.report().comments] == ["2"]
    said = "".join(part(document, name) for name in ("document", "comments", "commentsExtended", "commentsIds", "people"))
    for trace in ("A0", "A1", "D0", "D1", "张", "李", 'w:id="0"', 'w:id="1"'):
        assert trace not in said
    for kept in ("A2", "D2", "赵"):
        assert kept in said
    document.undo(change)
    assert document.to_bytes() == original
    document.redo(change)
    assert [c.id for c in document.report().comments] == ["2"]


def test_an_answer_goes_alone() -> None:
    document = reviewed()
    document.delete_comments(["1"])
    assert [c.id for c in document.report().comments] == ["0", "2"]
    assert 'w15:author="张"' in part(document, "people")
    assert 'w15:author="李"' not in part(document, "people")


def test_typing_keeps_a_comment_and_deleting_its_reference_takes_it() -> None:
    document = reviewed()
    original = document.to_bytes()
    first, second = uids(document)
    changes = [document.retype([second], ["丙新丁\ufffc"])]
    assert [c.id for c in document.report().comments] == ["0", "1", "2"]
    assert comment_spans(document.report())["2"] == [Span(second, 0, 3)]
    changes.append(document.retype([first, second], ["甲\ufffc\ufffc乙"]))
    assert [c.id for c in document.report().comments] == ["0", "1"]
    assert "A2" not in part(document, "commentsExtended")
    document.guard(original)
    for change in reversed(changes):
        document.undo(change)
    assert document.to_bytes() == original


def test_no_fix_takes_a_comment_or_a_note(profile: Profile) -> None:
    document = reviewed()
    _, second = uids(document)
    change = document.apply([Retext(second, 1, 3, "戊")], profile)
    assert [reason for _, reason in change.refused] == ["此处有批注或注释，更正会把它删去，请手工修改"]
    assert texts(document)[1] == "丙丁\ufffc"


def note(number: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def with_notes(body: str, **others: str) -> WordDocument:
    separators = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    mark = "<w:r><w:footnoteRef/></w:r>"
    made = "".join(f'<w:footnote w:id="{n}"><w:p>{mark}<w:r><w:t>注{n}</w:t></w:r></w:p></w:footnote>' for n in (2, 3))
    return opened(body, footnotes=separators + made, **others)


def test_a_note_goes_with_its_reference_and_comes_back() -> None:
    document = with_notes(f"<w:p><w:r><w:t>甲</w:t></w:r>{note(3)}<w:r><w:t>乙</w:t></w:r>{note(2)}</w:p>")
    original = document.to_bytes()
    (uid,) = uids(document)
    assert [(a.offset, a.kind, a.id) for a in document.report().paragraphs[0].anchors] == [
        (1, "footnote", "3"),
        (3, "footnote", "2"),
    ]
    change = document.retype([uid], ["甲乙\ufffc"])
    assert [other.story for other in document.report().others] == ["footnote:2"]
    document.guard(original)
    document.undo(change)
    assert document.to_bytes() == original


def test_a_note_goes_with_the_row_or_the_section_that_refers_to_it(profile: Profile) -> None:
    cell = f"<w:tc><w:tcPr/><w:p><w:r><w:t>格</w:t></w:r>{note(2)}</w:p></w:tc>"
    plain = f"<w:tc><w:tcPr/>{p('留')}</w:tc>"
    table = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid><w:tr>{cell}</w:tr><w:tr>{plain}</w:tr></w:tbl>'
    document = with_notes(f"{p('前')}{table}<w:p><w:r><w:t>甲</w:t></w:r>{note(3)}</w:p>{p('后')}")
    original = document.to_bytes()
    report = document.report()
    row = next(other.uid for other in report.others if other.text.startswith("格"))
    _, first, last = (one.uid for one in report.paragraphs)
    changes = [document.apply([RemoveRow(row)], profile), document.apply([Remove(first, last)], profile)]
    assert [change.refused for change in changes] == [(), ()]
    assert [other.text for other in document.report().others] == ["留"]
    document.guard(original)
    for change in reversed(changes):
        document.undo(change)
    assert document.to_bytes() == original


def test_a_notes_words_are_edited_and_its_mark_stays() -> None:
    document = with_notes(f"<w:p><w:r><w:t>甲</w:t></w:r>{note(3)}</w:p>")
    original = document.to_bytes()
    words = next(other for other in document.report().others if other.story == "footnote:3")
    assert words.text == "\ufffc注3"
    change = document.retype([words.uid], ["\ufffc见附件", "另"])
    assert [other.text for other in document.report().others if other.story == "footnote:3"] == ["\ufffc见附件", "另"]
    document.guard(original)
    assert "footnoteRef" in part(document, "footnotes")
    document.undo(change)
    assert document.to_bytes() == original


def test_a_note_is_edited_as_a_revision_when_changes_are_tracked() -> None:
    document = with_notes(f"<w:p><w:r><w:t>甲</w:t></w:r>{note(3)}</w:p>", settings="<w:trackRevisions/>")
    words = next(other for other in document.report().others if other.story == "footnote:3")
    document.retype([words.uid], ["\ufffc新3"])
    assert 'w:author="文衡"' in part(document, "footnotes")
    document.resolve(None, accept=False)
    assert [other.text for other in document.report().others] == ["\ufffc注2", "\ufffc注3"]


def test_numbers_are_those_of_the_section_else_of_the_document() -> None:
    own = '<w:footnotePr><w:numFmt w:val="decimalEnclosedCircle"/><w:numRestart w:val="eachPage"/></w:footnotePr>'
    body = f"<w:p><w:pPr><w:sectPr>{own}</w:sectPr></w:pPr></w:p>{p('乙')}<w:sectPr/>"
    sections = opened(body, settings='<w:footnotePr><w:numStart w:val="5"/></w:footnotePr>').report().sections
    assert sections[0].footnotes == NoteNumbers("decimalEnclosedCircle", 5, "eachPage")
    assert sections[1].footnotes == NoteNumbers("decimal", 5)


def test_tracking_is_switched_in_one_step() -> None:
    document = opened(p("甲"))
    original = document.to_bytes()
    change = document.track(on=True)
    assert document.report().tracking
    typed = document.retype(uids(document), ["甲乙"])
    assert [r.text for r in document.report().paragraphs[0].revisions] == ["乙"]
    document.undo(typed)
    document.undo(change)
    assert not document.report().tracking
    assert document.to_bytes() == original
