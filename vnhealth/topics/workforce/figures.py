"""The charts of the workforce brief."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from vnhealth import catalog
from vnhealth.blocks import Figure, Paragraph
from vnhealth.charts import levels as levels_chart
from vnhealth.charts import mix as mix_chart
from vnhealth.charts.axes import Break
from vnhealth.topics import drawing, words
from vnhealth.topics.ranking import ranked_figure
from vnhealth.topics.trends import is_unclear, trend_notes
from vnhealth.topics.words import COUNTRY
from vnhealth.topics.workforce.facts import DENSITIES, DOCTORS, MIX, density_parts, part_figure
from vnhealth.views.targets import scope, target_rows
from vnhealth.wording.numbers import half_up

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

ENOUGH_YEARS = 3


def density_trend(page: Page) -> Figure | None:
    """Return doctors per 10 000 over the years: table series, then the documents' figures."""
    frame = page.points(DOCTORS)
    wanted = {page.place_id, page.province_id, *drawing.companions(page)}
    series = frame[
        frame["place_id"].isin(list(wanted))
        & (frame["role"] == "actual")
        & (frame["year"] <= page.year)
        & (frame["qualifier"] == "")
        & frame["value"].notna()
    ]
    own = series[series["place_id"] == page.province_id]
    if len(own) < ENOUGH_YEARS:
        return None
    titled = drawing.one_run(own)
    printed = own[own["kind"] == "printed"]
    breaks = []
    notes = []
    if len(printed) and (own["kind"] == "computed").any():
        breaks = [Break(int(printed["year"].min()), "source", series_ids=(page.province_id,))]
        notes = [page.fill("workforce.trend_note")]
    return drawing.trend_figure(
        page,
        DOCTORS,
        series,
        anchor="doctors-trend",
        title=drawing.change_title(
            page,
            "workforce.trend",
            titled.iloc[0],
            titled.iloc[-1],
            unclear=is_unclear(page, DOCTORS, titled),
        ),
        breaks=breaks,
        notes=(*notes, *trend_notes(page, DOCTORS), *_parts_note(page)),
    )


def _parts_note(page: Page) -> tuple[Paragraph, ...]:
    """Return what staff and people did to the density, in one line."""
    parts = density_parts(page)
    if parts is None:
        return ()
    years = parts.iloc[0]
    figures = {part: part_figure(page, parts, part) for part in ("staff", "population", "total")}
    return (
        page.fill(
            "workforce.decomposition",
            first_year=str(years["from_year"]),
            last_year=str(years["to_year"]),
            **figures,
        ),
    )


def ranking(page: Page) -> Figure | None:
    """Return the provinces ranked by doctors per 10 000 in the newest year of most of them."""
    return ranked_figure(page, DOCTORS, "doctors-ranking")


def mix(page: Page) -> Figure | None:
    """Return the make-up of clinical staff beside region and country, in the newest full year."""
    import pandas as pd

    order = [place for place in (page.province_id, page.region_id, COUNTRY) if place]
    year = _mix_year(page)
    if year is None:
        return None
    rows, numbers = [], []
    cells: dict[str, list[str]] = {place: [] for place in order}
    for place in order:
        for indicator in MIX:
            point = _count(page, indicator, place, year)
            if point is not None:
                numbers += drawing.drawn_numbers(page, [point])
                cells[place] += point["cells"]
            rows.append(
                {
                    "bar": page.name(place),
                    "part": page.label(indicator),
                    "value": float("nan") if point is None else float(point["value"]),
                    "own": place == page.province_id,
                }
            )
    frame = pd.DataFrame(rows)
    share = mix_chart.shares(frame).set_index(["bar", "part"])["share_pct"]
    doctors = page.label("doctors")
    decimals = 1
    settings = mix_chart.MixSettings(
        language=page.language, indicator=page.say("heading.mix"), unit="%", decimals=decimals
    )
    own, whole = (
        page.computed(share[page.name(place), doctors], "%", 1, "share", cells[place])
        for place in (page.province_id, COUNTRY)
    )
    return drawing.figure(
        page,
        mix_chart,
        frame,
        settings,
        anchor="staff-mix",
        title=page.say(
            "workforce.mix_title",
            own=own.printed + "%",
            country=whole.printed + "%",
            place=page.name(page.province_id),
            year=str(year),
        ),
        subtitle=page.say(
            "workforce.mix_subtitle",
            places=", ".join(page.name(place) for place in order),
            year=str(year),
        ),
        numbers=[*numbers, own, whole],
        reading=page.say("workforce.mix_reading"),
        notes=(page.fill("workforce.mix_note"),),
    )


