"""The charts of a quality brief: findings by check, how complete the tables are, two vintages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth import places
from vnhealth.blocks import Figure, Number
from vnhealth.charts import levels, lines_many
from vnhealth.charts.words import lower_first
from vnhealth.topics import drawing
from vnhealth.topics.quality.facts import (
    SEVERITIES,
    count,
    dossier,
    share,
    share_decimals,
    table_label,
    title,
)
from vnhealth.topics.words import COUNTRY
from vnhealth.wording import numbers

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

LEAST_BARS: Final = 2
WHOLE: Final = 100.0
KIND_OF: Final = {"error": "own", "warning": "country", "info": "peer"}
"""How a bar of each severity is drawn: the gravest in the colour of the own place, and bold."""


def findings_by_check(page: Page) -> Figure | None:
    """Return how many findings each check gave, by severity."""
    import pandas as pd

    found = dossier(page).findings
    sizes = found.groupby(["severity", "check"], sort=False).size()
    if len(sizes) < LEAST_BARS:
        return None
    rows, figures = [], []
    for severity in SEVERITIES:
        mine = sizes[sizes.index.get_level_values("severity") == severity]
        for (_, check), size in mine.sort_values(ascending=False, kind="stable").items():
            cells = found[(found["check"] == check) & (found["severity"] == severity)]["cells"]
            figures.append(count(page, int(size), (cell for ids in cells for cell in ids)))
            rows.append(
                {
                    "indicator_id": "findings",
                    "indicator": page.say("quality.findings_axis"),
                    "kind": KIND_OF[severity],
                    "label": page.say(
                        "quality.check_of",
                        check=page.say(f"check.{check}"),
                        severity=page.say(f"severity.{severity}"),
                    ),
                    "value": float(size),
                    "decimals": 0,
                }
            )
    most = sizes.groupby("check").sum().sort_values(ascending=False, kind="stable")
    return drawing.figure(
        page,
        levels,
        pd.DataFrame(rows),
        levels.LevelsSettings(
            language=page.language, indicator=page.say("quality.findings_axis"), columns=1
        ),
        anchor="quality-findings",
        title=page.say(
            "quality.findings_title",
            check=page.say(f"check.{most.index[0]}"),
            count=numbers.number(int(most.iloc[0]), 0, page.language),
            total=numbers.number(len(found), 0, page.language),
        ),
        subtitle=page.say("quality.findings_subtitle", covered=covered(page)),
        numbers=figures,
        reading=page.say("quality.findings_reading"),
    )


def complete(page: Page) -> Figure | None:
    """Return the share of expected figures that is there, for each table that lacks some."""
    import pandas as pd

    tables = dossier(page).tables
    sparse = tables[tables["present"] < tables["expected"]]
    whole = tables[tables["present"] == tables["expected"]]
    if sparse.empty or len(tables) < LEAST_BARS:
        return None
    labels = [table_label(page, row) for _, row in sparse.iterrows()]
    figures = [share(page, row["present"], row["expected"]) for _, row in sparse.iterrows()]
    if len(whole):
        labels.append(page.say("quality.complete_others", count=str(len(whole))))
        figures.append(share(page, 1, 1))
    rows = [
        _complete_row(page, label, figure) for label, figure in zip(labels, figures, strict=True)
    ]
    first, last = int(tables["first_year"].min()), int(tables["last_year"].max())
    return drawing.figure(
        page,
        levels,
        pd.DataFrame(rows),
        levels.LevelsSettings(
            language=page.language, indicator=page.say("quality.complete_axis"), columns=1
        ),
        anchor="quality-complete",
        title=page.say(
            "quality.complete_title",
            indicator=lower_first(labels[0]),
            share=f"{figures[0].printed}%",
            whole=str(len(whole)),
            tables=str(len(tables)),
        ),
        subtitle=page.say(
            "quality.complete_subtitle", covered=covered(page), years=f"{first}–{last}"
        ),
        numbers=figures,
        reading=page.say("quality.complete_reading"),
    )


def _complete_row(page: Page, label: str, figure: Number) -> dict[str, object]:
    value = float(figure.value or 0.0)
    return {
        "indicator_id": "complete",
        "indicator": page.say("quality.complete_axis"),
        "unit": "%",
        "kind": "country" if value == WHOLE else "own",
        "label": label,
        "value": value,
        "decimals": share_decimals(value),
    }


def vintages(page: Page) -> Figure | None:
    """Return how far two sources lie apart, in per cent, by province and for the country."""
    frame = dossier(page).conflicts
    if frame.empty:
        return None
    sizes = frame.groupby(["indicator", "older", "newer"]).size()
    indicator, older, newer = (str(part) for part in sizes.idxmax())
    mine = frame[
        (frame["indicator"] == indicator) & (frame["older"] == older) & (frame["newer"] == newer)
    ]
    drawn, rows, figures = _gaps(page, mine)
    if len(drawn) < LEAST_BARS or mine["year"].nunique() < LEAST_BARS:
        return None
    farthest = mine.loc[mine["gap"].abs().idxmax()]
    first, last = int(mine["year"].min()), int(mine["year"].max())
    return drawing.figure(
        page,
        lines_many,
        rows,
        lines_many.LinesManySettings(
            language=page.language,
            indicator=page.say("quality.gap_axis", indicator=lower_first(page.label(indicator))),
            unit="%",
            decimals=1,
        ),
        anchor="quality-vintages",
        title=page.say(
            "quality.gap_title",
            indicator=lower_first(page.label(indicator)),
            place=page.name(str(farthest["place_id"]), full=True),
            gap=f"{numbers.signed(100 * float(farthest['gap']), 1, page.language)}%",
            year=str(farthest["year"]),
        ),
        subtitle=page.say(
            "quality.gap_subtitle",
            older=title(page, older),
            newer=title(page, newer),
            years=f"{first}–{last}",
        ),
        numbers=figures,
        reading=page.say("quality.gap_reading"),
    )


def _gaps(page: Page, mine: pd.DataFrame) -> tuple[set[str], pd.DataFrame, list[Number]]:
    """Return the places drawn, the frame of the chart and its figures."""
    import pandas as pd

    own = mine[mine["place_id"].map(lambda place: _is_drawn(str(place)))]
    rows, figures = [], []
    for _, row in own.sort_values(["place_id", "year"]).iterrows():
        place, gap = str(row["place_id"]), 100 * float(row["gap"])
        cells = (str(row["cell_older"]), str(row["cell_newer"]))
        rows.append(
            {
                "series_id": place,
                "series": page.name(place),
                "kind": "country" if place == COUNTRY else "place",
                "year": int(row["year"]),
                "value": gap,
            }
        )
        figures.append(
            Number(
                numbers.signed(gap, 1, page.language),
                gap,
                "%",
                cells=cells,
                measure="difference",
                sources=page.cite(cells, listed=False),
            )
        )
    return set(own["place_id"]), pd.DataFrame(rows), figures


def _is_drawn(place_id: str) -> bool:
    return places.place(place_id).level in ("country", "province")


def covered(page: Page) -> str:
    """Return what a chart covers: the whole store, or the source by its title."""
    return title(page, page.source_id) if page.source_id else page.say("quality.whole")
