"""Commands that make briefs: brief, build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vnhealth.cli.shell import Quiet, answer, say, tell, words_of
from vnhealth.errors import EXIT_DATA, UsageError, message_language

if TYPE_CHECKING:
    from vnhealth.build import Built, Survey
    from vnhealth.edition.elsewhere import Copied
    from vnhealth.project import Project

WAITING = {
    "en": "Another build of this edition is at work; waiting for its end.",
    "vi": "Một lệnh build khác đang lập ấn bản này; đang chờ lệnh đó xong.",
}

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
    typer.Option(
        "--format",
        metavar="html,pdf,...",
        help="Of html, pdf, summary, xlsx, docx, json, svg, png.",
    ),
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
Force = Annotated[bool, typer.Option("--force", help="Make every brief, up to date or not.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what would be made and why; write nothing.")
]
KeepGoing = Annotated[
    bool,
    typer.Option("--keep-going/--stop-at-first", help="When a brief fails: go on, or begin none."),
]
Wait = Annotated[
    bool, typer.Option("--wait/--no-wait", help="When another build is at work: wait, or refuse.")
]
Shard = Annotated[
    str, typer.Option("--shard", metavar="I/N", help="Make one of N parts; then: vnhealth merge.")
]
Scheduler = Annotated[
    str, typer.Option(metavar="tcp://HOST:PORT", help="Make the briefs on a Dask cluster.")
]
Folders = Annotated[
    list[Path], typer.Argument(help="Folders of all shards, each with its manifest.")
]


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
    made, _ = building.make_brief(job)
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
    force: Force = False,
    dry_run: DryRun = False,
    keep_going: KeepGoing = True,
    wait: Wait = True,
    shard: Shard = "",
    scheduler: Scheduler = "",
    quiet: Quiet = False,
) -> None:
    """Make an edition: the briefs that aren't up to date, its index page, its manifest."""
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
    part = building.shard_of(shard)
    if dry_run:
        _say_to_do(building.to_do(project, selection, year=edition, shard=part, force=force))
        return
    built = building.build(
        project,
        selection,
        year=edition,
        shard=part,
        workers=jobs,
        engine=building.engine_of(engine),
        force=force,
        keep_going=keep_going,
        wait=wait,
        on_wait=lambda: tell(WAITING[message_language()], quiet=quiet),
        show_progress=not quiet,
        run=building.runner_of(scheduler),
    )
    _report(built, project, quiet=quiet)
    if project.reports_url and not part:
        copied = building.copy_edition(built.index.parent, project.reports_url)
        tell(_copied(copied), quiet=quiet)
    if built.of(building.FAILED):
        raise typer.Exit(EXIT_DATA)


def merge(folders: Folders, *, quiet: Quiet = False) -> None:
    """Put the shards of an edition together, with an index page of them all."""
    from vnhealth.edition.merging import merge as put_together
    from vnhealth.project import load_project

    folder, count = put_together(load_project(), folders)
    tell(say(f"{count} briefs put together.", f"Đã ghép {count} bản tin."), quiet=quiet)
    tell(str(folder / "index.html"), quiet=quiet)


def _say_to_do(found: Survey) -> None:
    """Answer with every brief that would be made or removed, and why."""
    from vnhealth.edition.why import clauses

    language = message_language()
    for name, reasons in found.todo.items():
        answer(f"{say('make', 'lập')}  {name}: {clauses(reasons, language)}")
    for record, reason in found.gone:
        answer(f"{say('remove', 'xóa')}  {record.name}: {reason.text(language)}")
    made, kept, gone = len(found.todo), len(found.standing), len(found.gone)
    answer(
        say(
            f"{made} to make, {kept} up to date, {gone} to remove, {len(found.without)} without "
            "data.",
            f"{made} bản tin cần lập, {kept} bản còn đúng, {gone} bản cần xóa, "
            f"{len(found.without)} bản không có số liệu.",
        )
    )


def _given(option: str, text: str) -> tuple[str, ...]:
    """Return the words of an option; an option given without any word is refused."""
    words = words_of(text)
    if text and not words:
        raise UsageError(f"{option} names nothing.", f"{option} chưa nêu gì.")
    return words


def _copied(copied: Copied) -> str:
    return say(
        f"{copied.url}: {copied.sent} files sent, {copied.removed} removed.",
        f"{copied.url}: đã gửi {copied.sent} tệp, xóa {copied.removed} tệp.",
    )


def _report(built: Built, project: Project, *, quiet: bool) -> None:
    from vnhealth import build as building

    language = message_language()
    made = built.of(building.MADE)
    files = sum(len(record.outputs) for record in made)
    ran = sum(record.name in built.ran for record in made)
    tell(
        say(
            f"{len(made)} briefs, {files} files: {ran} made, {len(made) - ran} up to date.",
            f"{len(made)} bản tin, {files} tệp: {ran} bản mới lập, {len(made) - ran} bản còn đúng.",
        ),
        quiet=quiet,
    )
    for name in built.removed:
        tell(say(f"– {name}: removed.", f"– {name}: đã xóa."), quiet=quiet)
    for record in built.of(building.NO_DATA):
        about = building.describe(record, language, project)
        tell(f"– {about}: {record.reason(language)}", quiet=quiet)
    for record in built.of(building.FAILED):
        kept = f" {project.reports / record.kept}" if record.kept else ""
        about = building.describe(record, language, project)
        tell(f"✗ {about}: {record.reason(language)}{kept}")
    for record in built.outdated:
        about = building.describe(record, language, project)
        tell(f"! {about}: {say('out of date', 'cần lập lại')}. {record.reason(language)}")
    tell(str(built.index), quiet=quiet)
