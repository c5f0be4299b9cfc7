"""The cases of docs/validation.md: ours beside a published figure or a second route."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from vnhealth.measures.backtests import backtest
from vnhealth.measures.counts import exact_limits, poisson_limits
from vnhealth.measures.funnels import significant_expected
from vnhealth.measures.inequality import Inequality, inequality
from vnhealth.measures.life_tables import life_expectancy
from vnhealth.measures.long_trends import theil_sen
from vnhealth.measures.means import mean_of_summary
from vnhealth.measures.pace import COLUMNS, pace
from vnhealth.measures.projections import Projection, project
from vnhealth.measures.proportions import wilson_limits
from vnhealth.measures.rates import rate
from vnhealth.measures.result import Interval
from vnhealth.measures.standardised import Bands, directly_standardised_rate

AGES = [0, 1, *range(5, 95, 5)]
PEOPLE = [7060, 35059, 46974, 48489, 43219, 38561, 46009, 57208, 61435, 55601,
          50209, 56416, 46411, 39820, 37978, 37039, 33288, 23306, 11936, 11936]  # fmt: skip
DEATHS = [17, 9, 4, 8, 20, 15, 24, 33, 50, 71, 100, 163, 263, 304, 536, 872, 1390, 1605, 1936, 1937]
UK = "UK public-health method library, workbooks"
WHO = "WHO Health Inequality Monitor, package examples"


@dataclass(frozen=True)
class Case:
    """One method checked against one reference."""

    method: str
    reference: str
    ours: Any
    theirs: Any

    @property
    def size(self) -> int:
        """Figures compared."""
        return int(np.size(self.theirs))

    @property
    def largest(self) -> float:
        """Largest relative difference (absolute where the reference is 0)."""
        ours, theirs = np.asarray(self.ours, float), np.asarray(self.theirs, float)
        scale = np.where(theirs == 0, 1.0, np.abs(theirs))
        return float(np.max(np.abs(ours - theirs) / scale))


def cases() -> Iterator[Case]:
    """Yield every case, in the order of the page."""
    yield from _intervals()
    yield from _inequality()
    yield from _others()


def _intervals() -> Iterator[Case]:
    published = [
        0.5525444329688797,
        0.7363575175690247,
        0.0017674320641406511,
        0.054486196178705294,
    ]
    ours = np.array([wilson_limits(65, 100), wilson_limits(1, 100)]).ravel()
    yield Case("Proportion, Wilson", UK, ours, published)
    x, n = np.tile(np.arange(0, 101, 5), 3), np.repeat([100, 250, 7000], 21)
    theirs = proportion_confint(x, n, 0.002, method="wilson")
    yield Case("Proportion, Wilson, 99.8 %", "statsmodels", wilson_limits(x, n, 0.998), theirs)
    counts = [50.163187710459454, 82.84913854593984, 982.5932018073325, 1110.33121298565]
    ours = np.array([poisson_limits(65), poisson_limits(1045)]).ravel()
    yield Case("Count, Byar", UK, ours, counts)
    rates = [25.317807984289896, 5571.643390938898, 1623.4863901184199,
             11668.332079322669, 12211.428834875936, 30889.880369197064, 6026.574877652674,
             7875.729370871851]  # fmt: skip
    frame = rate([1, 5, 20, 222], [100, 100, 100, 3215])
    yield Case("Rate, exact and Byar", UK, frame[["lower", "upper"]].to_numpy().ravel(), rates)
    few = np.arange(1, 10)
    chi = [stats.chi2.ppf(0.025, 2 * few) / 2, stats.chi2.ppf(0.975, 2 * few + 2) / 2]
    yield Case("Count, exact Poisson", "scipy, χ² quantiles", exact_limits(few), chi)
    sample = np.array([150.0, 152, 149, 160, 155, 147])
    summary = mean_of_summary(sample.mean(), sample.std(ddof=1), 6, Interval(0.9))
    theirs = stats.t.interval(0.9, 5, sample.mean(), stats.sem(sample))
    yield Case("Mean, Student's t", "scipy", summary[["lower", "upper"]].iloc[0], theirs)


def _inequality() -> Iterator[Case]:
    population = [7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534]
    values = [75.9334590103081, 78.3442382727843, 83.8360631041654, 83.6375399664931,
              80.4655031529559, 81.1156759857022, 81.6930835718562, 84.1900062060987,
              80.5955641081472, 86.2894349578624]  # fmt: skip
    ten = pd.DataFrame({"population": population, "value": values, "order": range(10)})
    found = inequality(ten, Inequality("higher"))["value"]
    ours = found[["slope index of inequality", "relative index of inequality"]]
    yield Case("SII and RII", UK, ours, [6.934616473668819, 1.0888180804446217])
    five = pd.DataFrame(
        {"population": [78, 91, 162, 103, 105], "value": [20.0, 30, 40, 50, 60], "order": range(5)}
    )
    found = inequality(five, Inequality("higher", scale=100))["value"]
    names = ["absolute concentration index", "relative concentration index"]
    names += ["population attributable risk", "population attributable fraction"]
    theirs = [7.328420321, 0.1777686117, 18.7755102, 45.544548]
    yield Case("Concentration indices, PAR, PAF", WHO + " (PAF in single precision)",
               found[names], theirs)  # fmt: skip
    y, w = five["value"], five["population"] / five["population"].sum()
    r = y / (w * y).sum()
    plain = [1000 * (w * r * np.log(r)).sum(), -1000 * (w * np.log(r)).sum()]
    names = ["Theil index", "mean log deviation"]
    yield Case("Theil index, mean log deviation", "plain pandas", found[names], plain)


def _others() -> Iterator[Case]:
    table = pd.DataFrame({"age": AGES, "deaths": DEATHS, "population": PEOPLE})
    years = life_expectancy(table)["value"].iloc[[0, 6, 19]]
    yield Case("Life expectancy at 0, 25, 90", UK, years, [80.16960813, 55.78835987, 6.16210635])
    strata = pd.DataFrame({"g": "g", "events": [5, 8, 12], "population": [1000, 2000, 500]})
    strata["standard"] = [5, 3, 2]
    ours = directly_standardised_rate(strata, Bands(["g"]), Interval())[["value", "upper"]]
    value = (5 * 5 / 1000 + 3 * 8 / 2000 + 2 * 12 / 500) / 10
    variance = (25 * 5 / 1000**2 + 9 * 8 / 2000**2 + 4 * 12 / 500**2) / 100
    above = 26 * (1 - 1 / (9 * 26) + stats.norm.ppf(0.975) / (3 * 26**0.5)) ** 3
    theirs = [value, value + (variance / 25) ** 0.5 * (above - 25)]
    yield Case("Directly standardised rate, Dobson", "written out", ours.iloc[0], theirs)
    rows = [[2015, 80, 2023, 88, 2030, 95], [2015, 80, 2023, 84, 2030, 95],
            [2020, 24.4, 2024, 22.8, 2030, 20]]  # fmt: skip
    ours = pace(pd.DataFrame(rows, columns=list(COLUMNS)))["value"]
    yield Case("Pace towards a target", "worked examples, six decimals", ours,
               [1.040135, 0.530907, 0.853928])  # fmt: skip
    ours = [
        significant_expected(200)["lower"].iloc[0],
        significant_expected(500, 0.998)["upper"].iloc[0],
    ]
    yield Case("Funnel, expected counts", UK + " (bisection to 1e-7)", ours,
               [173.24086241121654, 573.0274767209943])  # fmt: skip
    generator = np.random.default_rng(5)
    x = np.sort(generator.choice(np.arange(1995, 2025), 14, replace=False)).astype(float)
    y = np.round(0.3 * x + generator.normal(0, 2, 14), 1)
    fit = stats.theilslopes(y, x, 0.95)
    yield Case("Theil–Sen slope and limits", "scipy", theil_sen(x, y),
               [fit.slope, fit.low_slope, fit.high_slope])  # fmt: skip
    frame = pd.DataFrame({"year": range(2010, 2017), "value": [10.0, 11, 13, 12, 15, 16, 18]})
    line = sm.OLS(np.log(frame["value"]), sm.add_constant(frame["year"] - 2010.0)).fit()
    theirs = 18 * np.exp(line.params["year"])
    ours = project(frame, [2017], Projection(damping=1.0))["value"]
    yield Case("Projection, undamped", "statsmodels, slope of the line", ours, [theirs])


def doctors_panel(shared: Path) -> pd.DataFrame:
    """Read doctors per 10 000 people of each province, 2002 to 2016."""
    folder = shared / "data" / "nso-pxweb-en"
    doctors = _long(
        folder, "Number of medical staff under provincial departments of health", "Doctor"
    )
    people = _long(folder, "Average population", "Total")
    both = doctors.merge(people, on=["place", "year"], suffixes=("", "_people"), validate="1:1")
    provinces = ~both["place"].isin(NOT_PROVINCES) & both["year"].between(2002, 2016)
    both = both.loc[provinces]
    value = 10 * both["value"] / both["value_people"]  # people are in thousands
    return both[["place", "year"]].assign(value=value)


NOT_PROVINCES = (
    "WHOLE COUNTRY",
    "Red River Delta",
    "Northern midlands and mountain areas",
    "Northern Central area and Central coastal area",
    "Central Highlands",
    "South East",
    "Mekong River Delta",
)


def _long(folder: Path, title: str, word: str) -> pd.DataFrame:
    path = folder / f"{title} by province.csv"
    table = pd.read_csv(path, sep=";", skiprows=2, dtype=str, encoding="utf-8-sig")
    name = table.columns[0]
    columns = [column for column in table.columns if word in column.split()]
    long = table.melt(name, columns, "header", "printed")
    return pd.DataFrame(
        {
            "place": long[name].str.split().str.join(" "),
            "year": long["header"].str.extract(r"(\d{4})")[0].astype(int),
            "value": pd.to_numeric(long["printed"].replace("..", None)),
        }
    )


def backtests(panel: pd.DataFrame) -> pd.DataFrame:
    """Return the back-test of the default projection, one row a horizon."""
    rows = {}
    for horizon in (1, 3, 5):
        found = backtest(panel, horizon, Projection(unit="per_10k"))
        rows[horizon] = found["value"].to_dict() | {"projections": found["n"].iloc[0]}
    return pd.DataFrame(rows).T.rename_axis("years ahead")
