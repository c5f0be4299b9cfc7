"""Which place, topic, format or edition the words of a caller mean."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, Final

from vnhealth import briefs, catalog, places
from vnhealth.edition.record import FORMATS
from vnhealth.errors import UsageError
from vnhealth.parameters import TOPICS
from vnhealth.project import BOUNDARIES, Edition, Project

COUNTRY: Final = "vn"


def place_id_of(text: str, boundaries: str = "63") -> str:
    """Return the id of the place that an id or a name means on `boundaries`.

    A bare name that a province and its capital share means the province.

    Raises
    ------
    UsageError
        When there is none or several; the nearest are named.

    >>> place_id_of("34-15"), place_id_of("Lào Cai"), place_id_of("Lào Cai", "34")
    ('34-15', '63-10', '34-15')
    >>> place_id_of("Cao Bằng"), place_id_of("thành phố Cao Bằng")
    ('63-04', '63-04-040')
    """
    known = {place.place_id for place in places.places(historical=True)}
    if text in known:
        return text
    match = places.resolve(text, boundaries=boundaries)
    if match.place_id is None and match.candidates:
        whole = places.resolve(text, boundaries=boundaries, level="province")
        match = whole if whole.place_id else match
    if match.place_id is None:
        raise UsageError(
            f'No one place for "{text}": {match.reason_en}',
            f'Chưa xác định được địa phương "{text}": {match.reason_vi}',
        )
    return match.place_id


def given_for(
    project: Project,
    topic: str,
    *,
    place: str,
    year: int | None,
    language: str = "",
    boundaries: str = "",
    indicator: str = "",
    peers: Sequence[str] = (),
    source: str = "",
) -> dict[str, Any]:
    """Return the parameters of a brief from what a caller gave, still to be checked.

    Empty texts mean: the project's language; the place's own boundaries, or for a name and for
    comparisons those of the project's edition; a comparison is about the whole country, and so
    is an edition brief unless a region is named. A quality brief is about `source`, or the whole
    store, and needs no year: its edition's is taken.

    Raises
    ------
    UsageError
        When the topic is unknown, the place missing or unknown, or a comparison has no
        indicator. The topic is looked at first, since what else is needed hangs on it.
    """
    _check_topic(topic)
    comparing = topic == briefs.COMPARISON
    judging = topic == briefs.QUALITY
    whole = topic == briefs.EDITION
    if year is None:
        if not judging:
            raise UsageError("Name the year with --year.", "Hãy nêu năm bằng --year.")
        year = project.edition
    if source:
        catalog.source(project.raw, source)
    if comparing and not indicator:
        raise UsageError(
            "A comparison needs --indicator; see: vnhealth list indicators.",
            "So sánh cần có --indicator; xem: vnhealth list indicators.",
        )
    if not place and not (comparing or judging or whole):
        raise UsageError(
            "Name the place with --place; see: vnhealth list places.",
            "Hãy nêu địa phương bằng --place; xem: vnhealth list places.",
        )
    usual = boundaries or ("63" if judging else project.editions[project.edition].boundaries)
    among("--boundaries", [usual], BOUNDARIES)
    place_id = place_id_of(place or COUNTRY, usual)
    own = "" if comparing else places.place(place_id).boundaries
    given: dict[str, Any] = {
        "place_id": place_id,
        "year": year,
        "language": language or project.language,
        "boundaries": boundaries or own or usual,
        "peers": tuple(place_id_of(peer, own or usual) for peer in peers),
    }
    if source:
        given["source"] = source
    return given | ({"indicator": indicator} if indicator else {})


def _check_topic(topic: str) -> None:
    """Refuse a topic that there is none of; all there are, and the nearest, are named."""
    if topic in TOPICS:
        return
    near = get_close_matches(topic, TOPICS, 1)
    said = ", ".join(TOPICS)
    raise UsageError(
        f"There is no topic “{topic}”; allowed: {said}."
        + (f" Did you mean {near[0]}?" if near else ""),
        f"Không có chủ đề “{topic}”; cho phép: {said}."
        + (f" Có phải {near[0]} không?" if near else ""),
    )


def edition_of(project: Project, year: int | None) -> Edition:
    """Return the edition of `year`, or the project's own.

    Raises
    ------
    UsageError
        When vnhealth.toml has no such edition.
    """
    wanted = project.edition if year is None else year
    if wanted not in project.editions:
        known = ", ".join(str(each) for each in sorted(project.editions)) or "–"
        raise UsageError(
            f"There is no edition {wanted} in vnhealth.toml; there are: {known}. Add a section "
            f"[editions.{wanted}].",
            f"Không có ấn bản {wanted} trong vnhealth.toml; hiện có: {known}. Hãy thêm mục "
            f"[editions.{wanted}].",
        )
    return project.editions[wanted]


def among(option: str, words: Sequence[str], allowed: Sequence[str]) -> tuple[str, ...]:
    """Return `words`, each once, all of them `allowed`.

    Raises
    ------
    UsageError
        Naming every word that isn't allowed.

    >>> among("--lang", ["en", "vi", "en"], ["vi", "en"])
    ('en', 'vi')
    """
    unknown = [word for word in words if word not in allowed]
    if unknown or not words:
        shown = ", ".join(unknown) or "–"
        raise UsageError(
            f"{option}: {shown}; allowed: {', '.join(allowed)}.",
            f"{option}: {shown}; cho phép: {', '.join(allowed)}.",
        )
    return tuple(dict.fromkeys(words))


def formats_of(words: Sequence[str]) -> tuple[str, ...]:
    """Return the formats asked for, each once, in their fixed order."""
    chosen = among("--format", words, FORMATS)
    return tuple(each for each in FORMATS if each in chosen)
