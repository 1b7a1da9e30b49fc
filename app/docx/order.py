"""The child order that the schema asks for (ISO/IEC 29500-1 CT_PPr, CT_RPr, CT_SectPr …), for inserting and for checking."""

from __future__ import annotations

from collections.abc import Iterator

from app.docx.names import Element, W, w

_RPR = (
    "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath"
)
_PPR = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens "
    "kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
    "rPr sectPr pPrChange"
)
_SETTINGS = (
    "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries displayBackgroundShape "
    "printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts saveSubsetFonts "
    "saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop "
    "hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState formsDesign attachedTemplate linkStyles "
    "stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves "
    "doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation "
    "consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle "
    "evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing "
    "drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery "
    "doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData "
    "noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore "
    "savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText "
    "doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags alwaysMergeEmptyNamespace "
    "updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr attachedSchema themeFontLang "
    "clrSchemeMapping "
    "doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary "
    "shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator"
)
ORDER: dict[str, tuple[str, ...]] = {
    w(parent): tuple(children.split())
    for parent, children in {
        "pPr": _PPR,
        "rPr": _RPR + " rPrChange",
        "sectPr": (
            "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols "
            "formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"
        ),
        "tblPr": (
            "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
            "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"
        ),
        "tcPr": (
            "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers "
            "cellIns cellDel cellMerge tcPrChange"
        ),
        "pBdr": "top left bottom right between bar",
        "settings": _SETTINGS,
        "style": (
            "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal "
            "personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
        ),
        "styles": "docDefaults latentStyles style",
        "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
        "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
        "num": "abstractNumId lvlOverride",
        "lvlOverride": "startOverride lvl",
        "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    }.items()
}
_RANK = {parent: {w(child): rank for rank, child in enumerate(children)} for parent, children in ORDER.items()}
_FREE = {w("sectPr"): frozenset({w("headerReference"), w("footerReference")})}  # one choice group: any order among them


def insert_in_order(parent: Element, child: Element) -> Element:
    """Put `child` into `parent` where the schema wants it (after its equals), and give it back.

    Children that the schema does not know stay where they are; an unknown child or parent is appended.
    """
    ranks = _RANK.get(str(parent.tag), {})
    rank = ranks.get(str(child.tag))
    if rank is not None:
        for present in parent:
            if ranks.get(str(present.tag), -1) > rank:
                present.addprevious(child)
                return child
    parent.append(child)
    return child


def put_in_order(element: Element) -> None:
    """Give the children of `element` the schema's order; unknown ones stay behind the child they followed."""
    if out_of_order(element) is None:
        return
    ranks = _RANK[str(element.tag)]
    rank, keyed = -1, list[tuple[int, Element]]()
    for child in element:
        rank = ranks.get(str(child.tag), rank)
        keyed.append((rank, child))
    element[:] = [child for _, child in sorted(keyed, key=lambda pair: pair[0])]


def out_of_order(element: Element) -> str | None:
    """The tag (local name) of the first child that stands too late for the schema, or None when all is in order."""
    return next((late for late, _ in misplaced(element)), None)


def misplaced(element: Element) -> Iterator[tuple[str, list[str]]]:
    """Every child that stands too late for the schema: its tag (local name), and the tags before it that belong after it."""
    ranks = _RANK.get(str(element.tag), {})
    free = _FREE.get(str(element.tag), frozenset())
    before: list[tuple[int, str]] = []
    highest = -1
    for child in element:
        rank = 0 if child.tag in free else ranks.get(str(child.tag), -1)
        if rank == -1:
            continue
        name = str(child.tag).replace(f"{{{W}}}", "w:")
        if rank < highest:
            yield name, [other for place, other in before if place > rank]
        highest = max(highest, rank)
        before.append((rank, name))
