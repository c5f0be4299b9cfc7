"""The sheet a chart is drawn on: size, panels, text that is measured, SVG and PNG output.

Charts place everything in points from the lower left corner of their sheet and own their
margins: text is measured with the very fonts that the reader's copy carries.
"""

from __future__ import annotations

import contextlib
import functools
import io
import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.textpath import TextToPath
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import ScaledTranslation

from vnhealth import fonts
from vnhealth.charts.compact import compacted
from vnhealth.design import CONTENT_WIDTH_IN, LIGHT, SIZES, TEXT_FONT
from vnhealth.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.text import Text

POINTS: Final = 72.0
MAX_HEIGHT_IN: Final = 235 / 25.4
# Text sizes inside a chart, in points.
LABEL: Final = SIZES["small"]
SMALL: Final = 7.5
LINE: Final = 1.28
# Height of the capitals as a share of the size.
CAPITALS: Final = 0.66
# The axis line, ticks and grid.
HAIR: Final = 0.6
# Width of a drawing for phones: its smallest text, of 7.5 points, has 11 CSS pixels where the text
# of a page is 354 wide (a phone of 390), 9 where it is 284 (a phone of 320).
NARROW_WIDTH_IN: Final = 240 / POINTS

_STYLE: Final[dict[str, Any]] = {
    "font.family": [TEXT_FONT],
    "font.size": LABEL,
    "text.color": LIGHT["ink"],
    "text.parse_math": False,
    "text.hinting": "none",
    "axes.unicode_minus": True,
    "figure.dpi": 200.0,
    "savefig.dpi": "figure",
    "svg.fonttype": "none",
    "svg.hashsalt": "vnhealth",
    "hatch.linewidth": 0.7,
    "path.simplify": False,
}
_MEASURE: Final = TextToPath()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What every chart is told beside its frame.

    Attributes
    ----------
    language
        ``"vi"`` or ``"en"``.
    indicator
        The indicator's name in the language, for the alt text.
    unit
        The unit as printed, in the language; may be empty.
    decimals
        Digits after the decimal sign of every printed figure.
    own
        Id of the place the brief is about; may be empty.
    width_in
        Width of the picture in inches; the height follows from the content.
    """

    language: str
    indicator: str = ""
    unit: str = ""
    decimals: int = 1
    own: str = ""
    width_in: float = CONTENT_WIDTH_IN

    @property
    def width(self) -> float:
        """Width of the picture in points."""
        return self.width_in * POINTS

    @property
    def narrow(self) -> bool:
        """Whether the picture is for a phone: its parts stand below each other."""
        return self.width_in <= NARROW_WIDTH_IN


@functools.cache
def _own_style() -> Any:
    """Return matplotlib's own defaults with ours on top, without what belongs to a session."""
    session = ("backend", "interactive", "toolbar", "webagg", "timezone", "savefig.directory")
    defaults: dict[str, Any] = {
        str(key): value
        for key, value in dict.items(mpl.rcParamsDefault)
        if not key.startswith(session) and _is_current(str(key), value)
    }
    return defaults | _STYLE


def _is_current(key: str, value: Any) -> bool:
    """Tell whether the setting can be made without a warning that it will go."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            mpl.RcParams(**{key: value})
        except mpl.MatplotlibDeprecationWarning:
            return False
    return True


@contextlib.contextmanager
def drawing() -> Iterator[None]:
    """Draw in our style whatever the session's rcParams say, and leave those untouched."""
    fonts.register_matplotlib()
    with mpl.rc_context(_own_style()):
        yield


def sheet(width: float, height: float) -> Figure:
    """Return an empty transparent figure of `width` by `height` points."""
    figure = Figure(figsize=(width / POINTS, height / POINTS))
    FigureCanvasAgg(figure)
    figure.patch.set_visible(False)
    return figure


def panel(figure: Figure, left: float, bottom: float, width: float, height: float) -> Axes:
    """Return bare axes at a place of the sheet given in points: no ticks, no frame."""
    whole = figure.get_size_inches() * POINTS
    axes = figure.add_axes(
        (left / whole[0], bottom / whole[1], width / whole[0], height / whole[1])
    )
    axes.set_axis_off()
    axes.set_autoscale_on(False)
    return axes


def paper(figure: Figure) -> Axes:
    """Return axes over the whole sheet whose coordinates are points."""
    width, height = figure.get_size_inches() * POINTS
    axes = panel(figure, 0, 0, width, height)
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    return axes


def write(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    *,
    size: float = LABEL,
    weight: int = 400,
    color: str = LIGHT["ink"],
    ha: str = "left",
    va: str = "baseline",
    backed: bool = False,
) -> Text:
    """Write one line of text at data coordinates of `axes`; it is never clipped.

    ``va="middle"`` puts the middle of the capitals at `y` and ``"top"`` their top, the same for
    every word, whatever marks it carries; ``backed`` hides the lines that pass behind the text.
    """
    written = axes.text(
        x, y, text, size=size, weight=weight, color=color, ha=ha, clip_on=False, zorder=10,
        va="baseline",
    )  # fmt: skip
    if va != "baseline":
        share = CAPITALS / 2 if va == "middle" else CAPITALS
        drop = ScaledTranslation(0, -share * size / POINTS, root(axes).dpi_scale_trans)
        written.set_transform(axes.transData + drop)
    if backed:
        written.set_bbox({"facecolor": LIGHT["page"], "edgecolor": "none", "pad": 1.0})
    return written


