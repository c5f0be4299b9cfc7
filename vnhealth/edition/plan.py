"""Which briefs an edition has: places × topics, overviews, comparisons, quality briefs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from vnhealth import briefs, catalog, parameters, places, views
from vnhealth.edition.choice import COUNTRY, among, place_id_of
from vnhealth.edition.record import NO_DATA, Record
from vnhealth.edition.request import Selection
from vnhealth.errors import LANGUAGES
from vnhealth.project import BOUNDARIES, Edition

if TYPE_CHECKING:
    from vnhealth.parameters import Parameters

ALL: Final = "all"
PAGE: Final = "page"
OF_NO_PLACE: Final = (briefs.EDITION, briefs.COMPARISON, briefs.QUALITY)


@dataclass(frozen=True, slots=True)
class Plan:
    """The briefs to make, and those that can't be made, with the reason."""

    edition: Edition
    wanted: tuple[Parameters, ...]
    without: tuple[Record, ...]


def plan(edition: Edition, selection: Selection, panel: views.Panel) -> Plan:
    """Return the plan of `edition`, narrowed to `selection`.

    Raises
    ------
    UsageError
        When a place, topic, language or indicator is unknown.
    """
    check(edition, selection)
    wanted: list[Parameters] = []
    without: list[Record] = []
    for asked in (
        *_places(edition, selection),
        *_overviews(edition, selection),
        *_comparisons(edition, selection),
        *_quality(edition, selection, panel),
    ):
        if isinstance(asked, Record):
            without.append(asked)
            continue
        reason_en, reason_vi = reasons(asked, panel)
        if reason_vi and edition.without_data != PAGE:
            record = Record(asked, NO_DATA, reason_en=reason_en, reason_vi=reason_vi)
            without.append(record)
        else:
            wanted.append(asked)
    return Plan(edition, _once(wanted), tuple(without))


def reasons(asked: Parameters, panel: views.Panel) -> tuple[str, str]:
    """Return why a brief has no data, in English and Vietnamese; two empty texts when it has."""
    if asked.topic == briefs.COMPARISON:
        return _comparison_reasons(asked, panel)
    from vnhealth.topics.availability import availability

    found = [
        availability(asked.topic, asked.place_id, asked.year, panel, language)
        for language in ("en", "vi")
    ]
    return found[0] or "", found[1] or ""


def _comparison_reasons(asked: Parameters, panel: views.Panel) -> tuple[str, str]:
    facts = catalog.indicator(asked.indicator)
    frame = views.points(panel, facts.id, roles=("actual",))
    frame = frame[frame["value"].notna() & (frame["year"] <= asked.year)]
    if len(views.as_boundaries(frame, asked.boundaries)):
        return "", ""
    return (
        f"There is no figure of any of the {asked.boundaries} provinces up to {asked.year} for: "
        f"{facts.name('en')}.",
        f"Chưa có số liệu của tỉnh, thành phố nào (bộ {asked.boundaries}) đến năm {asked.year} "
        f"về: {facts.name('vi')}.",
    )


def check(edition: Edition, selection: Selection) -> None:
    """Look at the words of a selection, before anything is read or written.

    Raises
    ------
    UsageError
        When a topic, language, set of boundaries or place is unknown.
    """
    if selection.topics:
        among("--topics", selection.topics, parameters.TOPICS)
    if selection.languages:
        among("--lang", selection.languages, LANGUAGES)
    if selection.boundaries:
        among("--boundaries", [selection.boundaries], BOUNDARIES)
    _place_ids(edition, selection, selection.boundaries or edition.boundaries)


def _places(edition: Edition, selection: Selection) -> Iterator[Parameters | Record]:
    boundaries = selection.boundaries or edition.boundaries
    for place_id in _place_ids(edition, selection, boundaries):
        languages = selection.languages or _languages(edition, place_id)
        own = _carried(place_id, selection.boundaries)
        for topic in _topics(edition, selection, place_id):
            for language in languages:
                given: dict[str, Any] = {"year": edition.year, "language": language}
                if own is None:
                    yield _no_counterpart(topic, place_id, given)
                    continue
                given["boundaries"] = places.place(own).boundaries or boundaries
                yield parameters.check(topic, place_id=own, **given)


