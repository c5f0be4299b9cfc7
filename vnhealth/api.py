"""What ``import vnhealth as vh`` offers in a notebook: tables, a comparison, a brief.

Each call works on the project at or above the working folder, or the one that
``VNHEALTH_PROJECT`` names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vnhealth import briefs, build, catalog, parameters, views
from vnhealth.edition.choice import COUNTRY, among, place_id_of
from vnhealth.errors import DataError, message_language
from vnhealth.project import load_project
from vnhealth.topics.comparison import facts
from vnhealth.topics.page import open_page

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.blocks import Block

__all__ = ["COMPARED", "Brief", "brief", "compare", "indicators", "load"]

COMPARED: Final = (
    "rank",
    "place_id",
    "place",
    "indicator",
    "year",
    "value",
    "numerator",
    "denominator",
    "unit",
    "status",
    "kind",
    "sources",
    "cells",
)


@dataclass(frozen=True)
class Brief:
    """A brief that was made.

    Attributes
    ----------
    title
        Of the brief.
    html, pdf
        The files; ``None`` for a format not asked for.
    blocks
        What it consists of, in order; each shows itself in a notebook.
    """

    title: str
    html: Path | None
    pdf: Path | None
    blocks: tuple[Block, ...]

    def _repr_html_(self) -> str:
        """Show the brief's blocks one below the other."""
        shown = (block._repr_mimebundle_() for block in self.blocks)
        return "\n".join(str(bundle["text/html"]) for bundle in shown)


def load() -> pd.DataFrame:
    """Return all observations of the project, one row a figure.

    Returns
    -------
    pandas.DataFrame
        Columns of :data:`vnhealth.schema.FIELDS`; value, lower and upper are in `unit`.

    Raises
    ------
    DataError
        When nothing was cleaned yet: run ``vnhealth clean``.

    Examples
    --------
    >>> import vnhealth as vh
    >>> vh.load().columns[:4].tolist()  # doctest: +SKIP
    ['cell_id', 'place_id', 'indicator', 'year']
    """
    return views.Panel.load().observations


def indicators(topic: str = "") -> pd.DataFrame:
    """Return the indicators of the catalogue, one row an indicator.

    Parameters
    ----------
    topic
        workforce, budget, coverage, facilities, mortality, population or services; all when empty.

    Returns
    -------
    pandas.DataFrame
        Names, definitions, kind, unit, multiplier, decimals and direction of each.

    Examples
    --------
    >>> import vnhealth as vh
    >>> table = vh.indicators("workforce").set_index("id")
    >>> table.loc["doctors_per_10k", ["unit", "numerator_id", "denominator_id"]].tolist()
    ['per_10k', 'doctors', 'population']
    """
    import pandas as pd

    if topic:
        among("topic", [topic], tuple(catalog.topics()))
    chosen = [each for each in catalog.indicators().values() if topic in ("", each.topic)]
    return pd.DataFrame([asdict(each) for each in chosen])


def compare(
    indicator: str,
    year: int | None = None,
    places: Sequence[str] | None = None,
    boundaries: str = "63",
) -> pd.DataFrame:
    """Return the provinces ranked by one indicator in one year, highest first.

    Rates come from printed counts where there are any, summed before dividing on the 34; else as
    printed. They are the figures of the comparison brief.

    Parameters
    ----------
    indicator
        Id in the catalogue.
    year
        The year; the newest one in which most provinces have a figure when not given.
    places
        Ids or names to keep; the rank stays that among all.
    boundaries
        ``"63"`` or ``"34"``.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`COMPARED`; value in `unit`; sources and cells are tuples of ids.

    Raises
    ------
    UsageError
        When the indicator, a place or the boundaries are unknown.
    DataError
        When there is no figure in that year; the nearest years that have one are named.

    Examples
    --------
    >>> import vnhealth as vh
    >>> table = vh.compare("doctors_per_10k", year=2016)  # doctest: +SKIP
    >>> row = table.set_index("place").loc["Lao Cai"]  # doctest: +SKIP
    >>> print(row["numerator"], row["denominator"], row["unit"])  # doctest: +SKIP
    591.0 696500.0 per_10k
    """
    page = open_page(
        briefs.COMPARISON,
        place_id=COUNTRY,
        year=parameters.LAST_YEAR if year is None else year,
        language=message_language(),
        boundaries=boundaries,
        indicator=indicator,
    )
    frame = facts.panel(page)
    chosen = facts.newest_year(frame) if year is None else year
    if chosen is None or not (frame["year"] == chosen).any():
        raise _no_figures(indicator, year, boundaries)
    ranked = facts.of_year(frame, chosen)
    ranked["rank"] = ranked["value"].rank(method="min", ascending=False).astype("int64")
    ranked["place"] = [page.name(place_id) for place_id in ranked["place_id"]]
    if places is not None:
        wanted = {place_id_of(place, boundaries) for place in places}
        ranked = ranked[ranked["place_id"].isin(wanted)]
    return ranked[list(COMPARED)].reset_index(drop=True)