def block(
    axes: Axes,
    left: float,
    bottom: float,
    width: float,
    height: float,
    *,
    color: str = "none",
    edge: str = "none",
    lw: float = 0.0,
    hatch: str | None = None,
    zorder: float = 1,
) -> None:
    """Draw a rectangle at data coordinates of `axes`; many of them cost a tenth of bars."""
    axes.add_artist(
        Rectangle((left, bottom), width, height, facecolor=color, edgecolor=edge, lw=lw,
                  hatch=hatch, zorder=zorder, clip_on=False)
    )  # fmt: skip


def root(axes: Axes) -> Figure:
    """Return the sheet that `axes` stand on."""
    figure = axes.get_figure(root=True)
    if figure is None:
        raise DataError(en="The axes stand on no sheet.", vi="Hệ trục không thuộc khổ vẽ nào.")
    return figure


def size_of(axes: Axes) -> tuple[float, float]:
    """Return the width and height of `axes` in points."""
    width, height = root(axes).get_size_inches() * POINTS
    place = axes.get_position()
    return float(place.width * width), float(place.height * height)


@functools.lru_cache(maxsize=4096)
def _advance(text: str, weight: int) -> float:
    fonts.register_matplotlib()
    properties = FontProperties(family=TEXT_FONT, size=100, weight=weight)
    width, _, _ = _MEASURE.get_text_width_height_descent(text, properties, ismath=False)
    return float(width) / 100


def text_width(text: str, size: float = LABEL, weight: int = 400) -> float:
    """Return the width of one line of `text` in points."""
    return _advance(text, weight) * size


def wrap(text: str, width: float, size: float = LABEL, weight: int = 400) -> list[str]:
    """Return `text` in lines no wider than `width` points, broken at spaces only."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and text_width(f"{lines[-1]} {word}", size, weight) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def nice_ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Return round values that reach from at most `low` to at least `high`.

    >>> nice_ticks(0, 14.5)
    [0.0, 4.0, 8.0, 12.0, 16.0]
    """
    if high <= low:
        high = low + 1
    found = MaxNLocator(nbins=count, steps=[1, 2, 2.5, 4, 5, 10]).tick_values(low, high)
    return [round(float(tick), 10) for tick in found]


def tick_decimals(ticks: Sequence[float]) -> int:
    """Return the digits needed to print all `ticks` exactly.

    >>> tick_decimals([0, 0.5, 1]), tick_decimals([0, 10])
    (1, 0)
    """
    return next((d for d in range(4) if all(abs(round(t, d) - t) < 1e-9 for t in ticks)), 4)  # noqa: PLR2004


_DECLARATIONS: Final = re.compile(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<metadata>.*?</metadata>", re.S)
_GLOBAL_STYLE: Final = re.compile(r"<style[^>]*>[^<]*</style>", re.S)
_REFERENCE: Final = re.compile(r"url\(#([^)]+)\)|href=\"#([^\"]+)\"")
_IDENTITY: Final = re.compile(r' id="([^"]+)"')


def to_svg(figure: Figure, prefix: str) -> str:
    """Return the figure as one ``<svg>`` element with text as text.

    Parameters
    ----------
    figure
        A figure of one of our charts.
    prefix
        Put before every id, so that several figures can stand in one page.

    Returns
    -------
    str
        Equal bytes for an equal figure: no date, no random id, no style for the whole page.
    """
    target = io.StringIO()
    with drawing():
        figure.savefig(target, format="svg", transparent=True, metadata={"Date": None})
    text = _DECLARATIONS.sub("", target.getvalue())
    text = _GLOBAL_STYLE.sub("", text).replace("<defs>\n  </defs>", "").strip()
    text = text.replace("<svg ", '<svg stroke-linejoin="round" stroke-linecap="butt" ', 1)
    return _prefixed(compacted(text, TEXT_FONT), prefix)


def _prefixed(svg: str, prefix: str) -> str:
    """Prefix the ids that are referred to, and drop the others."""
    used = {name for pair in _REFERENCE.findall(svg) for name in pair if name}

    def identity(match: re.Match[str]) -> str:
        return f' id="{prefix}-{match[1]}"' if match[1] in used else ""

    def reference(match: re.Match[str]) -> str:
        return match[0].replace("#", f"#{prefix}-", 1)

    return _REFERENCE.sub(reference, _IDENTITY.sub(identity, svg))


def to_png(figure: Figure, dpi: float = 200.0) -> bytes:
    """Return the figure as PNG on white."""
    target = io.BytesIO()
    figure.patch.set_visible(True)
    try:
        with drawing():
            figure.savefig(target, format="png", dpi=dpi, facecolor=LIGHT["page"],
                           metadata={"Software": None})  # fmt: skip
    finally:
        figure.patch.set_visible(False)
    return target.getvalue()
