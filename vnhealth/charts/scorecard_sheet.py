"""The cells of a scorecard, their heads and the key."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from vnhealth.charts import scorecard
from vnhealth.charts.axes import KEY_PITCH
from vnhealth.charts.frame import (
    LABEL,
    LINE,
    MAX_HEIGHT_IN,
    POINTS,
    SMALL,
    block,
    paper,
    sheet,
    text_width,
    wrap,
    write,
)
from vnhealth.charts.outcomes import reading_text
from vnhealth.charts.rows import is_known, records
from vnhealth.charts.words import word
from vnhealth.design import LIGHT
from vnhealth.errors import DataError
from vnhealth.wording.numbers import MINUS, MISSING

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from vnhealth.charts.scorecard import ScorecardSettings

# Sign, ground beyond the 99.8 % limits, ground beyond the 95 % limits only.
_LOOKS: Final[dict[str, tuple[str, str, str]]] = {
    "better": ("+", LIGHT["good_shade"], LIGHT["good_tint"]),
    "worse": (MINUS, LIGHT["bad"], LIGHT["bad_tint"]),
    "higher": ("▲", LIGHT["own"], LIGHT["lit"]),
    "lower": ("▼", LIGHT["own"], LIGHT["lit"]),
    "similar": ("≈", LIGHT["panel"], LIGHT["panel"]),
    "not_compared": ("", LIGHT["page"], LIGHT["page"]),
}
_STRONG: Final = "_99_8"
_ARROWS: Final[dict[str, str]] = {
    "increasing": "↑", "decreasing": "↓", "no_significant_change": "→"
}  # fmt: skip
_PITCH: Final = 14.0
_TIGHTEST: Final = 8.6
_GROUP: Final = 1.15
_UNIT: Final = 7.0
_LEAST: Final = 6.4
_KEY: Final = 22.0


class ScorecardSheet:
    """One scorecard: what it measures of its frame, and its drawing."""

    def __init__(self, data: pd.DataFrame, settings: ScorecardSettings) -> None:
        self.settings = settings
        self.cells = {(row.place_id, row.indicator): row for row in records(data)}
        self.columns = records(data.drop_duplicates("indicator"))
        self.rows = records(data.drop_duplicates("place_id"))
        self.groups = [name for name in data["group"].unique() if name]
        self.keys = self._keys(data)
        longest = max(text_width(row.place, LABEL, 600) for row in self.rows)
        self.names = longest + 8
        self.each = (settings.width - self.names) / len(self.columns)
        self.heads = [self._head(column) for column in self.columns]
        self.head = max(sum(size * LINE for _, size, _ in head) for head in self.heads) + 5
        self.foot = len(self.keys) * KEY_PITCH + 6
        self.grounds: defaultdict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
        self.pitch = self._pitch()
        self.size = min(LABEL - 0.5, self.pitch * 0.8)

    def draw(self) -> Figure:
        """Draw heads, rows and key."""
        units = len(self.rows) + _GROUP * len(self.groups)
        high = self.foot + units * self.pitch + self.head
        figure = sheet(self.settings.width, high)
        whole = paper(figure)
        y = high - self.head
        self._write_heads(whole, y)
        group = ""
        for row in self.rows:
            if row.group and row.group != group:
                group = row.group
                y -= _GROUP * self.pitch
                write(whole, 0, y + 0.3 * self.pitch, group, size=self.size, weight=600,
                      color=LIGHT["brand"])  # fmt: skip
            y -= self.pitch
            self._row(whole, row, y)
        self._lay_grounds(whole)
        self._write_keys(whole)
        return figure

    def _pitch(self) -> float:
        """Return the height of a row: as much as a page allows, up to what reads well."""
        units = len(self.rows) + _GROUP * len(self.groups)
        room = MAX_HEIGHT_IN * POINTS - self.head - self.foot - 0.5
        if room / units < _TIGHTEST:
            raise DataError(
                en=f"The chart 'scorecard' has more rows ({len(self.rows)}) than a page holds."
                " Draw it in two parts.",
                vi=f"Biểu đồ 'scorecard' có nhiều hàng ({len(self.rows)}) hơn một trang chứa được."
                " Hãy chia thành hai phần.",
            )
        return min(_PITCH, room / units)

    def _head(self, column: Any) -> list[tuple[str, float, int]]:
        """Return the lines of a column's head: text, size, weight."""
        room = self.each - 4
        widest = max(text_width(part, SMALL, 600) for part in column.label.split(" "))
        size = max(_LEAST, min(SMALL, SMALL * room / widest))
        lines = [(text, size, 600) for text in wrap(column.label, room, size, 600)]
        small = [column.unit, str(int(column.year)) if column.year else ""]
        if column.direction in {"higher", "lower"}:
            small.append(word(f"{column.direction} is good", self.settings.language))
        for said in small:
            lines += [(text, _UNIT, 400) for text in wrap(said, room, _UNIT) if text]
        return lines

    def _write_heads(self, whole: Axes, foot: float) -> None:
        for i, head in enumerate(self.heads):
            middle, y = self.names + (i + 0.5) * self.each, foot + 4
            for text, size, weight in reversed(head):
                color = LIGHT["ink"] if weight > 400 else LIGHT["muted"]  # noqa: PLR2004
                write(whole, middle, y, text, size=size, weight=weight, color=color, ha="center")
                y += size * LINE

    def _row(self, whole: Axes, row: Any, foot: float) -> None:
        own, country = row.place_id == self.settings.own, row.kind == "country"
        middle = foot + self.pitch / 2
        if own:
            block(whole, 0, foot, self.names, self.pitch, color=LIGHT["lit"], zorder=0)
        write(whole, 2, middle, row.place, size=self.size, weight=600 if own or country else 400,
              color=LIGHT["own"] if own else LIGHT["ink"], va="middle")  # fmt: skip
        for i, column in enumerate(self.columns):
            cell = self.cells.get((row.place_id, column.indicator))
            self._cell(whole, cell, (self.names + i * self.each, foot), country=country)
        if own:
            block(whole, 0.6, foot, self.settings.width - 1.2, self.pitch, edge=LIGHT["own"],
                  lw=1.2, zorder=5)  # fmt: skip

    def _cell(self, whole: Axes, cell: Any, place: tuple[float, float], *, country: bool) -> None:
        left, foot = place
        middle = foot + self.pitch / 2
        known = cell is not None and is_known(cell.value)
        if not known:
            self.grounds[LIGHT["page"], "////"].append(place)
            write(whole, left + self.each / 2, middle, MISSING, size=self.size, ha="center",
                  color=LIGHT["muted"], va="middle", backed=True)  # fmt: skip
            return
        sign, ground = look(cell)
        self.grounds[ground, ""].append(place)
        ink = ink_on(ground)
        weight = 600 if country else 400
        right = left + self.each - 13
        if sign:
            write(whole, left + 4, middle, sign, size=self.size, weight=600, color=ink, va="middle")
        write(whole, right, middle, scorecard.printed(cell, self.settings), size=self.size,
              weight=weight, color=ink, ha="right", va="middle")  # fmt: skip
        arrow = _ARROWS.get(cell.trend_outcome, "")
        if arrow:
            moving = 600 if cell.trend_outcome in {"increasing", "decreasing"} else 400
            write(whole, right + 3, middle, arrow, size=self.size, weight=moving, color=ink,
                  va="middle")  # fmt: skip

    def _lay_grounds(self, whole: Axes) -> None:
        """Draw the grounds of all cells, those of one colour as one path."""
        for (color, hatch), corners in self.grounds.items():
            rectangles = [
                Path.unit_rectangle().transformed(
                    Affine2D().scale(self.each - 1, self.pitch - 1).translate(x + 0.5, y + 0.5)
                )
                for x, y in corners
            ]
            whole.add_artist(
                PathPatch(Path.make_compound_path(*rectangles), facecolor=color, lw=0.4,
                          edgecolor=LIGHT["rule"], hatch=hatch or None, zorder=1)
            )  # fmt: skip

    def _keys(self, data: pd.DataFrame) -> list[list[tuple[float, str, str, str]]]:
        """Return the key in rows: left edge, sign, ground and words of every entry."""
        language = self.settings.language
        entries = []
        drawn = [cell for cell in self.cells.values() if is_known(cell.value)]
        seen = {cell.reading for cell in drawn}
        for reading, (sign, _, soft) in _LOOKS.items():
            if reading in seen:
                said = reading_text(reading, self.settings.benchmark, language)
                entries.append((sign, soft, said))
        strong = next((found for found in map(look, drawn) if len(found[0]) > 1), None)
        if strong:
            entries.append((*strong, word("doubled", language)))
        if len(self.cells) < len(self.columns) * len(self.rows) or data["value"].isna().any():
            entries.append((MISSING, "", word("missing", language)))
        arrows = {cell.trend_outcome for cell in self.cells.values()}
        for outcome, key in scorecard.TRENDS.items():
            if outcome in arrows:
                entries.append((_ARROWS[outcome], "", word(key, language)))
        return self._in_rows(entries)

    def _in_rows(
        self, entries: list[tuple[str, str, str]]
    ) -> list[list[tuple[float, str, str, str]]]:
        rows: list[list[tuple[float, str, str, str]]] = []
        edge = self.settings.width + 1
        for sign, ground, said in entries:
            needed = _KEY + text_width(said, SMALL)
            if edge + needed > self.settings.width:
                rows.append([])
                edge = 0.0
            rows[-1].append((edge, sign, ground, said))
            edge += needed + 12
        return rows

    def _write_keys(self, whole: Axes) -> None:
        for index, row in enumerate(reversed(self.keys)):
            y = 2.5 + index * KEY_PITCH
            for edge, sign, ground, said in row:
                if ground:
                    block(whole, edge + 0.5, y - 1.8, 17, 9, color=ground, edge=LIGHT["rule"],
                          lw=0.4)  # fmt: skip
                ink = ink_on(ground) if ground else LIGHT["ink"]
                write(whole, edge + 9, y + 2.6, sign, size=SMALL, weight=600, color=ink,
                      ha="center", va="middle")  # fmt: skip
                write(whole, edge + _KEY, y, said, size=SMALL, color=LIGHT["muted"])


def look(cell: Any) -> tuple[str, str]:
    """Return the sign and the ground of a cell: doubled and strong beyond the 99.8 % limits."""
    sign, strong, soft = _LOOKS[cell.reading]
    beyond = str(cell.outcome).endswith(_STRONG)
    return (sign * 2, strong) if beyond else (sign, soft)


def ink_on(ground: str) -> str:
    """Return the colour of the text on a ground: the page's on a strong one."""
    return LIGHT["page"] if ground in {LIGHT["bad"], LIGHT["own"]} else LIGHT["ink"]
