"""What holds for every chart, in both languages, with the longest names."""

from __future__ import annotations

import functools
import io
import re

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.textpath import TextPath
from PIL import Image

from vnhealth.charts.frame import MAX_HEIGHT_IN, drawing, to_png, to_svg
from vnhealth.design import TEXT_FONT
from vnhealth.errors import DataError

ENGLISH = {
    "a", "and", "bar", "bars", "by", "chart", "country", "figure", "final", "from", "highest",
    "is", "line", "lines", "lowest", "met", "missing", "new", "no", "not", "of", "other", "plan",
    "preliminary", "province", "provinces", "rank", "region", "result", "same", "source", "status",
    "target", "the", "total", "undetermined", "with",
}  # fmt: skip
TOLERANCE = 0.2  # points


def texts(figure):
    return [t for t in figure.findobj(Text) if t.get_text().strip() and t.get_visible()]


@functools.cache
def boxes(case):
    """Return the texts and the box of each one's ink in points: left, foot, right, top.

    The box that matplotlib gives has the height of the font's tallest and deepest signs, so that
    any two lines of a paragraph would meet: the ink is measured from the glyphs' outlines.
    """
    figure = case.figure
    words, found = [], []
    with drawing():
        renderer = figure.canvas.get_renderer()
        scale = 72 / figure.dpi
        for text in texts(figure):
            assert text.get_va() == "baseline"
            window = text.get_window_extent(renderer)
            base = text.get_transform().transform(text.get_position())[1] * scale
            low, high = ink(text.get_text(), text.get_fontsize(), text.get_fontweight())
            words.append(text.get_text())
            found.append((window.x0 * scale, base + low, window.x1 * scale, base + high))
    return words, np.array(found)


@functools.cache
def ink(text, size, weight):
    """Return how far the glyphs reach below and above the baseline."""
    font = FontProperties(family=TEXT_FONT, size=size, weight=weight)
    extents = TextPath((0, 0), text, prop=font).get_extents()
    return extents.y0, extents.y1


def test_no_two_labels_overlap(case):
    words, box = boxes(case)
    low = np.maximum(box[:, None, :2], box[None, :, :2])
    high = np.minimum(box[:, None, 2:], box[None, :, 2:])
    first, second = np.nonzero(np.triu((high - low > TOLERANCE).all(axis=2), k=1))
    assert [(words[i], words[j]) for i, j in zip(first, second, strict=True)] == []


def test_no_label_leaves_the_sheet(case):
    words, box = boxes(case)
    width, height = case.figure.get_size_inches() * 72
    inside = (box[:, :2] >= -0.5).all(axis=1) & (box[:, 2:] <= (width + 0.5, height + 0.5)).all(
        axis=1
    )
    assert [word for word, fits in zip(words, inside, strict=True) if not fits] == []


def test_the_width_is_as_asked_and_the_height_fits_a_page(case):
    width, height = case.figure.get_size_inches()
    assert width == pytest.approx(case.settings.width_in)
    assert height <= MAX_HEIGHT_IN


def test_two_drawings_give_the_same_bytes(case):
    assert to_svg(case.draw(), "f1") == case.svg


def test_the_svg_says_nothing_of_the_day_or_the_program(case):
    svg = case.svg
    assert svg.startswith("<svg ")
    assert "<metadata" not in svg
    assert "<style" not in svg  # it would style the page around the figure
    assert "viewBox=" in svg


def test_every_id_carries_the_prefix_and_every_reference_is_answered(case):
    svg = to_svg(case.figure, "fig-7")
    ids = re.findall(r' id="([^"]+)"', svg)
    references = re.findall(r"url\(#([^)]+)\)", svg) + re.findall(r'href="#([^"]+)"', svg)
    assert all(name.startswith("fig-7-") for name in ids)
    assert len(ids) == len(set(ids))
    assert set(references) == set(ids)


def test_text_stays_text_in_our_font(case):
    svg = case.svg
    assert svg.count("<text") == len(texts(case.figure))
    assert "'Source Sans 3', sans-serif" in svg


def test_the_settings_of_the_session_neither_change_nor_matter(make_case):
    case = make_case("vi")
    with mpl.rc_context({"font.size": 30, "lines.linewidth": 9, "axes.facecolor": "red"}):
        before = dict(mpl.rcParams)
        assert to_svg(case.draw(), "f1") == case.svg
        assert dict(mpl.rcParams) == before


def test_no_english_word_stands_in_a_vietnamese_chart_or_its_alt_text(make_case):
    case = make_case("vi")
    said = " ".join([case.alt(), *(t.get_text() for t in texts(case.figure))])
    assert ENGLISH & set(re.findall(r"[\w]+", said.lower())) == set()


def test_the_alt_text_is_whole_sentences_with_the_decimal_sign_of_its_language(case):
    said = case.alt()
    wrong = r"\d\.\d(?!\d\d)" if case.settings.language == "vi" else r"\d,\d(?!\d\d)"
    assert said.endswith(".")
    assert not re.search(wrong, said)
    assert "nan" not in said


def test_the_caller_s_frame_is_left_as_it_was(make_case):
    case = make_case("en")
    before = case.frame.copy()
    case.draw()
    case.alt()
    assert case.frame.equals(before)


def test_a_frame_without_any_figure_is_refused(case):
    column = "result" if "result" in case.frame.columns else "value"
    empty = case.frame.assign(**{column: float("nan")})
    with pytest.raises(DataError, match=r"trống|biết đủ"):
        case.module.draw(empty, case.settings)


def test_a_frame_without_a_needed_column_is_refused_with_its_name(case):
    column = "result" if "result" in case.frame.columns else "value"
    with pytest.raises(DataError) as caught:
        case.module.draw(case.frame.drop(columns=column), case.settings)
    assert f"absent: {column}." in caught.value.en
    assert f"thiếu: {column}." in caught.value.vi


def test_a_single_row_can_be_drawn(make_case):
    case = make_case("vi")
    alone = case.frame.iloc[:1]
    figure = case.module.draw(alone, case.settings)
    assert to_svg(figure, "f1").count("<text") >= 1
    assert case.module.alt_text(alone, case.settings).endswith(".")


def test_the_picture_is_on_white_and_the_svg_has_no_ground(make_case):
    case = make_case("vi")
    svg = case.svg
    picture = Image.open(io.BytesIO(to_png(case.figure, dpi=40))).convert("RGBA")
    corner = (picture.width - 1, picture.height - 1)
    assert picture.getpixel(corner) == (255, 255, 255, 255)
    assert to_svg(case.figure, "f1") == svg
