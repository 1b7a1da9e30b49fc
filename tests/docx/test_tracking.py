"""Tracking on: text changes are revisions under a name, and rejecting all of them gives the old text."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.edits import Restyle, Retext
from app.core.errors import ReportError
from app.core.profile import Profile
from app.docx.document import WordDocument
from app.docx.inline import paragraph_text
from app.docx.names import Element, w
from tests.docx.make import p
from tests.docx.opened import opened, texts, uids

ON = "<w:trackRevisions/>"


def rejected(document: WordDocument) -> list[str]:
    """The texts after rejecting every revision by `author` 文衡, done on the elements."""
    body = WordDocument.from_bytes(document.to_bytes(), "x.docx").package.tree("word/document.xml").find(w("body"))
    for node in [n for n in body.iter(w("ins")) if n.getparent().tag != w("rPr") and n.get(w("author")) == "文衡"]:
        if node.getparent() is not None:
            node.getparent().remove(node)
    for node in [n for n in body.iter(w("del")) if n.getparent().tag != w("rPr") and n.get(w("author")) == "文衡"]:
        for child in list(node):
            node.addprevious(child)
        node.getparent().remove(node)
    for node in list(body.iter(w("delText"))):
        node.tag = w("t")
    return joined(body)


def joined(body: Element) -> list[str]:
    """Paragraph texts; one whose mark was inserted runs on into the next."""
    out, carry = [], ""
    for element in body.iterchildren(w("p")):
        carry += paragraph_text(element)
        if element.find(f"{w('pPr')}/{w('rPr')}/{w('ins')}") is None:
            out.append(carry)
            carry = ""
    return out + ([carry] if carry else [])


def test_a_fix_becomes_a_deletion_and_an_insertion(profile: Profile) -> None:
    document = opened(p("甲乙丙"), settings=ON)
    (uid,) = uids(document)
    document.apply([Retext(uid, 1, 2, "丁")], profile)
    assert texts(document) == ["甲丁丙"]
    element = document.element(uid)
    assert "".join(t.text for t in element.iter(w("delText"))) == "乙"
    assert {n.get(w("author")) for n in element.iter(w("ins"), w("del"))} == {"文衡"}
    assert rejected(document) == ["甲乙丙"]


def test_typing_on_makes_one_insertion_longer() -> None:
    document = opened(p("甲"), settings=ON)
    (uid,) = uids(document)
    for text in ("甲一", "甲一二", "甲一三二", "甲一二"):
        document.retype([uid], [text])
    assert len(list(document.element(uid).iter(w("ins")))) == 1
    assert next(document.element(uid).iter(w("del")), None) is None
    assert (texts(document), rejected(document)) == (["甲一二"], ["甲"])


def test_enter_and_backspace_mark_the_paragraph_mark() -> None:
    document = opened(p("甲乙") + p("丙"), settings=ON)
    first, second = uids(document)
    (new,) = document.retype([first], ["甲", "乙"]).added
    assert rejected(document) == ["甲乙", "丙"]
    document.retype([new, second], ["乙丙"])
    assert document.report().by_uid[new].mark_deleted
    assert rejected(document) == ["甲乙", "丙"]


def test_another_persons_insertion_is_not_claimed() -> None:
    document = opened('<w:p><w:ins w:id="5" w:author="王"><w:r><w:t>甲乙</w:t></w:r></w:ins></w:p>', settings=ON)
    (uid,) = uids(document)
    document.retype([uid], ["甲新乙"])
    document.retype([uid], ["新乙"])
    authors = [(n.tag == w("ins"), n.get(w("author"))) for n in document.element(uid).iter(w("ins"), w("del"))]
    assert authors == [(True, "王"), (False, "文衡"), (True, "文衡"), (True, "王")]
    ids = [n.get(w("id")) for n in document.element(uid).iter(w("ins"), w("del"))]
    assert len(set(ids)) == len(ids)
    assert rejected(document) == ["甲乙"]


def test_formats_are_not_tracked(profile: Profile) -> None:
    document = opened(p("甲"), settings=ON, styles="")
    (uid,) = uids(document)
    document.apply([Restyle(uid, "正文")], profile)
    assert document.report().paragraphs[0].format.style == "公文正文"
    assert next(document.element(uid).iter(w("rPrChange"), w("pPrChange"), w("ins")), None) is None


@pytest.mark.parametrize("edit", ["readOnly", "forms", "trackedChanges", "comments"])
def test_an_enforced_protection_refuses_edits(edit: str, profile: Profile) -> None:
    document = opened(p("甲"), settings=f'<w:documentProtection w:edit="{edit}" w:enforcement="1"/>')
    assert document.read_only is not None
    with pytest.raises(ReportError):
        document.retype(uids(document), ["乙"])
    with pytest.raises(ReportError):
        document.apply([], profile)


def test_a_protection_that_is_not_enforced_allows_edits() -> None:
    document = opened(p("甲"), settings='<w:documentProtection w:edit="readOnly" w:enforcement="0"/>')
    assert document.read_only is None


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**9))
def test_after_any_steps_rejecting_gives_the_old_texts(seed: int) -> None:
    random_ = random.Random(seed)
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    document = opened(
        p("一二三", run="<w:b/>") + f"<w:p><w:r><w:t>四五</w:t></w:r>{note}<w:r><w:t>六</w:t></w:r></w:p>" + p("七"), settings=ON
    )
    original, old, changes = document.to_bytes(), texts(document), []
    for _ in range(8):
        chosen = random_.choice([x for x in document.report().paragraphs if not x.mark_deleted])
        a = random_.randint(0, len(chosen.text))
        b = min(len(chosen.text), a + random_.choice([0, 0, 1, 3]))
        text = chosen.text[:a] + random_.choice(["", "新", "甲乙", "\u2029"]) + chosen.text[b:]
        changes.append(document.retype([chosen.uid], text.split("\u2029")))
        assert rejected(document) == old
    document.guard(original)
    for change in reversed(changes):
        document.undo(change)
    assert document.to_bytes() == original
