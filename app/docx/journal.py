"""What one change did to the trees, so that undoing it gives the trees before, node by node.

An edit never alters an element that was there: it puts an edited copy in its place, so undo puts the first one back.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field

from app.docx.names import Element, w


@dataclass(frozen=True, slots=True)
class Swap:
    """`old` gave its place to `new`; `paragraphs` pairs the w:p elements of the two (themselves included)."""

    old: Element
    new: Element
    paragraphs: tuple[tuple[Element, Element], ...]


@dataclass(frozen=True, slots=True)
class Put:
    """`element` came to child number `index` of `parent`."""

    parent: Element
    index: int
    element: Element


@dataclass(frozen=True, slots=True)
class Take:
    """`element` left child number `index` of `parent`."""

    parent: Element
    index: int
    element: Element


@dataclass(frozen=True, slots=True)
class Call:
    """Something that is no move of an element, such as a new part of the package."""

    forward: Callable[[], None]
    backward: Callable[[], None]


Step = Swap | Put | Take | Call


@dataclass(slots=True)
class Journal:
    """The steps of one change in order; `moved(old, new)` hears of every paragraph element that another one replaces."""

    moved: Callable[[Element, Element], None]
    steps: list[Step] = field(default_factory=list[Step])
    parts: set[str] = field(default_factory=set[str])  # the names of parts that the steps changed
    _fresh: set[Element] = field(default_factory=set[Element])
    _copies: dict[Element, Element] = field(default_factory=dict[Element, Element])

    def is_copy(self, element: Element) -> bool:
        """Whether `element` stands in an edited copy, so that it may be altered."""
        return element in self._fresh or any(ancestor in self._fresh for ancestor in element.iterancestors())

    def current(self, element: Element) -> Element:
        """The element that stands in the place of `element` now: its edited copy, or itself."""
        return self._copies.get(element, element)

    def edit(self, element: Element) -> Element:
        """The copy of `element` that stands in its place and may be altered at will (itself when already such a copy)."""
        element = self.current(element)
        if self.is_copy(element):
            return element
        return self.swap(element, copy.deepcopy(element))

    def swap(self, element: Element, new: Element) -> Element:
        """Put `new`, an edited copy of `element` with as many paragraphs in it, in its place; gives it back."""
        parent = element.getparent()
        if parent is None:
            raise ValueError("the root of a part cannot be replaced; edit its children")
        new.tail = element.tail
        pairs = tuple(zip(element.iter(w("p")), new.iter(w("p")), strict=True))
        parent.replace(element, new)
        self._note(Swap(element, new, pairs), new)
        for before, after in pairs:
            self._copies[before] = after
            self.moved(before, after)
        self._copies[element] = new
        return new

    def insert(self, parent: Element, index: int, element: Element) -> None:
        """Put the new `element` at child number `index` of `parent`."""
        parent.insert(index, element)
        self._note(Put(parent, index, element), element)

    def remove(self, element: Element) -> None:
        """Take `element` out of its parent."""
        element = self.current(element)
        parent = element.getparent()
        if parent is None:
            return
        if any(ancestor in self._fresh for ancestor in element.iterancestors()):
            _take(element)
            return
        step = Take(parent, parent.index(element), element)
        _take(element)
        self.steps.append(step)

    def move(self, element: Element, parent: Element, index: int) -> None:
        """Take `element`, itself and not a copy, to child number `index` that `parent` has without it."""
        old = element.getparent()
        if old is None:
            raise ValueError("what is moved must stand somewhere")
        self.steps.append(Take(old, old.index(element), element))
        _take(element)
        parent.insert(index, element)
        self.steps.append(Put(parent, index, element))

    def do(self, forward: Callable[[], None], backward: Callable[[], None]) -> None:
        """Do something that `backward` takes back."""
        forward()
        self.steps.append(Call(forward, backward))

    def _note(self, step: Swap | Put, element: Element) -> None:
        self.steps.append(step)
        self._fresh.add(element)

    def undo(self) -> None:
        """Give the trees the state before the change."""
        for step in reversed(self.steps):
            match step:
                case Swap():
                    _swap(step.new, step.old)
                    for before, after in step.paragraphs:
                        self.moved(after, before)
                case Put():
                    _take(step.element)
                case Take():
                    step.parent.insert(step.index, step.element)
                case Call():
                    step.backward()

    def redo(self) -> None:
        """Give the trees the state after the change again."""
        for step in self.steps:
            match step:
                case Swap():
                    _swap(step.old, step.new)
                    for before, after in step.paragraphs:
                        self.moved(before, after)
                case Put():
                    step.parent.insert(step.index, step.element)
                case Take():
                    _take(step.element)
                case Call():
                    step.forward()


def _swap(out: Element, into: Element) -> None:
    parent = out.getparent()
    if parent is None:
        raise ValueError("changes must be undone in the reverse order of their making")
    parent.replace(out, into)


def _take(element: Element) -> None:
    """Remove `element` with its tail, so that putting it back restores the white space too."""
    parent = element.getparent()
    if parent is None:
        raise ValueError("changes must be undone in the reverse order of their making")
    parent.remove(element)


def paragraphs_of(steps: list[Step]) -> list[Element]:
    """Every w:p that a step replaced, brought or took, in both its forms."""
    found: list[Element] = []
    for step in steps:
        if isinstance(step, Swap):
            found += [p for pair in step.paragraphs for p in pair]
        elif not isinstance(step, Call):
            found += list(step.element.iter(w("p")))
    return found


def only_words(steps: list[Step]) -> bool:
    """Whether every step replaced one paragraph without a section break and without paragraphs inside it."""
    return all(
        isinstance(step, Swap)
        and step.old.tag == w("p")
        and len(step.paragraphs) == 1
        and step.old.find(f"{w('pPr')}/{w('sectPr')}") is None
        for step in steps
    )
