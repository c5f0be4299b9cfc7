"""The design system: type scale, spacing, colours and marks, shared by charts, HTML and PDF.

Colours are a subset of hues that stay apart under the common colour deficiencies and that
differ in lightness, so that a black and white print still tells them apart. Every pair used
for text has a contrast of at least 4.5 to 1 on its background.
"""

from __future__ import annotations

from typing import Final

HEADING_FONT: Final = "Be Vietnam Pro"
TEXT_FONT: Final = "Source Sans 3"

# Colours on white (light) and their partners on a dark page.
LIGHT: Final[dict[str, str]] = {
    "page": "#ffffff",
    "panel": "#f4f7f8",
    "ink": "#16232c",
    "muted": "#52616b",
    "rule": "#cfd8dc",
    "brand": "#0b5563",  # headings, the own place
    "own": "#0b5563",
    "country": "#16232c",
    "region": "#7a6a00",
    "peer": "#8a979f",
    "target": "#a8480b",
    "good": "#1b6e3c",
    "bad": "#a3261c",
    "warn": "#8a5200",
    "link": "#0b5a9c",
    "lit": "#e3f0f2",
    "good_tint": "#d9eee0",  # grounds of table cells, under ink
    "good_shade": "#93cba8",  # also lighter in grey than a cell of "bad"
    "bad_tint": "#f6cfc9",
}
DARK: Final[dict[str, str]] = {
    "page": "#11191e",
    "panel": "#1a252c",
    "ink": "#eef3f5",
    "muted": "#b0bec5",
    "rule": "#3a4850",
    "brand": "#7fd1de",
    "own": "#7fd1de",
    "country": "#eef3f5",
    "region": "#e0cd5a",
    "peer": "#8a979f",
    "target": "#f0a26b",
    "good": "#7fd49b",
    "bad": "#f3988f",
    "warn": "#f0b96b",
    "link": "#8cc4f5",
    "lit": "#1d3840",
    "good_tint": "#173527",
    "good_shade": "#2a6342",
    "bad_tint": "#45211f",
}
# What a picture keeps in the dark theme too: grounds that tell a class or a part, and the ink on
# them. Each differs from every colour of LIGHT, which has a partner in DARK.
STEADY_INK: Final = "#16232d"
STEADY_WHITE: Final = "#fffffe"
# One hue, lighter to darker: it stays in order in a grey print.
RAMP: Final = ("#e3f0f3", "#a9cfd5", "#6aa6b0", "#2f7a87", "#0b5564")
# For parts of a whole, in this order; each is lighter than the one before, also in grey.
SEQUENCE: Final = ("#0b3f4a", "#7c4470", "#3f78ab", "#8aa83f", "#e0a83a", "#c9d1d5")
STEADY: Final = frozenset({STEADY_INK, STEADY_WHITE, *RAMP, *SEQUENCE})

# Type scale in points (charts and PDF); HTML uses the same steps in rem, 10 pt = 1 rem.
SIZES: Final[dict[str, float]] = {
    "title": 20.0,
    "heading": 13.5,
    "subheading": 11.0,
    "body": 10.0,
    "table": 9.0,
    "small": 8.5,
    "tile": 20.0,
}
# Sizes of a brief as an administrative document: Decree 30/2020/NĐ-CP asks for 13 to 14 points
# of text and headings; it says nothing of tables, tiles and notes.
LETTER_SIZES: Final[dict[str, float]] = {
    "title": 14.0,
    "heading": 14.0,
    "subheading": 13.0,
    "body": 13.0,
    "table": 11.0,
    "small": 10.0,
    "tile": 20.0,
}
PAGE_WIDTH_MM: Final = 210.0
PAGE_MARGIN_MM: Final = 18.0
MARGINS_MM: Final[dict[str, float]] = {
    "left": PAGE_MARGIN_MM,
    "right": PAGE_MARGIN_MM,
    "top": 21.0,
    "bottom": 19.0,
}
# The decree: 20 to 25 at top and foot, 30 to 35 at the left, 15 to 20 at the right.
LETTER_MARGINS_MM: Final[dict[str, float]] = {
    "left": 30.0,
    "right": 15.0,
    "top": 20.0,
    "bottom": 20.0,
}
CONTENT_WIDTH_IN: Final = (PAGE_WIDTH_MM - 2 * PAGE_MARGIN_MM) / 25.4

# Marks that follow a printed figure; a legend explains those that a block uses.
MARKS: Final[dict[str, str]] = {
    "preliminary": "ᵖ",
    "estimate": "ᵉ",
    "target": "ᵗ",
    "plan": "ᵏ",
    "computed": "ᵈ",  # derived; a superscript c is not in every font
    "break": "‖",
    "caveat": "*",
}
