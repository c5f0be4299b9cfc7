"""Read the quantities of a printed Vietnamese text: the way from characters to Quantity."""

from __future__ import annotations

from vnhealth.errors import UsageError
from vnhealth.quantity.assemble import finish
from vnhealth.quantity.atoms import find_atoms
from vnhealth.quantity.lists import share_units
from vnhealth.quantity.model import STYLES, Quantity, Style, to_row
from vnhealth.quantity.pairs import join_pairs
from vnhealth.quantity.percentages import join_percentages
from vnhealth.quantity.tokens import tokenize


def parse(text: str, style: Style = "vi") -> list[Quantity]:
    """Return the quantities printed in `text`, in order.

    Parameters
    ----------
    text
        Any printed text: a cell, a phrase, a page; NFC or NFD, one line or many.
    style
        Number style: "vi" reads "1.092" as 1092 and "14,5" as 14.5, "en" the reverse, "auto"
        goes by what the text itself proves and flags what stays open.

    Returns
    -------
    list of Quantity
        Dates, document and article numbers, classes and years give none. Every quantity
        holds its span: ``text[q.start:q.end] == q.text``.

    Raises
    ------
    UsageError
        When `style` is none of the three.

    Examples
    --------
    >>> [(q.op, q.value, q.unit) for q in parse("còn dưới 24,4%; 529,7 tỷ đồng năm 2024")]
    [('lt', Decimal('24.4'), '%'), ('eq', Decimal('529700000000'), 'VND')]
    >>> [(q.lower, q.upper, q.unit, q.per) for q in parse("ít nhất 4-5 bác sĩ/trạm y tế")]
    [(Decimal('4'), Decimal('5'), 'person', 'facility')]
    """
    if style not in STYLES:
        raise UsageError(
            f"Number style {style!r} is unknown; choose vi, en or auto.",
            f"Không có kiểu viết số {style!r}; hãy chọn vi, en hoặc auto.",
        )
    tokens = tokenize(text)
    terms = join_percentages(tokens, join_pairs(tokens, find_atoms(tokens, style)))
    share_units(tokens, terms)
    return finish(tokens, terms)


def parse_rows(text: str, style: Style = "auto") -> list[dict[str, object]]:
    """Return one JSON row a quantity of `text`: what ``vnhealth parse --json`` prints.

    Examples
    --------
    >>> [(row["text"], row["value"], row["unit"]) for row in parse_rows("hơn 76 tỷ đồng")]
    [('hơn 76 tỷ đồng', 76000000000, 'VND')]
    """
    return [to_row(quantity) for quantity in parse(text, style)]