def _mix_year(page: Page) -> int | None:
    """Return the newest year in which all parts are on record for the province."""
    years: set[int] | None = None
    for indicator in MIX:
        frame = page.points(indicator)
        mine = frame[
            (frame["place_id"] == page.province_id)
            & (frame["role"] == "actual")
            & (frame["qualifier"] == "")
            & (frame["year"] <= page.year)
        ]
        found = set(mine["year"].astype(int))
        years = found if years is None else years & found
    return max(years) if years else None


def _count(page: Page, indicator: str, place: str, year: int) -> pd.Series | None:
    frame = page.points(indicator)
    mine = frame[
        (frame["place_id"] == place)
        & (frame["year"] == year)
        & (frame["role"] == "actual")
        & (frame["qualifier"] == "")
    ]
    return None if mine.empty else mine.iloc[0]


def levels(page: Page) -> Figure | None:
    """Return each density beside region, country and target, on axes of their own."""
    import pandas as pd

    rows, numbers = [], []
    for indicator in DENSITIES:
        own = page.latest(indicator)
        if own is None:
            continue
        found = [("own", page.place_id, own)]
        for place in drawing.companions(page):
            other = words.beside(page.points(indicator), own, place)
            if other is not None:
                found.append((drawing.kind_of(page, place), place, other))
        target = _nearest_target(page, indicator)
        if target is not None and scope(target) == scope(own):
            found.append(("target", page.place_id, target))
        if len(found) == 1:
            continue
        for kind, place, point in found:
            numbers.append(page.number(point, listed=kind in ("own", "target")))
            rows.append(_bar(page, indicator, kind, place, point))
    if not rows:
        return None
    settings = levels_chart.LevelsSettings(language=page.language, decimals=1)
    return drawing.figure(
        page,
        levels_chart,
        pd.DataFrame(rows),
        settings,
        anchor="staff-levels",
        title=_levels_title(page, rows),
        subtitle=page.say(
            "workforce.levels_subtitle",
            places=", ".join(
                dict.fromkeys(str(row["label"]) for row in rows if row["kind"] != "target")
            ),
            years=_span(int(str(row["year"])) for row in rows if row["kind"] != "target"),
        ),
        numbers=numbers,
        reading=page.say("workforce.levels_reading"),
    )


def _levels_title(page: Page, rows: list[dict[str, object]]) -> str:
    """Count the kinds in which the place stands above the country, else those up to target."""
    by_kind = {(row["indicator_id"], row["kind"]): row for row in rows}
    for other, key in (("country", "levels_title"), ("target", "levels_goal")):
        pairs = [
            (by_kind[each, "own"], by_kind[each, other])
            for each in dict.fromkeys(row["indicator_id"] for row in rows)
            if (each, "own") in by_kind and (each, other) in by_kind
        ]
        if not pairs:
            continue
        ahead = sum(_is_ahead(own, its, strictly=other == "country") for own, its in pairs)
        form = words.all_or_some(f"workforce.{key}", ahead, len(pairs))
        return page.say(form, place=page.name(), count=str(ahead), total=str(len(pairs)))
    return page.say("workforce.levels_plain", place=page.name())


def _is_ahead(own: dict[str, object], other: dict[str, object], *, strictly: bool) -> bool:
    """Tell whether the own figure is above another, or level with it, as printed."""
    decimals = int(str(own["decimals"]))
    mine, its = (half_up(float(str(row["value"])), decimals) for row in (own, other))
    return mine > its if strictly else mine >= its


def _span(years: Iterable[int]) -> str:
    found = sorted(set(years))
    return str(found[0]) if len(found) == 1 else f"{found[0]}–{found[-1]}"


def _nearest_target(page: Page, indicator: str) -> pd.Series | None:
    rows = target_rows(page.panel, page.place_id, (indicator,), page.year)
    found = [*rows[0].own, *rows[0].national] if rows else []
    return found[0] if found else None


def _bar(page: Page, indicator: str, kind: str, place: str, point: pd.Series) -> dict[str, object]:
    national = point["place_id"] == COUNTRY and kind == "target"
    label = page.name(place)
    if kind == "target":
        label = page.say("target.short_national" if national else "target.short")
    return {
        "indicator_id": indicator,
        "indicator": page.label(indicator, short=True),
        "kind": kind,
        "label": label,
        "value": float(point["value"]),
        "unit": "",
        "decimals": catalog.indicator(indicator).decimals,
        "year": int(point["year"]),
        "preliminary": point["status"] == "preliminary",
        "comparator": str(point["comparator"]),
    }
