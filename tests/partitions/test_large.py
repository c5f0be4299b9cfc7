"""A partitioned store says what a plain one says, in bounded memory, and names what is made up."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.partitions.conftest import Saved, saved_in_a_process
from vnhealth import partitions, store
from vnhealth.clean import Cleaned, clean, clean_chunks
from vnhealth.errors import DataError, ProjectError
from vnhealth.project import load_project
from vnhealth.views import Panel
from vnhealth.views.of_province import of_province

CELLS = """\
cell,place_id,indicator,year,period,role,printed,unit,qualifier,locator,note
001,63-10,doctors,2023,2023,actual,"1.024",,,dòng 1,made up
002,63-10,doctors,2022,2022,actual,"1.001",,,dòng 2,made up
003,63-12,doctors,2023,2023,actual,..,,,dòng 3,made up
"""


def save(raw: Path, folder: Path, cells_at_a_time: int = 2) -> store.LargeStore:
    store.save_chunks(clean_chunks(raw, cells_at_a_time), folder, raw_sha256="0" * 64)
    return store.open_large(folder)


def test_cleaning_in_chunks_gives_the_rows_of_cleaning_at_once(
    whole: Cleaned, large: store.LargeStore
) -> None:
    assert whole.cells == 201_600
    assert large.rows == large.made_up == len(whole.observations) == 201_600
    pd.testing.assert_frame_equal(store.load(large.folder.where), whole.observations)
    left = store.read_unread(large.folder.where)
    assert left.to_csv(index=False) == whole.unread.to_csv(index=False)


def test_rows_pass_through_filters_as_they_would_in_a_frame(
    whole: Cleaned, large: store.LargeStore
) -> None:
    frame = whole.observations
    commune = str(frame["place_id"].iloc[7])
    some = frame[
        (frame["place_id"] == commune)
        & frame["indicator"].isin(["doctors", "population"])
        & frame["year"].between(2016, 2017)
    ]
    assert len(some) == 48
    found = large.frame(places=[commune], indicators=["doctors", "population"], years=(2016, 2017))
    pd.testing.assert_frame_equal(found, some.reset_index(drop=True))
    area = partitions.area_of(commune)
    own = frame[frame["place_id"].str.startswith(area)].reset_index(drop=True)
    pd.testing.assert_frame_equal(large.frame(areas=[area]), own)
    assert large.frame(places=["63-10-00000"]).empty


def test_files_are_read_only_where_rows_can_pass(large: store.LargeStore, tmp_path: Path) -> None:
    shutil.copytree(str(large.folder.where), tmp_path / "copy")
    copied = store.open_large(tmp_path / "copy")
    area, other = copied.areas[:2]
    for path in (tmp_path / "copy").rglob(f"area={other}/*"):
        path.write_bytes(b"damaged")
    assert len(copied.frame(areas=[area]))
    with pytest.raises(DataError, match="does not belong to datapackage"):
        copied.frame(areas=[other])


def test_a_province_is_the_sum_of_its_communes_and_its_rates_come_from_the_sums(
    whole: Cleaned, large: store.LargeStore
) -> None:
    frame = whole.observations
    area = str(frame["place_id"].str[:5].value_counts().index[0])
    own = frame[frame["place_id"].str.startswith(area)]
    communes = own["place_id"].nunique()
    assert communes >= 2

    names = ["doctors", "doctors_per_10k", "health_insurance_coverage"]
    found = of_province(large, area, names, years=(2015, 2015)).set_index(["indicator", "period"])

    month = own[own["period"] == "2015-03"]
    doctors = month.loc[month["indicator"] == "doctors", "value"].sum()
    people = month.loc[month["indicator"] == "population", "value"].sum()
    summed = found.loc[("doctors", "2015-03")]
    assert (summed["value"], summed["kind"], summed["communes"]) == (doctors, "summed", communes)
    rate = found.loc[("doctors_per_10k", "2015-03")]
    assert rate["value"] == pytest.approx(10_000 * doctors / people)
    assert (rate["kind"], rate["numerator"], rate["denominator"]) == (
        "recomputed",
        doctors,
        people,
    )
    share = found.loc[("health_insurance_coverage", "2015-03")]
    assert (share["kind"], share["communes"]) == ("not_merged", communes)
    assert pd.isna(share["value"]), "a mean of percentages is no percentage"
    assert found["is_complete"].all()
    assert len(found) == 3 * 12


def test_memory_does_not_grow_with_the_load(load: Path, saved: Saved, tmp_path: Path) -> None:
    quarter = tmp_path / "quarter"
    shutil.copytree(load, quarter)
    source = quarter / "made-up-load" / "source.yml"
    head, _, tables = source.read_text(encoding="utf-8").partition("tables:\n")
    few = "".join(f"  - {entry}" for entry in tables.split("  - ")[1:10])
    source.write_text(f"{head}tables:\n{few}", encoding="utf-8")

    quartered = saved_in_a_process(quarter, tmp_path / "store")

    assert (quartered.large.rows, saved.large.rows) == (50_400, 201_600)
    # Held at once, the other 151 200 rows take some 150 MiB as a frame alone.
    assert saved.peak_mib - quartered.peak_mib < 40


def test_what_stands_twice_is_named_even_in_chunks_far_apart(
    small_project: Any, tmp_path: Path
) -> None:
    raw = Path(small_project.root) / "data" / "raw"
    again = CELLS + '004,63-10,doctors,2023,2023,actual,"1.030",,,dòng 4,made up\n'
    small_project.write_cells(again)
    with pytest.raises(DataError) as fault:
        save(raw, tmp_path / "p")
    assert "2 observations share a key" in fault.value.en
    assert "made-up-2023#001, made-up-2023#004" in fault.value.en
    twice = CELLS + '001,63-12,doctors,2022,2022,actual,"900",,,dòng 4,made up\n'
    small_project.write_cells(twice)
    with pytest.raises(DataError) as fault:
        save(raw, tmp_path / "p")
    assert fault.value.en == (
        "1 cell ids stand more than once: made-up-2023#001. Number the cells of a source once each "
        "in data/raw."
    )
    assert list((tmp_path / "p").iterdir()) == [], "nothing is left of a store that was refused"


def test_a_store_takes_the_place_of_the_one_before_and_a_refused_one_does_not(
    small_project: Any, tmp_path: Path
) -> None:
    raw, folder = Path(small_project.root) / "data" / "raw", tmp_path / "p"
    small_project.write_cells(CELLS)
    made = clean(raw)
    store.save(made.observations, made.unread, folder, raw_sha256="0" * 64, cells=made.cells)
    plain = store.load(folder)

    large = save(raw, folder)
    pd.testing.assert_frame_equal(store.load(folder), plain)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert sorted(path.name for path in before) == [
        "datapackage.json",
        "part-0.parquet",
        "unread.csv",
    ]
    small_project.write_cells(CELLS.replace("002,", "001,"))
    with pytest.raises(DataError):
        save(raw, folder)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert large.package == save_again(small_project, folder).package, "the same bytes each time"

    store.save(made.observations, made.unread, folder, raw_sha256="0" * 64, cells=made.cells)
    assert sorted(path.name for path in folder.iterdir()) == sorted(store.FILES)


def save_again(project: Any, folder: Path) -> store.LargeStore:
    project.write_cells(CELLS)
    return save(Path(project.root) / "data" / "raw", folder)


def test_a_store_too_large_to_be_held_is_refused_with_the_way_to_read_it(
    large: store.LargeStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(str(large.folder.where), tmp_path / "copy")
    package = tmp_path / "copy" / "datapackage.json"
    content = json.loads(package.read_text(encoding="utf-8"))
    content["vnhealth"]["observations"] = store.MOST_ROWS + 1
    package.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(DataError) as fault:
        store.load(tmp_path / "copy")
    assert "holds 2000001 observations, too many to be held at once" in fault.value.en
    assert "store.open_large" in fault.value.vi
    monkeypatch.setattr("vnhealth.partitions.reading.MOST_ROWS", 1000)
    with pytest.raises(DataError, match="Narrow them with areas="):
        large.frame()


def test_a_plain_store_is_not_opened_as_a_partitioned_one(
    small_project: Any, tmp_path: Path
) -> None:
    made = clean(Path(small_project.root) / "data" / "raw")
    store.save(made.observations, made.unread, tmp_path, raw_sha256="0" * 64, cells=made.cells)
    with pytest.raises(DataError, match="is not partitioned"):
        store.open_large(tmp_path)


def test_what_a_partitioned_store_has_no_answer_to_is_said(large: store.LargeStore) -> None:
    with pytest.raises(DataError, match=r"has no findings\.csv, since it was cleaned in chunks"):
        store.read_findings(large.folder.where)
    with pytest.raises(DataError, match="holds nothing of 34-15"):
        of_province(large, "34-15")
    with pytest.raises(DataError, match="have no column colour; there are: cell_id"):
        next(large.batches(["colour"]))


def test_a_folder_that_cant_be_written_is_a_sentence(small_project: Any, tmp_path: Path) -> None:
    raw = Path(small_project.root) / "data" / "raw"
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ProjectError) as fault:
        save(raw, tmp_path / "file" / "processed")
    assert fault.value.en.startswith(f"Can't write to {tmp_path / 'file' / 'processed'}: ")


def test_no_brief_is_made_from_figures_whose_source_says_that_they_are_made_up(
    small_project: Any,
) -> None:
    source = Path(small_project.root) / "data" / "raw" / "made-up-2023" / "source.yml"
    source.write_text(source.read_text(encoding="utf-8") + "made_up: true\n", encoding="utf-8")
    project = load_project()
    save(project.raw, project.processed)
    with pytest.raises(DataError) as fault:
        Panel.load(project)
    assert fault.value.en.startswith("2 figures of the store are made up (made-up-2023): no brief")
    assert "không lập bản tin" in fault.value.vi
