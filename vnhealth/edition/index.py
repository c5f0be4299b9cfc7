"""The index page of an edition: every brief with its files, and what could not be made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from vnhealth import briefs, catalog, parameters, places
from vnhealth.edition.record import MADE, Output, Record
from vnhealth.edition.words import word
from vnhealth.errors import LANGUAGES
from vnhealth.wording import messages, numbers, ui

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vnhealth.project import Project

INDEX: Final = "index.html"
KILOBYTE: Final = 1000
MEGABYTE: Final = 1000 * KILOBYTE
TO_READ: Final = ("html",)
TO_PRINT: Final = ("pdf", "summary")
WITHOUT_PLACE: Final = (briefs.COMPARISON, briefs.QUALITY)


@dataclass(frozen=True, slots=True)
class Group:
    """The briefs of one place, the comparisons, or the quality briefs."""

    anchor: str
    title: str
    records: tuple[Record, ...]


def index(project: Project, year: int, records: Sequence[Record], raw_sha256: str) -> bytes:
    """Return the index page of an edition in the project's language.

    Parameters
    ----------
    project
        Its language and issuer.
    year
        Of the edition.
    records
        Every brief of the edition, in any order.
    raw_sha256
        Of the data they rest on.

    Returns
    -------
    bytes
        A page with relative links, so the folder can be moved. Its one script filters the list;
        without it the whole list stands.
    """
    from vnhealth.render.script import policy
    from vnhealth.render.style import style_sheet

    script = _file("filter.js")
    language = project.language
    titles = _titles(records, language)
    made = [record for record in records if record.status == MADE]
    others = [record for record in records if record.status != MADE]
    page: str = _template().render(
        language=language,
        word=lambda key, **values: word(key, language, **values),
        skip=ui.word("skip", language),
        contents=ui.word("contents", language),
        year=year,
        issuer=project.issuers.get(language, ""),
        intro=_intro(len(made), language),
        groups=list(_groups(made, language, titles)),
        filters=_filters(made, language, titles),
        columns=_columns(made),
        name_of=lambda form: word(form, language) if form == "summary" else form.upper(),
        policy=policy(script),
        script=script,
        others=sorted(others, key=_place_order),
        describe=lambda record: describe(record, language, project, titles),
        topic=lambda record: topic(record, language, project),
        size=lambda output: size(output, language),
        raw_sha256=raw_sha256,
        style=style_sheet(),
    )
    return page.encode()


def describe(
    record: Record, language: str, project: Project, titles: Mapping[str, str] | None = None
) -> str:
    """Return what a brief is about, in one line; `titles` are those of its page's places by id."""
    p = record.parameters
    parts = [topic(record, language, project)]
    if p.topic == briefs.QUALITY:
        parts.insert(0, messages.say("topic.quality", language))
    elif p.topic != briefs.COMPARISON:
        parts.insert(0, (titles or _titles([record], language))[p.place_id])
    return " · ".join([*parts, str(p.year), word(p.language, language)])


def topic(record: Record, language: str, project: Project) -> str:
    """Return the topic of a brief; what it compares, or whose quality it is about."""
    p = record.parameters
    if p.topic == briefs.QUALITY:
        titles = {each.id: each.title(language) for each in catalog.sources(project.raw)}
        return titles.get(p.source, messages.say("quality.whole", language))
    if p.topic != briefs.COMPARISON:
        named = messages.say(f"topic.{p.topic}", language)
        if p.topic != briefs.EDITION or places.place(p.place_id).boundaries:
            return named
        # The whole country on 63 provinces, or on 34.
        return word("comparison_of", language, indicator=named, count=p.boundaries)
    name = catalog.indicator(p.indicator).name(language)
    return word("comparison_of", language, indicator=name, count=p.boundaries)


def size(output: Output, language: str) -> str:
    r"""Return the size of a file for a reader.

    >>> size(Output("pdf", "a.pdf", 84_200, ""), "vi").replace("\u00a0", " ")
    '84 kB'
    >>> size(Output("html", "a.html", 1_250_000, ""), "vi").replace("\u00a0", " ")
    '1,3 MB'
    """
    if output.size_bytes >= MEGABYTE:
        text, unit = numbers.number(output.size_bytes / MEGABYTE, 1, language), "MB"
    else:
        text, unit = numbers.number(max(1, output.size_bytes / KILOBYTE), 0, language), "kB"
    return f"{text}{numbers.NO_BREAK_SPACE}{unit}"


