"""The forms of ordinals: a count in the form of another numeral, and which form a section takes where it hangs."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.errors import ReportError
from app.core.numerals import RANKS, Scheme, format_numeral, parse_alone
from app.core.series import OFFICIAL, recount
from app.core.tree import Tree, Twig

INNER = {
    Scheme.PART: Scheme.CHAPTER, Scheme.CHAPTER: Scheme.SECTION, Scheme.SECTION: Scheme.ARTICLE,
    Scheme.ARTICLE: Scheme.HAN_BRACKET, Scheme.ROMAN: Scheme.HAN, Scheme.HAN: Scheme.HAN_BRACKET,
    Scheme.HAN_BRACKET: Scheme.ARABIC, Scheme.ARABIC: Scheme.ARABIC_BRACKET, Scheme.ARABIC_BRACKET: Scheme.CIRCLED,
}  # fmt: skip
_CLOSED = ("）", ")")


def written(value: int, sample: str) -> str:
    """The count `value` in the form of the numeral `sample`: (4, "（三）") → "（四）"."""
    numeral = parse_alone(sample)
    if numeral is not None and numeral.scheme in (Scheme.CIRCLED, Scheme.ROMAN):
        return format_numeral(value, numeral.scheme)
    made = recount(sample, value)
    if made == sample and numeral is not None and numeral.value != value:
        return format_numeral(value, numeral.scheme)  # ㈠, ⒈, ⑴: one sign that holds no number
    return made


def standard(sample: str) -> str:
    """`sample` in the standard's own form (1、 → 1., (一) → （一）); forms that the standard does not name stay."""
    numeral = parse_alone(sample)
    if numeral is None or numeral.clean or numeral.scheme not in OFFICIAL:
        return sample
    if numeral.scheme is Scheme.ARABIC_BRACKET and numeral.separator in _CLOSED:
        return sample
    return format_numeral(numeral.value, numeral.scheme)


def sample_for(tree: Tree, twig: Twig) -> str | None:
    """A numeral in the form that a section takes where it hangs now; None where its neighbours bear none.

    That of its siblings, else of others at that depth, else the form after its parent's. Raises ReportError when there
    is no form left.
    """
    parent = twig.parent
    assert parent is not None
    settled = [child for child in parent.children if child is not twig and not child.moved and child.node is not None]
    if settled:
        return _beside(twig, settled)
    depth = twig.depth
    above = parent.sample or (parent.node.numeral if parent.node is not None else "")
    if twig.node is not None and _is_own_way(twig, parent) and _may_stand_under(twig.node.numeral, above):
        return twig.node.numeral
    others = (t for t in tree.twigs if not t.moved and t.node is not None and t.node.numeral and _depth_of(t) == depth)
    other = next((t.node.numeral for t in others if t.node is not None and _may_stand_under(t.node.numeral, above)), None)
    if other is not None:
        return other
    numeral = parse_alone(above) if above else None
    if numeral is None:
        return format_numeral(1, Scheme.HAN) if depth == 1 else None
    if numeral.scheme is Scheme.DECIMAL:
        return f"{above}.1"
    if numeral.scheme not in INNER:
        raise ReportError("再往下一层没有可用的序数", "国标只有“一、”“（一）”“1.”“（1）”四层，请调整层次")
    return format_numeral(1, INNER[numeral.scheme])


def _depth_of(twig: Twig) -> int:
    return twig.depth if twig.parent is not None else -1


def _beside(twig: Twig, settled: Sequence[Twig]) -> str | None:
    """The form of a section among siblings: its own where some have it, else that of the one before it or after it."""
    own, here = twig.numeral, twig.index
    if own is not None and twig.node is not None and any(t.numeral and t.numeral.scheme is own.scheme for t in settled):
        return twig.node.numeral
    before = [t.node.numeral for t in settled if t.index < here and t.node is not None and t.node.numeral]
    after = [t.node.numeral for t in settled if t.index > here and t.node is not None and t.node.numeral]
    return before[-1] if before else after[0] if after else None


def _is_own_way(twig: Twig, parent: Twig) -> bool:
    """Whether a section that came with its parent is in a form that no level calls for: 第一条, or （1） under 1.2.3."""
    own, outer = twig.numeral, parent.numeral
    if own is None or outer is None or not parent.moved:
        return False
    if own.scheme is Scheme.ARTICLE:
        return True
    return own.scheme is not Scheme.DECIMAL and outer.scheme is Scheme.DECIMAL


def _may_stand_under(sample: str, above: str) -> bool:
    inner, outer = parse_alone(sample), parse_alone(above)
    if inner is None or outer is None:
        return inner is not None
    if inner.scheme is Scheme.DECIMAL:
        return outer.scheme in (Scheme.DECIMAL, Scheme.ARABIC, Scheme.CHAPTER)
    return RANKS[inner.scheme] > RANKS[outer.scheme]
