"""How many drop out from each step of a service to the next: doses, approvals, treatment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth import catalog
from vnhealth.errors import DataError, UsageError
from vnhealth.views.carried import points_about
from vnhealth.views.estimates import RESULTS
from vnhealth.views.refusals import nothing_of_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from vnhealth.views.panel import Panel

CASCADE: Final = (
    "place_id",
    "year",
    "step",
    "earlier",
    "later",
    *RESULTS,
    "count_earlier",
    "count_later",
    "sources",
    "cells",
)
FEWEST_STEPS: Final = 2


def cascade(
    panel: Panel, place_id: str, steps: Sequence[str], year: int | None = None
) -> pd.DataFrame:
    """Return the drop-out from each step to the next and over all, in % of the earlier step.

    Parameters
    ----------
    panel
        Observations and sources.
    place_id
        The place.
    steps
        Indicators that count people, doses or services, in their order; two or more. Each is to
        be a part of the one before.
    year
        The year; the newest that has all steps when not given.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`CASCADE`, one row a step and, from three steps on, one over all. ``value``
        has Wilson limits; more at a later step is marked ``negative_drop_out``.

    Raises
    ------
    UsageError
        Fewer than two steps, or one that is no count.
    DataError
        A step is not on record, or no year has them all; the years of each are named.

    Examples
    --------
    Of 1 092 doctors in Lào Cai in 2023 245 were specialists of level I, 847 or 77.6 % were not:

    >>> found = cascade(panel, "63-10", ["doctors", "specialists_level_1"])
    >>> found[["year", "count_earlier", "count_later", "value"]].round(1).to_numpy().tolist()
    [[2023.0, 1092.0, 245.0, 77.6]]
    """
    from vnhealth.measures.coverage import cascade as drop_out

    _require_counts(steps)
    rows = {each: _counts(panel, each, place_id) for each in steps}
    common = set.intersection(*(set(mine["year"]) for mine in rows.values()))
    chosen = max(common, default=None) if year is None else year
    if chosen is None or chosen not in common:
        raise _no_year(place_id, rows, year)
    import pandas as pd

    at = {each: mine[mine["year"] == chosen].iloc[0] for each, mine in rows.items()}
    counts = pd.DataFrame([{each: float(row["value"]) for each, row in at.items()}])
    made = drop_out(counts, list(steps)).reset_index(names=["at", "step"])
    pairs = [text.split(" → ") for text in made["step"]]
    cells = [tuple(dict.fromkeys((*at[one]["cells"], *at[two]["cells"]))) for one, two in pairs]
    made = made.assign(
        place_id=place_id,
        year=int(chosen),
        earlier=[one for one, _ in pairs],
        later=[two for _, two in pairs],
        count_earlier=[float(at[one]["value"]) for one, _ in pairs],
        count_later=[float(at[two]["value"]) for _, two in pairs],
    )
    made["cells"] = cells
    made["sources"] = [tuple(dict.fromkeys(c.partition("#")[0] for c in each)) for each in cells]
    return made[list(CASCADE)]


def _counts(panel: Panel, indicator: str, place_id: str) -> pd.DataFrame:
    frame = points_about(panel, indicator, place_id)
    mine = frame[
        (frame["place_id"] == place_id)
        & (frame["role"] == "actual")
        & (frame["comparator"] == "eq")
        & frame["value"].notna()
    ]
    if mine.empty:
        known = panel.observations
        has = known.loc[known["place_id"] == place_id, "indicator"]
        counted = [each for each in sorted(set(has)) if catalog.indicator(each).kind == "count"]
        raise nothing_of_place(place_id, indicator, counted)
    return mine.sort_values(["year", "qualifier"]).drop_duplicates("year")


def _require_counts(steps: Sequence[str]) -> None:
    others = [each for each in steps if catalog.indicator(each).kind != "count"]
    if len(steps) < FEWEST_STEPS or others:
        named = ", ".join(others) or ", ".join(steps) or "–"
        raise UsageError(
            f"A cascade takes two or more counts, each a part of the one before; given: {named}. "
            'Counts: vh.indicators() with kind "count".',
            "Chuỗi bước cần ít nhất hai số đếm, số sau là một phần của số trước; đã cho: "
            f'{named}. Các số đếm: vh.indicators() có kind "count".',
        )


def _no_year(place_id: str, rows: dict[str, pd.DataFrame], year: int | None) -> DataError:
    known = "; ".join(
        f"{each}: {', '.join(str(int(y)) for y in mine['year'][-3:])}"
        for each, mine in rows.items()
    )
    asked_en, asked_vi = (f" in {year}", f" năm {year}") if year else ("", "")
    return DataError(
        f"{place_id} has not all steps in one year{asked_en}. Newest years on record: {known}.",
        f"{place_id} chưa có đủ các bước trong cùng một năm{asked_vi}. Các năm mới nhất: {known}.",
    )
