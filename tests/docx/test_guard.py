"""The guard refuses a save that would lose or break something."""

from __future__ import annotations

import pytest
from lxml import etree

from app.core.edits import PageSetup, Retext
from app.core.errors import GuardError
from app.core.profile import Profile
from app.docx.document import WordDocument
from app.docx.names import w
from app.docx.order import insert_in_order
from tests.docx.make import p, parts, zipped
from tests.docx.opened import opened, uids

BODY = p("甲乙") + p("丙丁") + "<w:sectPr/>"


def test_an_edited_document_passes_and_is_counted(profile: Profile) -> None:
    document = opened(BODY)
    original = document.to_bytes()
    document.apply([Retext(uids(document)[0], 0, 1, "新")], profile)
    result = document.guard(original)
    assert (result.characters_lost, result.objects_before) == (0, result.objects_after)
    assert (result.text_before, result.text_after) == ("甲乙\n丙丁", "新乙\n丙丁")


def test_a_paragraph_that_changed_without_an_edit_is_noticed() -> None:
    document = opened(BODY)
    original = document.to_bytes()
    document.retype(uids(document)[:1], ["甲新"])
    next(document.element(uids(document)[1]).iter(w("t"))).text = "丙"
    with pytest.raises(GuardError, match="没有编辑过的段落变了"):
        document.guard(original)


def test_a_paragraph_that_is_gone_without_an_edit_is_noticed() -> None:
    document = opened(BODY)
    original = document.to_bytes()
    document.retype(uids(document)[:1], ["甲新"])
    gone = document.element(uids(document)[1])
    gone.getparent().remove(gone)
    with pytest.raises(GuardError):
        document.guard(original)


def test_children_out_of_order_are_noticed() -> None:
    document = opened(BODY)
    original = document.to_bytes()
    (uid, _) = uids(document)
    document.retype([uid], ["甲新"])
    etree.SubElement(document.element(uid).find(w("pPr")), w("jc"))
    etree.SubElement(document.element(uid).find(w("pPr")), w("ind"))
    with pytest.raises(GuardError, match="w:ind"):
        document.guard(original)


def test_a_missing_target_of_a_relationship_is_noticed() -> None:
    document = opened(BODY)
    original = document.to_bytes()
    document.package.relate(document.package.main, "footer", "word/footer9.xml")
    with pytest.raises(GuardError, match="footer9"):
        document.guard(original)


def test_disorder_that_was_there_already_is_not_ours() -> None:
    """The new indent goes among children that stand in the wrong order; the wrong order itself stays."""
    document = opened(p("甲", "<w:jc w:val='left'/><w:pStyle w:val='a'/><w:keepNext/>") + "<w:sectPr/>")
    original = document.to_bytes()
    (uid,) = uids(document)
    document.retype([uid], ["甲乙"])
    insert_in_order(document.element(uid).find(w("pPr")), etree.Element(w("ind")))
    assert document.guard(original).characters_lost == 0


def test_disorder_of_another_kind_is_noticed_where_there_was_some() -> None:
    document = opened(p("甲", "<w:jc w:val='left'/><w:pStyle w:val='a'/>") + "<w:sectPr/>")
    original = document.to_bytes()
    (uid,) = uids(document)
    document.retype([uid], ["甲乙"])
    etree.SubElement(document.element(uid).find(w("pPr")), w("ind"))
    with pytest.raises(GuardError, match="w:ind"):
        document.guard(original)


def test_settings_and_sections_in_disorder_take_a_page_setup(profile: Profile) -> None:
    settings = "<w:rsids/><w:compat/><w:trackRevisions w:val='0'/>"
    section = '<w:sectPr><w:pgMar w:top="1440"/><w:pgSz w:w="11906" w:h="16838"/><w:headerReference w:type="default"/></w:sectPr>'
    document = opened(p("甲") + section, settings=settings)
    original = document.to_bytes()
    document.apply([PageSetup(0, {"top": 2098, "even_and_odd": True})], profile)
    assert document.to_bytes() != original
    assert document.guard(original).characters_lost == 0


def test_a_target_that_was_missing_already_is_not_ours() -> None:
    members = parts(p("甲") + "<w:sectPr/>", header1=p("眉"))
    members["word/_rels/document.xml.rels"] = members["word/_rels/document.xml.rels"].replace(b"header1.xml", b"header7.xml")
    document = WordDocument.from_bytes(zipped(members), "样本.docx")
    original = document.to_bytes()
    document.package.add("word/footer9.xml", b"<a/>", "application/xml")
    document.package.relate(document.package.main, "footer", "word/footer9.xml")
    assert document.guard(original).characters_lost == 0
