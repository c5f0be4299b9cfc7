"""Print any quantity in Vietnamese and read it back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from vnhealth.quantity import Quantity, parse, show
from vnhealth.quantity.show import PRINTABLE_PER, PRINTABLE_UNITS

OPS = st.sampled_from(["eq", "lt", "le", "gt", "ge"])
UNITS = st.sampled_from([*sorted(PRINTABLE_UNITS), ""])
RATES = {"per_100", "per_10k", "per_100k", "per_1m"}
VALUES = st.decimals(0, 10**12, places=3).map(lambda value: value.normalize() + 0) | st.integers(
    0, 10**15
).map(Decimal)
COUNTS = st.integers(0, 10**7).map(Decimal)


def same(quantity: Quantity) -> Quantity:
    """Return what must survive printing: everything but span, noun and doubt."""
    return replace(quantity, text="", start=0, end=0, noun="", footnote="", ambiguous=False)


def read_back(quantity: Quantity) -> Quantity:
    printed = show(quantity)
    found = parse(printed)
    assert len(found) == 1, (printed, found)
    assert printed[found[0].start : found[0].end] == found[0].text
    return same(found[0])


@given(OPS, st.booleans(), VALUES, UNITS)
def test_a_number_with_comparator_and_unit_reads_back(op, approx, value, unit):
    op = "approx" if approx and op == "eq" else op
    quantity = Quantity("", 0, 0, op=op, approx=approx, value=value, unit=unit)
    assert read_back(quantity) == quantity


@given(st.tuples(VALUES, VALUES).map(sorted), st.booleans(), UNITS)
def test_a_range_reads_back(ends, approx, unit):
    quantity = Quantity("", 0, 0, "range", approx, lower=ends[0], upper=ends[1], unit=unit)
    assert read_back(quantity) == quantity


@given(COUNTS, COUNTS, st.sampled_from(["", "commune", "facility", "technique", "person"]))
def test_a_fraction_reads_back(numerator, denominator, unit):
    quantity = Quantity(
        "", 0, 0, value=numerator, numerator=numerator, denominator=denominator, unit=unit
    )
    assert read_back(quantity) == quantity


@given(COUNTS, st.decimals(0, 100, places=1).map(lambda value: value.normalize() + 0))
def test_a_fraction_with_its_percentage_reads_back(denominator, percent):
    quantity = Quantity(
        "", 0, 0, value=Decimal(3), numerator=Decimal(3), denominator=denominator,
        percent=percent, unit="commune",
    )  # fmt: skip
    assert read_back(quantity) == quantity


@given(VALUES, st.sampled_from(["up", "down"]), st.sampled_from(["%", "‰", "bed", "person", "VND"]))
def test_a_change_reads_back(value, direction, unit):
    quantity = Quantity("", 0, 0, value=value, unit=unit, is_change=True, direction=direction)
    assert read_back(quantity) == quantity


@given(COUNTS, st.sampled_from(sorted(PRINTABLE_PER)), UNITS)
def test_a_number_per_something_reads_back(value, per, unit):
    if unit in RATES or unit == per or (unit, per) == ("commune", "hamlet"):
        return  # "xã/thôn" means "commune or hamlet"
    quantity = Quantity("", 0, 0, value=value, unit=unit, per=per)
    assert read_back(quantity) == quantity


@given(VALUES.filter(bool), st.sampled_from(["%", "‰", "cm", "VND", ""]))
def test_a_negative_number_reads_back(value, unit):
    quantity = Quantity("", 0, 0, value=-value, unit=unit)
    assert read_back(quantity) == quantity
