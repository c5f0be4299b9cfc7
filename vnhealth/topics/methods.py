"""One line below a table or chart that says how its intervals and classes came about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth.views.estimates import EVENTS, FULL_COUNT
from vnhealth.wording.numbers import number

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.blocks import Paragraph
    from vnhealth.topics.page import Page

KEYS: Final = {
    "Byar": "method.byar",
    "exact Poisson": "method.exact_poisson",
    "Wilson": "method.wilson",
}
"""Methods of intervals, as the measures name them."""
SMALL: Final = ("low_count", "zero_events")
"""Words of reliability that a reader must know of."""


def method_line(page: Page, table: pd.DataFrame) -> tuple[Paragraph, ...]:
    """Return how the intervals and the funnel classes of a ranking were worked out.

    Parameters
    ----------
    page
        The brief.
    table
        Frame of :func:`vnhealth.views.ranking.rank_places`.

    Returns
    -------
    tuple of Paragraph
        One paragraph; for figures printed without counts it says that none can be drawn, and
        for sums of money there is none.
    """
    limited = table[table["confidence"].notna()]
    if limited.empty:
        printed_alone = bool((table["basis"] == "no_counts").any())
        return (page.fill("method.no_counts"),) if printed_alone else ()
    used = [page.say(KEYS[each]) for each in KEYS if each in set(limited["method"])]
    said = page.say(
        "method.interval",
        confidence=confidence_text(page, float(limited["confidence"].iloc[0])),
        methods=page.say("list.last").join(used),
    )
    basis = str(limited["basis"].iloc[0])
    if basis in (FULL_COUNT, EVENTS):
        said += " " + page.say(f"method.{basis}")
    if (table["class_method"] != "").any():
        said += " " + page.say("method.funnel")
    few = table[table["reliability"].isin(list(SMALL))]
    if len(few):
        named = ", ".join(page.name(str(place_id)) for place_id in few["place_id"])
        said += " " + page.say("method.few", named=named)
    return ((said,),)


def confidence_text(page: Page, confidence: float) -> str:
    """Return a confidence as printed: "95%"."""
    percent = 100 * confidence
    return number(percent, 1, page.language, trim=True) + "%"
