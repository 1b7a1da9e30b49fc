from __future__ import annotations

import pytest
from lxml import etree

from app.docx.inline import is_deleted, paragraph_text, pieces, text_boxes
from app.docx.names import Element
from tests.docx.make import NAMESPACES

O = "\ufffc"  # noqa: E741


def paragraph(inner: str) -> Element:
    return etree.fromstring(f"<w:p {NAMESPACES}>{inner}</w:p>")


def r(inner: str) -> str:
    return f"<w:r>{inner}</w:r>"


def t(text: str) -> str:
    return r(f"<w:t>{text}</w:t>")


BOX = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
FIELD = (
    r('<w:fldChar w:fldCharType="begin"/>')
    + r("<w:instrText> REF a </w:instrText>")
    + "{code}"
    + r('<w:fldChar w:fldCharType="separate"/>')
    + t("见附件")
    + r('<w:fldChar w:fldCharType="end"/>')
)


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (t("甲") + r("<w:tab/>") + t("乙"), "甲\t乙"),
        ('<w:pPr><w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs></w:pPr>' + t("甲"), "甲"),
        (r('<w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:br w:type="page"/>'), "甲\n乙\n\n"),
        (r("<w:t>甲</w:t><w:noBreakHyphen/><w:softHyphen/><w:ptab/>"), "甲\u2011\u00ad\t"),
        (r('<w:sym w:font="Wingdings" w:char="F0FE"/>'), "\uf0fe"),
        (r('<w:sym w:char="不"/><w:sym/><w:sym w:char="D800"/>'), "\ufffd\ufffd\ufffd"),
        (f"<w:ins>{t('加')}</w:ins><w:del>{r('<w:delText>删</w:delText>')}</w:del>", "加"),
        (f"<w:moveFrom>{t('旧')}</w:moveFrom><w:moveTo>{t('新')}</w:moveTo>", "新"),
        (f"<w:ins><w:del>{t('加后又删')}</w:del>{t('留')}</w:ins>", "留"),
        (f"<w:hyperlink>{t('甲')}<w:smartTag>{t('乙')}</w:smartTag></w:hyperlink><w:customXml>{t('丙')}</w:customXml>", "甲乙丙"),
        (f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{t('控件')}</w:sdtContent></w:sdt>", "控件"),
        (f'<w:fldSimple w:instr=" PAGE ">{t("3")}</w:fldSimple>', "3"),
        (FIELD.format(code=""), "见附件"),
        (FIELD.format(code=FIELD.format(code="")), "见附件"),
        (r("<w:ruby><w:rt><w:r><w:t>héng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>衡</w:t></w:r></w:rubyBase></w:ruby>"), "衡"),
        (r("<w:drawing/>") + r("<w:pict/>") + r("<w:object/>"), O * 3),
        (r('<w:footnoteReference w:id="2"/>') + r("<w:endnoteReference/>") + r("<w:commentReference/>"), O * 3),
        (r("<w:footnoteRef/>") + t(" 注"), O + " 注"),
        ("<m:oMathPara><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></m:oMathPara>" + t("甲"), O + "甲"),
        (
            r(
                "<mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent>"
            ),
            O,
        ),
        (r(f"<w:drawing><a:graphic>{BOX}</a:graphic></w:drawing>"), O),
        (t("甲") + "<w:bookmarkStart/><w:proofErr/>" + r("<w:lastRenderedPageBreak/>") + "<!-- 注 --><?x 1?>" + t("乙"), "甲乙"),
        (t("行一\n行二"), "行一 行二"),
        (r("<w:t/>"), ""),
        ("<w:p>" + t("段中之段") + "</w:p>", ""),
    ],
)
def test_text_is_what_the_contract_says(inner: str, text: str) -> None:
    p = paragraph(inner)
    assert paragraph_text(p) == text
    assert [piece.start for piece in pieces(p)] == [sum(len(q.text) for q in pieces(p)[:i]) for i in range(len(pieces(p)))]


def test_pieces_know_their_run_and_revision() -> None:
    p = paragraph(t("甲") + f"<w:ins>{t('乙丙')}</w:ins>")
    first, second = pieces(p)
    assert (second.start, second.end, second.kind, second.revision) == (1, 3, "text", "ins")
    assert first.run is p[0]
    assert first.revision is None


def test_text_boxes_are_those_a_reader_sees() -> None:
    twins = f"<mc:AlternateContent><mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice><mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent>"
    nested = "<w:txbxContent><w:p><w:r><w:drawing>" + BOX + "</w:drawing></w:r></w:p></w:txbxContent>"
    assert len(text_boxes(paragraph(r(twins)))) == 1
    assert len(text_boxes(paragraph(r(f"<w:pict>{nested}</w:pict>")))) == 1
    assert text_boxes(paragraph("<w:del>" + r(f"<w:pict>{BOX}</w:pict>") + "</w:del>")) == []


def test_a_deleted_mark_is_known() -> None:
    assert is_deleted(paragraph("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"))
    assert not is_deleted(paragraph("<w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>"))
