"""What the words of a caller mean: places, indicators, years, boundaries; and the panel asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from numbers import Integral
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vnhealth import catalog, parameters, places, store
from vnhealth.edition.choice import place_id_of
from vnhealth.errors import UsageError, message_language
from vnhealth.project import load_project
from vnhealth.views import Panel
from vnhealth.views.comparable import Comparison
from vnhealth.views.refusals import nothing_of_place

if TYPE_CHECKING:
    import pandas as pd

LIKE: Final = 60
"""Likeness, of 100, below which a suggestion would mislead."""


@dataclass(frozen=True)
class Asked:
    """What a call asks about, its words understood.

    Attributes
    ----------
    panel
        The project's observations and sources.
    place_id
        The place; empty where none was named.
    year
        The year named, the newest with a result of the place, or ``None``.
    comparison
        Boundaries, role and confidence.
    """

    panel: Panel
    place_id: str
    year: int | None
    comparison: Comparison

    @property
    def last(self) -> int:
        """The last year that counts: the one named, else the newest on record."""
        return int(self.panel.observations["year"].max()) if self.year is None else self.year


def asked(
    place: str = "",
    year: int | None = None,
    boundaries: str = "63",
    *,
    role: str = "actual",
    confidence: float = 0.95,
    overdispersion: str = "",
) -> Asked:
    """Return what a call asks about: every question starts here.

    Parameters
    ----------
    place
        Id or name; empty for a question about all provinces.
    year
        With a place, the last year that counts; the newest on record of the place when not given.
    boundaries
        What a bare name is meant on, and between which provinces is compared; an id of a province
        brings its own.
    role, confidence, overdispersion
        As in :class:`vnhealth.views.comparable.Comparison`.

    Raises
    ------
    UsageError, DataError
        An unknown place or boundaries, an impossible year, or a place without figures up to it;
        the nearest are named.
    """
    panel, usual = the_panel(), checked_boundaries(boundaries)
    year = _checked_year(year, about_a_place=bool(place))
    place_id = place_id_on(place, usual) if place else ""
    own = places.place(place_id).boundaries if place_id else ""
    last = last_year(panel, place_id, year) if place_id else year
    return Asked(panel, place_id, last, Comparison(own or usual, role, confidence, overdispersion))


def _checked_year(year: object, *, about_a_place: bool) -> int | None:
    """Return a year as int, one of a frame too; a place without it has its own years named."""
    if year is None:
        return None
    first, last = parameters.FIRST_YEAR, parameters.LAST_YEAR
    whole = isinstance(year, Integral) and not isinstance(year, bool)
    if not whole or not (about_a_place or first <= int(str(year)) <= last):
        raise UsageError(
            f"year is {year!r}; allowed: {first}–{last}, as a whole number.",
            f"year là {year!r}; cho phép: {first}–{last}, dưới dạng số nguyên.",
        )
    return int(str(year))


def the_panel() -> Panel:
    """Return the project's panel; it stays as long as the store is the same."""
    project = load_project()
    package = store.read_package(project.processed)
    hashes = tuple(str(each["hash"]) for each in package["resources"])
    return _panel_of(project.root, hashes)


@lru_cache(maxsize=2)
def _panel_of(_root: Path, _hashes: tuple[str, ...]) -> Panel:
    return Panel.load()


def indicator_id(text: str) -> str:
    """Return the id that an id or a name of the catalogue means; else name the nearest."""
    if text in catalog.indicators():
        return text
    found = catalog.find_indicator(text)
    if found:
        return found
    from rapidfuzz import fuzz, process

    language = message_language()
    names = {key: f"{key} {each.name(language)}" for key, each in catalog.indicators().items()}
    near = process.extract(text, names, scorer=fuzz.WRatio, limit=3, score_cutoff=LIKE)
    listed = ", ".join(str(key) for _, _, key in near)
    raise UsageError(
        f"There is no indicator “{text}”.{listed and f' The nearest: {listed}.'} All of them: "
        "vh.indicators().",
        f"Không có chỉ số “{text}”.{listed and f' Gần nhất: {listed}.'} Xem đầy đủ: "
        "vh.indicators().",
    )


def indicator_ids(given: str | Sequence[str]) -> list[str] | None:
    """Return the ids of one or several indicators; None for none."""
    texts = [given] if isinstance(given, str) else list(given)
    return [indicator_id(each) for each in texts] or None


def place_id_on(text: str, boundaries: str) -> str:
    """Return the id of the place that an id, or a name on `boundaries`, means."""
    return place_id_of(text, checked_boundaries(boundaries))


def checked_boundaries(boundaries: str) -> str:
    """Return `boundaries`, which are "63" or "34"."""
    places.places(boundaries)  # refuses what is neither "63" nor "34"
    return boundaries


def last_year(panel: Panel, place_id: str, year: int | None) -> int:
    """Return the year asked for, or the newest with a result of the place; refuse years before."""
    rows = panel.observations
    held = [place_id]
    whose = places.place(place_id)
    if whose.boundaries == "34" and whose.level == "province":
        held += list(places.parts(place_id))
    mine = rows[rows["place_id"].isin(held) & (rows["role"] != "target")]
    targets_too = rows[rows["place_id"].isin(held)]
    known = sorted({int(each) for each in (mine if len(mine) else targets_too)["year"]})
    if not known:
        raise nothing_of_place(place_id, "", ())
    if year is None:
        return known[-1]
    if year < known[0]:
        raise nothing_of_place(place_id, "", (), known[:3])
    return year


def named(found: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with the name of each place beside its id, in the language of messages."""
    made = found.copy()
    language = message_language()
    for column, name in (("place_id", "place"), ("peer_id", "peer")):
        if column in made and name not in made:
            names = [places.place(str(each)).name(language) for each in made[column]]
            made.insert(list(made.columns).index(column) + 1, name, names)
    return made
