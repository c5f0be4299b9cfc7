"""From the figures of a page to a Figure block: frame, settings, picture, alt text, numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from vnhealth import catalog, places
from vnhealth.blocks import Figure, Number, Paragraph
from vnhealth.charts import trend
from vnhealth.charts.axes import Break, Target
from vnhealth.charts.frame import NARROW_WIDTH_IN, Settings, to_svg
from vnhealth.charts.narrow import WIDE_ONLY, name_of
from vnhealth.topics.words import COUNTRY
from vnhealth.views.targets import target_rows
from vnhealth.wording.numbers import MILLION, half_up

if TYPE_CHECKING:
    from types import ModuleType

    import pandas as pd

    from vnhealth.topics.page import Page


def figure(
    page: Page,
    chart: ModuleType,
    frame: pd.DataFrame,
    settings: Settings,
    *,
    anchor: str,
    title: str,
    subtitle: str,
    numbers: Sequence[Number],
    reading: str = "",
    notes: tuple[Paragraph, ...] = (),
    remarked: bool = False,
) -> Figure:
    """Return the Figure block of `chart` drawn from `frame`.

    `remarked` puts what the checks found on its figures below it. A chart stays on one page with
    what stands below it, so only charts with room take remarks; the tables take the others.
    """
    sources = tuple(sorted({number for figure in numbers for number in figure.sources}))
    return Figure(
        title=title,
        subtitle=subtitle,
        svg=to_svg(chart.draw(frame, settings), anchor),
        alt=f"{title}. {chart.alt_text(frame, settings)}",
        caption="",
        anchor=anchor,
        numbers=tuple(numbers),
        sources=sources,
        reading=reading,
        marks=page.legend(numbers),
        notes=(*notes, *(page.remarks(numbers) if remarked else ())),
        narrow=_narrow(chart, frame, settings, anchor),
    )


def _narrow(chart: ModuleType, frame: pd.DataFrame, settings: Settings, anchor: str) -> str:
    """Return the same chart drawn for a phone; nothing where it has no such form."""
    if name_of(chart) in WIDE_ONLY:
        return ""
    return to_svg(chart.draw(frame, replace(settings, width_in=NARROW_WIDTH_IN)), f"{anchor}-n")


def subtitle(page: Page, indicator: str, names: Iterable[str], years: Iterable[int]) -> str:
    """Return the subtitle of a chart: indicator, places and years."""
    span = sorted(set(years))
    said = str(span[0]) if len(span) == 1 else f"{span[0]}–{span[-1]}"
    return page.say(
        "figure.subtitle",
        indicator=page.label(indicator),
        unit=_unit_in_name(page, indicator),
        places=", ".join(dict.fromkeys(names)),
        years=said,
    )


def _unit_in_name(page: Page, indicator: str) -> str:
    """Return the unit where the indicator's name doesn't already say it."""
    facts = catalog.indicator(indicator)
    if facts.unit == "VND":
        return f" ({page.say('unit.million_vnd')})"
    if facts.unit in ("per_10k", "per_100k", "per_100"):
        return ""
    return f" ({facts.unit if facts.unit in '%‰' else page.unit_text(facts.unit)})"


def trend_frame(page: Page, series: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    """Return the frame of :mod:`vnhealth.charts.trend` for the places in `order`."""
    import pandas as pd

    rows = []
    for place in order:
        mine = series[series["place_id"] == place].sort_values("year")
        rows += [
            {
                "series_id": place,
                "series": page.name(place),
                "kind": kind_of(page, place),
                "year": int(point["year"]),
                "value": float(point["value"]),
                "source": source_name(page, point),
                "preliminary": point["status"] == "preliminary",
                "comparator": str(point["comparator"]),
            }
            for _, point in mine.iterrows()
        ]
    return pd.DataFrame(rows)


def source_name(page: Page, point: pd.Series) -> str:
    """Return what kind of source a figure comes from: a statistical table or a document."""
    table = page.panel.is_table(str(point["sources"][0]))
    return page.say("source.table" if table else "source.document")


def kind_of(page: Page, place_id: str) -> str:
    """Return how a place is drawn: own, region, country or peer."""
    if place_id in (page.place_id, page.province_id):
        return "own"
    if place_id == COUNTRY:
        return "country"
    return "region" if place_id == page.region_id else "peer"


def companions(page: Page) -> list[str]:
    """Return the places drawn beside the own one: region, country, peers."""
    others = [page.region_id, COUNTRY, *page.peers]
    return [place for place in dict.fromkeys(others) if place]


def boundary_breaks(page: Page, place_id: str, years: Iterable[int]) -> list[Break]:
    """Return the changes of territory inside the series, one a year."""
    span = sorted(years)
    found: dict[int, Break] = {}
    for change in places.breaks(place_id, span[0], span[-1]):
        found.setdefault(change.year, Break(change.year, "boundary", series_ids=(place_id,)))
    return list(found.values())


def boundary_notes(page: Page, place_id: str, years: Iterable[int]) -> tuple[Paragraph, ...]:
    """Return what the changes of territory inside the series were, in words."""
    span = sorted(years)
    notes = [
        change.note_vi if page.language == "vi" else change.note_en
        for change in places.breaks(place_id, span[0], span[-1])
    ]
    return tuple((note,) for note in dict.fromkeys(notes))


def target_lines(page: Page, indicator: str) -> tuple[tuple[Target, ...], list[Number]]:
    """Return the nearest own target and the national ones as lines, and their figures."""
    rows = target_rows(page.panel, page.province_id, (indicator,), page.year)
    if not rows:
        return (), []
    lines, numbers = [], []
    for point in [*rows[0].own[:1], *rows[0].national[:1]]:
        if point["comparator"] == "range" or point["value"] != point["value"]:
            continue
        key = "target.line_national" if point["place_id"] == COUNTRY else "target.line"
        numbers.append(page.number(point))
        lines.append(Target(float(point["value"]), page.say(key, year=str(point["year"]))))
    return tuple(lines), numbers


def drawn_numbers(page: Page, points: Iterable[pd.Series]) -> list[Number]:
    """Return the figures a chart draws, their cells noted as drawn."""
    return [page.number(point, listed=False) for point in points]


def scale_of(page: Page, unit: str) -> tuple[float, str]:
    """Return what a chart divides by, and its unit: sums of money are drawn in millions."""
    if unit == "VND":
        return MILLION, page.say("unit.million_vnd")
    return 1.0, page.unit_text(unit)


def trend_figure(
    page: Page,
    indicator: str,
    series: pd.DataFrame,
    *,
    anchor: str,
    title: str,
    breaks: Sequence[Break] = (),
    notes: tuple[Paragraph, ...] = (),
) -> Figure:
    """Return the trend of the own place beside region, country and peers.

    Parameters
    ----------
    page, indicator
        The brief and the indicator.
    series
        Points of every place to be drawn, one row a place, year and source.
    anchor, title
        Anchor and finding.
    breaks, notes
        Breaks beyond those of territory, and remarks.
    """
    facts = catalog.indicator(indicator)
    own = list(dict.fromkeys((page.place_id, page.province_id)))
    order = [place for place in [*own, *companions(page)] if place in set(series["place_id"])]
    frame = trend_frame(page, series, order)
    years = (
        frame[frame["kind"] == "own"]["year"] if (frame["kind"] == "own").any() else frame["year"]
    )
    lines, line_numbers = target_lines(page, indicator)
    changes = boundary_breaks(page, page.province_id, years)
    settings = trend.TrendSettings(
        language=page.language,
        indicator=page.label(indicator),
        unit=page.unit_text(facts.unit),
        decimals=facts.decimals,
        own=page.place_id,
        targets=lines,
        breaks=(*changes, *breaks),
    )
    drawn = series[series["place_id"].isin(order)]
    numbers = drawn_numbers(page, (point for _, point in drawn.iterrows())) + line_numbers
    return figure(
        page,
        trend,
        frame,
        settings,
        anchor=anchor,
        title=title,
        subtitle=subtitle(page, indicator, [page.name(p) for p in order], frame["year"]),
        numbers=numbers,
        reading=page.say("trend.reading"),
        notes=(*boundary_notes(page, page.province_id, years), *notes),
    )


def one_run(series: pd.DataFrame) -> pd.DataFrame:
    """Return the newest run of a place's series that may be compared from end to end.

    Figures of one kind (computed or printed), without those that cover more ground; with a single
    figure of the newest kind, the longer run of the other kind.
    """
    own_ground = series[~series["flags"].str.contains("includes:")]
    newest = own_ground[own_ground["kind"] == own_ground.iloc[-1]["kind"]]
    other = own_ground[own_ground["kind"] != own_ground.iloc[-1]["kind"]]
    run: pd.DataFrame = newest if len(newest) > 1 or other.empty else other
    return run


def change_title(
    page: Page,
    prefix: str,
    first: pd.Series,
    last: pd.Series,
    *,
    unclear: bool = False,
    **extra: Any,
) -> str:
    """Return the title that says how the own series went: rose, fell, stayed, or isn't clear."""
    before, after = page.number(first, listed=False), page.number(last, listed=False)
    decimals = catalog.indicator(str(first["indicator"])).decimals
    low, high = half_up(first["value"], decimals), half_up(last["value"], decimals)
    kind = "stable" if low == high else "rise" if high > low else "fall"
    kind = "unclear" if unclear and kind != "stable" else kind
    unit = page.unit_text(str(first["unit"])) if first["unit"] in ("%", "‰") else ""
    return page.say(
        f"{prefix}_{kind}",
        place=page.name(page.province_id),
        first=before.printed + unit,
        last=after.printed + unit,
        first_year=str(first["year"]),
        last_year=str(last["year"]),
        **extra,
    )