def _no_figures(indicator: str, year: int | None, boundaries: str) -> DataError:
    page = open_page(
        briefs.COMPARISON,
        place_id=COUNTRY,
        year=parameters.LAST_YEAR,
        language="vi",
        boundaries=boundaries,
        indicator=indicator,
    )
    en, vi = (catalog.indicator(indicator).name(code) for code in ("en", "vi"))
    known = sorted({int(each) for each in facts.panel(page)["year"]})
    if not known or year is None:
        return DataError(
            f"There is no figure of the {boundaries} provinces on record for: {en}.",
            f"Chưa có số liệu nào của {boundaries} tỉnh, thành phố về: {vi}.",
        )
    nearest = sorted(known, key=lambda each: abs(each - year))[:3]
    named = ", ".join(str(each) for each in sorted(nearest))
    return DataError(
        f"There is no figure of the {boundaries} provinces in {year} for: {en}. The nearest "
        f"years on record: {named}.",
        f"Năm {year} chưa có số liệu của {boundaries} tỉnh, thành phố về: {vi}. Các năm gần nhất "
        f"có số liệu: {named}.",
    )


def brief(
    topic: str,
    place: str = "",
    *,
    year: int,
    lang: str = "",
    boundaries: str = "",
    indicator: str = "",
    peers: Sequence[str] = (),
    source: str = "",
    formats: Sequence[str] = build.USUAL_FORMATS,
    out: Path | str | None = None,
) -> Brief:
    """Make a brief and return it; in a notebook it shows its blocks.

    Parameters
    ----------
    topic
        workforce, budget, coverage, comparison or quality.
    place
        Id or name; a comparison or a quality brief needs none.
    year
        Figures up to this year count.
    lang
        ``"vi"`` or ``"en"``; the project's language when empty.
    boundaries
        ``"63"`` or ``"34"``; the place's own when empty.
    indicator
        What a comparison is about.
    peers
        Places drawn beside it.
    source
        What a quality brief is about; the whole store when empty.
    formats
        Of html, pdf, xlsx, docx, json, svg and png.
    out
        Folder below which the files are put, instead of ``reports/<edition>``.

    Raises
    ------
    UsageError
        When a parameter is unknown, mistyped or impossible.
    DataError
        When the data were not cleaned, or say nothing of the topic there.
    BriefError
        When the notebook fails.

    Examples
    --------
    >>> import vnhealth as vh
    >>> made = vh.brief("workforce", "Lào Cai", year=2024, lang="en")  # doctest: +SKIP
    >>> made.html.name  # doctest: +SKIP
    'workforce-2024-en.html'
    """
    from vnhealth.blocks import Masthead

    project = load_project()
    chosen = build.formats_of(formats)
    given = build.given_for(
        project,
        topic,
        place=place,
        year=year,
        language=lang,
        boundaries=boundaries,
        indicator=indicator,
        peers=peers,
        source=source,
    )
    job = build.job_for(
        project,
        parameters.check(topic, **given),
        formats=chosen,
        folder=None if out is None else Path(out),
    )
    record, notebook = build.make(job)
    files = {output.format: job.folder / output.path for output in record.outputs}
    blocks = _blocks(notebook)
    title = next((block.title for block in blocks if isinstance(block, Masthead)), "")
    return Brief(title, files.get("html"), files.get("pdf"), blocks)


def _blocks(notebook: Any) -> tuple[Block, ...]:
    from vnhealth.blocks import MIME, from_json

    shown = (
        output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", ())
    )
    return tuple(from_json(data[MIME]) for data in shown if MIME in data)