def _place_ids(edition: Edition, selection: Selection, boundaries: str) -> tuple[str, ...]:
    if ALL in selection.places:
        return tuple(place.place_id for place in places.places(boundaries, "province"))
    named = selection.places or edition.places
    return tuple(dict.fromkeys(place_id_of(name, boundaries) for name in named))


def _topics(edition: Edition, selection: Selection, place_id: str) -> list[str]:
    """Return the topics chosen for a place: the edition's, and those that it has besides."""
    also = [topic for topic, ids in edition.also_topics.items() if place_id in ids]
    chosen = selection.topics or (*edition.topics, *also)
    return [topic for topic in dict.fromkeys(chosen) if topic not in OF_NO_PLACE]


def _overviews(edition: Edition, selection: Selection) -> Iterator[Parameters]:
    """Return the edition briefs: of the whole country on either boundaries, or of a region."""
    if selection.topics and briefs.EDITION not in selection.topics:
        return
    for whole in edition.overviews:
        boundaries = whole if whole in BOUNDARIES else places.place(whole).boundaries
        if selection.boundaries not in ("", boundaries):
            continue
        for language in selection.languages or _languages(edition, _whole_id(whole)):
            yield parameters.check(
                briefs.EDITION,
                place_id=_whole_id(whole),
                year=edition.year,
                language=language,
                boundaries=boundaries,
            )


def _whole_id(whole: str) -> str:
    return COUNTRY if whole in BOUNDARIES else whole


def _languages(edition: Edition, place_id: str) -> tuple[str, ...]:
    also = [language for language, ids in edition.also.items() if place_id in ids]
    return tuple(dict.fromkeys([*edition.languages, *also]))


def _carried(place_id: str, boundaries: str) -> str | None:
    """Return the place on `boundaries`: itself, or the province that took its land over."""
    place = places.place(place_id)
    if not boundaries or place.boundaries in ("", boundaries):
        return place_id
    if place.level == "province" and boundaries == "34":
        return place.successor_id or None
    return None


def _no_counterpart(topic: str, place_id: str, given: dict[str, Any]) -> Record:
    place = places.place(place_id)
    asked = parameters.check(topic, place_id=place_id, boundaries=place.boundaries, **given)
    return Record(
        asked,
        NO_DATA,
        reason_en=f"{place.full_name('en')} has no single counterpart on the other boundaries.",
        reason_vi=f"{_capital(place.full_name('vi'))} không có đơn vị tương ứng theo bộ địa giới "
        "kia.",
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _comparisons(edition: Edition, selection: Selection) -> Iterator[Parameters]:
    if selection.topics and briefs.COMPARISON not in selection.topics:
        return
    for comparison in edition.comparisons:
        sets = (selection.boundaries,) if selection.boundaries else comparison.boundaries
        for boundaries in sets:
            for language in selection.languages or edition.languages:
                yield parameters.check(
                    briefs.COMPARISON,
                    place_id=COUNTRY,
                    year=edition.year,
                    language=language,
                    boundaries=boundaries,
                    indicator=comparison.indicator,
                )


def _quality(edition: Edition, selection: Selection, panel: views.Panel) -> Iterator[Parameters]:
    if selection.topics and briefs.QUALITY not in selection.topics:
        return
    named = selection.sources or edition.quality
    if not named:
        return
    among("--sources", named, (briefs.WHOLE_STORE, ALL, *sorted(panel.sources)))
    store = [""] if briefs.WHOLE_STORE in named else []
    each = [source for source in sorted(panel.sources) if ALL in named or source in named]
    for source in (*store, *each):
        for language in selection.languages or edition.languages:
            yield parameters.check(
                briefs.QUALITY,
                place_id=COUNTRY,
                year=edition.year,
                language=language,
                source=source,
            )


def _once(wanted: list[Parameters]) -> tuple[Parameters, ...]:
    """Return each brief once: two provinces may have become one."""
    return tuple({briefs.name(each): each for each in wanted}.values())