def _columns(made: Sequence[Record]) -> list[tuple[str, tuple[str, ...]]]:
    """Return what files are for, each with its formats; what no brief has is left out."""
    used = {output.format for record in made for output in record.outputs}
    others = tuple(sorted(used - set(TO_READ) - set(TO_PRINT)))
    columns = [("to_read", TO_READ), ("to_print", TO_PRINT)]
    return [*columns, ("to_use", others)] if others else columns


def _filters(
    made: Sequence[Record], language: str, titles: Mapping[str, str]
) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return what the list can be filtered by: name, label, and values with their texts."""
    about = [record.parameters for record in made]
    place_ids = dict.fromkeys(r.parameters.place_id for r in sorted(made, key=_place_order))
    topics = [topic for topic in parameters.TOPICS if any(p.topic == topic for p in about)]
    spoken = [code for code in LANGUAGES if any(p.language == code for p in about)]
    chosen: dict[str, list[tuple[str, str]]] = {
        "place": [(each, titles[each]) for each in place_ids],
        "topic": [(each, messages.say(f"topic.{each}", language)) for each in topics],
        "year": [(str(year), str(year)) for year in sorted({p.year for p in about})],
        "language": [(code, word(code, language)) for code in spoken],
    }
    return [(name, word(name, language), options) for name, options in chosen.items()]


def _intro(made: int, language: str) -> str:
    key = {0: "intro_none", 1: "intro_one"}.get(made, "intro")
    return word(key, language, briefs=made)


def _groups(made: list[Record], language: str, titles: Mapping[str, str]) -> Iterator[Group]:
    comparisons = [r for r in made if r.parameters.topic == briefs.COMPARISON]
    quality = [r for r in made if r.parameters.topic == briefs.QUALITY]
    about_places = sorted(
        (r for r in made if r.parameters.topic not in WITHOUT_PLACE), key=_place_order
    )
    for place_id, found in groupby(about_places, key=lambda r: r.parameters.place_id):
        yield Group(f"place-{place_id}", titles[place_id], tuple(found))
    if comparisons:
        title = word("comparisons", language)
        yield Group("comparison", title, tuple(sorted(comparisons, key=_order)))
    if quality:
        title = messages.say("topic.quality", language)
        yield Group("quality", title, tuple(sorted(quality, key=_order)))


def _titles(records: Sequence[Record], language: str) -> dict[str, str]:
    """Return the name of each place; of the 34 with their date where one of the 63 is a namesake.

    Two headings of one name would lead a reader to the wrong one.
    """
    found = [places.place(each) for each in {record.parameters.place_id for record in records}]
    of_63 = {place.full_name(language) for place in found if place.boundaries == "63"}
    titles = {}
    for place in found:
        name = place.full_name(language)
        shared = place.boundaries == "34" and name in of_63
        title = word("of_34", language, place=name) if shared else name
        titles[place.place_id] = title[:1].upper() + title[1:]
    return titles


def _place_order(record: Record) -> tuple[Any, ...]:
    """Order by province as Vietnamese do, each followed by its districts; the whole country first.

    Comparisons and quality briefs come last.
    """
    p = record.parameters
    place = places.place(p.place_id)
    whole = places.place(place.parent_id) if place.level == "district" else place
    own = ("", "") if place is whole else (place.sort_key, place.place_id)
    last = p.topic in WITHOUT_PLACE
    part = whole.level == "province"
    return (last, part, whole.sort_key, whole.place_id, own, _order(record))


def _order(record: Record) -> tuple[Any, ...]:
    p = record.parameters
    return (
        parameters.TOPICS.index(p.topic),
        p.indicator,
        p.source,
        -int(p.boundaries),
        p.year,
        LANGUAGES.index(p.language),
    )


def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_file("index.html.j2"))


def _file(name: str) -> str:
    from importlib import resources

    return (resources.files("vnhealth.edition") / "templates" / name).read_text(encoding="utf-8")
