"""The store: whole or not at all, told from a stale or half one, a valid Data Package."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from vnhealth import store
from vnhealth.clean import Cleaned, clean
from vnhealth.errors import DataError, ProjectError
from vnhealth.schema import COLUMNS, FIELDS, KEY, NUMBERS, UNREAD_COLUMNS

FILES = {
    "observations.parquet",
    "observations.csv",
    "unread.csv",
    "findings.csv",
    "datapackage.json",
}


@pytest.fixture(scope="session")
def cleaned(repository: Path) -> Cleaned:
    return clean(repository / "data" / "raw")


def save(cleaned: Cleaned, folder: Path, **more: Any) -> dict[str, Any]:
    settings = {"raw_sha256": "ab" * 32, "cells": cleaned.cells, **more}
    return store.save(cleaned.observations, cleaned.unread, folder, **settings)


@pytest.fixture
def saved(cleaned: Cleaned, tmp_path: Path) -> Path:
    save(cleaned, tmp_path / "processed")
    return tmp_path / "processed"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_what_is_saved_is_loaded_again(cleaned: Cleaned, saved: Path) -> None:
    assert {path.name for path in saved.iterdir()} == FILES
    pd.testing.assert_frame_equal(store.load(saved), cleaned.observations)
    unread = store.read_unread(saved)
    assert list(unread.columns) == list(UNREAD_COLUMNS)
    assert unread.to_dict() == cleaned.unread.to_dict()


def test_a_loaded_frame_may_be_changed_without_touching_the_next_one(saved: Path) -> None:
    first = store.load(saved)
    first.loc[:, "place_id"] = "vn"
    assert store.load(saved)["place_id"].nunique() > 60


def test_the_csv_says_what_the_parquet_says(cleaned: Cleaned, saved: Path) -> None:
    kinds = dict.fromkeys(COLUMNS, "str") | dict.fromkeys(NUMBERS, "float64") | {"year": "int64"}
    read = pd.read_csv(
        saved / "observations.csv",
        dtype=kinds,
        keep_default_na=False,
        na_values={name: [""] for name in NUMBERS},
        encoding="utf-8",
    )
    pd.testing.assert_frame_equal(read, cleaned.observations)
    assert b"\r" not in (saved / "observations.csv").read_bytes().replace(b"\r\n", b"")


def test_the_same_data_give_the_same_bytes(cleaned: Cleaned, saved: Path, tmp_path: Path) -> None:
    save(cleaned, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(saved)


def test_the_sum_of_cells_must_hold(cleaned: Cleaned, tmp_path: Path) -> None:
    with pytest.raises(DataError) as fault:
        save(cleaned, tmp_path / "p", cells=cleaned.cells + 1)
    read, unread = len(cleaned.observations), len(cleaned.unread)
    assert fault.value.en == (
        f"{cleaned.cells + 1} cells in, but {read} observations and {unread} unread."
    )
    assert not (tmp_path / "p").exists()


def test_a_table_that_breaks_the_contract_is_never_written(cleaned: Cleaned, saved: Path) -> None:
    before = contents(saved)
    broken = cleaned.observations.assign(role="hope")
    with pytest.raises(DataError, match="hope"):
        store.save(broken, cleaned.unread, saved, raw_sha256="0" * 64, cells=cleaned.cells)
    assert contents(saved) == before


@pytest.mark.parametrize("blocked", sorted(FILES))
def test_an_obstacle_midway_leaves_the_old_store_whole(
    cleaned: Cleaned, saved: Path, blocked: str
) -> None:
    """A folder stands where a file should go: the move fails after others would have succeeded."""
    (saved / blocked).unlink()
    (saved / blocked).mkdir()
    (saved / blocked / "x").write_text("in the way", encoding="utf-8")
    before = contents(saved)
    fewer = cleaned.observations.iloc[:-1]
    with pytest.raises(ProjectError) as fault:
        store.save(fewer, cleaned.unread, saved, raw_sha256="0" * 64, cells=cleaned.cells - 1)
    assert str(saved) in fault.value.en
    assert fault.value.vi.startswith(f"Không ghi được vào {saved}")
    assert contents(saved) == before
    assert {path.name for path in saved.iterdir()} == FILES


def test_a_folder_that_cant_be_made_is_a_sentence(cleaned: Cleaned, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ProjectError) as fault:
        save(cleaned, tmp_path / "file" / "processed")
    assert fault.value.en.startswith(f"Can't write to {tmp_path / 'file' / 'processed'}: ")
    assert "Nothing there was changed" in fault.value.en


def test_without_a_store_the_analyst_is_told_to_clean(tmp_path: Path) -> None:
    with pytest.raises(DataError) as fault:
        store.load(tmp_path)
    assert fault.value.en == f"There is no cleaned data in {tmp_path}. Run `vnhealth clean`."
    assert (
        fault.value.vi
        == f"Chưa có dữ liệu đã làm sạch trong {tmp_path}. Hãy chạy `vnhealth clean`."
    )
    assert fault.value.exit_code == 1


def test_a_half_replaced_store_is_refused(saved: Path) -> None:
    (saved / "observations.parquet").write_bytes(b"PAR1 half a file")
    with pytest.raises(DataError) as fault:
        store.load(saved)
    path = saved / "observations.parquet"
    assert fault.value.en == (
        f"{path} does not belong to datapackage.json beside it: it was changed or only half "
        "replaced. Run `vnhealth clean`."
    )
    assert fault.value.vi == (
        f"{path} không khớp với datapackage.json cùng thư mục: tệp đã bị sửa hoặc chép dở. Hãy "
        "chạy `vnhealth clean`."
    )


def test_a_store_without_its_table_is_refused(saved: Path) -> None:
    (saved / "observations.parquet").unlink()
    with pytest.raises(DataError, match=r"observations\.parquet"):
        store.load(saved)


def test_a_list_of_unread_cells_that_was_changed_is_refused(saved: Path) -> None:
    (saved / "unread.csv").write_text("cell_id\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"unread\.csv"):
        store.read_unread(saved)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"resources": []}'])
def test_a_damaged_package_is_a_sentence_not_a_traceback(saved: Path, text: str) -> None:
    (saved / "datapackage.json").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as fault:
        store.load(saved)
    assert "datapackage.json" in fault.value.en
    assert "vnhealth clean" in fault.value.vi


def test_the_digest_of_raw_changes_with_any_name_or_content(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "cells.csv").write_text("1\n", encoding="utf-8")
    first = store.raw_digest(tmp_path)
    assert re.fullmatch(r"[0-9a-f]{64}", first)
    assert store.raw_digest(tmp_path) == first
    (tmp_path / "a" / "cells.csv").write_text("2\n", encoding="utf-8")
    second = store.raw_digest(tmp_path)
    shutil.move(tmp_path / "a", tmp_path / "b")
    assert len({first, second, store.raw_digest(tmp_path)}) == 3


def package_of(saved: Path) -> dict[str, Any]:
    package: dict[str, Any] = json.loads((saved / "datapackage.json").read_text(encoding="utf-8"))
    return package


def test_the_package_keeps_the_rules_of_data_package_v2(saved: Path) -> None:
    """Rules of the standard (datapackage.org, version 2) that can be checked offline."""
    package = package_of(saved)
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert package["resources"]
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)
    for licence in package["licenses"]:
        assert licence.get("name") or licence.get("path")
    for resource in package["resources"]:
        assert re.fullmatch(r"[a-z0-9._-]+", resource["name"])
        assert not resource["path"].startswith(("/", "..", "."))
        assert resource["type"] == "table"
        fields = resource["schema"]["fields"]
        assert len({field["name"] for field in fields}) == len(fields)
        for field in fields:
            assert field["type"] in {"string", "number", "integer"}
            assert set(field) <= {"name", "type", "description", "title", "constraints"}
        known = {field["name"] for field in fields}
        assert set(resource["schema"].get("primaryKey", [])) <= known
        for key in resource["schema"].get("uniqueKeys", []):
            assert set(key) <= known


def test_the_package_tells_the_size_and_hash_of_each_file(saved: Path) -> None:
    paths = set()
    for resource in package_of(saved)["resources"]:
        data = (saved / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        paths.add(resource["path"])
    assert paths == FILES - {"datapackage.json"}


def test_what_the_package_calls_required_is_never_empty(saved: Path) -> None:
    """In CSV an empty cell is a missing value, so `required` must not be said of such a field."""
    resource = next(r for r in package_of(saved)["resources"] if r["path"] == "observations.csv")
    assert [field["name"] for field in resource["schema"]["fields"]] == list(FIELDS)
    text = pd.read_csv(saved / "observations.csv", dtype="str", keep_default_na=False)
    assert list(text.columns) == list(FIELDS)
    for field in resource["schema"]["fields"]:
        if field["constraints"]["required"]:
            assert (text[field["name"]] != "").all(), field["name"]
    assert resource["schema"]["uniqueKeys"] == [list(KEY)]
    assert not text.duplicated(list(KEY)).any()


def test_a_locator_may_be_empty_so_the_package_does_not_require_one(saved: Path) -> None:
    resource = package_of(saved)["resources"][0]
    required = {f["name"] for f in resource["schema"]["fields"] if f["constraints"]["required"]}
    assert required.isdisjoint({"locator", "qualifier", "flags", *NUMBERS})


def test_the_package_counts_cells_and_names_the_digest_of_raw(
    cleaned: Cleaned, saved: Path
) -> None:
    assert package_of(saved)["vnhealth"] == {
        "raw_sha256": "ab" * 32,
        "cells": cleaned.cells,
        "observations": len(cleaned.observations),
        "unread": len(cleaned.unread),
    }
