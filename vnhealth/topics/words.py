"""Sentences that more than one topic needs, made from views and templates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from vnhealth import catalog
from vnhealth.blocks import Number, Paragraph, Text
from vnhealth.blocks.model import Run
from vnhealth.measures.benchmarks import against_benchmark
from vnhealth.views.estimates import RESULTS, measured
from vnhealth.wording.numbers import half_up

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

COUNTRY = "vn"
FRESH_YEARS = 2
"""How much older than the brief a figure may be without a call to bring it up to date."""


def comparison_word(page: Page, own: float, other: float, decimals: int) -> str:
    """Return "higher than", "lower than" or "equal to", judged on the figures as printed."""
    first, second = half_up(own, decimals), half_up(other, decimals)
    key = "equal" if first == second else "higher" if first > second else "lower"
    return page.say(f"compare.{key}")


def beside_word(page: Page, own: pd.Series, other: pd.Series) -> str:
    """Return "higher than", "lower than" or "similar to", with the interval of `own` in mind.

    A figure without counts has no interval and is compared as printed.

    Parameters
    ----------
    page
        The brief.
    own, other
        Rows of points of one indicator, year and kind.
    """
    indicator = str(own["indicator"])
    row = measured(own.to_frame().T.infer_objects(), indicator)
    if row["confidence"].isna().item():
        decimals = indicator_decimals(indicator)
        return comparison_word(page, own["value"], other["value"], decimals)
    found = against_benchmark(row[list(RESULTS)], float(other["value"]))
    return page.say(f"compare.{found['outcome'].item()}")


def beside(frame: pd.DataFrame, own: pd.Series, place_id: str) -> pd.Series | None:
    """Return the figure of `place_id` that is like `own`: same year, same kind of figure.

    A printed figure is set beside one printed in the same source where there is one, else beside
    any printed one; a computed figure only beside a computed one, since scopes differ.
    """
    theirs = frame[
        (frame["place_id"] == place_id)
        & (frame["year"] == own["year"])
        & (frame["kind"] == own["kind"])
        & (frame["role"] == "actual")
        & frame["value"].notna()
    ]
    if theirs.empty:
        return None
    same = theirs[[sources == own["sources"] for sources in theirs["sources"]]]
    row: pd.Series = (same if len(same) else theirs).iloc[0]
    return row


def state_of(page: Page, result: pd.Series | None, state: str) -> str:
    """Return an outcome in words, with the year of a result older than the brief's year."""
    if result is None or int(result["year"]) >= page.year:
        return page.say(f"state.{state}")
    return page.say(f"state_in.{state}", year=str(result["year"]))


def state_of_both(page: Page, result: pd.Series, state: str) -> str:
    """Return the one outcome of two targets in words, with the year as in :func:`state_of`."""
    if int(result["year"]) >= page.year:
        return page.say(f"both.{state}")
    return page.say(f"both_in.{state}", year=str(result["year"]))


def update_step(page: Page, indicators: Iterable[str]) -> Paragraph:
    """Say what to do before deciding: how many indicators rest on figures of long ago.

    Nothing where the newest figure of each is at most :data:`FRESH_YEARS` older than the brief.
    """
    known = [own for each in indicators if (own := page.latest(each)) is not None]
    old = [own for own in known if int(own["year"]) < page.year - FRESH_YEARS]
    if not old:
        return ()
    years = sorted({int(own["year"]) for own in old})
    return page.fill(
        "next.update_all" if len(old) == len(known) else "next.update",
        count=page.count(len(old), flat(old)),
        total=page.count(len(known), flat(known)),
        years=str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}",
    )


def flat(points: Iterable[pd.Series]) -> list[str]:
    """Return the cells of several points, one after the other."""
    return [cell for point in points for cell in point["cells"]]


def key_messages(said: Iterable[Paragraph], step: Paragraph, most: int) -> Text:
    """Return the weightiest messages, at most `most`, with the next step as the last of them."""
    kept = [paragraph for paragraph in said if paragraph][: most - bool(step)]
    return Text((*kept, *((step,) if step else ())), role="key")


def all_or_some(key: str, count: int, total: int) -> str:
    """Return the form of a message for all, none or some of `total`.

    >>> all_or_some("change", 34, 34), all_or_some("change", 0, 34), all_or_some("change", 3, 34)
    ('change_all', 'change_none', 'change_some')
    """
    form = "all" if count == total else "some" if count else "none"
    return f"{key}_{form}"


def listed(page: Page, parts: Sequence[Paragraph]) -> Paragraph:
    """Return parts of a sentence as a list: "a, b and c"."""
    comma, last = page.say("list.comma"), page.say("list.last")
    joined: list[Run] = []
    for at, part in enumerate(parts):
        if at:
            joined.append(last if at == len(parts) - 1 else comma)
        joined.extend(part)
    return tuple(joined)


def then(page: Page, parts: Sequence[Paragraph]) -> Paragraph:
    """Return further parts of a list that something came before: ", a, b and c"."""
    joined: list[Run] = []
    for at, part in enumerate(parts):
        joined.append(page.say("list.last" if at == len(parts) - 1 else "list.comma"))
        joined.extend(part)
    return tuple(joined)


def compared(
    page: Page,
    others: Iterable[tuple[str, str, Number]],
) -> Paragraph:
    """Return the end of a sentence that sets a figure beside others; no word is said twice.

    Parameters
    ----------
    page
        The brief.
    others
        Name, word ("higher than") and figure of each.
    """
    parts: Paragraph = ()
    before = ""
    for name, word, figure in others:
        key = "workforce.beside_next" if parts else "workforce.beside"
        key = "workforce.beside_same" if word == before else key
        parts += page.fill(key, word=word, value=figure, place=name)
        before = word
    return parts


def year_note(page: Page, own: pd.Series) -> Paragraph:
    """Return the opening of a sentence on `own`: its year, and whether it's the year asked for.

    That the year asked for has no result is said once in a brief's messages.
    """
    year = int(own["year"])
    if year == page.year or page.opened_with_year:
        return page.fill("year.same", year=str(year))
    page.opened_with_year = True
    return page.fill("year.latest", year=str(year), asked=str(page.year))


def change_kind(first: float, last: float, decimals: int) -> str:
    """Return "rise", "fall" or "stable", judged on the figures as printed.

    >>> change_kind(4.64, 8.49, 1), change_kind(6.61, 6.58, 1)
    ('rise', 'stable')
    """
    before, after = half_up(first, decimals), half_up(last, decimals)
    return "stable" if before == after else "rise" if after > before else "fall"


def figure_of(page: Page, point: pd.Series) -> Number:
    """Return the figure of a point for use inside a sentence."""
    return page.inline(page.number(point, in_words=True))


def with_unit(page: Page, point: pd.Series) -> Number:
    """Return the figure of a point with its unit, for use inside a sentence."""
    return keep_unit(page.number(point, with_unit=True, in_words=True))


def keep_unit(figure: Number) -> Number:
    """Return a figure for a sentence that keeps its unit, as sums of money and shares do."""
    return replace(figure, marks=tuple(m for m in figure.marks if m == "preliminary"))


def indicator_decimals(indicator: str) -> int:
    """Return the decimals an indicator is printed with."""
    return catalog.indicator(indicator).decimals
