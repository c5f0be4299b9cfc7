"""`import vnhealth as vh` gives tables, a comparison and a brief, and costs nothing by itself."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import vnhealth as vh
from vnhealth import store
from vnhealth.clean import clean
from vnhealth.errors import DataError, UsageError
from vnhealth.project import load_project
from vnhealth.schema import COLUMNS
from vnhealth.views.ranking import RANKING


def fill() -> None:
    project = load_project()
    found = clean(project.raw)
    store.save(
        found.observations,
        found.unread,
        project.processed,
        raw_sha256=store.raw_digest(project.raw),
        cells=found.cells,
    )


@pytest.fixture
def filled(small_project: Any) -> Any:
    """Return a small project with counts of doctors and people, all made up, cleaned."""
    header = "cell,place_id,indicator,year,period,role,printed,unit,qualifier,locator,note\n"
    rows = [
        ("63-10", "doctors", 2016, "600 bác sỹ"),
        ("63-10", "population", 2016, "600.000 người"),  # 10 000 × 600 / 600 000 = 10
        ("63-15", "doctors", 2016, "1.200 bác sỹ"),
        ("63-15", "population", 2016, "800.000 người"),  # 10 000 × 1 200 / 800 000 = 15
        ("63-12", "doctors", 2015, "500 bác sỹ"),
        ("63-12", "population", 2015, "400.000 người"),  # 12.5, a year earlier
    ]
    small_project.write_cells(
        header
        + "".join(
            f"{n:03},{place},{indicator},{year},{year},actual,{printed},,,dòng {n},made up\n"
            for n, (place, indicator, year, printed) in enumerate(rows, start=1)
        ),
        kind="table",
    )
    fill()
    return small_project


def test_load_gives_every_observation(filled: Any) -> None:
    frame = vh.load()
    assert tuple(frame.columns) == COLUMNS
    assert len(frame) == 6


def test_places_is_a_package_and_a_table() -> None:
    assert len(vh.places("63", "province")) == 63
    assert vh.places.resolve("Hà Tây", boundaries="63").place_id == "63-28"
    columns = ["place_id", "name_vi", "level"]
    row = vh.places().set_index("place_id", drop=False).loc["63-04-040", columns]
    assert row.tolist() == ["63-04-040", "Cao Bằng", "district"]


def test_indicators_is_a_table_of_one_topic_or_all() -> None:
    table = vh.indicators()
    assert table["id"].is_unique
    assert set(vh.indicators("budget")["topic"]) == {"budget"}
    with pytest.raises(UsageError) as caught:
        vh.indicators("cakes")
    assert caught.value.en.startswith("topic: cakes; allowed: workforce, ")


def test_compare_ranks_the_provinces_by_counts_not_by_printed_rates(filled: Any) -> None:
    table = vh.compare("doctors_per_10k", year=2016)
    assert set(RANKING) < set(table.columns)
    found = table[["rank", "place_id", "value", "numerator", "denominator", "unit"]]
    assert found.to_numpy().tolist() == [
        [1, "63-15", 15.0, 1200.0, 800_000.0, "per_10k"],
        [2, "63-10", 10.0, 600.0, 600_000.0, "per_10k"],
    ]
    assert table["cells"].tolist()[1] == ("made-up-2023#001", "made-up-2023#002")
    assert table["sources"].tolist()[1] == ("made-up-2023", "made-up-2023")


def test_on_the_34_counts_are_summed_before_dividing(filled: Any) -> None:
    table = vh.compare("doctors_per_10k", year=2016, boundaries="34")
    # Yên Bái and Lào Cai became one: 10 000 × (600 + 1 200) / (600 000 + 800 000).
    assert table["place_id"].tolist() == ["34-15"]
    assert table["value"].tolist() == pytest.approx([10_000 * 1800 / 1_400_000])


def test_places_are_kept_by_name_with_their_rank_among_all(filled: Any) -> None:
    table = vh.compare("doctors_per_10k", year=2016, places=["Lào Cai"])
    assert table[["rank", "place"]].to_numpy().tolist() == [[2, "Lao Cai"]]


def test_a_year_without_figures_is_refused_and_the_nearest_are_named(filled: Any) -> None:
    with pytest.raises(DataError) as caught:
        vh.compare("doctors_per_10k", year=2010)
    assert caught.value.en == (
        "No figure of the 63 provinces for: Doctors per 10,000 population, 2010. The nearest years "
        "with one: 2015, 2016."
    )
    assert "2015, 2016" in caught.value.vi


def test_an_indicator_without_any_figure_is_refused(filled: Any) -> None:
    with pytest.raises(DataError, match="No figure of the 63 provinces for: "):
        vh.compare("satisfaction")


@pytest.mark.parametrize("year", ["2016", 1800, 2016.0, True])
def test_a_year_must_be_a_possible_whole_number(filled: Any, year: Any) -> None:
    with pytest.raises(UsageError, match=r"year is .*; allowed: 1990–2035"):
        vh.compare("doctors_per_10k", year=year)
    with pytest.raises(UsageError, match=r"year is .*; allowed: 1990–2035"):
        vh.brief("workforce", "63-10", year=year)


def test_unknown_words_name_the_nearest(filled: Any) -> None:
    with pytest.raises(UsageError, match="doctors_per_10k"):
        vh.compare("doctors_per_10", year=2016)
    with pytest.raises(UsageError, match='"Atlantis"'):
        vh.compare("doctors_per_10k", year=2016, places=["Atlantis"])
    with pytest.raises(UsageError, match="Boundaries are"):
        vh.compare("doctors_per_10k", year=2016, boundaries="64")


def test_brief_returns_its_files_and_its_blocks(filled: Any, tmp_path: Path) -> None:
    made = vh.brief("workforce", "Lào Cai", year=2016, lang="en", out=tmp_path / "mine")
    assert made.html == tmp_path / "mine" / "63-10" / "workforce-2016-en.html"
    assert made.pdf is not None
    assert made.pdf.read_bytes().startswith(b"%PDF-")
    assert made.title
    assert made.title in made.html.read_text(encoding="utf-8")
    assert [type(block).__name__ for block in made.blocks] == ["Masthead"]
    assert made.title in made._repr_html_()


def test_the_examples_of_the_docstrings_are_true_of_the_shipped_figures(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # They need cleaned data, which a fresh clone has not: only here are they not skipped.
    for name in ("vnhealth.toml", "notebooks", "data/raw"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).symlink_to(repository / name)
    monkeypatch.setenv("VNHEALTH_PROJECT", str(tmp_path))
    monkeypatch.setenv("VNHEALTH_LANG", "en")
    fill()
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner()
    for offered in (vh.load, vh.indicators, vh.compare, vh.brief):
        text = (offered.__doc__ or "").replace("# doctest: +SKIP", "")
        examples = parser.get_doctest(text, {}, offered.__name__, None, None)
        assert examples.examples, offered.__name__
        found = runner.run(examples)
        assert found.failed == 0, offered.__name__


def test_the_front_door_is_light_and_names_what_it_offers() -> None:
    program = (
        "import sys, vnhealth; print('vnhealth.api' in sys.modules, 'pandas' in sys.modules);"
        "print(sorted(set(vnhealth.__all__) - set(dir(vnhealth))))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines() == ["False False", "[]"]


def test_what_it_does_not_offer_is_an_ordinary_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'cakes'"):
        vh.cakes  # noqa: B018
