"""A cleaned SVG written in fewer bytes for a page: short paths, shared styles, short ids.

What is drawn stays the same within a twentieth of a point; its text stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Any, Final

from vnhealth.blocks.placement import letters

_XLINK: Final = "{http://www.w3.org/1999/xlink}href"
_TOKEN: Final = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")
_REFERENCE: Final = re.compile(r"#([^)'\"\s]+)")
_LENGTH: Final = re.compile(r"-?\d+\.\d{2,}")
_LONG: Final = re.compile(r"-?\d+\.\d{3,}")
# How many numbers each command takes; a path with another is left as it is.
_TAKES: Final = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}
# A style used once is shorter where it stands.
_SHARED_FROM: Final = 2


def slim(root: Any, scope: str) -> None:
    """Shorten the tree of a cleaned SVG in place.

    Parameters
    ----------
    root
        The ``<svg>`` element of lxml.
    scope
        Id for the picture, unique on its page, of letters, digits and hyphens, a letter first
        that is no hexadecimal digit.
        Its classes hold below it only, also where the picture stands alone.
    """
    _shorten_ids(root, scope)
    for node in root.iter():
        _shorten_lengths(node)
    _move_clips(root)
    _join_lines(root)
    _share_styles(root, scope)


def _local(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def _shorten_ids(root: Any, scope: str) -> None:
    """Give numbers for ids to what something refers to, and none to all else."""
    used = {
        name
        for node in root.iter()
        for key, value in node.attrib.items()
        if key in (_XLINK, "href", "style", "clip-path", "fill") and not value.startswith("data:")
        for name in _REFERENCE.findall(value)
    }
    names: dict[str, str] = {}
    for node in root.iter():
        own = node.attrib.pop("id", None)
        if own in used:
            names[own] = f"{scope}-{len(names) + 1}"
            node.set("id", names[own])
    for node in root.iter():
        link = node.attrib.pop(_XLINK, None)
        if link is not None:
            node.set("href", link)
        for key, value in list(node.attrib.items()):
            if "#" in value and not value.startswith("data:"):
                node.set(key, _REFERENCE.sub(lambda m: f"#{names.get(m[1], m[1])}", value))


def _shorten_lengths(node: Any) -> None:
    marker = any(_local(above) == "defs" for above in node.iterancestors())
    for key, value in list(node.attrib.items()):
        if key == "d":
            node.set(key, short_path(value, 2 if marker else 1))
        elif key in ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy") and not marker:
            node.set(key, _LENGTH.sub(_tenths, value))
        elif key == "transform":
            node.set(key, _LONG.sub(_hundredths, value))


def _tenths(found: re.Match[str]) -> str:
    return _written(round(float(found[0]) * 10), 1)


def _hundredths(found: re.Match[str]) -> str:
    return _written(round(float(found[0]) * 100), 2)


def short_path(path: str, digits: int) -> str:
    """Return the data of a path with steps from point to point, rounded to `digits` decimals.

    Each point is rounded by itself, so that errors don't add up. A path with other commands than
    absolute moves, lines, curves and closings is returned as it is.

    >>> short_path("M 10.04 20.06 L 30.04 20.06 L 30.04 5 L 10.04 20.06 z", 1)
    'M10 20.1H30V5L10 20.1z'
    >>> short_path("M 0 0 L 1.5 -0.5 L 3 -0.25 C 4 0 5 1 6 1", 2)
    'M0 0 1.5-.5 3-.25C4 0 5 1 6 1'
    >>> short_path("M 0 0 A 1 1 0 0 0 2 2", 1)
    'M 0 0 A 1 1 0 0 0 2 2'
    """
    tokens = _TOKEN.findall(path)
    scale = 10**digits
    pieces: list[tuple[str, list[int]]] = []
    at = 0
    while at < len(tokens):
        command = tokens[at].upper()
        count = _TAKES.get(command)
        numbers = tokens[at + 1 : at + 1 + (count or 0)]
        if count is None or (tokens[at] != command and command != "Z") or len(numbers) < count:
            return path
        if any(token.isalpha() for token in numbers):
            return path
        pieces.append((command, [round(float(token) * scale) for token in numbers]))
        at += 1 + count
    return _path(pieces, digits)


def _path(pieces: list[tuple[str, list[int]]], digits: int) -> str:
    said, last = "", ""
    here = start = (0, 0)
    for command, numbers in pieces:
        if command == "Z":
            said, last, here = said + "z", "z", start
            continue
        goal = (numbers[-2], numbers[-1])
        ways = [_absolute(command, numbers, here), _relative(command, numbers, here)]
        written = min((_said(way, values, last, digits) for way, values in ways), key=_weight)
        said, last = said + written[0], written[1]
        here = goal
        if command == "M":
            start = goal
    return said


def _weight(written: tuple[str, str]) -> int:
    return len(written[0])


Piece = tuple[str, list[int]]


def _absolute(command: str, numbers: list[int], here: tuple[int, int]) -> Piece:
    if command == "L" and numbers[1] == here[1]:
        return "H", numbers[:1]
    if command == "L" and numbers[0] == here[0]:
        return "V", numbers[1:]
    return command, numbers


def _relative(command: str, numbers: list[int], here: tuple[int, int]) -> Piece:
    steps = [number - here[at % 2] for at, number in enumerate(numbers)]
    letter, values = _absolute(command, steps, (0, 0))
    return letter.lower(), values


def _said(command: str, values: list[int], last: str, digits: int) -> tuple[str, str]:
    """Return a piece as text, its letter left out where it follows from the piece before."""
    follows = {"M": "L", "m": "l"}.get(last, last)
    numbers = [_written(value, digits) for value in values]
    joined = numbers[0] + "".join(
        each if each.startswith("-") else f" {each}" for _, each in pairwise(numbers)
    )
    if command != follows:
        return command + joined, command
    return (joined if joined.startswith("-") else f" {joined}"), command


def _written(scaled: int, digits: int) -> str:
    """Return a scaled whole number as the shortest decimal.

    >>> _written(-5, 1), _written(120, 2), _written(0, 1)
    ('-.5', '1.2', '0')
    """
    whole, rest = divmod(abs(scaled), 10**digits)
    tail = f"{rest:0{digits}d}".rstrip("0")
    sign = "-" if scaled < 0 else ""
    return sign + (f"{whole or ''}.{tail}" if tail else str(whole))


def _move_clips(root: Any) -> None:
    """Put what an element is clipped by into its style."""
    for node in root.iter():
        clip = node.attrib.pop("clip-path", None)
        if clip is not None:
            own = node.get("style", "").rstrip(";")
            node.set("style", f"{own};clip-path:{clip}".lstrip(";"))


def _join_lines(root: Any) -> None:
    """Make one path of neighbours that are lines of one style: dashes begin anew in each part."""
    before: Any = root
    for node in list(root.iter()):
        style = _line_of(node)
        if style is not None and before.getnext() is node and _line_of(before) == style:
            before.set("d", before.get("d") + node.get("d"))
            node.getparent().remove(node)
        else:
            before = node


def _line_of(node: Any) -> str | None:
    """Return the style of a path that is only a line, without other attributes; else nothing."""
    style = str(node.get("style", ""))
    plain = _local(node) == "path" and set(node.attrib) == {"d", "style"}
    drawn = "fill:none" in style and "opacity" not in style and "marker" not in style
    return style if plain and drawn and node.get("d").startswith("M") else None


def _share_styles(root: Any, scope: str) -> None:
    """Turn styles that several elements have into classes."""
    from lxml import etree

    counts = Counter(node.get("style") for node in root.iter() if node.get("style"))
    shared = [style for style, count in counts.items() if count >= _SHARED_FROM]
    names = {style: letters(at) for at, style in enumerate(shared)}
    if not names:
        return
    for node in root.iter():
        if node.get("style") in names:
            node.set("class", names[node.attrib.pop("style")])
    root.set("id", scope)
    sheet = etree.SubElement(root, root.tag.replace("}svg", "}style"))
    sheet.text = "".join(f"#{scope} .{name}{{{style}}}" for style, name in names.items())
    root.insert(0, sheet)
