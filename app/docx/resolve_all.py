"""Which elements of a package an acceptance or rejection settles: some revisions that were chosen, or all there are."""

from __future__ import annotations

from collections.abc import Sequence

from app.docx.inline import ALTERNATE
from app.docx.journal import Journal
from app.docx.names import Element, w
from app.docx.note_parts import drop_empty, drop_unreferenced, references
from app.docx.objects import text_parts
from app.docx.package import Package
from app.docx.range_marks import XML_RANGES, drop_ranges, move_names, remove_all
from app.docx.resolve import EVERY, Resolver, every
from app.docx.revisions import marks
from app.docx.story import StoryParagraph

_MORE = ("comments", "styles", "numbering")  # parts that may hold changes besides those with the report's words


def resolve_all(package: Package, journal: Journal, *, accept: bool) -> None:
    """Accept or reject every tracked change of the file, formats of styles and words of comments included."""
    more = [part for kind in _MORE for part in package.related(package.main, kind)[:1]]
    held = frozenset[tuple[str, str]]()
    for name in (*text_parts(package), *more):
        root = package.tree(name)
        found = every(root)
        ranges = list(root.iter(*XML_RANGES))
        if not found and not ranges:
            continue
        journal.parts.add(name)
        if name not in more:
            held |= references([root])
        resolver = Resolver(journal, accept=accept)
        resolver.resolve(found)
        drop_ranges(journal, root)
        drop_empty(package, journal, root, resolver.commented)
        remove_all(journal, list(root.iter(*XML_RANGES)))
    drop_unreferenced(package, journal, held)


def resolve_some(package: Package, journal: Journal, chosen: Sequence[tuple[StoryParagraph, int]], *, accept: bool) -> None:
    """Accept or reject the revisions number n of each paragraph; both ends of a move, and twins in other notations, follow."""
    by_part: dict[str, list[Element]] = {}
    for place, number in chosen:
        found = marks(place.element)
        if number < len(found):
            by_part.setdefault(place.part, []).extend(found[number].elements)
    held = frozenset[tuple[str, str]]()
    for part, elements in by_part.items():
        root = package.tree(part)
        names = move_names(root)
        moved = frozenset(names[element] for element in elements if element in names)
        wanted = {*elements, *(element for element, name in names.items() if name in moved)}
        wanted |= {twin for element in elements for twin in _twins(element)}
        held |= references([root])
        journal.parts.add(part)
        resolver = Resolver(journal, accept=accept)
        resolver.resolve([element for element in root.iter(*EVERY) if element in wanted])
        drop_ranges(journal, root, moved)
        drop_empty(package, journal, root, resolver.commented)
    drop_unreferenced(package, journal, held)


def _twins(element: Element) -> list[Element]:
    """The same change in the other branches of an AlternateContent."""
    outer = next((node for node in element.iterancestors(ALTERNATE)), None)
    number = element.get(w("id"))
    if outer is None or number is None:
        return []
    return [node for node in outer.iter(element.tag) if node.get(w("id")) == number]
