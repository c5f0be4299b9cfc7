"""One made-up case a chart, in both languages, with the longest names that occur."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property, partial
from types import ModuleType
from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure

from vnhealth import places
from vnhealth.charts import (
    budget,
    dumbbell,
    funnel,
    levels,
    lines_many,
    mix,
    ranked,
    scorecard,
    slope,
    small_multiples,
    spine,
    tile_map,
    totals,
    trend,
)
from vnhealth.charts.axes import Break, Target
from vnhealth.charts.frame import to_svg
from vnhealth.charts.tile_layout import tiles
from vnhealth.measures.funnels import Funnel, funnel_limits

NAN = math.nan
# The names of the 63 provinces, the longest among them twice as long as most.
NAMES = (
    "Hà Nội", "Hà Giang", "Cao Bằng", "Bắc Kạn", "Tuyên Quang",
    "Lào Cai", "Điện Biên", "Lai Châu", "Sơn La", "Yên Bái",
    "Hòa Bình", "Thái Nguyên", "Lạng Sơn", "Quảng Ninh", "Bắc Giang",
    "Phú Thọ", "Vĩnh Phúc", "Bắc Ninh", "Hải Dương", "Hải Phòng",
    "Hưng Yên", "Thái Bình", "Hà Nam", "Nam Định", "Ninh Bình",
    "Thanh Hóa", "Nghệ An", "Hà Tĩnh", "Quảng Bình", "Quảng Trị",
    "Thừa Thiên Huế", "Đà Nẵng", "Quảng Nam", "Quảng Ngãi", "Bình Định",
    "Phú Yên", "Khánh Hòa", "Ninh Thuận", "Bình Thuận", "Kon Tum",
    "Gia Lai", "Đắk Lắk", "Đắk Nông", "Lâm Đồng", "Bình Phước",
    "Tây Ninh", "Bình Dương", "Đồng Nai", "Bà Rịa - Vũng Tàu", "Thành phố Hồ Chí Minh",
    "Long An", "Tiền Giang", "Bến Tre", "Trà Vinh", "Vĩnh Long",
    "Đồng Tháp", "An Giang", "Kiên Giang", "Cần Thơ", "Hậu Giang",
    "Sóc Trăng", "Bạc Liêu", "Cà Mau",
)  # fmt: skip
# Codes of the statistics office, in the order of the names.
CODES = (
    "01", "02", "04", "06", "08", "10", "11", "12", "14", "15", "17", "19", "20",
    "22", "24", "25", "26", "27", "30", "31", "33", "34", "35", "36", "37", "38",
    "40", "42", "44", "45", "46", "48", "49", "51", "52", "54", "56", "58", "60",
    "62", "64", "66", "67", "68", "70", "72", "74", "75", "77", "79", "80", "82",
    "83", "84", "86", "87", "89", "91", "92", "93", "94", "95", "96",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Case:
    """A chart with a frame and settings to draw."""

    module: ModuleType
    frame: pd.DataFrame
    settings: Any

    def draw(self) -> Figure:
        return self.module.draw(self.frame, self.settings)

    @cached_property
    def figure(self) -> Figure:
        """The chart drawn once, for tests that only look at it."""
        return self.draw()

    @cached_property
    def svg(self) -> str:
        """The picture of the chart drawn once, its ids led by ``f1``."""
        return to_svg(self.figure, "f1")

    def alt(self) -> str:
        return self.module.alt_text(self.frame, self.settings)


def say(language: str, vi: str, en: str) -> str:
    return vi if language == "vi" else en


def base(language: str) -> dict[str, Any]:
    return {
        "language": language,
        "indicator": say(language, "Bác sĩ trên 10.000 dân", "Doctors per 10,000 people"),
        "unit": say(language, "bác sĩ trên 10.000 dân", "doctors per 10,000 people"),
        "own": "own",
    }


def trend_case(language: str) -> Case:
    region = say(language, "Bắc Trung Bộ và Duyên hải miền Trung", "North Central and Coast")
    country = say(language, "Cả nước", "Viet Nam")
    office = say(language, "Tổng cục Thống kê", "General Statistics Office")
    plan = say(language, "Văn kiện của tỉnh", "The province's documents")
    rows = [
        (kind, name, kind, year, start + (year - 2002) * slope, office, year == 2016)
        for kind, name, start, slope in (
            ("own", "Bà Rịa - Vũng Tàu", 4.0, 0.30),
            ("country", country, 4.5, 0.13),
            ("region", region, 4.2, 0.28),
            ("peer", "Thừa Thiên Huế", 4.1, 0.29),
        )
        for year in range(2002, 2017)
        if (kind, year) != ("own", 2009)
    ]
    rows += [("own", "Bà Rịa - Vũng Tàu", "own", y, v, plan, False)
             for y, v in ((2020, 12.0), (2022, 13.6), (2023, 14.5))]  # fmt: skip
    rows += [("country", country, "country", 2023, 10.4, plan, True)]
    frame = pd.DataFrame(
        rows, columns=["series_id", "series", "kind", "year", "value", "source", "preliminary"]
    )
    targets = (
        Target(14.5, say(language, "Mục tiêu tỉnh 2024: 14,5", "Province target 2024: 14.5")),
        Target(10, say(language, "Mục tiêu quốc gia 2025: 10", "National target 2025: 10")),
    )
    breaks = (Break(2004, "boundary"), Break(2017, "source"))
    return Case(trend, frame, trend.TrendSettings(**base(language), targets=targets, breaks=breaks))


def ranked_frame(count: int) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "place_id": "own" if i == 5 else str(i),
                "place": name,
                "value": NAN if i == 10 else 3 + (i * 37 % 63) / 6,
                "in_region": 1 <= i <= 14,
            }
            for i, name in enumerate(NAMES[:count])
        ]
    )


def ranked_case(language: str) -> Case:
    settings = ranked.RankedSettings(
        **base(language),
        reference=6.3,
        reference_label=say(language, "Cả nước", "Viet Nam"),
        chosen=("48",),
    )
    return Case(ranked, ranked_frame(63), settings)


def ranked_34_case(language: str) -> Case:
    frame = ranked_frame(34)
    frame = frame.assign(lower=frame["value"] * 0.9, upper=frame["value"] * 1.1)
    return Case(ranked, frame, ranked.RankedSettings(**base(language), reference=3.1))


def levels_case(language: str) -> Case:
    target = say(language, "Mục tiêu 2025", "Target 2025")
    region = say(language, "Trung du và miền núi phía Bắc", "Northern midlands and mountains")
    country = say(language, "Cả nước", "Viet Nam")
    rows = []
    for key, vi, en, values in (
        ("d", "Bác sĩ", "Doctors", (14.5, 7.9, 10.4, 10)),
        ("n", "Điều dưỡng", "Nurses", (20.1, 14.2, NAN, 25)),
        ("b", "Giường bệnh", "Hospital beds", (45.7, 30.2, 32, 30)),
    ):
        kinds = ("own", "region", "country", "target")
        labels = ("Bà Rịa - Vũng Tàu", region, country, target)
        rows += [
            {
                "indicator_id": key, "indicator": say(language, vi, en), "kind": kind,
                "label": label, "value": value, "year": 0 if kind == "target" else 2023,
                "unit": say(language, "trên 10.000 dân", "per 10,000"),
                "preliminary": kind == "country",
            }
            for kind, label, value in zip(kinds, labels, values, strict=True)
        ]  # fmt: skip
    return Case(levels, pd.DataFrame(rows), levels.LevelsSettings(language=language))


def dumbbell_case(language: str) -> Case:
    rows = [
        ("Tham gia bảo hiểm y tế", "Health insurance", 86.5, 95, "higher", "not_met", "%", "eq"),
        ("Trẻ dưới 1 tuổi tiêm chủng đầy đủ các loại vắc xin",
         "Children under one year fully immunised with all vaccines",
         93, 95, "higher", "undetermined", "%", "gt"),
        ("Tử vong trẻ dưới 1 tuổi", "Infant mortality", 10.1, 12.5, "lower", "met", "‰", "eq"),
        ("Giường bệnh", "Hospital beds", 60, 30, "higher", "met",
         say(language, "trên 10.000 dân", "per 10,000"), "eq"),
        ("Sự hài lòng của người bệnh", "Satisfaction", NAN, 80, "higher", "missing", "%", "eq"),
    ]  # fmt: skip
    columns = ["vi", "en", "result", "target", "direction", "status", "unit", "result_comparator"]
    frame = pd.DataFrame(rows, columns=columns).rename(columns={language: "indicator"})
    settings = dumbbell.DumbbellSettings(
        language=language,
        result_label=say(language, "Kết quả 2024", "Result 2024"),
        target_label=say(language, "Mục tiêu 2025", "Target 2025"),
    )
    return Case(dumbbell, frame, settings)


def budget_case(language: str) -> Case:
    """Return the shape of Lào Cai's 2024 budget with made-up parts; 3,0 tỷ are left over."""
    rows = [
        ("p", "Dự án 1: Đầu tư cơ sở vật chất, trang thiết bị y tế tuyến tỉnh, huyện và xã",
         "Project 1: Buildings and equipment of province, district and commune", 412.3, False),
        ("p", "Dự án 2: Đào tạo, thu hút nhân lực", "Project 2: Training and staff", 57.7, False),
        ("p", "Dự án 3: Nâng cao chất lượng", "Project 3: Quality", 56.7, False),
        ("p", "Chưa thuộc dự án nào", "In no project", 3.0, True),
        ("s", "Ngân sách địa phương đầu tư", "Local investment", 429.7, False),
        ("s", "Nguồn khác", "Other sources", 100.0, False),
    ]  # fmt: skip
    frame = pd.DataFrame(
        [
            {
                "group": group,
                "group_label": say(language, "Theo dự án", "By project")
                if group == "p"
                else say(language, "Theo nguồn vốn", "By source"),
                "item": say(language, vi, en),
                "value": value * 1e9,
                "residual": residual,
            }
            for group, vi, en, value, residual in rows
        ]
    )
    return Case(budget, frame, budget.BudgetSettings(language=language, total=529.7e9))


