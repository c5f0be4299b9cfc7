"""Finish terms to quantities: comparator, change, span; leave out what is no quantity."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from vnhealth.quantity.atoms import COUNTED, Atom
from vnhealth.quantity.lexicon import lexicon
from vnhealth.quantity.model import Op, Quantity, plain
from vnhealth.quantity.pairs import Term
from vnhealth.quantity.tokens import Tokens
from vnhealth.quantity.units import TIMES_OF_YEAR

_RELATED_UNITS: Final = frozenset(("times", "point"))
_OPS: Final[dict[str, Op]] = {
    "eq": "eq",
    "lt": "lt",
    "le": "le",
    "gt": "gt",
    "ge": "ge",
    "approx": "approx",
}
_FOOTNOTE: Final = re.compile(r"[(\[]\s?([0-9]{1,2}|\*{1,3}|[a-z])\s?[)\]]\s*$")
_COVERAGE_REACH: Final = 8
_NOUN_WORDS: Final = 3
_EACH_REACH: Final = 4
_EACH_VERBS: Final = frozenset(("từ", "có", "phải", "được", "đủ", "bố", "trí", "đảm", "bảo", "cần"))
_COMPARED: Final = ("so", "kế", "chỉ", "cùng", "dự", "mức", "với")


def finish(tokens: Tokens, terms: list[Term]) -> list[Quantity]:
    """Return the quantities of a text in the order of their spans."""
    found: list[Quantity] = []
    for at, term in enumerate(terms):
        if _is_no_quantity(tokens, term, len(terms)):
            continue
        following = terms[at + 1] if at + 1 < len(terms) else None
        found.append(_quantity(tokens, term, following))
    found += _whole_population(tokens)
    return sorted(found, key=lambda quantity: quantity.start)


def _is_no_quantity(tokens: Tokens, term: Term, terms: int) -> bool:
    if term.named:
        return True
    if term.kind != "number" or not term.low.looks_like_year or term.unit or term.per:
        return term.low.looks_like_year and _follows_time_word(tokens, term)
    alone = terms == 1 and not any(token.kind == "word" for token in tokens.items)
    return not (alone or term.before.op or term.before.direction) or _follows_time_word(
        tokens, term
    )


def _follows_time_word(tokens: Tokens, term: Term) -> bool:
    """Whether a year follows "đến", "cuối", "mục tiêu" …, whatever noun comes after it."""
    if term.kind != "number" or not (term.low.plain or term.low.in_words):
        return False
    return tokens.key(term.low.first - 1) in lexicon().words["before_a_year"]


def _quantity(tokens: Tokens, term: Term, following: Term | None) -> Quantity:
    op, approx, bound, last = _comparison(tokens, term)
    direction, first = _direction(tokens, term, following)
    bounded = op == "range" or last > term.last
    first = _with_from(tokens, first) if bounded or _is_age_from(tokens, term) else first
    start, end = tokens.folded.span(tokens.items[first].start, tokens.items[last - 1].end)
    values = _values(term)
    return Quantity(
        text=tokens.folded.original[start:end],
        start=start,
        end=end,
        op=op,
        approx=approx,
        **values,
        percent=None if term.percent is None else plain(term.percent),
        unit=term.unit,
        per=term.per or term.before.per or _each_before(tokens, term),
        is_change=bool(direction),
        ambiguous=term.doubtful or (term.low.looks_like_year and term.is_bare),
        noun=_noun(tokens, term),
        direction=direction if direction in ("up", "down") else "",
        bound=bound,
        footnote=_footnote(tokens, term),
    )


def _with_from(tokens: Tokens, first: int) -> int:
    """Take "từ" or "từ đủ" before a range or bound into its span."""
    for words in (("từ", "đủ"), ("từ",)):
        start = first - len(words)
        if start >= 0 and tokens.keys[start:first] == words and not tokens.items[start].hidden:
            return start
    return first


def _is_age_from(tokens: Tokens, term: Term) -> bool:
    """Whether "từ 80 tuổi" names an age and all above it."""
    return (
        term.kind == "number"
        and term.before.has_from
        and not term.before.op
        and "tuổi" in tokens.keys[term.tail.noun_start : term.tail.noun_end]
    )


def _values(term: Term) -> dict[str, Decimal | None]:
    low, high = plain(term.low.amount), plain(term.high.amount)
    if term.kind == "fraction":
        return {"value": low, "numerator": low, "denominator": high}
    if term.kind == "spread":
        return {"lower": low - high, "upper": low + high}
    if term.kind == "range":
        return {"lower": low, "upper": high}
    return {"value": low}


def _comparison(tokens: Tokens, term: Term) -> tuple[Op, bool, str, int]:
    """Return comparator, "about", comparator of a range, and the end of the span."""
    op, approx, last = term.before.op, term.before.approx, term.last
    after = lexicon().bounds_after.after(tokens.keys, last)
    if after is None and tokens.key(last) == "(":
        after = lexicon().bounds_after.after(tokens.keys, last + 1)
        after = (after[0], after[1] + 1) if after and tokens.key(after[1]) == ")" else None
    if after:
        op, last = after[0] if op in ("", "eq") else op, after[1]
    elif _is_age_from(tokens, term):
        op = "ge"
    if _is_related(tokens, term):
        op = "eq"
    if term.kind in ("range", "spread"):
        return "range", approx or term.kind == "spread", "" if op == "eq" else op, last
    if not op or op == "eq":
        op = "approx" if approx else "eq"
    return _OPS[op], approx, "", last


def _is_related(tokens: Tokens, term: Term) -> bool:
    """Whether "hơn" compares with another figure: "thấp hơn 10 lần", "vượt 3% so với"."""
    if not term.before.related:
        return False
    if term.unit in _RELATED_UNITS:
        return True
    word = tokens.key(term.low.first - 1)
    return (tokens.key(term.last) in _COMPARED and word == "vượt") or (
        tokens.keys[term.last : term.last + 2] == ("so", "với") and word == "hơn"
    )


def _direction(tokens: Tokens, term: Term, following: Term | None) -> tuple[str, int]:
    """Return "up", "down", "other" or "" for a level, and the first token of the span."""
    before = term.before
    if _is_related(tokens, term):
        return "other", term.first
    if tokens.key(term.low.first) == "+":
        return "up", term.first
    if not before.direction:
        return "", term.first
    direct = lexicon().change.by_last.get(
        tokens.key(before.first), []
    ) or lexicon().change.by_first.get(tokens.key(before.first), [])
    if before.has_from and following is not None and _leads_to(tokens, term, following):
        return "", _without_verb(tokens, term)
    if direct:
        return before.direction, term.first
    per_time = (term.per or before.per) in TIMES_OF_YEAR and not before.is_level
    averaged = tokens.key(before.first - 1) in ("quân", "thêm")
    return (before.direction if per_time or averaged else ""), term.first


def _without_verb(tokens: Tokens, term: Term) -> int:
    at = term.low.first
    while at > term.first and tokens.key(at - 1) in ("khoảng", "gần", "trên", "dưới", "hơn"):
        at -= 1
    return at


def _leads_to(tokens: Tokens, term: Term, following: Term) -> bool:
    """Whether "lên", "xuống" or "còn" leads from this level to the next: "từ 8 lên 10"."""
    between = tokens.keys[term.last : following.low.first]
    return bool({"lên", "xuống", "còn"} & set(between)) and not set(".;") & set(between)


def _each_before(tokens: Tokens, term: Term) -> str:
    """Read "mỗi trạm y tế có ít nhất 1 bác sĩ" as a number per facility."""
    at = term.first
    while at > 1 and term.first - at < _EACH_REACH and tokens.key(at - 1) in _EACH_VERBS:
        at -= 1
    found = lexicon().per.before(tokens.keys, at)
    if found is None or term.unit not in COUNTED or found[0] == term.unit:
        return ""
    return found[0] if tokens.key(found[1] - 1) == "mỗi" else ""


def _noun(tokens: Tokens, term: Term) -> str:
    """Return the counted thing as printed: the unit's words, or the next words."""
    start, end = term.tail.noun_start, term.tail.noun_end
    if start == end or tokens.key(start) in ("%", "‰", "phần"):
        start = end = term.last
        apart = lexicon().words["words_apart"]
        while (
            end < len(tokens)
            and end - start < _NOUN_WORDS
            and tokens.items[end].kind == "word"
            and not tokens.items[end].hidden
            and tokens.key(end) not in apart
        ):
            end += 1
    if start == end:
        return ""
    first, last = tokens.folded.span(tokens.items[start].start, tokens.items[end - 1].end)
    return " ".join(tokens.folded.original[first:last].split())


def _footnote(tokens: Tokens, term: Term) -> str:
    """Return the mark printed before the number: "(1)  419.278.223"."""
    atom: Atom = term.low
    start = tokens.items[atom.first].start
    found = _FOOTNOTE.search(tokens.folded.text[max(0, start - 12) : start])
    return found[1] if found else ""


def _whole_population(tokens: Tokens) -> list[Quantity]:
    """Read "bảo hiểm y tế toàn dân" as 100 %."""
    found: list[Quantity] = []
    words = lexicon()
    for at in range(len(tokens) - 1):
        if tokens.keys[at : at + 2] != ("toàn", "dân"):
            continue
        near = range(max(0, at - _COVERAGE_REACH), at)
        covered = any(words.coverage_words.after(tokens.keys, place) for place in near)
        if covered or len(tokens) == len(("toàn", "dân")):
            start, end = tokens.folded.span(tokens.items[at].start, tokens.items[at + 1].end)
            text = tokens.folded.original[start:end]
            found.append(Quantity(text, start, end, value=Decimal(100), unit="%", noun="dân"))
    return found
