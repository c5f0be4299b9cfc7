"""The transcription in data/raw is what the package's own code takes from the exports."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest
import yaml

from vnhealth.errors import DataError
from vnhealth.transcribe import rebuild
from vnhealth.transcribe.rebuild import transcribe
from vnhealth.transcribe.specification import Only, SourcePlan, TablePlan, source_plans

IDS = [plan.id for plan in source_plans()]


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def value(repository: Path, file: str, place: str, period: str) -> str:
    header, *rows = cells(repository / "data" / "raw" / file)
    (row,) = [row for row in rows if row[0] == place]
    return row[header.index(period)]


@pytest.fixture(scope="module")
def rebuilt(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("raw")
    rebuild(shared / "data", out)
    return out


@pytest.mark.parametrize("source_id", IDS)
def test_rebuilding_from_the_exports_gives_the_shipped_bytes(
    source_id: str, rebuilt: Path, repository: Path
) -> None:
    shipped = repository / "data" / "raw" / source_id
    made = {p.name: p.read_bytes() for p in (rebuilt / source_id).iterdir()}
    assert made == {p.name: p.read_bytes() for p in shipped.iterdir()}


@pytest.mark.parametrize("source_id", IDS)
def test_the_shipped_files_have_the_sums_that_source_yml_gives(
    source_id: str, repository: Path
) -> None:
    folder = repository / "data" / "raw" / source_id
    about = yaml.safe_load((folder / "source.yml").read_text(encoding="utf-8"))
    assert about["id"] == source_id
    for table in about["tables"]:
        data = (folder / table["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == table["sha256"]
        assert b"\r" not in data


@pytest.mark.parametrize(
    ("file", "place", "period", "printed"),
    [
        # read off the exports by eye
        ("nso-medical-staff-2002-2016/doctors.csv", "Ha Tay", "2002", "925"),
        ("nso-medical-staff-2002-2016/assistant_doctors.csv", " WHOLE COUNTRY", "2002", "48439"),
        ("nso-medical-staff-2002-2016/doctors.csv", "Ha Tay", "2016", ".."),
        (
            "nso-immunisation-2010-2016/full_immunisation_coverage.csv",
            "Ca Mau",
            "Pre. 2016",
            "98.9",
        ),
        ("nso-population-1995-2016/population.csv", "Ha Noi", "2008", "6381.8"),
        ("nso-population-2024/population.csv", " WHOLE COUNTRY", "2020", "97582.693682080848"),
        ("nso-population-2024/population.csv", "Ha Tay", "2024", None),
        ("nso-health-staff-national-1995-2016/doctors.csv", "WHOLE COUNTRY", "2016", "77.50"),
        ("mof-final-2008/revenue.csv", "TỔNG SỐ", "2008", "(1)\xa0\xa0\xa0\xa0 419.278.223"),
        ("mof-final-2008/revenue.csv", "LAO CAI", "2008", "1.761.081"),
        ("mof-final-2011/revenue.csv", " LÀO CAI", "2011", "3.660.186"),
        ("mof-plan-2017/expenditure.csv", "LÀO CAI", "2017", "7.428.995"),
        ("mof-plan-2006/revenue.csv", "HÀ TÂY", "2006", "1.858.000"),
    ],
)
def test_cells_stand_as_printed(
    file: str, place: str, period: str, printed: str | None, repository: Path
) -> None:
    if printed is None:
        header, *rows = cells(repository / "data" / "raw" / file)
        (row,) = [row for row in rows if row[0] == place]
        assert row[-1] == ""
        assert header[-1] == f"Prel. {period}"
    else:
        assert value(repository, file, place, period) == printed


@pytest.mark.parametrize("period", ["2004", "2010", "2016"])
def test_the_provinces_doctors_sum_to_the_country(period: str, repository: Path) -> None:
    regions = {
        "Red River Delta",
        "Northern midlands and mountain areas",
        "Northern Central area and Central coastal area",
        "Central Highlands",
        "South East",
        "Mekong River Delta",
    }
    header, country, *rows = cells(
        repository / "data" / "raw" / "nso-medical-staff-2002-2016" / "doctors.csv"
    )
    column = header.index(period)
    provinces = [int(r[column]) for r in rows if r[0] not in regions and r[column] != ".."]
    assert len(provinces) in {63, 64}
    assert sum(provinces) == int(country[column])


def test_an_absent_export_is_named_and_nothing_is_written_for_it(tmp_path: Path) -> None:
    outcome = rebuild(tmp_path / "nothing", tmp_path / "out")
    assert outcome.written == ()
    assert list(outcome.absent) == IDS
    assert not (tmp_path / "out").exists()


def _plan(item: str, only: Only | None = None) -> SourcePlan:
    table = TablePlan("doctors.csv", "doctors", "person", "Bác sĩ", item=item, only=only)
    return SourcePlan(
        "made-up", "a.csv", "delimited", "", "", "Province", "", {"title_en": "T"}, (table,)
    )


def test_a_column_that_the_export_lacks_stops_with_its_name(tmp_path: Path) -> None:
    export = tmp_path / "a.csv"
    export.write_text('"T"\n\n"Province";"2002 Doctor"\n"Lao Cai";10\n', encoding="utf-8")
    with pytest.raises(DataError) as caught:
        transcribe(export, _plan("Nurse"))
    assert caught.value.en == (
        "a.csv: the column “Nurse” for made-up/doctors.csv is not there exactly once a period. "
        "Compare the export's headings with exports.yml."
    )


def test_a_row_that_the_export_lacks_stops_with_its_name(tmp_path: Path) -> None:
    export = tmp_path / "a.csv"
    export.write_text('"T"\n\n"Province";"2002 Doctor"\n"Lao Cai";10\n', encoding="utf-8")
    with pytest.raises(DataError) as caught:
        transcribe(export, _plan("Doctor", Only(("Elsewhere",), "Elsewhere")))
    assert caught.value.en == "a.csv: no row of the table belongs to made-up/doctors.csv."
