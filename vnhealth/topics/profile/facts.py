"""Where a province stands among all, indicator by indicator, and the figures behind that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from vnhealth import catalog
from vnhealth.blocks import Number
from vnhealth.errors import DataError
from vnhealth.topics.words import COUNTRY
from vnhealth.views.comparable import Comparison
from vnhealth.views.comparisons import of_newest_year
from vnhealth.views.spine import spine
from vnhealth.wording.numbers import half_up

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

SPINED: Final = (
    "doctors_per_10k",
    "nurses_per_10k",
    "midwives_per_10k",
    "pharmacists_university_per_10k",
    "beds_per_10k",
    "full_immunisation_coverage",
    "infant_mortality",
    "under5_mortality",
)
"""What all provinces have figures of and of which more, or less, is better."""


@dataclass(frozen=True)
class Standing:
    """A province's place among all by one indicator.

    Attributes
    ----------
    row
        Row of :func:`vnhealth.views.spine.spine`.
    points
        Figures of one year and kind of all provinces, their regions and the country.
    """

    row: pd.Series
    points: pd.DataFrame

    @property
    def indicator(self) -> str:
        """Indicator id."""
        return str(self.row["indicator"])

    @property
    def rank(self) -> int:
        """Rank among all, 1 the best."""
        return int(self.row["rank"])

    @property
    def ranked(self) -> int:
        """How many provinces are ranked."""
        return int(self.row["ranked"])

    @property
    def side(self) -> str:
        """``better``, ``worse`` or ``equal``: beside the country, judged on figures as printed."""
        facts = catalog.indicator(self.indicator)
        own, country = (
            half_up(float(self.row[name]), facts.decimals) for name in ("value", "country")
        )
        if own == country:
            return "equal"
        return "better" if (own > country) == (facts.direction == "higher") else "worse"

    def of(self, place_id: str) -> pd.Series | None:
        """Return the figure of one place, or ``None``."""
        mine = self.points[self.points["place_id"] == place_id]
        return None if mine.empty else mine.iloc[0]


def standings(page: Page) -> list[Standing]:
    """Return where the page's province stands, by every indicator all provinces have.

    A district and the country stand among no provinces.
    """
    key = ("standings", page.place_id, page.year, page.boundaries)
    if key not in page.panel.made:
        page.panel.made[key] = _standings(page)
    found: list[Standing] = page.panel.made[key]
    return found


def _standings(page: Page) -> list[Standing]:
    if page.place.level != "province":
        return []
    asked = Comparison(page.boundaries)
    found = []
    for indicator in SPINED:
        points = of_newest_year(page.panel, indicator, page.year, asked)
        if points is None:
            continue
        try:
            row = spine(page.panel, page.place_id, page.year, [indicator], asked).iloc[0]
        except DataError:
            continue
        if row["rank"] == row["rank"] and row["country"] == row["country"]:
            found.append(Standing(row, points))
    return found


def rank_number(page: Page, standing: Standing) -> Number:
    """Return a rank as a figure: it rests on the figures of every province."""
    provinces = standing.points[standing.points["level"] == "province"]
    cells = tuple(dict.fromkeys(cell for each in provinces["cells"] for cell in each))
    return Number(
        printed=str(standing.rank),
        value=float(standing.rank),
        unit="index",
        cells=cells,
        measure="rank",
        marks=("preliminary",) if (provinces["status"] == "preliminary").any() else (),
        sources=page.cite(cells, listed=False),
    )


def marks_of(standing: Standing) -> list[pd.Series]:
    """Return the figures that a spine prints: own, region, country, worst and best."""
    row = standing.row
    wanted = (row["place_id"], row["region_id"], COUNTRY, row["worst_place_id"])
    found = (standing.of(str(each)) for each in (*wanted, row["best_place_id"]))
    return [point for point in found if point is not None]


def records_of(page: Page, found: list[Standing]) -> list[dict[str, Any]]:
    """Return the rows of the frame that the spine chart draws; one year common to all is left out.

    A subtitle says it then, and the rows are half as high.
    """
    made = [_record_of(page, each) for each in found]
    if len({record["year"] for record in made}) > 1:
        return made
    return [record | {"year": 0} for record in made]


def _record_of(page: Page, standing: Standing) -> dict[str, Any]:
    facts = catalog.indicator(standing.indicator)
    row = standing.row
    made: dict[str, Any] = {str(name): row[name] for name in row.index}
    # A full count's chance limits would tell a reader nothing about where the place stands.
    return made | {
        "lower": float("nan"),
        "upper": float("nan"),
        "label": page.label(standing.indicator, short=True),
        "unit": facts.unit if facts.unit in "%‰" else "",
        "decimals": facts.decimals,
        "worst_place": page.name(str(row["worst_place_id"])),
        "best_place": page.name(str(row["best_place_id"])),
    }
