"""Every figure on record for one indicator: as printed, and as computed from printed counts.

A computed rate rests on two printed cells of the same place and year: its numerator and its
denominator, ``multiplier × numerator / denominator``. Rates are never averaged; on the 34
provinces counts are summed first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth import catalog, places
from vnhealth.schema import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from vnhealth.catalog import Indicator
    from vnhealth.views.panel import Panel

POINTS: Final = (
    "place_id",
    "indicator",
    "year",
    "period",
    "role",
    "status",
    "comparator",
    "value",
    "lower",
    "upper",
    "numerator",
    "denominator",
    "unit",
    "qualifier",
    "kind",
    "sources",
    "cells",
    "flags",
    "printed",
)


def points(
    panel: Panel,
    indicator: str,
    *,
    places_wanted: Sequence[str] | None = None,
    roles: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return the figures on record for `indicator`, one row a figure.

    Parameters
    ----------
    panel
        Observations and sources.
    indicator
        Indicator id.
    places_wanted
        Place ids to keep; ``None`` keeps all.
    roles
        Roles to keep; ``None`` keeps all.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`POINTS`; ``kind`` is ``"printed"`` or ``"computed"``, ``cells`` and
        ``sources`` are tuples of ids. Sorted by place, year and kind.
    """
    frame = _all_points(panel, indicator)
    if places_wanted is not None:
        frame = frame[frame["place_id"].isin(list(places_wanted))]
    if roles is not None:
        frame = frame[frame["role"].isin(list(roles))]
    return frame.reset_index(drop=True)


def _all_points(panel: Panel, indicator: str) -> pd.DataFrame:
    """Return every figure of an indicator, made once a store."""
    facts = catalog.indicator(indicator)
    return panel.once(("points", indicator), lambda: _made_points(panel, facts))


def _made_points(panel: Panel, facts: Indicator) -> pd.DataFrame:
    import pandas as pd

    parts = [_printed(panel, facts.id)]
    if facts.numerator_id and facts.denominator_id:
        parts.append(_computed(panel, facts))
    frame = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    order = ["place_id", "year", "kind", "qualifier"]
    return frame.sort_values(order, ignore_index=True)


def latest(
    frame: pd.DataFrame, place_id: str, year: int, *, role: str = "actual"
) -> pd.Series | None:
    """Return the newest figure of `place_id` up to `year`; a printed one before a computed one.

    Parameters
    ----------
    frame
        Columns :data:`POINTS`.
    place_id, year
        The place, and the last year that counts.
    role
        Role of the figure.
    """
    # Positions instead of ever smaller frames: this is asked a hundred times a brief.
    years = frame["year"].to_numpy()
    wanted = (frame["place_id"] == place_id).to_numpy() & (years <= year)
    if not wanted.any():
        return None
    wanted &= (frame["role"] == role).to_numpy() & frame["value"].notna().to_numpy()
    mine = wanted.nonzero()[0]
    if not len(mine):
        return None
    newest = mine[years[mine] == years[mine].max()]
    kinds = frame["kind"].to_numpy()[newest]
    printed = newest[kinds == "printed"]
    row: pd.Series = frame.iloc[int((printed if len(printed) else newest)[0])]
    return row


def as_boundaries(frame: pd.DataFrame, boundaries: str) -> pd.DataFrame:
    """Return computed rates of the provinces on `boundaries`, counts summed before dividing.

    Rows of the country, of regions and of districts are left out for "34"; figures printed
    without counts can't be merged and are left out too.
    """
    if boundaries == "63":
        return frame[frame["place_id"].str.match(r"63-\d\d$")]
    counted = _with_counts(frame)
    counted = counted.assign(cell_id=[";".join(cells) for cells in counted["cells"]])
    carried = places.to_boundaries(counted.drop(columns=["cells", "sources"]), boundaries).frame
    cells = [tuple(sorted(set(joined.split(";")))) for joined in carried["cell_id"]]
    sources = [tuple(dict.fromkeys(c.partition("#")[0] for c in each)) for each in cells]
    made = carried.copy()
    made["cells"], made["sources"], made["kind"] = cells, sources, "computed"
    return made[list(POINTS)].reset_index(drop=True)


def _with_counts(frame: pd.DataFrame) -> pd.DataFrame:
    provinces = frame["place_id"].str.match(r"63-\d\d$")
    counted = frame["numerator"].notna() & frame["denominator"].notna()
    return frame[provinces & counted]


def _printed(panel: Panel, indicator: str) -> pd.DataFrame:
    frame = panel.of(indicator).copy()
    frame["kind"] = "printed"
    frame["cells"] = [(cell,) for cell in frame["cell_id"]]
    frame["sources"] = [(source,) for source in frame["source_id"]]
    return frame[list(POINTS)]


def _newest(panel: Panel, indicator: str, roles: Sequence[str]) -> pd.DataFrame:
    """Return one figure a place, year and role: of the newest source, without a qualifier."""
    frame = panel.of(indicator)
    frame = frame[
        frame["role"].isin(list(roles))
        & (frame["qualifier"] == "")
        & frame["value"].notna()
        & (frame["period"] == frame["year"].astype("str"))
    ]
    vintage = frame["source_id"].map(panel.vintage)
    frame = frame.assign(vintage=vintage).sort_values(["place_id", "year", "role", "vintage"])
    return frame.drop_duplicates(["place_id", "year", "role"], keep="last")[list(COLUMNS)]


def _computed(panel: Panel, facts: Indicator) -> pd.DataFrame:
    top = _newest(panel, facts.numerator_id, ("actual", "plan"))
    # A document's head count has a scope and date of its own: it prints its own rate, or none.
    top = top[top["source_id"].map(panel.is_table).astype(bool)]
    base = _newest(panel, facts.denominator_id, ("actual",))
    joined = top.merge(
        base, on=["place_id", "year"], suffixes=("", "_base"), validate="many_to_one"
    )
    # Both must cover the same ground: a parent's row before a split covers its part in both.
    same_ground = joined["flags"].map(_included) == joined["flags_base"].map(_included)
    joined = joined[same_ground & (joined["value_base"] > 0)].copy()
    joined["numerator"] = joined["value"]
    joined["denominator"] = joined["value_base"]
    joined["value"] = facts.multiplier * joined["numerator"] / joined["denominator"]
    joined["indicator"], joined["unit"], joined["kind"] = facts.id, facts.unit, "computed"
    preliminary = (joined["status"] == "preliminary") | (joined["status_base"] == "preliminary")
    joined["status"] = preliminary.map({True: "preliminary", False: "final"}).astype("str")
    joined["cells"] = list(zip(joined["cell_id"], joined["cell_id_base"], strict=True))
    joined["sources"] = list(zip(joined["source_id"], joined["source_id_base"], strict=True))
    joined["printed"] = joined["printed"] + " / " + joined["printed_base"]
    return joined[list(POINTS)]


def _included(flags: str) -> str:
    return ";".join(flag for flag in flags.split(";") if flag.startswith("includes:"))
