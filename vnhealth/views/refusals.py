"""Sentences for a question that the data at hand can't answer; the nearest answers are named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from vnhealth import catalog, places
from vnhealth.errors import DataError

NAMED: Final = 3


def nearest_years(years: Iterable[int], year: int | None) -> list[int]:
    """Return up to three of `years` that lie nearest to `year`, or the newest ones.

    Examples
    --------
    >>> nearest_years(range(2002, 2017), 2020), nearest_years([2004, 2010], None)
    ([2014, 2015, 2016], [2004, 2010])
    """
    known = sorted({int(each) for each in years})
    if year is None:
        return known[-NAMED:]
    return sorted(sorted(known, key=lambda each: (abs(each - year), each))[:NAMED])


def no_figures(
    indicator: str, years: Iterable[int], year: int | None, boundaries: str
) -> DataError:
    """Return the refusal of a comparison: no province has a figure in that year."""
    en, vi = (catalog.indicator(indicator).name(code) for code in ("en", "vi"))
    near = ", ".join(str(each) for each in nearest_years(years, year))
    when_en, when_vi = (str(year), str(year)) if year else ("any year", "năm nào")
    tail_en = f"The nearest years with one: {near}." if near else "There is none in any year."
    tail_vi = f"Các năm gần nhất có số liệu: {near}." if near else "Không năm nào có số liệu."
    if boundaries == "34" and not near:
        tail_en += ' Try boundaries "63": a rate printed without counts can\'t be merged.'
        tail_vi += ' Hãy thử địa giới "63": tỷ lệ không kèm số đếm thì không gộp được.'
    return DataError(
        f"No figure of the {boundaries} provinces for: {en}, {when_en}. {tail_en}",
        f"Chưa có số liệu của {boundaries} tỉnh, thành phố về: {vi}, {when_vi}. {tail_vi}",
    )


def _nearest_first(indicator: str, has: Iterable[str]) -> list[str]:
    """Return indicators, those of the topic and name most like `indicator` first."""
    if not indicator:
        return list(has)
    from rapidfuzz import fuzz

    topic = catalog.indicator(indicator).topic
    return sorted(
        has,
        key=lambda each: (
            catalog.indicator(each).topic != topic,
            -fuzz.ratio(each, indicator),
            each,
        ),
    )


def nothing_of_place(
    place_id: str, indicator: str, has: Iterable[str], years: Iterable[int] = ()
) -> DataError:
    """Return the refusal of a question about one place.

    Parameters
    ----------
    place_id
        The place asked about.
    indicator
        The indicator asked about, or nothing where it was all of them.
    has
        Indicators that the place has figures for.
    years
        Years in which it has figures, where only the year was wrong.
    """
    whose = places.place(place_id)
    en, vi = whose.full_name("en"), whose.full_name("vi")
    about = catalog.indicator(indicator) if indicator else None
    near_years = ", ".join(str(year) for year in nearest_years(years, None))
    known = ", ".join(_nearest_first(indicator, has)[:NAMED])
    tail_en = f" It has: {known}." if known else " It has none at all."
    tail_vi = f" Hiện có: {known}." if known else " Chưa có chỉ số nào."
    if near_years:
        tail_en = f" It has figures of {near_years}."
        tail_vi = f" Có số liệu các năm {near_years}."
    what_en = f" for: {about.name('en')}" if about else ""
    what_vi = f" về: {about.name('vi')}" if about else ""
    return DataError(
        f"There are no figures of {en} ({place_id}){what_en}.{tail_en}",
        f"Chưa có số liệu của {vi} ({place_id}){what_vi}.{tail_vi}",
    )
