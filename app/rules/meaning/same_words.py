"""Which sentences and stretches stand more than once in a row of texts, kept up to date text by text.

Repeats of sixteen characters or more are wanted without comparing all with all: places whose character falls into a
fixed quarter of the code space are seeds, eight characters from each are looked up, and what stands twice is widened.
A repeat holds a seed wherever it stands, so both its places are found by the same one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, compress

Place = tuple[int, int, int]  # number of the text, start, end

WALL = "\0"  # stands for what is not compared
_SEED = 8
# By the low byte of a character; 3.5 % of the stretches of sixteen characters hold no seed, fewer of longer ones.
_QUARTER = bytes(1 if (i * 37 + 224) % 256 < 64 else 0 for i in range(256))
_ENDS = frozenset(f"{WALL}。；：！\n\ufffc")
_END = re.compile(f"[{WALL}。；：！\n\ufffc]")
_SENTENCE = re.compile(f"[^{WALL}。；：！\n\ufffc]+")


class Words:
    """One wording: the numbers of the texts that have it, its sentences, the places of its seeds and their characters."""

    def __init__(self, text: str, shortest: int) -> None:
        self.text = text
        self.numbers: list[int] = []
        self.sentences = tuple((m.group(), *m.span()) for m in _SENTENCE.finditer(text) if m.end() - m.start() >= shortest)

    @cached_property
    def seeds(self) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """The places of its seeds, and eight characters from each."""
        low = self.text.encode("utf-32-le", "replace")[::4]
        places = tuple(compress(range(max(0, len(self.text) - _SEED + 1)), low.translate(_QUARTER)))
        return places, tuple(map(self.text.__getitem__, map(slice, places, [at + _SEED for at in places])))

    @cached_property
    def place_of(self) -> dict[str, int]:
        """Where the characters of each seed stand, first of all."""
        places, grams = self.seeds
        return dict(zip(reversed(grams), reversed(places), strict=True))


class Stretch:
    """A seed that stands more than once: its `places`, and the widest stretch around the first that another shares."""

    __slots__ = ("_first", "_reach", "places", "spots")

    def __init__(self, places: list[tuple[int, int]]) -> None:
        self.places = places  # (number of the text, offset), in order
        self.spots: tuple[Place, ...] = ()
        self._first: tuple[int, int] | None = None
        self._reach: dict[tuple[int, int], tuple[int, int]] = {}

    def leave(self, place: tuple[int, int]) -> None:
        """It stands there no more, or what stands around it changed."""
        self.places.remove(place)
        self._reach.pop(place, None)
        if place == self._first:
            self._first = None

    def widen(self, texts: Sequence[str], shortest: int) -> None:
        """Find `spots`, () where they are shorter than that."""
        first = self.places[0]
        if first != self._first:
            self._first, self._reach = first, {}
        before, behind = _clause(texts[first[0]], first[1])
        reach, longest = self._reach, 0
        for place in self.places[1:]:
            if place not in reach:
                reach[place] = (_common_end(before, texts[place[0]], place[1]), _common_start(behind, texts[place[0]], place[1]))
            longest = max(longest, sum(reach[place]))
        if longest < shortest:
            self.spots = ()
            return
        widest = [place for place in self.places[1:] if sum(reach[place]) == longest]
        left, right = reach[widest[0]]
        spots = [(first[0], first[1] - left, first[1] + right)]
        self.spots = (*spots, *((at, there - reach[at, there][0], there + reach[at, there][1]) for at, there in widest))


class SameWords:
    """The texts by their numbers, with what stands more than once in them."""

    def __init__(self, texts: Sequence[str], shortest: int) -> None:
        self._shortest = shortest
        self._texts = list(texts)
        self._wordings: dict[str, Words] = {}
        self._sentences: dict[str, list[Place]] = {}
        self._changed: dict[str, None] = {}  # sentences whose places are others than when they were last asked for
        for number, text in enumerate(texts):
            words = self._wordings.get(text)
            if words is None:
                words = self._wordings[text] = Words(text, shortest)
            words.numbers.append(number)
            for sentence, start, end in words.sentences:
                self._sentences.setdefault(sentence, []).append((number, start, end))
        self._changed.update((sentence, None) for sentence, places in self._sentences.items() if len(places) > 1)
        originals = [(words.numbers[0], words) for words in self._wordings.values()]
        self._counts = Counter(chain.from_iterable(words.seeds[1] for _, words in originals))
        self._owners: dict[str, int] = {}  # in which text a seed stands that stands once; not needed before the first change
        twice = {gram for gram, count in self._counts.items() if count > 1 and _ENDS.isdisjoint(gram)}
        places: dict[str, list[tuple[int, int]]] = {gram: [] for gram in twice}
        for number, words in originals:
            offsets, grams = words.seeds
            for nth in compress(range(len(grams)), map(twice.__contains__, grams)):
                places[grams[nth]].append((number, offsets[nth]))
        self._stretches = {gram: Stretch(of) for gram, of in places.items()}
        self._stale = set(self._stretches)
        self._long: dict[str, Stretch] = {}

    def replace(self, number: int, text: str) -> None:
        """That text now reads so."""
        if not self._owners:
            for words in self._wordings.values():
                self._owners.update(dict.fromkeys(words.seeds[1], words.numbers[0]))
        self._leave(number)
        self._texts[number] = text
        self._enter(number)

    def _leave(self, number: int) -> None:
        words = self._wordings[self._texts[number]]
        for sentence, start, end in words.sentences:
            places = self._sentences[sentence]
            places.remove((number, start, end))
            self._changed[sentence] = None
            if len(places) == 1:
                self._look_again(places)
            if not places:
                del self._sentences[sentence]
        if words.numbers[0] == number:
            self._take_seeds(number, words)
            if len(words.numbers) > 1:
                self._put_seeds(words.numbers[1], words)
        words.numbers.remove(number)
        if not words.numbers:
            del self._wordings[words.text]

    def _enter(self, number: int) -> None:
        text = self._texts[number]
        words = self._wordings.get(text)
        if words is None:
            words = self._wordings[text] = Words(text, self._shortest)
        if not words.numbers or number < words.numbers[0]:
            if words.numbers:
                self._take_seeds(words.numbers[0], words)
            self._put_seeds(number, words)
        insort(words.numbers, number)
        for sentence, start, end in words.sentences:
            places = self._sentences.setdefault(sentence, [])
            insort(places, (number, start, end))
            self._changed[sentence] = None
            if len(places) == 2:
                self._look_again(places)

    def _look_again(self, places: Iterable[Place]) -> None:
        """Widen the seeds there again: those in a sentence that stands twice are not widened, and it does so no more or now."""
        for number in {number for number, _, _ in places}:
            words = self._wordings[self._texts[number]]
            self._stale.update(gram for gram in words.seeds[1] if gram in self._stretches)

    def _take_seeds(self, number: int, words: Words) -> None:
        counts, owners = self._counts, self._owners
        for offset, gram in zip(*words.seeds, strict=True):
            counts[gram] -= 1
            stretch = self._stretches.get(gram)
            if stretch is not None:
                stretch.leave((number, offset))
                self._stale.add(gram)
                if len(stretch.places) == 1:
                    owners[gram] = stretch.places[0][0]
                    del self._stretches[gram]
            elif not counts[gram]:
                del counts[gram]
                owners.pop(gram, None)

    def _put_seeds(self, number: int, words: Words) -> None:
        counts, owners = self._counts, self._owners
        for offset, gram in zip(*words.seeds, strict=True):
            counts[gram] += 1
            stretch = self._stretches.get(gram)
            if stretch is not None:
                insort(stretch.places, (number, offset))
                self._stale.add(gram)
            elif counts[gram] == 1:
                owners[gram] = number
            elif _ENDS.isdisjoint(gram):
                other = owners[gram]
                there = (words if other == number else self._wordings[self._texts[other]]).place_of[gram]
                self._stretches[gram] = Stretch(sorted([(other, there), (number, offset)]))
                self._stale.add(gram)

    def changed_sentences(self) -> Iterator[tuple[str, Sequence[Place]]]:
        """The sentences that stood or stand more than once and whose places are others than when last asked for."""
        for sentence in self._changed:
            yield sentence, self._sentences.get(sentence, ())
        self._changed.clear()

    def stretches(self) -> Iterator[tuple[Place, ...]]:
        """The places of what stands twice and is no whole sentence, in reading order of the first, none within another."""
        for gram in self._stale:
            self._long.pop(gram, None)
        waiting = {gram: self._stretches[gram] for gram in self._stale if gram in self._stretches}
        self._stale = set(waiting)
        taken: dict[int, list[tuple[int, int]]] = {}
        for gram, stretch in sorted(chain(self._long.items(), waiting.items()), key=lambda one: one[1].places):
            number, offset = stretch.places[0]
            if any(start <= offset < end for start, end in taken.get(number, ())):
                continue
            if gram in waiting:
                self._stale.discard(gram)
                if self._in_sentence(number, offset):
                    continue
                stretch.widen(self._texts, self._shortest)
                if not stretch.spots:
                    continue
                self._long[gram] = stretch
            for at, start, end in stretch.spots:
                taken.setdefault(at, []).append((start, end))
            yield stretch.spots

    def _in_sentence(self, number: int, offset: int) -> bool:
        """Whether a sentence that stands more than once is there."""
        sentences = self._wordings[self._texts[number]].sentences
        at = bisect_left(sentences, offset + 1, key=lambda one: one[1]) - 1
        return at >= 0 and offset < sentences[at][2] and len(self._sentences[sentences[at][0]]) > 1


def _clause(text: str, at: int) -> tuple[str, str]:
    """What stands before and from `at` on, up to the nearest ends of a sentence."""
    start = max(text.rfind(end, 0, at) for end in _ENDS) + 1
    stop = _END.search(text, at)
    return text[start:at], text[at : stop.start() if stop else len(text)]


def _common_start(part: str, text: str, at: int) -> int:
    """How many characters of `part` stand at `at` of `text`."""
    if text.startswith(part, at):
        return len(part)
    return next(n for n, letter in enumerate(part) if text[at + n : at + n + 1] != letter)


def _common_end(part: str, text: str, at: int) -> int:
    """How many of the last characters of `part` stand before `at` of `text`."""
    if text.endswith(part, 0, at):
        return len(part)
    return next(n for n, letter in enumerate(reversed(part)) if at - n <= 0 or text[at - n - 1] != letter)
