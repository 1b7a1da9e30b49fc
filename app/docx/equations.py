"""Equations as readable linear text: x^2, √(a+b), (a)/(b), ∑_(i=1)^n (ISO/IEC 29500-1 22.1)."""

from __future__ import annotations

from collections.abc import Callable

from app.docx.names import Element, M, q, w

DEEPEST = 40  # nested structures; a deeper one is hostile and reads "…"
_VAL = q(M, "val")


def m(local: str) -> str:
    """The Clark name of a math element."""
    return q(M, local)


def linear(equation: Element, depth: int = 0) -> str:
    """What an `m:oMath` (or any part of one) says, in one line."""
    if depth > DEEPEST:
        return "…"
    out: list[str] = []
    for child in equation:
        tag = child.tag
        if tag in (m("t"), w("t")):
            out.append((child.text or "").replace("\n", " "))
        elif tag in _FORMS:
            out.append(_FORMS[tag](child, depth + 1))
        elif not str(tag).endswith("Pr") and tag not in (w("del"), w("moveFrom")):
            out.append(linear(child, depth + 1))
    return "".join(out)


def _part(form: Element, name: str, depth: int) -> str:
    found = form.find(m(name))
    return linear(found, depth) if found is not None else ""


def _closed(text: str) -> str:
    """In brackets where it would be misread without them."""
    plain = len(text) <= 1 or text.isalnum() or (text[0] in "([{" and text[-1] in ")]}" and text.count(text[0]) == 1)
    return text if plain else f"({text})"


def _set(form: Element, properties: str, name: str, default: str) -> str:
    found = form.find(f"{m(properties)}/{m(name)}")
    return found.get(_VAL, "") if found is not None else default


def _fraction(form: Element, depth: int) -> str:
    return f"{_closed(_part(form, 'num', depth))}/{_closed(_part(form, 'den', depth))}"


def _radical(form: Element, depth: int) -> str:
    degree = _part(form, "deg", depth)
    root = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree, f"{degree}√")
    return root + _closed(_part(form, "e", depth))


def _raised(form: Element, depth: int) -> str:
    return f"{_part(form, 'e', depth)}^{_closed(_part(form, 'sup', depth))}"


def _lowered(form: Element, depth: int) -> str:
    return f"{_part(form, 'e', depth)}_{_closed(_part(form, 'sub', depth))}"


def _both(form: Element, depth: int) -> str:
    return f"{_lowered(form, depth)}^{_closed(_part(form, 'sup', depth))}"


def _before(form: Element, depth: int) -> str:
    return f"_{_closed(_part(form, 'sub', depth))}^{_closed(_part(form, 'sup', depth))}{_part(form, 'e', depth)}"


def _nary(form: Element, depth: int) -> str:
    low, high = _part(form, "sub", depth), _part(form, "sup", depth)
    sign = _set(form, "naryPr", "chr", "∫")
    return f"{sign}{'_' + _closed(low) if low else ''}{'^' + _closed(high) if high else ''} {_part(form, 'e', depth)}"


def _delimited(form: Element, depth: int) -> str:
    begin, end = _set(form, "dPr", "begChr", "("), _set(form, "dPr", "endChr", ")")
    inner = _set(form, "dPr", "sepChr", "|").join(linear(part, depth) for part in form.iterchildren(m("e")))
    return f"{begin}{inner}{end}"


def _matrix(form: Element, depth: int) -> str:
    rows = (", ".join(linear(part, depth) for part in row.iterchildren(m("e"))) for row in form.iterchildren(m("mr")))
    return f"[{'; '.join(rows)}]"


def _array(form: Element, depth: int) -> str:
    return "; ".join(linear(part, depth) for part in form.iterchildren(m("e")))


def _function(form: Element, depth: int) -> str:
    return f"{_part(form, 'fName', depth)} {_part(form, 'e', depth)}"


def _limit(sign: str) -> Callable[[Element, int], str]:
    return lambda form, depth: f"{_part(form, 'e', depth)}{sign}{_closed(_part(form, 'lim', depth))}"


def _accent(form: Element, depth: int) -> str:
    return _part(form, "e", depth) + _set(form, "accPr", "chr", "\u0302")


_FORMS: dict[str, Callable[[Element, int], str]] = {
    m("f"): _fraction, m("rad"): _radical, m("sSup"): _raised, m("sSub"): _lowered, m("sSubSup"): _both, m("sPre"): _before,
    m("nary"): _nary, m("d"): _delimited, m("m"): _matrix, m("eqArr"): _array, m("func"): _function,
    m("limLow"): _limit("_"), m("limUpp"): _limit("^"), m("acc"): _accent,
}  # fmt: skip
