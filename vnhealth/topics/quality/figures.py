"""The charts of a quality brief: findings by check, how complete the tables are, two vintages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from vnhealth import places
from vnhealth.blocks import Figure, Number
from vnhealth.charts import levels, lines_many, mix
from vnhealth.charts.words import lower_first
from vnhealth.topics import drawing
from vnhealth.topics.quality.facts import (
    SEVERITIES,
    count,
    dossier,
    marks,
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
    """Return how many errors and warnings each check gave, else how many remarks."""
    import pandas as pd

    every = dossier(page).findings
    grave = every[every["severity"] != "info"]
    found = grave if len(grave) else every
    pairs = list(zip(found["severity"], found["check"], strict=True))
    sizes = Counter(pairs)
    if len(set(sizes.values())) < LEAST_BARS:
        return None  # bars of one length say nothing
    order = sorted(sizes, key=lambda pair: (SEVERITIES.index(pair[0]), -sizes[pair]))
    figures = [
        count(page, sizes[pair], _cells(found[[each == pair for each in pairs]])) for pair in order
    ]
    rows = [
        {
            "indicator_id": "findings",
            "indicator": page.say("quality.findings_axis"),
            "kind": KIND_OF[severity],
            "label": _bar_label(page, severity, check),
            "value": float(sizes[severity, check]),
            "decimals": 0,
        }
        for severity, check in order
    ]
    check, most = Counter(found["check"]).most_common(1)[0]
    kind = "grave" if len(grave) else "info"
    return drawing.figure(
        page,
        levels,
        pd.DataFrame(rows),
        levels.LevelsSettings(
            language=page.language, indicator=page.say("quality.findings_axis"), columns=1
        ),
        anchor="quality-findings",
        title=page.say(
            f"quality.findings_title_{kind}",
            check=page.say(f"check.{check}"),
            count=numbers.number(most, 0, page.language),
            total=numbers.number(len(found), 0, page.language),
        ),
        subtitle=page.say(f"quality.findings_subtitle_{kind}", covered=covered(page)),
        numbers=figures,
        reading=page.say("quality.findings_reading"),
    )


def _cells(found: pd.DataFrame) -> list[str]:
    return [cell for cells in found["cells"] for cell in cells]


def _bar_label(page: Page, severity: str, check: str) -> str:
    """Return the name of a check; that it found an error is not said by its colour alone."""
    name = page.say(f"check.{check}")
    if severity != "error":
        return name
    return page.say("quality.check_of", check=name, severity=page.say("severity.error"))


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
            indicator=lower_first(page.label(str(sparse.iloc[0]["indicator"]))),
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


def roles(page: Page) -> Figure | None:
    """Return how many figures of one source are results, and how many targets or plans."""
    import pandas as pd

    frame = dossier(page).observations
    sizes = Counter(frame["role"])
    if not page.source_id or len(sizes) < LEAST_BARS:
        return None
    order = [role for role, _ in sizes.most_common()]
    figures = [
        count(page, sizes[role], frame.loc[frame["role"] == role, "cell_id"]) for role in order
    ]
    bar = page.say("quality.roles_bar", count=str(len(frame)))
    rows = [{"bar": bar, "part": page.say(f"role.{role}"), "value": sizes[role]} for role in order]
    return drawing.figure(
        page,
        mix,
        pd.DataFrame(rows),
        mix.MixSettings(language=page.language, indicator=page.say("quality.roles_axis")),
        anchor="quality-roles",
        title=page.say(
            "quality.roles_title",
            role=page.say(f"role.{order[0]}"),
            count=figures[0].printed,
            total=numbers.number(len(frame), 0, page.language),
        ),
        subtitle=page.say("quality.roles_subtitle", covered=covered(page)),
        numbers=figures,
        reading=page.say("quality.roles_reading"),
    )


def vintages(page: Page) -> Figure | None:
    """Return how far two sources lie apart, in per cent, by province and for the country."""
    mine = dossier(page).widest
    if mine.empty:
        return None
    drawn, rows, figures = _gaps(page, mine)
    if len(drawn) < LEAST_BARS or mine["year"].nunique() < LEAST_BARS:
        return None
    farthest = mine.iloc[int(mine["gap"].abs().argmax())]
    indicator = str(farthest["indicator"])
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
            older=title(page, str(farthest["older"])),
            newer=title(page, str(farthest["newer"])),
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
                marks=marks(page, cells),
                sources=page.cite(cells, listed=False),
            )
        )
    return set(own["place_id"]), pd.DataFrame(rows), figures


def _is_drawn(place_id: str) -> bool:
    return places.place(place_id).level in ("country", "province")


def covered(page: Page) -> str:
    """Return what a chart covers: the whole store, or the source by its title."""
    return title(page, page.source_id) if page.source_id else page.say("quality.whole_inside")
