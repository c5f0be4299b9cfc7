"""What the briefs say: no loose number, no other place, one language, no invention."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from tests.briefs_content.conftest import OF_ALL
from vnhealth import catalog, places
from vnhealth.blocks import Figure, Masthead, Note, Number, Sources, Stamp, Table, Text, Tiles
from vnhealth.places import Place
from vnhealth.views.targets import kept_ground

DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
# Constants that stand in sentences as part of what is meant: per 10 000 people, 34 provinces, and
# the 0 of "the report gives 0", said only where it does.
CONSTANTS = {"vi": {"10.000", "63", "34", "0"}, "en": {"10,000", "63", "34", "0"}}
YEARS = range(1990, 2036)


def without_names(text: str, language: str) -> str:
    """Return `text` without names of indicators, units and qualifiers that hold digits."""
    named = {
        name
        for facts in catalog.indicators().values()
        for name in (facts.name(language), facts.short(language))
    }
    named |= {unit.short(language) for unit in catalog.units().values()}
    named |= {f"{number} {word}" for number in (10, 12, 14) for word in ("vắc xin", "vaccines")}
    named |= {"trẻ dưới 1 tuổi", "trẻ dưới 5 tuổi"}
    # Levels of confidence and of tests: constants of the methods, said beside each of them.
    named |= {"khoảng tin cậy 95%", "95% confidence interval", "95% interval", "95% của dự báo"}
    named |= {"giới hạn 95%", "giới hạn 99,8%", "95% limits", "99.8% limits"}
    named |= {f"p < {level}" for level in ("0,002", "0.002", "0,05", "0.05")}
    named |= {"dưới 10 trường hợp", "below 10 cases"}
    for name in sorted(named, key=len, reverse=True):
        if any(letter.isdigit() for letter in name):
            text = re.sub(re.escape(name), " ", text, flags=re.IGNORECASE)
    return text


def loose_numbers(text: str, language: str) -> list[str]:
    """Return the digit groups of `text` that are neither a year nor a constant."""
    found = DIGITS.findall(without_names(text, language))
    return [
        digits
        for digits in found
        if digits not in CONSTANTS[language] and not (digits.isdigit() and int(digits) in YEARS)
    ]


def as_number(digits: str, language: str) -> Decimal:
    group, point = (".", ",") if language == "vi" else (",", ".")
    return Decimal(digits.replace(group, "").replace(point, "."))


# sentences --------------------------------------------------------------------------------


def test_a_brief_has_three_to_five_messages(brief: Any) -> None:
    assert 3 <= len(brief.messages.paragraphs) <= 5


def test_every_message_ends_as_a_sentence_and_starts_with_a_capital(brief: Any) -> None:
    for paragraph in brief.messages.paragraphs:
        said = "".join(run if isinstance(run, str) else run.printed for run in paragraph)
        assert said.endswith("."), said
        assert said[0].isupper() or said[0].isdigit(), said
        assert "  " not in said
        assert not re.search(r"\s[.,;:)]|\(\s|\.\.|,,|;;|\( ", said), said


def test_every_message_rests_on_a_figure_or_says_that_there_is_none(brief: Any) -> None:
    none = re.compile(r"(?i)chưa có|no health budget|no figure|there are no")
    for paragraph in brief.messages.paragraphs:
        said = "".join(run for run in paragraph if isinstance(run, str))
        assert any(isinstance(run, Number) for run in paragraph) or none.search(said), said


def test_no_message_says_the_same_thing_twice(brief: Any) -> None:
    said = ["".join(map(str, paragraph)) for paragraph in brief.messages.paragraphs]
    assert len(set(said)) == len(said)


def test_every_number_in_a_sentence_is_a_figure_a_year_or_a_constant(brief: Any) -> None:
    paragraphs = [
        paragraph
        for block in brief.blocks
        if isinstance(block, Text) or (isinstance(block, Note) and block.kind != "finding")
        for paragraph in block.paragraphs
    ]
    paragraphs += [
        (tile.label, tile.status_text, *tile.context)
        for tiles in brief.of(Tiles)
        for tile in tiles.items
    ]
    for run in (run for paragraph in paragraphs for run in paragraph if isinstance(run, str)):
        assert loose_numbers(run, brief.language) == [], run


def test_a_finding_s_sentence_is_the_one_the_checks_made_of_the_brief_s_own_cells(
    brief: Any, project: Any
) -> None:
    from vnhealth import store

    table = store.read_findings(project.processed)
    known = dict(zip(table[f"sentence_{brief.language}"], table["cells"], strict=True))
    used = {cell for _, number in brief.numbers for cell in number.cells}
    said = [
        (block, text)
        for block in brief.of(Note, Table, Figure)
        for paragraph in (block.paragraphs if isinstance(block, Note) else block.notes)
        for text in paragraph
        if isinstance(text, str) and text.startswith(("Kiểm tra số liệu:", "Data check:"))
    ]
    for block, text in said:
        sentence = text.partition(": ")[2]
        assert sentence in known, text
        found = set(known[sentence].split(";"))
        if getattr(block, "anchor", "").endswith("-region-ranking"):
            # Two years are set side by side: what lies between them counts, row by row.
            mine = {row_of(cell) for number in block.numbers for cell in number.cells}
            assert mine & {row_of(cell) for cell in found}, text
        else:
            assert found & used, text


def row_of(cell: str) -> str:
    """Return the table and row of a cell's id: ``"nso#doctors:r3"`` of ``"nso#doctors:r3c5"``."""
    return re.sub(r"c\d+$", "", cell)


