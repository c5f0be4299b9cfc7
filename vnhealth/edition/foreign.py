"""Whether a notebook might read what we don't watch: files, the network, the clock."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Final

WATCHED: Final = (
    "vnhealth",
    "vnhealth.blocks",
    "vnhealth.catalog",
    "vnhealth.charts",
    "vnhealth.measures",
    "vnhealth.places",
    "vnhealth.questions",
    "vnhealth.topics",
    "vnhealth.views",
    "vnhealth.wording",
)
"""Rooms that read nothing but the package itself, and the store through a panel."""

UNWATCHED: Final = ("__import__", "compile", "eval", "exec", "get_ipython", "open")


def foreign(notebook: Path) -> tuple[str, ...]:
    """Return what of a notebook's code may read more than we watch: imports, calls, magics.

    A brief of such a notebook is never known to be up to date. A notebook that is absent or
    damaged has none: it fails, and tells so, when it runs.

    >>> foreign(Path("no such notebook"))
    ()
    """
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    return tuple(dict.fromkeys(name for source in sources for name in foreign_code(source)))


def foreign_code(source: str) -> list[str]:
    """Return what of `source` may read more than we watch.

    >>> foreign_code("from vnhealth.topics import workforce")
    []
    >>> foreign_code("import pandas as pd; from vnhealth import store; open('x')")
    ['pandas', 'vnhealth.store', 'open']
    >>> foreign_code("!curl example.org")
    ['!curl example.org']
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return [next(iter(source.strip().splitlines()), "")]
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if not _is_watched(alias.name)]
        elif isinstance(node, ast.ImportFrom):
            found += _imported_from(node)
        elif isinstance(node, ast.Name) and node.id in UNWATCHED:
            found.append(node.id)
    return found


def _imported_from(node: ast.ImportFrom) -> list[str]:
    module = node.module or "."
    if module != "vnhealth":
        return [] if _is_watched(module) else [module]
    package = Path(__file__).parents[1]
    names = [alias.name for alias in node.names]
    rooms = [n for n in names if (package / n).is_dir() or (package / f"{n}.py").is_file()]
    return [f"vnhealth.{room}" for room in rooms if not _is_watched(f"vnhealth.{room}")]


def _is_watched(module: str) -> bool:
    return module in WATCHED or module.startswith(tuple(f"{room}." for room in WATCHED[1:]))
