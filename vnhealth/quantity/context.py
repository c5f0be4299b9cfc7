"""What stands before a number: comparators, "about", change or level, a name it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from vnhealth.quantity.atoms import Atom
from vnhealth.quantity.lexicon import lexicon
from vnhealth.quantity.tokens import Tokens
from vnhealth.quantity.units import TIMES_OF_YEAR

REACH: Final = 30  # words looked back for the verb of a clause
_CLAUSE_ENDS: Final = frozenset(".;:!?()")
_MAX_WORDS: Final = 12


@dataclass(slots=True)
class Before:
    """What was found before a number.

    Parameters
    ----------
    first
        Token at which the quantity's span begins.
    op, approx
        Comparator ("" when none is printed) and whether "about" stands with it.
    direction
        "up" or "down" when a verb of change stands directly before, else "".
    is_level
        Whether a word says that the figure is a level ("còn", "đạt", "lên").
    per
        What "mỗi năm" before the number says.
    related
        Whether "hơn" follows an adjective: "thấp hơn 10 lần" is no "less than".
    """

    first: int
    op: str = ""
    approx: bool = False
    direction: str = ""
    is_level: bool = False
    per: str = ""
    related: bool = False
    has_from: bool = False


def look_back(tokens: Tokens, at: int) -> Before:
    """Read the comparators and verbs directly before token `at`, nearest first."""
    seen = Before(first=at)
    here = at
    for _ in range(_MAX_WORDS):
        if here <= 0 or tokens.items[here - 1].hidden:
            break
        moved = _step(tokens, here, seen)
        if moved == here:
            break
        here = moved
        if seen.is_level:
            here = _bound_before_level(tokens, here, seen)
        if seen.is_level or seen.direction:
            break
    each = _each(tokens, here) if not seen.per and here > 0 else None
    if each and not tokens.items[here - 1].hidden:
        seen.per, seen.first = each
        here = each[1]
    if not seen.direction and not seen.is_level:
        seen.direction = _change_of_clause(tokens, here)
    return seen


_BEFORE_LEVEL: Final = frozenset(
    ("phải", "cần", "cũng", "sẽ", "là", "thực", "hiện", "cả", "năm", "đạt")
)


def _bound_before_level(tokens: Tokens, here: int, seen: Before) -> int:
    """Read the bound in "tối thiểu phải đạt 95%", the estimate in "ước cả năm đạt 95%"."""
    at = here
    while at > 1 and (tokens.key(at - 1) in _BEFORE_LEVEL or tokens.items[at - 1].hidden):
        at -= 1
    found = lexicon().comparators.before(tokens.keys, at)
    if found is None or tokens.items[at - 1].hidden:
        return here
    if found[0] == "approx" and tokens.key(at - 1) in ("ước", "tính"):
        seen.approx, seen.first = True, found[1]
        return found[1]
    if seen.op or found[0] not in ("ge", "le"):
        return here
    seen.op, seen.first = found
    return found[1]


def _step(tokens: Tokens, here: int, seen: Before) -> int:
    words = lexicon()
    keys = tokens.keys
    per = _each(tokens, here)
    if per and not seen.per:
        seen.per, seen.first = per[0], per[1]
        return per[1]
    split = _split_sign(tokens, here)
    if split:
        seen.op, seen.first = seen.op or split[0], split[1]
        return split[1]
    change = words.change.before(keys, here)
    compared = words.comparators.before(keys, here)
    if change and (compared is None or change[1] <= compared[1]):
        return _note_change(tokens, seen, change, here)
    if compared and _compares(tokens, compared, here):
        _note_comparator(tokens, seen, compared, here)
        return compared[1]
    level = words.level.before(keys, here)
    return here if level is None else _note_level(tokens, seen, level[1], here)


def _note_change(tokens: Tokens, seen: Before, found: tuple[str, int], here: int) -> int:
    direction, first = found
    if _is_noun_of_growth(tokens, first, here):
        seen.is_level = True
    else:
        seen.direction, seen.first = direction, first
    return first


def _note_comparator(tokens: Tokens, seen: Before, found: tuple[str, int], here: int) -> None:
    op, first = found
    seen.related = seen.related or bool(
        (relation := lexicon().relation.before(tokens.keys, here)) and relation[1] == first
    )
    if op == "approx":
        seen.approx = True
    elif not seen.op:
        seen.op = op
    seen.first = first


def _note_level(tokens: Tokens, seen: Before, first: int, here: int) -> int:
    word = tokens.key(here - 1)
    if word == "từ":
        seen.has_from = True
    if word in _FILLERS:
        return first
    seen.is_level = True
    return first


_FILLERS: Final = frozenset(
    ("mức", "ngưỡng", "là", "số", "quân", "bình", "cả", "đủ", "từ", "trung", "khoảng")
)


_NOUNS_IN_DO: Final = frozenset(
    ("mức", "cấp", "nhiệt", "trình", "chế", "tốc", "mật", "tiến", "cường", "nồng", "thái", "trên")
)


def _compares(tokens: Tokens, found: tuple[str, int], here: int) -> bool:
    """Leave out words that only look like comparators: "tuyến trên", "phòng bệnh hơn"."""
    op, first = found
    word, before = tokens.key(here - 1), tokens.key(first - 1)
    if (
        here - first == 1
        and word in ("trên", "dưới")
        and before in ("tuyến", "cấp", "nêu", "phía", "bên")
    ):
        return False
    if here - first == 1 and word == "độ" and before in _NOUNS_IN_DO:
        return False
    if op == "eq":
        return True
    return not (word == "quá" and before in ("qua", "trong"))


def _split_sign(tokens: Tokens, here: int) -> tuple[str, int] | None:
    """Read "> =" and "< =" printed with a space."""
    pair = (tokens.key(here - 2), tokens.key(here - 1))
    meaning = {(">", "="): "ge", ("<", "="): "le", ("=", "<"): "le", ("=", ">"): "ge"}.get(pair)
    return (meaning, here - 2) if meaning and here > 1 else None


def _each(tokens: Tokens, here: int) -> tuple[str, int] | None:
    """Read "mỗi năm", "hằng năm" before a number."""
    found = lexicon().per.before(tokens.keys, here)
    if found is None or found[0] not in TIMES_OF_YEAR:
        return None
    if tokens.key(found[1] - 1) not in ("mỗi", "hằng", "hàng"):
        return None
    return found[0], found[1] - 1


def _is_noun_of_growth(tokens: Tokens, first: int, here: int) -> bool:
    """Whether "tăng" is part of a name, as in "tỷ lệ tăng", "tăng trưởng"."""
    noun = lexicon().growth_nouns.before(tokens.keys, here)
    return noun is not None and noun[1] <= first


def _change_of_clause(tokens: Tokens, at: int) -> str:
    """Return the direction of the verb of change that opens the clause before token `at`."""
    words = lexicon()
    here = at
    for _ in range(REACH):
        if (
            here <= 0
            or tokens.key(here - 1) in _CLAUSE_ENDS
            or tokens.items[here - 1].kind == "number"
        ):
            return ""
        if words.growth_nouns.before(tokens.keys, here):
            return ""
        found = words.change.before(tokens.keys, here)
        if found and not words.growth_nouns.before(tokens.keys, here):
            return found[0]
        here -= 1
    return ""


_NUMBERED: Final = frozenset(("chí", "tiêu", "dung", "vụ", "pháp"))
_SECTION: Final = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}")


def is_section(tokens: Tokens, atom: Atom) -> bool:
    """Whether the digits look like a numbered section: 15.1."""
    return bool(_SECTION.fullmatch(tokens.items[atom.first].text))


def is_named(tokens: Tokens, atom: Atom, is_bare: bool) -> bool:
    """Whether the number is part of a name: "Điều 5", "Dự án 2", "giai đoạn 2", "lần thứ 6".

    `is_bare` says whether the whole quantity has no unit: "nhóm 12-17 tuổi" has one.
    """
    at = atom.first
    if tokens.key(at - 1) in (".", ":") and tokens.key(at - 2) in ("đt", "tel", "fax", "số", "sđt"):
        at -= 1
    if tokens.key(at - 1) == "." and tokens.key(at - 2) in ("tr", "h", "no"):
        return True
    found = lexicon().labels.before(tokens.keys, at)
    if found is None or atom.in_words:
        return bool(found) and atom.in_words and tokens.key(at - 1) == "thứ"
    kind, first = found
    if (
        tokens.key(at - 1) == "số"
        and tokens.key(at - 2) in lexicon().words["not_a_label_before_so"]
    ):
        return False
    if kind == "strict":
        return atom.tail.unit not in ("%", "‰", "VND") and not atom.tail.scaled
    numbered = tokens.key(at - 1) in _NUMBERED and is_section(tokens, atom)
    if not ((atom.plain or numbered) and is_bare) or tokens.breaks(at):
        return False
    ranked = tokens.key(at - 1) in ("thứ", "hạng")
    return not (tokens.key(first) == "xã" or (tokens.key(atom.last) == "/" and not ranked))