# How many of a region's provinces meet a target, as in "Đông Nam Bộ 5/6".
OF_REGION = re.compile(r"\b(\d+)/(\d+)\b")


def test_every_number_in_a_table_s_own_words_is_a_year_a_rank_or_a_constant(brief: Any) -> None:
    for table in brief.of(Table):
        ranks = [i for i, c in enumerate(table.columns) if c.label in ("Thứ hạng", "Rank")]
        for text in (table.title, table.caption, *(c.label for c in table.columns)):
            assert loose_numbers(text, brief.language) == [], text
        for row in table.rows:
            for index, cell in enumerate(row.cells):
                if isinstance(cell, str) and index not in ranks:
                    said = OF_REGION.sub("", cell) if table.anchor == "edition-targets" else cell
                    assert loose_numbers(said, brief.language) == [], cell


@pytest.mark.parametrize("boundaries", ["63", "34"])
def test_provinces_that_meet_a_target_are_counted_by_region(brief_of: Any, boundaries: str) -> None:
    brief = brief_of("edition", boundaries=boundaries)
    [table] = [t for t in brief.of(Table) if t.anchor == "edition-targets"]
    of_all = Counter(place.region_id for place in places.places(boundaries, "province"))
    names = {places.place(region).name(brief.language): n for region, n in of_all.items()}
    for row in table.rows:
        counted = OF_REGION.findall(row.cells[4])
        if counted:
            assert sum(int(met) for met, _ in counted) == row.cells[3].value
            told = dict(part.rsplit(" ", 1) for part in row.cells[4].split(": ")[1].split("; "))
            assert all(int(said.split("/")[1]) <= names[name] for name, said in told.items())
    if boundaries == "63":
        assert any(OF_REGION.search(row.cells[4]) for row in table.rows)


def test_ranks_of_a_comparison_follow_its_figures(brief_of: Any) -> None:
    for boundaries, count in (("63", 63), ("34", 34)):
        brief = brief_of("comparison", boundaries=boundaries)
        [table] = [t for t in brief.of(Table) if t.anchor == "comparison-all"]
        assert len(table.rows) == count
        by_rank = sorted(table.rows, key=lambda row: int(row.cells[1]))
        assert [int(row.cells[1]) for row in by_rank] == list(range(1, count + 1))
        values = [row.cells[3].value for row in by_rank]
        assert values == sorted(values, reverse=True)


def candidates(figure: Figure, language: str) -> set[Decimal]:
    """Return what a chart may print in its words: its figures, and shares of its largest sum.

    For slopes also the change from the first year to the last, whose figures stand in a row.
    """
    values = [n.value for n in figure.numbers if n.value is not None]
    ends = [end for n in figure.numbers for end in (n.lower, n.upper) if end is not None]
    sums = [
        v / scale
        for n in figure.numbers
        for v in [n.value]
        if v and n.unit == "VND"
        for scale in (1e9, 1e6)
    ]
    pairs = pairwise(figure.numbers) if figure.anchor.endswith("-region-ranking") else ()
    changes = [
        as_number(after.printed, language) - as_number(before.printed, language)
        for before, after in pairs
    ]
    found = {Decimal(repr(value)) for value in (*values, *ends, *sums)} | set(map(abs, changes))
    money = [n.value for n in figure.numbers if n.unit == "VND" and n.value]
    return found | {Decimal(repr(100 * value / max(money))) for value in money}


