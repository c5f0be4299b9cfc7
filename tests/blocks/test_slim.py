"""A picture in fewer bytes shows the same: points, styles, links within, texts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from vnhealth.blocks.picture import inline_svg
from vnhealth.blocks.slim import short_path

NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
TAKES = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "q": 4}


def points(path: str) -> list[tuple[str, list[float]]]:
    """Read path data into absolute commands; written from the SVG 1.1 grammar, for this test."""
    found: list[tuple[str, list[float]]] = []
    x = y = start_x = start_y = 0.0
    for letter, rest in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        kind, relative = letter.lower(), letter.islower()
        if kind == "z":
            found.append(("z", []))
            x, y = start_x, start_y
            continue
        numbers = [float(each) for each in NUMBER.findall(rest)]
        for at in range(0, len(numbers), TAKES[kind]):
            part = numbers[at : at + TAKES[kind]]
            if kind == "h":
                part = [part[0] + (x if relative else 0), y]
            elif kind == "v":
                part = [x, part[0] + (y if relative else 0)]
            elif relative:
                part = [each + (y if n % 2 else x) for n, each in enumerate(part)]
            said = "m" if kind == "m" and at == 0 else "l" if kind in "mlhv" else kind
            x, y = part[-2:]
            if said == "m":
                start_x, start_y = x, y
            found.append((said, part))
    return found


LENGTH = st.floats(-900, 900).map(lambda value: round(value, 4))
POINT = st.lists(LENGTH, min_size=2, max_size=2)
STEP = st.one_of(
    POINT.map(lambda numbers: ("L", numbers)),
    POINT.map(lambda numbers: ("M", numbers)),
    st.lists(LENGTH, min_size=6, max_size=6).map(lambda numbers: ("C", numbers)),
    st.just(("z", [])),
)


@given(POINT, st.lists(STEP, max_size=12), st.sampled_from([1, 2]))
def test_a_short_path_goes_through_the_same_points(
    first: list[float], steps: list[tuple[str, list[float]]], digits: int
) -> None:
    whole = [("M", first), *steps]
    long = " ".join(f"{letter} {' '.join(map(str, numbers))}" for letter, numbers in whole)
    short = points(short_path(long, digits))
    assert [kind for kind, _ in short] == [letter.lower() for letter, _ in whole]
    away = 0.5 * 10**-digits + 1e-6
    for (_, wanted), (_, given_) in zip(whole, short, strict=True):
        assert all(abs(a - b) <= away for a, b in zip(wanted, given_, strict=True))


DRAWN = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
<defs><path id="dot" d="M 0 1.25 C 0 1.25 1.25 0 0 0 z"/><clipPath id="cut"/></defs>
<g id="figure"><text style="fill:#37474f;font-size:8px" x="10.04" y="20.06">Lào Cai</text>
<text style="fill:#37474f;font-size:8px" x="10.04" y="30.06">Sơn La</text>
<use xlink:href="#dot" x="1.23" y="4.56" style="fill:#123456" clip-path="url(#cut)"/>
<use xlink:href="#dot" x="7.23" y="4.56" style="fill:#123456" clip-path="url(#cut)"/></g></svg>"""


def test_styles_stand_once_and_hold_in_their_own_picture_only() -> None:
    written = inline_svg(DRAWN, "Alt", "v2")
    root = etree.fromstring(written)[0]
    ns = "{http://www.w3.org/2000/svg}"
    (sheet,) = root.iter(f"{ns}style")
    rules = dict(re.findall(r"#v2 \.(\w+)\{([^}]*)\}", sheet.text))
    assert root.get("id") == "v2"
    texts = list(root.iter(f"{ns}text"))
    assert [(t.text, t.get("x"), t.get("y")) for t in texts] == [
        ("Lào Cai", "10", "20.1"),
        ("Sơn La", "10", "30.1"),
    ]
    assert {rules[t.get("class")] for t in texts} == {"fill:#37474f;font-size:8px"}
    uses = list(root.iter(f"{ns}use"))
    defined = {node.get("id"): node.tag for node in root.iter() if node.get("id")}
    assert {defined[u.get("href")[1:]] for u in uses} == {f"{ns}path"}
    (style,) = {rules[u.get("class")] for u in uses}
    clip = re.fullmatch(r"fill:#123456;clip-path:url\(#(v2-\d)\)", style)
    assert clip is not None
    assert defined[clip[1]] == f"{ns}clipPath"
    assert not re.search(r"xlink|style=|clip-path=", written)


def test_a_symbol_keeps_its_finer_points() -> None:
    assert 'd="M0 1.25C0 1.25 1.25 0 0 0z"' in inline_svg(DRAWN, "Alt")


LINES = """<svg xmlns="http://www.w3.org/2000/svg"><g>{}</g></svg>"""


def paths(*drawn: tuple[str, str]) -> list[str]:
    """Return the data of the paths that stay of those drawn, given with their styles."""
    written = "".join(f'<path d="{data}" style="{style}"/>' for data, style in drawn)
    return re.findall(r' d="([^"]*)"', inline_svg(LINES.format(written), "Alt"))


def test_neighbouring_lines_of_one_look_become_one_path() -> None:
    line = "fill:none;stroke:#123456"
    one, two = ("M 1 2 L 3 4", line), ("M 5 6 L 7 8", line)
    assert paths(one, two) == ["M1 2 3 4M5 6 7 8"]


@pytest.mark.parametrize("other", ["stroke:#123456", "fill:none;stroke:#123456;opacity:0.5"])
def test_what_would_look_different_as_one_path_stays_apart(other: str) -> None:
    line = "fill:none;stroke:#123456"
    assert len(paths(("M 1 2 L 3 4", other), ("M 5 6 L 7 8", other))) == 2
    assert len(paths(("M 1 2 L 3 4", line), ("M 1 2 L 3 4", other), ("M 5 6 L 7 8", line))) == 3
