"""Every chart beside the picture of it that was looked at: baseline/<test>_<chart>.png.

The pictures are drawn with the fonts of the package at 60 dots an inch, so that matplotlib and
its FreeType, both pinned by the lock, give the same pixels. TOLERANCE is the root mean square of
the differences of the channels (0 to 255) that may remain.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.charts.conftest import made
from vnhealth.charts.frame import NARROW_WIDTH_IN, to_png

TOLERANCE = 0.8
DPI = 60
LARGEST_SUM = 1_500_000
# The drawings for phones that are laid out otherwise than the wide ones.
ON_PHONE = ("trend", "dumbbell", "mix", "slope 14", "spine", "tile_map 63")


class Picture:
    """A figure as the product writes it, in the form that the comparison asks for."""

    def __init__(self, figure):
        self.figure = figure

    def savefig(self, target, **_):
        with Path(target).open("wb") as file:
            file.write(to_png(self.figure, dpi=DPI))


def pixels(figure):
    return np.asarray(Image.open(io.BytesIO(to_png(figure, dpi=DPI))).convert("RGB"), dtype=float)


@pytest.mark.mpl_image_compare(tolerance=TOLERANCE, style="default")
def test_the_picture_is_the_one_looked_at(make_case):
    return Picture(make_case("vi").figure)


@pytest.mark.parametrize("name", ON_PHONE, ids=lambda name: name.replace(" ", "-"))
@pytest.mark.mpl_image_compare(tolerance=TOLERANCE, style="default")
def test_the_picture_on_a_phone_is_the_one_looked_at(name):
    case = made(name, "vi")
    settings = replace(case.settings, width_in=NARROW_WIDTH_IN)
    return Picture(case.module.draw(case.frame, settings))


def test_the_comparison_sees_one_dot_moved_and_one_figure_changed(cases):
    case = cases["ranked 34"]("vi")
    other = case.frame.copy()
    other.loc[other["place_id"] == "own", "value"] += 0.3
    difference = pixels(case.figure) - pixels(case.module.draw(other, case.settings))
    assert np.sqrt((difference**2).mean()) > TOLERANCE


def test_the_pictures_take_little_room(request):
    folder = request.path.parent / "baseline"
    assert 0 < sum(path.stat().st_size for path in folder.glob("*.png")) < LARGEST_SUM
    assert len(list(folder.glob("*.png"))) == len(list(folder.iterdir()))


def test_no_picture_is_left_of_a_chart_that_is_gone(request, cases):
    found = sorted(
        path.stem.split("looked_at_")[1] for path in (request.path.parent / "baseline").iterdir()
    )
    assert found == sorted(name.replace(" ", "-") for name in [*cases, *ON_PHONE])