def test_every_number_in_a_chart_s_words_is_a_figure_it_draws(brief: Any) -> None:
    """Titles, alt texts and notes, re-read and held against the figures to the printed digit."""
    for figure in brief.of(Figure):
        if figure.anchor == "staff-mix":
            continue  # its alt text has shares of counts: the next test
        allowed = candidates(figure, brief.language)
        whole = {Decimal(n) for n in range(len(figure.numbers) + 1)}  # ranks and counts
        for text in (figure.title, figure.alt, figure.subtitle, figure.reading, figure.caption):
            for digits in loose_numbers(text, brief.language):
                printed = as_number(digits, brief.language)
                half = Decimal("0.5").scaleb(printed.as_tuple().exponent)  # type: ignore[arg-type]
                near = any(abs(value - printed) <= half for value in allowed)
                assert near or printed in whole, (figure.anchor, digits, text)


def test_the_shares_of_the_staff_mix_are_those_of_the_counts_it_draws(
    brief_of: Any, observations: dict[str, dict[str, Any]]
) -> None:
    brief = brief_of("workforce", "63-10")
    [mix] = [figure for figure in brief.of(Figure) if figure.anchor == "staff-mix"]
    counts: dict[str, list[float]] = {}
    for number in mix.numbers:
        if not number.measure:
            place = observations[number.cells[0]]["place_id"]
            counts.setdefault(place, []).append(float(number.value or 0))
    said = re.findall(r"(\d+,\d)%", mix.alt.partition(". ")[2])
    expected = [
        f"{100 * value / sum(values) + 1e-9:.1f}".replace(".", ",")
        for values in counts.values()
        for value in values
    ]
    assert sorted(said) == sorted(expected)
    # Lào Cai 2016: 591 doctors among 591 + 877 + 998 + 388 + 87 = 2 941.
    assert counts["63-10"] == [591, 877, 998, 388, 87]
    assert "20,1%" in mix.title  # 100 × 591 / 2 941


@pytest.mark.parametrize(
    "case",
    [
        ("workforce", "63-10", "doctors-ranking", 14),
        ("workforce", "63-04", "doctors-ranking", 2),
        ("workforce", "63-12", "doctors-ranking", 10),
        ("coverage", "63-10", "immunisation-ranking", 39),
        ("coverage", "63-12", "immunisation-ranking", 63),
        ("budget", "63-10", "budget-ranking", 8),
    ],
)
def test_a_rank_is_one_more_than_the_provinces_ahead(
    brief_of: Any, observations: dict[str, dict[str, Any]], case: tuple[str, str, str, int]
) -> None:
    topic, place, anchor, rank = case
    [figure] = [f for f in brief_of(topic, place).of(Figure) if f.anchor == anchor]
    values = {observations[n.cells[0]]["place_id"]: n.value for n in figure.numbers}
    values.pop("vn")
    assert len(values) == 63
    assert 1 + sum(value > values[place] for value in values.values()) == rank
    assert f"thứ {rank} trong 63" in figure.title


# places --------------------------------------------------------------------------------


def other_names(brief: Any) -> set[str]:
    """Return the names of all places but the brief's own, its province and the regions."""
    own = places.place(brief.parameters.place_id)
    mine = {own.place_id, own.parent_id, "vn"}
    kept = {places.place(each).name(brief.language) for each in mine if each}
    return {
        candidate.name(brief.language)
        for candidate in places.places()
        if candidate.level in ("province", "district")
    } - kept


NOTHING = re.compile(r"(?!)")


def merger(own: Place, language: str) -> re.Pattern[str]:
    """Match the full names of the provinces that became one with `own` on 1 July 2025."""
    whole = own.successor_id or own.place_id
    parts = places.parts(whole) if whole.startswith("34-") else ()
    named = [places.place(each).full_name(language) for each in parts]
    return re.compile("|".join(map(re.escape, named))) if named else NOTHING


def test_no_brief_names_another_place_outside_its_rankings_and_boundary_notes(
    brief: Any,
) -> None:
    if brief.topic in OF_ALL:
        pytest.skip("it is about all provinces")
    own = places.place(brief.parameters.place_id)
    province = own.parent_id if own.level == "district" else own.place_id
    changes = {note for b in places.breaks(province, 1990, 2024) for note in (b.note_vi, b.note_en)}
    names = re.compile(r"\b(" + "|".join(map(re.escape, sorted(other_names(brief)))) + r")\b")
    for block, text in brief.words:
        # A check may find that two neighbours' figures changed places: it has to name both.
        found = isinstance(block, Note) and block.kind == "finding"
        if found or getattr(block, "anchor", "").endswith("-ranking") or text in changes:
            continue
        # The opening names those with whom the province was merged.
        allowed = merger(own, brief.language) if isinstance(block, Masthead) else NOTHING
        left = allowed.sub("", text)
        assert not names.search(left), (text, names.search(left))
    for figure in brief.of(Figure):
        if not figure.anchor.endswith("-ranking"):
            drawn = " ".join(re.findall(r"<text[^>]*>([^<]+)<", figure.svg))
            assert not names.search(drawn), figure.anchor


