"""What stands more than once: found in all texts at once, and followed text by text."""

import random

import pytest

from app.rules.meaning.same_words import Place, SameWords

_SHORTEST = 16
_PHRASES = (
    "推出更多便民利企的数据服务创新举措", "健全数据共享协调机制并且按月通报进展情况", "，", "。", "；", "全年", "\0", "一一一一一一一一一一一一一一一一一一",
    "推出更多便民利企的数据服务", "机制并且按月通报进展情况", "，成效明显",
)  # fmt: skip


class _Reader:
    """What stands more than once, as its reader knows it: told of what changed only."""

    def __init__(self, texts: list[str]) -> None:
        self.same = SameWords(texts, _SHORTEST)
        self._whole: dict[str, tuple[Place, ...]] = {}

    def said(self) -> tuple[dict[str, tuple[Place, ...]], list[tuple[Place, ...]]]:
        """The sentences by their words, and the stretches within sentences."""
        self._whole |= {sentence: tuple(places) for sentence, places in self.same.changed_sentences()}
        return {sentence: places for sentence, places in self._whole.items() if len(places) > 1}, list(self.same.stretches())


def test_a_sentence_and_a_stretch_within_sentences() -> None:
    texts = [
        "健全数据共享协调机制并且按月通报进展情况。推出更多便民利企的数据服务创新举措，成效明显。",
        "健全数据共享协调机制并且按月通报进展情况。下一步推出更多便民利企的数据服务创新举措。",
    ]
    whole, parts = _Reader(texts).said()
    assert whole == {"健全数据共享协调机制并且按月通报进展情况": ((0, 0, 20), (1, 0, 20))}
    assert parts == [((0, 21, 38), (1, 24, 41))]
    assert texts[0][21:38] == texts[1][24:41] == "推出更多便民利企的数据服务创新举措"


@pytest.mark.parametrize("seed", range(40))
def test_followed_as_found_afresh(seed: int) -> None:
    rng = random.Random(seed)
    texts = ["".join(rng.choices(_PHRASES, k=rng.randint(0, 8))) for _ in range(rng.randint(1, 12))]
    reader = _Reader(texts)
    for _ in range(60):
        number = rng.randrange(len(texts))
        text, at = texts[number], rng.randint(0, len(texts[number]))
        grown = text[:at] + rng.choice(_PHRASES) + text[at:]
        texts[number] = rng.choice((grown, text[:at] + text[at + rng.randint(1, 9) :], rng.choice(texts)))
        reader.same.replace(number, texts[number])
        if rng.random() < 0.7:  # several changes may come between two looks
            assert reader.said() == _Reader(texts).said()
