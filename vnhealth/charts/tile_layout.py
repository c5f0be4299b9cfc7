"""Where each province stands on the tile grids of 63 and of 34 provinces.

One line a row from north to south, one two-digit code of the statistics office a tile, ``..``
for an empty place. Hoàng Sa belongs to Đà Nẵng and Trường Sa to Khánh Hòa: both stand east of
the coast.
"""

from __future__ import annotations

from typing import Final

_GRID_63: Final = """
.. .. 02 04
12 10 08 06 20
11 15 25 19 24 22
14 26 01 27 30 31
.. 17 35 33 34
.. .. 37 36
.. .. 38
.. .. 40
.. .. 42
.. .. .. 44
.. .. .. 45 46
.. .. .. .. 49 48
.. .. .. .. 62 51
.. .. .. .. 64 52
.. .. .. .. 66 54
.. .. .. 67 68 56
.. 72 70 75 60 58
.. 80 74 79 77
89 87 82 83
91 92 86 84
.. 93 94
96 95
"""
_GRID_34: Final = """
.. .. 08 04
12 15 19 20
11 25 01 24 22
14 .. 37 33 31
.. .. 38
.. .. 40
.. .. 42
.. .. .. 44
.. .. .. 46
.. .. .. .. 48
.. .. .. .. 51
.. .. .. .. 52
.. .. .. .. 66
.. .. .. 68 56
.. 80 75
91 82 79
.. 92 86
96
"""

# Code of the province an archipelago belongs to: its names in Vietnamese and English.
_NAMES: Final[dict[str, tuple[str, str]]] = {
    "48": ("Hoàng Sa", "Hoang Sa"),
    "56": ("Trường Sa", "Truong Sa"),
}
# Code of the province, column, row.
_ISLANDS: Final[dict[str, tuple[tuple[str, int, int], ...]]] = {
    "63": (("48", 7, 11), ("56", 7, 17)),
    "34": (("48", 6, 9), ("56", 6, 15)),
}


def tiles(boundaries: str) -> dict[str, tuple[int, int]]:
    """Return the column and row of every province by its place id.

    >>> tiles("63")["63-10"], len(tiles("63")), len(tiles("34"))
    ((1, 1), 63, 34)
    """
    grid = _GRID_63 if boundaries == "63" else _GRID_34
    return {
        f"{boundaries}-{code}": (column, row)
        for row, line in enumerate(grid.strip().splitlines())
        for column, code in enumerate(line.split())
        if code != ".."
    }


def islands(boundaries: str, language: str = "vi") -> list[tuple[str, str, int, int]]:
    """Return name, place id of the province, column and row of the two archipelagos.

    >>> [name for name, *_ in islands("34")], islands("63", "en")[0]
    (['Hoàng Sa', 'Trường Sa'], ('Hoang Sa', '63-48', 7, 11))
    """
    return [
        (_NAMES[code][0 if language == "vi" else 1], f"{boundaries}-{code}", x, y)
        for code, x, y in _ISLANDS[boundaries]
    ]


def margin_rows(boundaries: str, columns: int = 2) -> tuple[int, int]:
    """Return the first and last row of the longest stretch west of which no tile stands.

    >>> margin_rows("63"), margin_rows("34")
    ((5, 15), (4, 13))
    """
    taken = {row for column, row in tiles(boundaries).values() if column < columns}
    last = max(row for _, row in tiles(boundaries).values())
    runs: list[list[int]] = [[]]
    for row in range(last + 1):
        if row in taken:
            runs.append([])
        else:
            runs[-1].append(row)
    longest = max(runs, key=len)
    return longest[0], longest[-1]