def test_no_source_of_a_brief_is_another_place_s_own_document(brief: Any, project: Any) -> None:
    if brief.topic in OF_ALL:
        pytest.skip("it has no documents of places")
    own = places.place(brief.parameters.place_id)
    allowed = {*kept_ground(own.place_id), own.parent_id, "vn"}
    # Lào Cai's article prints the country's 10,4 doctors of 2023 for comparison.
    allowed |= {"63-10"} if brief.topic in ("workforce", "profile") else set()
    sources = {found.id: found for found in catalog.sources(project.raw)}
    for entry in brief.of(Sources)[0].items:
        assert sources[entry.source_id].place_id in allowed, entry.source_id


# languages --------------------------------------------------------------------------------

MARKED = re.compile(
    "[ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE
)
ENGLISH = re.compile(
    r"\b(the|and|of|per|with|from|for|target|targets|year|years|doctor|doctors|nurses|result|"
    r"results|plan|planned|province|population|national|figure|table|source|sources|missing|above|"
    r"below|rate|share|health|budget|not|met|people|which|section|line|page|unreadable)\b",
    re.IGNORECASE,
)


def test_an_english_brief_has_no_vietnamese_word_beyond_what_is_printed(brief_of: Any) -> None:
    for topic in ("workforce", "budget", "coverage", "targets", "profile"):
        brief = brief_of(topic, "63-10", "en")
        for _, text in brief.words:
            # A source called by its title keeps the Đ of its document number.
            assert not MARKED.search(text.replace("07-ĐA/TU", "")), text
        for entry in brief.of(Sources)[0].items:
            for text in (entry.title, entry.issuer, entry.reference):
                # Document numbers keep their Đ: 07-ĐA/TU, 2664/QĐ-BTC.
                assert not MARKED.search(re.sub(r"\S*\d+\S*[/-]\S*Đ\S*", "", text)), text
            for cell in entry.cells:
                assert not MARKED.search(cell.label), cell.label
                if "×" not in cell.locator:  # a table's heads are cited as printed
                    assert not MARKED.search(cell.locator), cell.locator
        for figure in brief.of(Figure):
            for drawn in re.findall(r"<text[^>]*>([^<]+)<", figure.svg):
                assert not MARKED.search(drawn), drawn


def test_a_vietnamese_brief_has_no_english_word_beyond_what_is_printed(brief: Any) -> None:
    if brief.language == "en":
        pytest.skip("an English brief")
    for _, text in brief.words:
        assert not ENGLISH.search(text), text
    for entry in brief.of(Sources)[0].items:
        for text in (entry.title, entry.issuer, entry.reference):
            assert not ENGLISH.search(text), text
        for cell in entry.cells:
            assert not ENGLISH.search(cell.label), cell.label
    for label, _ in brief.of(Stamp)[0].items:
        assert not ENGLISH.search(label), label
    for figure in brief.of(Figure):
        for drawn in re.findall(r"<text[^>]*>([^<]+)<", figure.svg):
            assert not ENGLISH.search(drawn), drawn


def test_both_languages_of_a_brief_say_the_same_figures(brief_of: Any) -> None:
    for topic in ("workforce", "budget", "coverage", "targets", "profile"):
        vi, en = (brief_of(topic, "63-10", language) for language in ("vi", "en"))
        assert [type(block) for block in vi.blocks] == [type(block) for block in en.blocks]
        said = [
            sorted((n.cells, n.measure, str(n.value), n.unit) for _, n in brief.numbers)
            for brief in (vi, en)
        ]
        assert said[0] == said[1]


def test_words_are_composed_without_stray_spaces_or_marks(brief: Any) -> None:
    import unicodedata

    for _, text in brief.words:
        assert unicodedata.is_normalized("NFC", text), text
        assert "  " not in text, repr(text)
        assert "{" not in text, text
        assert "nan" not in text.lower().split(), text
        assert "None" not in text, text
        assert not re.search(r"\s[,;.](\s|$)|,\s*,|;\s*;", text), text


# what a brief must have --------------------------------------------------------------------------


def test_a_brief_opens_with_title_place_year_and_edition(brief: Any) -> None:
    first = brief.blocks[0]
    assert isinstance(first, Masthead)
    assert first.year == 2024
    assert "2024" in first.edition
    assert first.language == brief.language
    assert first.place == brief.blocks[0].place != ""
    assert first.title != first.subtitle != ""


