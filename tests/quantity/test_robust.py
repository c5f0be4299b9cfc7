"""No text crashes the reader, none takes more than linear time, no value comes without its span."""

from __future__ import annotations

import json
import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vnhealth.quantity import describe, parse, parse_rows, periods, read_cell, read_column, show
from vnhealth.quantity.model import ROW_KEYS

WORDS = """
    12 1.092 14,5 0 2024 1.234.567 % ‰ / - – − ( ) . , ; : < ≥ <= > = + ± ~ … .. a) $ ﬁ İ ß Ð
    tỷ triệu nghìn vạn đồng bác sĩ giường người năm tháng ca mũi xã trên dưới từ đến khoảng hơn
    giảm tăng còn đạt trở lên phảy rưỡi mươi trăm một hai năm lăm linh /vạn dân /năm 100.000 dân
    toàn dân Điều số QĐ-UBND COVID-19 (1) ４５ ％
"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\u00a0", "\u202f", "\t", "\u0301", "\u200b"])
MIXED = st.lists(PIECES | st.text(max_size=3), max_size=25).map(" ".join) | st.lists(
    PIECES, max_size=25
).map("".join)


def check(text: str) -> None:
    for style in ("vi", "en", "auto"):
        for quantity in parse(text, style):
            assert text[quantity.start : quantity.end] == quantity.text
            assert quantity.text.strip() == quantity.text != ""
            has_range = quantity.lower is not None and quantity.upper is not None
            assert has_range == (quantity.op == "range") == (quantity.value is None)
            if has_range:
                assert quantity.lower <= quantity.upper
            describe(quantity, "en")
            show(quantity)
    rows = parse_rows(text)
    assert all(tuple(row) == ROW_KEYS for row in rows)
    json.dumps(rows, allow_nan=False)
    for period in periods(text):
        assert text[period.start : period.end] == period.text
        assert period.first_year <= period.last_year
    read_cell(text, "triệu đồng", "auto", (0, 10))


@given(MIXED)
@example("nghìn " * 9 + "1" * 18 + " tỷ" * 40)
@example("−" * 3 + "5")
def test_any_mixture_of_pieces_is_read_without_error(text):
    check(text)


@given(st.text())
def test_any_text_is_read_without_error(text):
    check(text)


@given(MIXED)
def test_decomposed_text_reads_like_composed_text(text):
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", composed)
    if unicodedata.normalize("NFC", decomposed) != composed:
        return
    values = [
        [(q.op, q.value, q.lower, q.unit, q.per) for q in parse(t)] for t in (composed, decomposed)
    ]
    assert values[0] == values[1]


@given(st.lists(st.text(max_size=8) | PIECES, max_size=12))
def test_a_column_gives_one_reading_a_cell(cells):
    read = read_column(cells)
    assert [cell.printed for cell in read] == cells
    assert all((cell.quantity is None) == bool(cell.missing) for cell in read)


UNITS_OF_HARM = [
    "1",
    ".",
    "1.",
    "1.234.",
    "1,",
    "trăm ",
    "năm ",
    "hai mươi ",
    "mười lăm phảy ",
    "tỷ ",
    "(",
    "((1) ",
    "- ",
    "-",
    "1-",
    "1/",
    "1/2 ",
    "<",
    "< ",
    "từ 1 ",
    "từ 1 đến ",
    "trên ",
    "số trên 100.000 dân ",
    "% ",
    "(%) ",
    "(% (",
    "/vạn dân ",
    "5 bác sĩ, ",
    "5, ",
    "5 và ",
    "Điều 5, ",
    "ngày ",
    "ngày 1/",
    "tháng ",
    "QĐ-",
    "1 QĐ/",
    "1/QĐ-",
    "2024 - ",
    "a@",
    "http",
    "www.",
    "́",
    "ạ́",
    " ",
    "\n",
    "\n1. ",
    "\xa0",
    "1\xa0234",
    "1 234 ",
    "0 ",
    "01 ",
    "0123",
    "giảm ",
    "mỗi năm ",
    "rưỡi ",
    "\u200b",
    "1 tỷ 2 triệu ",
    "3/5 xã ",
    "3/5 xã đạt ",
    "bác sĩ ",
    "5 bác sĩ ",
    "5 bác sĩ chuyên ",
    "toàn dân ",
    "ký",
    "Ð",
    "đ",
    "viện ",
    "[1",
    "[",
    "5. A ",
]


@pytest.mark.parametrize("unit", UNITS_OF_HARM)
def test_time_grows_with_length_and_no_faster(unit):
    def seconds(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        best = float("inf")
        for _ in range(2):
            began = time.process_time()
            parse(text)
            periods(text)
            best = min(best, time.process_time() - began)
        return best

    short, long = seconds(2_000), seconds(16_000)
    assert long < max(8 * short * 4, 0.25), (short, long)


@pytest.mark.parametrize("text", ["9" * 100_000, "1." * 50_000, "trăm " * 20_000, "((" * 50_000])
def test_a_hundred_thousand_signs_are_read_in_seconds(text):
    began = time.process_time()
    parse(text)
    assert time.process_time() - began < 10
