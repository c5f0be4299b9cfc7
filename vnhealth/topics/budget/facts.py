"""The budget's parts and totals as printed, and what its parts leave unexplained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.blocks import Number
    from vnhealth.topics.page import Page

TOTAL: Final = "health_budget_total"
PROJECTS: Final = tuple(f"health_budget_project_{number}" for number in (1, 2, 3))
STATE: Final = "health_budget_source_state_investment"
STATE_PARTS: Final = (f"{STATE}_local", f"{STATE}_central")
SOURCES: Final = (
    STATE,
    "health_budget_source_provincial_recurrent",
    "health_budget_source_other",
)
REVENUE: Final = "budget_revenue_provincial"
EXPENDITURE: Final = "budget_expenditure_provincial"
PER_INHABITANT: Final = "budget_expenditure_per_inhabitant"
# Sums printed to one decimal of a billion agree when they differ by less than half of it.
ROUNDING_VND: Final = 5e7


@dataclass(frozen=True)
class Breakdown:
    """A printed total with its printed parts.

    ``residual`` = total − sum of the parts, in VND; within rounding it counts as nothing.
    """

    total: pd.Series
    parts: tuple[pd.Series, ...]

    @property
    def residual(self) -> float:
        """What the parts leave unexplained, in VND."""
        gap = float(self.total["value"]) - sum(float(part["value"]) for part in self.parts)
        return 0.0 if abs(gap) < ROUNDING_VND else round(gap)

    @property
    def cells(self) -> tuple[str, ...]:
        """The printed cells of total and parts."""
        return tuple(cell for point in (self.total, *self.parts) for cell in point["cells"])


def planned(page: Page, indicator: str) -> pd.Series | None:
    """Return the newest planned sum of the place up to the year, as figures and not in words."""
    frame = page.points(indicator)
    mine = frame[
        (frame["place_id"] == page.place_id)
        & (frame["role"] == "plan")
        & (frame["year"] <= page.year)
        & (frame["qualifier"] == "")
    ]
    return None if mine.empty else mine.sort_values("year").iloc[-1]


def breakdown_of(page: Page, parts: tuple[str, ...]) -> Breakdown | None:
    """Return the total with `parts` of the same year, or ``None`` when one isn't printed."""
    total = planned(page, TOTAL)
    found = [planned(page, part) for part in parts]
    if total is None or any(part is None or part["year"] != total["year"] for part in found):
        return None
    return Breakdown(total, tuple(part for part in found if part is not None))


def residual_number(page: Page, breakdown: Breakdown) -> Number:
    """Return the residual as a figure: never negative, since words say which way it goes."""
    return page.computed(abs(breakdown.residual), "VND", 1, "residual", breakdown.cells)


def share_number(page: Page, part: pd.Series, total: pd.Series) -> Number:
    """Return the share of a part in the total, in %."""
    share = 100 * part["value"] / total["value"]
    return page.computed(share, "%", 1, "share", [*part["cells"], *total["cells"]])


def per_head(page: Page, point: pd.Series) -> Number | None:
    """Return a sum divided by the average population of the same year, in VND an inhabitant."""
    people = page.points("population")
    mine = people[
        (people["place_id"] == point["place_id"])
        & (people["year"] == point["year"])
        & (people["role"] == "actual")
        & people["value"].notna()
    ]
    if mine.empty:
        return None
    population = newest(page, mine)
    return page.computed(
        point["value"] / population["value"],
        "VND",
        2,
        "per_inhabitant",
        [*point["cells"], *population["cells"]],
    )


def newest(page: Page, rows: pd.DataFrame) -> pd.Series:
    """Return the row of the newest source."""
    dates = [page.panel.vintage(sources[0]) for sources in rows["sources"]]
    best: pd.Series = rows.iloc[max(range(len(dates)), key=lambda index: dates[index])]
    return best


def provincial(page: Page, indicator: str) -> pd.DataFrame:
    """Return the Ministry of Finance's totals of the province, by year."""
    frame = page.points(indicator)
    return frame[(frame["place_id"] == page.province_id) & (frame["year"] <= page.year)]