def test_a_brief_has_two_charts_one_table_and_tiles(brief: Any) -> None:
    # A profile has two pages in all: one chart of eight indicators.
    assert len(brief.of(Figure)) >= (1 if brief.topic == "profile" else 2)
    assert len(brief.of(Table)) >= 1
    assert len(brief.of(Tiles)) == 1


def test_a_brief_says_what_is_missing_lists_sources_and_closes_with_its_stamp(brief: Any) -> None:
    [missing] = [note for note in brief.of(Note) if note.kind == "missing"]
    assert missing.paragraphs
    assert isinstance(brief.blocks[-2], Sources)
    assert isinstance(brief.blocks[-1], Stamp)
    said = dict(brief.blocks[-1].items)
    assert "0123456789ab" in said.values()  # the commit
    assert any(re.fullmatch(r"[0-9a-f]{64}", value) for value in said.values())
    assert any(value in ("22/11/2024", "22 November 2024") for value in said.values())
    assert any('"year": 2024' in value for value in said.values())


def test_where_the_year_has_no_result_the_newest_year_is_said(brief: Any) -> None:
    """Budgets of 2017 and results of 2016 and 2023 each stand with their year."""
    said = " ".join(
        run if isinstance(run, str) else run.printed
        for paragraph in brief.messages.paragraphs
        for run in paragraph
    )
    newest = {
        ("workforce", "63-10"): "2023",
        ("workforce", "63-04"): "2016",
        ("workforce", "63-04-040"): "2024",
        ("workforce", "63-12"): "2016",
        ("workforce", "63-22"): "2016",
        ("coverage", "63-04-040"): "2024",
        ("budget", "63-10"): "2024",
        ("profile", "63-10"): "2023",
    }
    default = dict.fromkeys(("coverage", "comparison", "targets", "edition"), "2016")
    default["budget"] = "2017"
    year = newest.get((brief.topic, brief.parameters.place_id)) or default[brief.topic]
    assert year in said
    if year != "2024" and brief.topic not in ("budget", "targets"):
        assert re.search(r"(?i)chưa có số[^.;]*2024|no (result|figures)[^.;]*2024", said), said


@pytest.mark.parametrize(
    ("place", "counted"),
    [
        # total, met, not met, can't be settled: each result against its nearest target
        ("63-10", (3, 1, 2, 0)),  # immunisation 98 > 95; infant 28,2 > 13; under-5 43,2 > 19
        ("63-04", (3, 0, 2, 1)),  # immunisation against "12 vaccines" can't be settled
        ("63-12", (3, 0, 2, 1)),
        ("63-22", (3, 0, 2, 1)),
        # insurance no; stations, satisfaction, stunting yes; ten vaccines against twelve, records
        # against management, and two rates of harm without a single case open
        ("63-04-040", (8, 3, 1, 4)),
    ],
)
def test_the_count_of_targets_met_is_the_one_made_by_hand(
    brief_of: Any, place: str, counted: tuple[int, ...]
) -> None:
    first = brief_of("coverage", place).messages.paragraphs[0]
    numbers = [int(run.value) for run in first if isinstance(run, Number)]
    assert numbers == [number for number in counted if number]


def test_counts_of_a_comparison_are_the_counts_of_its_table(brief_of: Any) -> None:
    for boundaries in ("63", "34"):
        brief = brief_of("comparison", boundaries=boundaries)
        [table] = [t for t in brief.of(Table) if t.anchor == "comparison-all"]
        last = [row.cells[3].value for row in table.rows]
        first = [row.cells[2].value for row in table.rows]
        [country] = [
            n.value
            for n in (tile.number for tile in brief.of(Tiles)[0].items)
            if n.measure == "rate" and len(n.cells) == 2 and n.cells[0].endswith("doctors:r1c15")
        ]
        classes = [row.cells[5].split(" hơn")[0] for row in table.rows]
        beyond = [classes.count(word) for word in ("cao", "thấp", "tương đương")]
        assert all(v > country for v, c in zip(last, classes, strict=True) if c == "cao")
        assert all(v < country for v, c in zip(last, classes, strict=True) if c == "thấp")
        rose = sum(b > a for a, b in zip(first, last, strict=True))
        going = [row.cells[6] for row in table.rows]
        counts = [
            int(run.value)
            for paragraph in brief.messages.paragraphs
            for run in paragraph
            if isinstance(run, Number) and run.measure == "count"
        ]
        assert counts == [*beyond, rose, going.count("tăng"), going.count("giảm")]
