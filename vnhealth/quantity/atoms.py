"""One number with what belongs to it on the right: scale, unit, counted noun, per-what."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from vnhealth.quantity.convention import Reading, reading
from vnhealth.quantity.groups import broken_decimals, join_groups
from vnhealth.quantity.lexicon import lexicon
from vnhealth.quantity.model import Style
from vnhealth.quantity.numerals import choose, read_digits
from vnhealth.quantity.tokens import Tokens
from vnhealth.quantity.units import RATES, Tail, read_tail
from vnhealth.quantity.words import (
    EXACT,
    LARGEST,
    WordNumber,
    is_number_word,
    is_quarter,
    read_words,
)

COUNTED: Final = frozenset(
    {"person", "bed", "facility", "case", "dose", "visit", "commune", "technique", "VND"}
)
MAX_REPEATED: Final = 24
MAX_COMPOUND: Final = 3  # "1 tỷ 200 triệu 500 nghìn"
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_INITIALS: Final = 3
_FOLDS: Final = {"đôi": Decimal(2), "rưỡi": Decimal("1.5")}
_YEAR_DIGITS = 4


@dataclass(slots=True)
class Atom:
    """A number and its tail, by token index: numeral [first, head), all of it [first, last)."""

    first: int
    head: int
    last: int
    value: Decimal
    doubtful: bool
    tail: Tail
    in_words: bool = False
    whole: bool = True
    looks_like_year: bool = False
    plain: bool = True
    spaced: bool = False

    @property
    def amount(self) -> Decimal:
        """The value multiplied out."""
        return EXACT.multiply(self.value, self.tail.scale)

    @property
    def is_bare(self) -> bool:
        """Whether neither scale, unit nor per-what is printed with the number."""
        return not (self.tail.unit or self.tail.per or self.tail.scaled)


def find_atoms(tokens: Tokens, style: Style) -> list[Atom]:
    """Return the numbers of a text from left to right, each with its tail."""
    how = reading(tokens, style)
    atoms: list[Atom] = []
    at = 0
    while at < len(tokens):
        found = _digits_atom(tokens, at, how) or _words_atom(tokens, at)
        if found is None:
            at += 1
            continue
        if not (atoms and _goes_on(tokens, atoms[-1], found)):
            atoms.append(found)
        at = max(found.last, at + 1)
    return atoms


def _goes_on(tokens: Tokens, whole: Atom, part: Atom) -> bool:
    """Add the next part of a number in words: "một tỷ, hai trăm triệu đồng"."""
    follows = tokens.key(whole.last) == "," and part.first == whole.last + 1
    if not (follows and whole.in_words and part.in_words and whole.is_bare):
        return False
    scale = lexicon().scales.get(tokens.key(whole.head - 1))
    if scale is None or part.value >= scale:
        return False
    whole.value = EXACT.add(whole.value, part.value)
    whole.head, whole.last, whole.tail = part.head, part.last, part.tail
    return True


def _digits_atom(tokens: Tokens, at: int, how: Reading) -> Atom | None:
    if not tokens.is_visible_number(at) or _is_glued(tokens, at):
        return None
    printed, head, spaced = join_groups(tokens, at)
    if len(printed) >= _YEAR_DIGITS and printed.isdigit() and printed[0] == "0":
        return None
    broken = broken_decimals(tokens, head) if not spaced else ""
    if broken:
        printed, head = f"{printed},{broken}", head + 2
    value, doubtful = choose(read_digits(printed), how.style, how.convention)
    if value is None:
        return None
    doubtful = doubtful or bool(broken) or _is_cut(tokens, at)
    head = _after_words_in_parentheses(tokens, head, value)
    tail = read_tail(tokens, head)
    atom = Atom(
        first=at,
        head=head,
        last=tail.end,
        value=value,
        doubtful=doubtful,
        tail=tail,
        whole=value == value.to_integral_value(),
        looks_like_year=printed.isdigit()
        and len(printed) == _YEAR_DIGITS
        and _FIRST_YEAR <= value < _LAST_YEAR,
        plain=printed.isdigit(),
        spaced=spaced,
    )
    _weigh_style(atom, printed, how)
    return _compound(tokens, atom, how)


def _after_words_in_parentheses(tokens: Tokens, at: int, value: Decimal) -> int:
    """Step over the same number in words: "10 (mười) bác sĩ"."""
    if tokens.key(at) != "(" or not is_number_word(tokens.key(at + 1)):
        return at
    found = read_words(tokens.keys[at + 1 : at + 2 + MAX_REPEATED], 0)
    if found is None or found.value != value or tokens.key(at + 1 + found.end) != ")":
        return at
    return at + 2 + found.end


def _is_cut(tokens: Tokens, at: int) -> bool:
    """Whether a sign stands against the number and nothing before it: ".5", " ,5"."""
    return (
        tokens.key(at - 1) in (".", ",")
        and not tokens.gap(at)
        and (at == 1 or bool(tokens.gap(at - 1)))
    )


def _is_glued(tokens: Tokens, at: int) -> bool:
    """Whether the number is part of a name: H5N1, F0, COVID-19, 2A."""
    before = tokens.items[at - 1] if at else None
    if before is not None and not tokens.gap(at):
        if before.kind == "word" and before.key not in ("‰", "tp"):
            return True
        dotted = before.key == "." and tokens.items[at - 2].kind == "word"
        if dotted and len(tokens.key(at - 2)) <= _INITIALS and not tokens.gap(at - 1):
            return tokens.key(at + 1) not in ("%", "‰")
        if before.key == "-" and at > 1 and not tokens.gap(at - 1):
            named = (
                tokens.items[at - 2].kind == "word"
                and tokens.items[at - 2].key not in lexicon().units.by_last
            )
            if named and tokens.key(at + 1) not in ("%", "‰"):
                return True
    if before is not None and before.key == "-" and tokens.key(at - 2) == "covid":
        return True
    after = tokens.items[at + 1] if at + 1 < len(tokens) else None
    if after is None or after.kind != "word" or tokens.gap(at + 1):
        return False
    words = lexicon()
    return after.key not in words.units.by_first and after.key not in words.scales


def _weigh_style(atom: Atom, printed: str, how: Reading) -> None:
    """Let the unit speak: no 1.234 % is likely, and 1,092 cases can't be a decimal."""
    if atom.spaced and not atom.tail.unit:
        atom.doubtful = True
    digits = read_digits(printed)
    if not digits.forked or digits.vi is None or digits.en is None:
        return
    if atom.tail.unit in ("%", "‰") and atom.value.copy_abs() > RATES["‰"]:
        atom.doubtful = True
    if atom.tail.unit not in COUNTED or atom.tail.scaled or atom.tail.per:
        return
    whole = [value for value in (digits.vi, digits.en) if value == value.to_integral_value()]
    if len(whole) == 1:
        declared = how.convention if how.style == "auto" else how.style
        atom.doubtful = atom.value != whole[0] and bool(declared)
        atom.value, atom.whole = whole[0], True


