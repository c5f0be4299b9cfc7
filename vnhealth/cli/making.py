"""Commands that make briefs: brief, build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vnhealth.cli.shell import Quiet, say, tell, words_of
from vnhealth.errors import EXIT_DATA, UsageError, message_language

if TYPE_CHECKING:
    from vnhealth.build import Built
    from vnhealth.project import Project

Topic = Annotated[str, typer.Argument(help="See: vnhealth list topics.")]
Place = Annotated[str, typer.Option("--place", help="Id or name of a place.")]
Year = Annotated[int | None, typer.Option("--year", help="Figures up to this year count.")]
SourceId = Annotated[
    str,
    typer.Option("--source", metavar="ID", help="What a quality brief is about; else all data."),
]
Lang = Annotated[str, typer.Option("--lang", metavar="vi|en", help="Language of the brief.")]
Format = Annotated[
    str,
    typer.Option("--format", metavar="html,pdf,...", help="Of html, pdf, xlsx, docx, json, svg, png."),
]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Folder instead of reports/<edition>.")
]
Boundaries = Annotated[
    str, typer.Option("--boundaries", metavar="63|34", help="63 provinces to June 2025, 34 since.")
]
Indicator = Annotated[str, typer.Option("--indicator", help="What a comparison is about.")]
Peers = Annotated[str, typer.Option("--peers", metavar="ID,...", help="Places drawn beside it.")]

EditionYear = Annotated[
    int | None, typer.Option("--edition", metavar="YEAR", help="Edition of vnhealth.toml.")
]
PlacesOption = Annotated[
    str, typer.Option("--places", metavar="all|ID,...", help="Instead of the edition's.")
]
TopicsOption = Annotated[str, typer.Option("--topics", help="Instead of the edition's.")]
SourcesOption = Annotated[
    str, typer.Option("--sources", metavar="store,all|ID,...", help="Of the quality briefs.")
]
Langs = Annotated[str, typer.Option("--lang", metavar="vi,en", help="Instead of the edition's.")]
Engine = Annotated[
    str,
    typer.Option(metavar="vnhealth-warm|nbclient", help="nbclient: an ordinary kernel each."),
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Notebooks run at a time.")]


def brief(
    topic: Topic,
    *,
    year: Year = None,
    place: Place = "",
    lang: Lang = "",
    formats: Format = "html,pdf",
    out: Out = None,
    boundaries: Boundaries = "",
    indicator: Indicator = "",
    peers: Peers = "",
    source: SourceId = "",
    engine: Engine = "",
    quiet: Quiet = False,
) -> None:
    """Make one brief of a topic for a place and a year."""
    from vnhealth import build as building
    from vnhealth import parameters
    from vnhealth.project import load_project

    project = load_project()
    chosen = building.formats_of(words_of(formats))
    checked = parameters.check(
        topic,
        **building.given_for(
            project,
            topic,
            place=place,
            year=year,
            language=lang,
            boundaries=boundaries,
            indicator=indicator,
            peers=words_of(peers),
            source=source,
        ),
    )
    job = building.job_for(
        project, checked, formats=chosen, folder=out, engine=building.engine_of(engine)
    )
    made, _ = building.make(job)
    for output in made.outputs:
        tell(str(job.folder / output.path), quiet=quiet)


def build(
    *,
    edition: EditionYear = None,
    places: PlacesOption = "",
    topics: TopicsOption = "",
    lang: Langs = "",
    boundaries: Boundaries = "",
    sources: SourcesOption = "",
    jobs: Jobs = 1,
    engine: Engine = "",
    quiet: Quiet = False,
) -> None:
    """Make an edition: its briefs, its index page, its manifest."""
    from vnhealth import build as building
    from vnhealth.project import load_project

    project = load_project()
    selection = building.Selection(
        places=_given("--places", places),
        topics=_given("--topics", topics),
        languages=_given("--lang", lang),
        boundaries=boundaries,
        sources=_given("--sources", sources),
    )
    built = building.build(
        project,
        selection,
        year=edition,
        workers=jobs,
        engine=building.engine_of(engine),
        show_progress=not quiet,
    )
    _report(built, project, quiet=quiet)
    if built.of(building.FAILED):
        raise typer.Exit(EXIT_DATA)


def _given(option: str, text: str) -> tuple[str, ...]:
    """Return the words of an option; an option given without any word is refused."""
    words = words_of(text)
    if text and not words:
        raise UsageError(f"{option} names nothing.", f"{option} chưa nêu gì.")
    return words


def _report(built: Built, project: Project, *, quiet: bool) -> None:
    from vnhealth import build as building

    language = message_language()
    made = built.of(building.MADE)
    files = sum(len(record.outputs) for record in made)
    tell(
        say(f"{len(made)} briefs, {files} files.", f"{len(made)} bản tin, {files} tệp."),
        quiet=quiet,
    )
    for record in built.of(building.NO_DATA):
        about = building.describe(record, language, project)
        tell(f"– {about}: {record.reason(language)}", quiet=quiet)
    for record in built.of(building.FAILED):
        kept = f" {project.reports / record.kept}" if record.kept else ""
        about = building.describe(record, language, project)
        tell(f"✗ {about}: {record.reason(language)}{kept}")
    tell(str(built.index), quiet=quiet)
