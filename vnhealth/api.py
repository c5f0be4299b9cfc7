"""What ``import vnhealth as vh`` offers in a notebook beside its questions: tables, a brief.

Each call works on the project at or above the working folder, or the one that
``VNHEALTH_PROJECT`` names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnhealth import build, catalog, parameters, views
from vnhealth.edition.choice import among
from vnhealth.project import load_project

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.blocks import Block

__all__ = ["Brief", "brief", "indicators", "load"]


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
    files
        Every file by its format.
    """

    title: str
    html: Path | None
    pdf: Path | None
    blocks: tuple[Block, ...]
    files: Mapping[str, Path]

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
        Of html, pdf, summary, xlsx, docx, json, svg and png.
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
    record, notebook = build.make_brief(job)
    files = {output.format: job.folder / output.path for output in record.outputs}
    blocks = _blocks(notebook)
    title = next((block.title for block in blocks if isinstance(block, Masthead)), "")
    return Brief(title, files.get("html"), files.get("pdf"), blocks, files)


def _blocks(notebook: Any) -> tuple[Block, ...]:
    from vnhealth.blocks import MIME, from_json

    shown = (
        output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", ())
    )
    return tuple(from_json(data[MIME]) for data in shown if MIME in data)