def _compound(tokens: Tokens, atom: Atom, how: Reading) -> Atom:
    """Add what follows a scale: "1 tỷ 200 triệu đồng", "2 triệu rưỡi", "2 năm rưỡi"."""
    for _ in range(MAX_COMPOUND):
        scaled_only = atom.tail.scaled and not atom.tail.unit and not atom.tail.per
        if tokens.key(atom.last) == "rưỡi" and (scaled_only or atom.tail.unit):
            half = atom.tail.scale / 2
            unit_tail = read_tail(tokens, atom.last + 1) if scaled_only else atom.tail
            last = unit_tail.end if scaled_only else atom.last + 1
            _extend(atom, half, unit_tail, last)
            return atom
        if not scaled_only or not tokens.is_visible_number(atom.last) or not atom.whole:
            return atom
        value, doubtful = choose(
            read_digits(tokens.items[atom.last].text), how.style, how.convention
        )
        tail = read_tail(tokens, atom.last + 1)
        if value is None or not tail.scaled or EXACT.multiply(value, tail.scale) >= atom.tail.scale:
            return atom
        _extend(atom, EXACT.multiply(value, tail.scale), tail, tail.end)
        atom.doubtful = atom.doubtful or doubtful
    return atom


def _extend(atom: Atom, addend: Decimal, tail: Tail, last: int) -> None:
    amount = EXACT.add(atom.amount, addend)
    atom.tail = Tail(Decimal(1), True, tail.unit, tail.per, tail.noun_start, tail.noun_end, last)
    atom.value, atom.last = amount, last


