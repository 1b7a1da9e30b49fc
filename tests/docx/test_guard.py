"""The guard refuses a save that would lose or break something."""

from __future__ import annotations

import pytest
from lxml import etree

from app.core.edits import Retext
from app.core.errors import GuardError
from app.core.profile import Profile
from app.docx.names import w
from tests.docx.make import p
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