def mix_case(language: str) -> Case:
    parts = (("Bác sĩ", "Doctors"), ("Y sĩ", "Assistant doctors"), ("Điều dưỡng", "Nurses"),
             ("Hộ sinh", "Midwives"))  # fmt: skip
    bars = {
        "Bà Rịa - Vũng Tàu 2016": (300, 200, 480, 20),
        say(language, "Trung du và miền núi phía Bắc 2016", "Northern midlands, mountains 2016"): (
            100, 90, 200, 2),
        say(language, "Cả nước 2016", "Viet Nam 2016"): (100, NAN, 200, 10),
    }  # fmt: skip
    rows = [
        (bar, say(language, *part), value, i == 0)
        for i, (bar, values) in enumerate(bars.items())
        for part, value in zip(parts, values, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["bar", "part", "value", "own"])
    indicator = say(language, "Cơ cấu nhân lực y tế", "Mix of health staff")
    settings = mix.MixSettings(language=language, decimals=0, indicator=indicator)
    return Case(mix, frame, settings)


def lines_many_case(language: str) -> Case:
    rows = [
        (
            str(i),
            name,
            "own" if i == 5 else "place",
            year,
            3 + (i * 37 % 63) / 6 + (year - 2002) / 9,
        )
        for i, name in enumerate(NAMES)
        for year in range(2002, 2017)
    ]
    rows += [("vn", say(language, "Cả nước", "Viet Nam"), "country", y, 8.0) for y in (2002, 2016)]
    middle = say(language, "Trung vị các tỉnh", "Median of provinces")
    rows += [("m", middle, "median", year, 8.1) for year in range(2002, 2017)]
    frame = pd.DataFrame(rows, columns=["series_id", "series", "kind", "year", "value"])
    settings = lines_many.LinesManySettings(
        **base(language), breaks=(Break(2008, "boundary"), Break(2016, "definition"))
    )
    return Case(lines_many, frame, settings)


def totals_case(language: str) -> Case:
    rows = [(2006, "plan", 1234.5), (2008, "final", 2345.6), (2017, "plan", 9876.0),
            (2017, "final", 12345.0)]  # fmt: skip
    frame = pd.DataFrame(
        [
            {"series": series, "year": year, "kind": kind, "value": value * 1e9}
            for series in (
                say(language, "Tổng thu", "Revenue"), say(language, "Tổng chi", "Expenditure")
            )
            for year, kind, value in rows
        ]
    )  # fmt: skip
    indicator = say(language, "Thu, chi ngân sách", "Budget revenue and expenditure")
    settings = totals.TotalsSettings(language=language, decimals=0, indicator=indicator)
    return Case(totals, frame, settings)


def tile_map_case(language: str) -> Case:
    frame = pd.DataFrame(
        {
            "place_id": [f"63-{code}" for code in CODES],
            "place": [n.removeprefix("Thành phố ") for n in NAMES],
            "value": [NAN if i == 10 else 3 + (i * 37 % 63) / 6 for i in range(63)],
        }
    )
    frame["preliminary"] = frame["place"] == "Hà Nội"
    settings = tile_map.TileMapSettings(
        **{**base(language), "own": "63-10"},
        limits=(5, 7, 9, 11),
        reference=6.6,
        reference_label=say(language, "Cả nước", "Viet Nam"),
    )
    return Case(tile_map, frame, settings)


def tile_map_34_case(language: str) -> Case:
    ids = sorted(tiles("34"))
    frame = pd.DataFrame(
        {
            "place_id": ids,
            "place": [places.place(place_id).name(language) for place_id in ids],
            "value": [1_234.5 * (i % 7) for i in range(34)],
        }
    )
    settings = tile_map.TileMapSettings(
        **{**base(language), "own": "34-48"}, limits=(2_000, 5_000), boundaries="34"
    )
    return Case(tile_map, frame, settings)


def spine_case(language: str) -> Case:
    """Return sixteen indicators: every reading, lower better, no direction, gaps, one place."""
    readings = ("better", "similar", "worse", "not_compared", "higher", "lower")
    names = (
        ("Số bác sĩ trên 10.000 dân", "Doctors per 10,000 population", "d"),
        ("Tỷ lệ trẻ dưới 1 tuổi được tiêm chủng đầy đủ các loại vắc xin",
         "Children under one year fully immunised with all vaccines", "%"),
        ("Tỷ suất tử vong trẻ em dưới 5 tuổi", "Under-five mortality rate", "‰"),
        ("Chi ngân sách cho y tế", "Health spending", "m"),
    )  # fmt: skip
    units = {"d": ("trên 10.000 dân", "per 10,000"), "m": ("triệu đồng", "million VND")}
    rows = []
    for i in range(16):
        vi, en, unit = names[i % 4]
        worst, best = (2.3, 14.9) if unit in "d%" else (12_345.6, 1.2)
        at = (i % 9) / 8
        rows.append(
            {
                "label": say(language, vi, en), "year": 2016,
                "unit": say(language, *units.get(unit, (unit, unit))),
                "worst": worst, "best": best, "worst_at": 0.0, "best_at": 1.0,
                "at": at, "value": worst + at * (best - worst), "country": (worst + best) / 2,
                "region": NAN if i == 3 else worst + 0.4 * (best - worst),
                "lower": worst + (at - 0.03) * (best - worst), "reading": readings[i % 6],
                "upper": worst + (at + 0.03) * (best - worst), "lower_quartile_at": 0.35,
                "upper_quartile_at": 0.7, "country_at": 0.5, "region_at": NAN if i == 3 else 0.4,
                "rank": NAN if i == 5 else i + 1, "ranked": 63, "directed": i % 6 < 4,
                "best_place": "Bắc Kạn", "worst_place": "Bình Dương",
                "mark": "ᵖ" if i == 2 else "",
            }
        )  # fmt: skip
    settings = spine.SpineSettings(
        language=language,
        place="Bà Rịa - Vũng Tàu",
        region=say(language, "Bắc Trung Bộ và Duyên hải miền Trung", "North Central and Coast"),
        country=say(language, "Cả nước", "Viet Nam"),
        benchmark=say(language, "cả nước", "Viet Nam"),
    )
    return Case(spine, pd.DataFrame(rows), settings)


def scorecard_case(language: str, count: int = 63, *, grouped: bool = False) -> Case:
    """Return every outcome and trend, one place lit, one cell missing and one not given."""
    indicators = (
        ("Tiêm chủng đầy đủ", "Full immunisation", "%", "higher"),
        ("Tử vong trẻ dưới 5 tuổi", "Under-five mortality", "‰", "lower"),
        ("Dược sĩ đại học", "University pharmacists", "d", "higher"),
        ("Chi cho y tế", "Health spending", "m", "none"),
    )
    units = {"d": ("trên 10.000 dân", "per 10,000"), "m": ("tỷ đồng", "billion VND")}
    judged = ("higher_99_8", "higher_95", "similar", "lower_95", "lower_99_8", "not_compared")
    trends = ("increasing", "decreasing", "no_significant_change", "gaps")
    rows = []
    for j in range(8):
        vi, en, unit, direction = indicators[j % 4]
        for i, name in enumerate(("Việt Nam", *NAMES[:count])):
            outcome = judged[(i + j) % 6] if i else "not_compared"
            side = outcome.split("_9")[0]
            good = {"higher": "better", "lower": "worse"}
            bad = {"higher": "worse", "lower": "better"}
            read = {"higher": good, "lower": bad, "none": {}}[direction]
            rows.append(
                {
                    "place_id": "vn" if i == 0 else "own" if i == 5 else str(i), "place": name,
                    "indicator": str(j), "label": say(language, vi, en), "year": 2016,
                    "unit": say(language, *units.get(unit, (unit, unit))),
                    "value": NAN if (i, j) == (3, 1) else 20 + (i * 37 + j * 11) % 63 / 3,
                    "direction": direction, "outcome": outcome,
                    "reading": read.get(side, side), "trend_outcome": trends[(i * j) % 4],
                    "kind": "place" if i else "country",
                    "group": f"{say(language, 'Vùng', 'Region')} {i // 12}" * (grouped and i > 0),
                }
            )  # fmt: skip
    frame = pd.DataFrame(rows).drop(index=70)
    benchmark = say(language, "cả nước", "Viet Nam")
    settings = scorecard.ScorecardSettings(language=language, own="own", benchmark=benchmark)
    return Case(scorecard, frame, settings)


def scorecard_34_case(language: str) -> Case:
    return scorecard_case(language, 34, grouped=True)


def funnel_case(language: str) -> Case:
    """Return 63 places of which many lie outside, one of no value and one of no size."""
    pooled, rows = 6.6, []
    for i, name in enumerate(NAMES):
        size = 300_000 * 1.05**i
        away = ((i * 37 % 63) - 31) / 31
        half = 3.09 * (pooled / size * 10_000) ** 0.5  # the 99.8 % limits, nearly
        value = pooled + 2.2 * half * away
        beyond = abs(value - pooled) / half
        level = "99_8" if beyond > 1.02 else "95" if beyond > 0.66 else ""
        side = "higher" if value > pooled else "lower"
        rows.append(
            {
                "place_id": "own" if i == 48 else str(i),
                "place": name,
                "value": NAN if i == 10 else value,
                "denominator": 0 if i == 11 else size,
                "outcome": f"{side}_{level}" if level else "similar",
                "reading": ("better" if side == "higher" else "worse") if level else "similar",
            }
        )
    frame = pd.DataFrame(rows)
    settings = funnel.FunnelSettings(
        **base(language),
        average=pooled,
        limits=funnel.limits_of(
            funnel_limits(funnel.sizes(frame), pooled / 10_000, Funnel("rate", 10_000))
        ),
        average_label=say(language, "Cả nước", "Viet Nam"),
        benchmark=say(language, "cả nước", "Viet Nam"),
        size_label=say(language, "Dân số", "Population"),
    )
    return Case(funnel, frame, settings)


def slope_case(language: str, count: int = 63) -> Case:
    """Return places many of which share a value, one without its last year, and four lit lines."""
    lit = (
        ("own", "Bà Rịa - Vũng Tàu", 5.0, 5.1),
        ("region", say(language, "Bắc Trung Bộ và Duyên hải miền Trung",
                       "North Central and Central Coast"), 5.0, 6.4),
        ("country", say(language, "Cả nước", "Viet Nam"), 5.1, 6.4),
        ("peer", "Thừa Thiên Huế", 5.0, 5.1),
    )  # fmt: skip
    rows = [
        (kind, name, kind, year, value)
        for kind, name, *ends in lit
        for year, value in zip((2008, 2016), ends, strict=True)
    ]
    rows += [
        (str(i), name, "place", year, 3 + i % 6 + (year - 2008) * (i % 11 - 2) / 20)
        for i, name in enumerate(NAMES[:count])
        for year in (2008, 2012, 2016)
        if (i, year) != (7, 2016) and name not in {name for _, name, *_ in lit}
    ]
    frame = pd.DataFrame(rows, columns=["series_id", "series", "kind", "year", "value"])
    return Case(slope, frame, slope.SlopeSettings(**base(language), name_all=18))


def slope_14_case(language: str) -> Case:
    return slope_case(language, 14)


def small_multiples_case(language: str) -> Case:
    """Return the six regions of the present division, the own place in the longest-named one."""
    country = say(language, "Cả nước", "Viet Nam")
    years = range(2010, 2025)
    rows = []
    for i in range(1, 7):
        region = places.place(f"34-r{i}").name(language)
        rows += [
            (f"34-r{i}", region, f"34-r{i}", region, "region", year, 5 + i / 2 + (year - 2010) / 6)
            for year in years
        ]
        rows += [
            (f"34-r{i}", region, name, name, "own" if (i, j) == (4, 2) else "place", year,
             4 + i / 2 + j / 3 + (year * (i + j)) % 5 / 4)
            for j, name in enumerate(NAMES[i * 6 : i * 6 + 6])
            for year in years
            if (i, j, year) != (4, 1, 2016)
        ]  # fmt: skip
    rows += [("", "", "vn", country, "country", year, 7 + (year - 2010) / 5) for year in years]
    columns = ["region_id", "region", "series_id", "series", "kind", "year", "value"]
    settings = small_multiples.SmallMultiplesSettings(
        **base(language), country=country, breaks=(Break(2020, "boundary"),)
    )
    return Case(small_multiples, pd.DataFrame(rows, columns=columns), settings)


CASES: dict[str, Callable[[str], Case]] = {
    "trend": trend_case,
    "ranked 63": ranked_case,
    "ranked 34": ranked_34_case,
    "scorecard 34": scorecard_34_case,
    "scorecard 63": scorecard_case,
    "slope 14": slope_14_case,
    "slope 63": slope_case,
    "small_multiples": small_multiples_case,
    "spine": spine_case,
    "funnel": funnel_case,
    "levels": levels_case,
    "dumbbell": dumbbell_case,
    "budget": budget_case,
    "mix": mix_case,
    "lines_many": lines_many_case,
    "totals": totals_case,
    "tile_map 34": tile_map_34_case,
    "tile_map 63": tile_map_case,
}


@cache
def made(name: str, language: str) -> Case:
    """Return the case of a name, made once: no test changes its frame."""
    return CASES[name](language)


@pytest.fixture(params=sorted(CASES), ids=lambda name: str(name).replace(" ", "-"))
def make_case(request: pytest.FixtureRequest) -> Callable[[str], Case]:
    """Return a maker of a case for every chart in turn."""
    return partial(made, request.param)


@pytest.fixture(params=["vi", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def case(make_case: Callable[[str], Case], language: str) -> Case:
    return make_case(language)


@pytest.fixture
def cases() -> dict[str, Callable[[str], Case]]:
    return CASES
