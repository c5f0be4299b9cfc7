"""Which indicators the coverage brief is about, and the figures several of its blocks share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from vnhealth.errors import DataError
from vnhealth.topics.words import COUNTRY
from vnhealth.views.gaps import people_without
from vnhealth.views.targets import TargetRow, target_rows

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.blocks import Number
    from vnhealth.topics.page import Page

INSURANCE: Final = "health_insurance_coverage"
ASSIGNED: Final = "health_insurance_assigned_target_attainment"
IMMUNISATION: Final = "full_immunisation_coverage"
COVERAGE: Final = (
    INSURANCE,
    IMMUNISATION,
    "health_record_coverage",
    "managed_population_share",
    "stations_ncd_share",
    "communes_meeting_criteria",
    "prenatal_screening",
    "newborn_screening",
    "elderly_checkup",
    "premarital_checkup",
    "telehealth_facility_share",
    "satisfaction",
)
DEATHS: Final = ("infant_mortality", "under5_mortality")
OUTCOMES: Final = (
    *DEATHS,
    "stunting_under5",
    "underweight_under5",
)


def rows(page: Page, indicators: tuple[str, ...] = (*COVERAGE, *OUTCOMES)) -> list[TargetRow]:
    """Return results beside targets, for the indicators that have either."""
    return target_rows(page.panel, page.place_id, indicators, page.year)


def uninsured(page: Page) -> Number | None:
    """Return the people without insurance, see :func:`vnhealth.views.gaps.people_without`.

    Rounded to hundreds: the share is printed to 0.1 point.
    """
    try:
        row = people_without(page.panel, page.place_id, page.year, (INSURANCE,)).iloc[0]
    except DataError:
        return None
    rounded = 100 * math.floor(row["value"] / 100 + 0.5)
    return page.computed(
        rounded, "person", 0, "gap_in_people", row["cells"], bound="approx", in_words=True
    )


def years_of(page: Page, held: Sequence[TargetRow]) -> str:
    """Return the years of the results held against targets, in words."""
    years = sorted({int(row.known["year"]) for row in held})
    if len(years) == 1:
        return page.say("coverage.results_of", year=str(years[0]))
    return page.say("coverage.results_between", first=str(years[0]), last=str(years[-1]))


def assigned_target(page: Page) -> Number | None:
    """Return the assigned target that a printed attainment implies: share ÷ attainment."""
    share, attained = page.latest(INSURANCE), page.latest(ASSIGNED)
    if share is None or attained is None or share["year"] != attained["year"]:
        return None
    return page.computed(
        100 * share["value"] / attained["value"],
        "%",
        1,
        "implied_target",
        [*share["cells"], *attained["cells"]],
        bound="approx",
        in_words=True,
    )


def national_series(page: Page, indicator: str) -> pd.DataFrame:
    """Return the country's figures by year."""
    frame = page.points(indicator)
    return frame[(frame["place_id"] == COUNTRY) & (frame["role"] == "actual")]
