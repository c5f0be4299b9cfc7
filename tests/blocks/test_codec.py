"""Blocks to JSON and back, without loss."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnhealth.blocks import (
    Block,
    CellRef,
    Column,
    Figure,
    Glossary,
    Heading,
    Letterhead,
    Masthead,
    Note,
    Number,
    Row,
    SourceEntry,
    Sources,
    Stamp,
    Table,
    Text,
    Tile,
    Tiles,
    from_json,
    to_json,
)
from vnhealth.errors import DataError

WORDS = st.text(max_size=12)
FLOATS = st.none() | st.floats(allow_nan=False, allow_infinity=False)
NUMBERS = st.builds(
    Number,
    printed=WORDS,
    value=FLOATS,
    unit=WORDS,
    lower=FLOATS,
    upper=FLOATS,
    cells=st.tuples(WORDS),
    measure=WORDS,
    marks=st.tuples(WORDS),
    sources=st.tuples(st.integers(1, 9)),
    unit_text=WORDS,
    about=WORDS,
)
PARAGRAPHS = st.lists(WORDS | NUMBERS, max_size=3).map(tuple)
PAIRS = st.lists(st.tuples(WORDS, WORDS), max_size=2).map(tuple)
CELLS = WORDS | NUMBERS | PARAGRAPHS
BLOCKS: list[st.SearchStrategy[Block]] = [
    st.builds(
        Masthead,
        WORDS,
        WORDS,
        st.integers(1990, 2100),
        WORDS,
        WORDS,
        WORDS,
        WORDS,
        letterhead=st.none() | st.builds(Letterhead, *[WORDS] * 6, st.tuples(WORDS)),
    ),
    st.builds(Glossary, WORDS, PAIRS),
    st.builds(Heading, WORDS, st.sampled_from([2, 3]), WORDS),
    st.builds(Text, st.tuples(PARAGRAPHS), st.sampled_from(["body", "key"])),
    st.builds(Tiles, st.tuples(st.builds(Tile, WORDS, NUMBERS, PARAGRAPHS)), PAIRS),
    st.builds(Figure, *[WORDS] * 6, st.tuples(NUMBERS), narrow=WORDS),
    st.builds(
        Table,
        WORDS,
        st.tuples(st.builds(Column, WORDS, st.sampled_from(["text", "number"]), WORDS)),
        st.tuples(st.builds(Row, st.tuples(CELLS), st.booleans())),
        WORDS,
    ),
    st.builds(Note, st.sampled_from(["missing", "finding"]), WORDS, st.tuples(PARAGRAPHS)),
    st.builds(
        Sources,
        WORDS,
        st.tuples(
            st.builds(
                SourceEntry,
                st.integers(1, 9),
                WORDS,
                WORDS,
                WORDS,
                WORDS,
                st.tuples(st.builds(CellRef, WORDS, WORDS, WORDS, WORDS)),
                st.tuples(st.builds(CellRef, WORDS, WORDS, WORDS, WORDS)),
            )
        ),
        WORDS,
    ),
    st.builds(Stamp, WORDS, PAIRS),
]


@given(st.one_of(BLOCKS))
def test_a_block_comes_back_from_json_as_it_was(block: Block) -> None:
    assert from_json(json.loads(json.dumps(to_json(block)))) == block


def test_what_only_pages_read_is_left_out_of_a_brief_as_json_and_may_be_absent() -> None:
    figure = Figure("Bác sĩ tăng", "", "<svg/>", "Tăng.", "", "f", narrow="<svg id='n'/>")
    data = to_json(figure, page=False)
    assert "narrow" not in data
    assert from_json(data) == replace(figure, narrow="")
    with pytest.raises(KeyError, match="svg"):
        from_json({key: value for key, value in data.items() if key != "svg"})


def test_a_note_keeps_its_own_kind_beside_the_kind_of_block() -> None:
    data = to_json(Note("caveat", "", ()))
    assert (data["kind"], data["own_kind"]) == ("note", "caveat")


def test_a_block_of_another_version_is_refused_with_what_to_do() -> None:
    with pytest.raises(DataError) as fault:
        from_json({"kind": "heading", "version": 99})
    assert fault.value.en == (
        "Unknown block: kind 'heading', version 99. Known kinds: masthead, heading, text, tiles, "
        "figure, table, note, glossary, sources, stamp; version 2. Run the notebook again with "
        "this version of vnhealth."
    )
