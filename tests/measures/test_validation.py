"""docs/validation.md is made by this test and fails when it no longer says what is true.

Write it anew with VNHEALTH_WRITE_DOCS=1.
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd

AGREEMENT = (1e-12, 1e-9, 1e-6)
HEAD = """# Validation of the measures

Made by `tests/measures/test_validation.py`; write it anew with
`VNHEALTH_WRITE_DOCS=1 python -m pytest tests/measures/test_validation.py`.

## Agreement

The largest relative difference between ours and the reference, over the figures compared.

| method | reference | figures | largest difference |
|---|---|---|---|
"""
BACKTEST = """
## What the projection errs

The default projection (log scale, damping 0.8, newest ten points, at least five) of doctors per
10 000 people, {places} provinces, 2002 to 2016 (General Statistics Office, vintage 2018), made
from every year with the figures up to that year only. A province whose boundaries changed is kept
as printed. The damping was chosen on this panel, so these errors are a little kind.

Errors are per 10 000 people; the last column counts the outcomes inside the 95 % limits.

| years ahead | projections | mean error | of "no change" | median, % | bias | inside |
|---|---|---|---|---|---|---|
"""


def cases_module() -> ModuleType:
    path = Path(__file__).with_name("validation_cases.py")
    spec = importlib.util.spec_from_file_location("measures_validation_cases", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def agreement_rows(module: ModuleType) -> list[str]:
    rows = []
    for case in module.cases():
        within = next((limit for limit in AGREEMENT if case.largest < limit), None)
        assert within is not None, f"{case.method}: {case.largest}"
        rows.append(f"| {case.method} | {case.reference} | {case.size} | below {within:.0e} |")
    return rows


def backtest_rows(table: pd.DataFrame) -> list[str]:
    return [
        f"| {years} | {row['projections']:.0f} | {row['mean_absolute_error']:.2f}"
        f" | {row['mean_absolute_error_of_no_change']:.2f}"
        f" | {row['median_absolute_percentage_error']:.1f} | {row['bias']:.2f}"
        f" | {row['interval_coverage']:.0f} % |"
        for years, row in table.iterrows()
    ]


def test_every_method_agrees_with_its_reference_to_one_in_a_million():
    assert len(agreement_rows(cases_module())) >= 10


def test_the_validation_page_says_what_the_cases_and_the_back_test_say(shared, repository):
    module = cases_module()
    panel = module.doctors_panel(shared)
    places = panel.dropna()["place"].nunique()
    lines = [HEAD.rstrip("\n"), *agreement_rows(module)]
    lines += [BACKTEST.rstrip("\n").format(places=places), *backtest_rows(module.backtests(panel))]
    page = "\n".join(lines) + "\n"
    path = repository / "docs" / "validation.md"
    if os.environ.get("VNHEALTH_WRITE_DOCS"):
        path.write_text(page, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == page


def test_the_projection_errs_no_more_than_no_change_at_any_horizon(shared):
    module = cases_module()
    table = module.backtests(module.doctors_panel(shared))
    assert (table["mean_absolute_error"] <= table["mean_absolute_error_of_no_change"]).all()
    assert np.isclose(table["interval_coverage"], 95, atol=6).all()