def _words_atom(tokens: Tokens, at: int) -> Atom | None:
    quarter = is_quarter(tokens.key(at - 1), tokens.key(at))
    fold = tokens.key(at - 1) == "gấp" and tokens.key(at) in _FOLDS
    if tokens.items[at].hidden or not (quarter or fold or is_number_word(tokens.key(at))):
        return None
    limit = next(
        (i for i in range(at, min(at + 60, len(tokens))) if tokens.items[i].kind != "word"),
        min(at + 60, len(tokens)),
    )
    keys = ("bốn", *tokens.keys[at + 1 : limit]) if quarter else tokens.keys[at:limit]
    found = read_words(keys, 0)
    if tokens.key(at - 1) == "gấp":
        return _times_atom(tokens, at, found)
    if found is None or found.value > LARGEST:
        return None
    if found.words == 1 and keys[0] == "năm":
        return None
    head = at + found.end
    tail = read_tail(tokens, head)
    atom = Atom(at, head, tail.end, found.value, False, tail, in_words=True, plain=False)
    atom.whole = found.value == found.value.to_integral_value()
    atom.looks_like_year = atom.whole and _FIRST_YEAR <= found.value < _LAST_YEAR
    if found.words == 1 and not _is_unmistakable(tokens, atom):
        return None
    if tokens.key(atom.last) == "rưỡi" and tail.unit:
        _extend(atom, Decimal("0.5"), tail, atom.last + 1)
    return atom


def _times_atom(tokens: Tokens, at: int, found: WordNumber | None) -> Atom | None:
    """Read "gấp đôi", "gấp rưỡi", "gấp ba (lần)" as times."""
    if found is None or tokens.key(at) in _FOLDS:
        value, head = _FOLDS.get(tokens.key(at)), at + 1
    else:
        value, head = found.value, at + found.end
    if value is None:
        return None
    last = head + 1 if tokens.key(head) == "lần" else head
    tail = Tail(Decimal(1), False, "times", "", head, last, last)
    return Atom(at, head, last, value, False, tail, in_words=True, plain=False)


def _is_unmistakable(tokens: Tokens, atom: Atom) -> bool:
    """Whether a one-word number counts something: "ba bác sĩ", but not "ba", "hai ba người"."""
    word, before, after = tokens.key(atom.first), tokens.key(atom.first - 1), tokens.key(atom.head)
    each = tokens.key(atom.first - 2) in ("mỗi", "hằng", "hàng")
    years = after == "năm" and atom.tail.unit == "year"
    if (
        word == "không"
        or (is_number_word(after) and not years)
        or (is_number_word(before) and not each)
    ):
        return False
    if before == "phần" and is_number_word(tokens.key(atom.first - 2)):
        return True
    if atom.tail.unit == "month" and tokens.key(atom.last) in ("đầu", "cuối"):
        return False
    if tokens.key(atom.head) == "phần":
        quarter = is_quarter("phần", tokens.key(atom.head + 1))
        return quarter or is_number_word(tokens.key(atom.head + 1)) or bool(atom.tail.unit)
    if word == "một":
        bounded = lexicon().comparators.before(tokens.keys, atom.first)
        return bool(atom.tail.unit) and (bool(bounded) or (each and atom.tail.unit == "times"))
    return bool(atom.tail.unit) and before not in ("thứ", "thập", "vài", "mấy", "dăm", "lần", "thế")
