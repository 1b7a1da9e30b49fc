"""RedefineStyle on elements: one w:style of styles.xml, and direct formatting that repeats what the style said before."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from app.core.apply import CHAR_FIELDS, PARAGRAPH_FIELDS
from app.core.edits import RedefineStyle
from app.core.look import char_format, paragraph_format, role_style
from app.core.profile import Profile
from app.core.redefine import followed, values_of
from app.core.report import StyleLook
from app.docx.direct import clear_chars, clear_paragraph, set_chars, set_paragraph
from app.docx.journal import Journal
from app.docx.names import Element, first_child, w
from app.docx.order import insert_in_order, put_in_order
from app.docx.package import Package
from app.docx.parts import part_of
from app.docx.restyle import differences_of, indents_together, prune, text_runs
from app.docx.split import properties_element
from app.docx.style_looks import look_of_style
from app.docx.styles import Base, StyleSheet

_RPR, _PPR = w("rPr"), w("pPr")


def redefine(package: Package, journal: Journal, sheet: StyleSheet, edit: RedefineStyle, profile: Profile) -> StyleSheet | None:
    """Write the role's values into the style; gives the new sheet, or None when the file has no such paragraph style."""
    style = sheet.styles.get(edit.style_id)
    if style is None or style.type != "paragraph":
        return None
    part_of(package, journal, "styles")
    element = journal.edit(style.element)
    role = role_style(profile, edit.style)
    for _ in range(2):  # sides that the file counts in characters are lengths only after the first time
        shown = look_of_style(StyleSheet(package, sheet.numbering), edit.style_id)
        chars = replace(shown.chars, **values_of(char_format(role), edit.aspects, CHAR_FIELDS))
        paragraph = replace(shown.paragraph, **values_of(paragraph_format(role), edit.aspects, PARAGRAPH_FIELDS))
        wrong = differences_of(shown.paragraph, paragraph)
        if wrong:
            set_paragraph(_properties(element, _PPR), indents_together(wrong, paragraph))
            put_in_order(_properties(element, _PPR))
        wrong = differences_of(shown.chars, chars)
        if wrong:
            set_chars(_properties(element, _RPR), wrong)
            put_in_order(_properties(element, _RPR))
    return StyleSheet(package, sheet.numbering)


def _properties(style: Element, tag: str) -> Element:
    found = first_child(style, tag)
    return insert_in_order(style, etree.Element(tag)) if found is None else found


class Follower:
    """Lets paragraphs of the style show what it says now: direct formatting that repeats its old values goes."""

    def __init__(self, old: StyleSheet, new: StyleSheet, edit: RedefineStyle) -> None:
        self.old, self.new, self.edit = old, new, edit
        self.before: StyleLook = look_of_style(old, edit.style_id)
        self.after: StyleLook = look_of_style(new, edit.style_id)

    def follow(self, p: Element, table: Element | None) -> None:
        """Do so in paragraph `p`, a copy that may be altered, which stands in `table`."""
        base, form = self.old.resolve(p, table)
        wanted = followed(form, self.before.paragraph, self.after.paragraph)
        if differences_of(self.new.paragraph_format(p, table), wanted):
            properties = properties_element(p)
            clear_paragraph(properties, self.edit.aspects)
            wrong = differences_of(self.new.paragraph_format(p, table), wanted)
            set_paragraph(properties, indents_together(wrong, wanted))
            put_in_order(properties)
        for run in text_runs(p):
            self._follow_chars(run, base)
        properties = first_child(p, _PPR)
        if properties is not None:
            self._follow_chars(properties, base)

    def _follow_chars(self, parent: Element, base: Base) -> None:
        """Do so in the w:rPr of a run or of a paragraph's mark; without one nothing but the style speaks."""
        properties = first_child(parent, _RPR)
        if properties is None:
            return
        wanted = followed(self.old.chars(properties, base), self.before.chars, self.after.chars)
        if differences_of(self.new.chars(properties, base), wanted):
            clear_chars(properties, self.edit.aspects)
            set_chars(properties, differences_of(self.new.chars(properties, base), wanted))
            prune(parent)
