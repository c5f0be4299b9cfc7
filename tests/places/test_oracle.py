"""The crosswalk agrees with an independent package, vietnamadminunits (MIT, 2025)."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from vnhealth.places import places


@pytest.fixture(scope="module")
def convert() -> Any:
    try:
        return importlib.import_module("vietnamadminunits").convert_address
    except (ImportError, OSError) as fault:
        pytest.skip(f"vietnamadminunits or its data can't be loaded here: {fault}")


def test_each_of_the_63_goes_where_the_independent_package_sends_it(convert: Any) -> None:
    ours, theirs = {}, {}
    for former in places("63", "province"):  # without Hà Tây, which the package does not know
        unit = convert(f"{former.type_vi.title()} {former.name_vi}")
        ours[former.place_id] = former.successor_id
        theirs[former.place_id] = f"34-{unit.province_code}"
    assert ours == theirs


def test_the_34_have_the_names_and_codes_of_the_independent_package(convert: Any) -> None:
    found = {
        f"34-{unit.province_code}": unit.short_province
        for unit in (convert(f"{p.type_vi.title()} {p.name_vi}") for p in places("63", "province"))
    }
    assert found == {p.place_id: p.name_vi for p in places("34", "province")}
