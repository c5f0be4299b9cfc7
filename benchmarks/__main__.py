"""Run the benchmarks: ``python -m benchmarks [--machine | NAME ...]``.

Without a name, those whose tables stand in docs/performance.md are run; ``--markdown`` writes them
there. Any other is named: it prints its own table.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import platform
import re
import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import benchmarks
from benchmarks._tables import Table
from vnhealth.errors import EXIT_OK, EXIT_USAGE

LIBRARIES = (
    "ipykernel",
    "matplotlib",
    "nbclient",
    "nbconvert",
    "numpy",
    "pandas",
    "papermill",
    "pyarrow",
    "seaborn",
    "typst",
)
PERFORMANCE = ("editions", "rebuilds", "cleaning")
"""They return tables, and are told how much to measure."""
MEASURED = re.compile(r"(?<=<!-- measured -->\n).*(?=<!-- end -->)", re.DOTALL)


def benchmark_names() -> list[str]:
    """Return the names of the benchmarks there are, sorted."""
    found = (module.name for module in pkgutil.iter_modules(benchmarks.__path__))
    return sorted(name for name in found if not name.startswith("_"))


def processor() -> str:
    """Return what the machine calls its processor."""
    facts = Path("/proc/cpuinfo")
    if facts.is_file():
        for line in facts.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def machine_lines() -> list[str]:
    """Return the machine and the versions, a fact a line."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    lines = [
        f"machine {processor()}, {cores} cores",
        f"system {platform.system()} {platform.release()}",
        f"python {platform.python_version()}",
        f"vnhealth {metadata.version('vnhealth')}",
    ]
    return lines + [f"{name} {metadata.version(name)}" for name in LIBRARIES]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the machine, then run the named benchmarks, or those of performance."""
    asked = _parser().parse_args(arguments)
    there_are = benchmark_names()
    unknown = [name for name in asked.names if name not in there_are]
    if unknown:
        listed = ", ".join(there_are) or "none yet"
        print(f"no benchmark named {', '.join(unknown)}; there are: {listed}", file=sys.stderr)
        return EXIT_USAGE
    print(*machine_lines(), sep="\n", flush=True)
    if asked.machine:
        return EXIT_OK
    made: list[Table] = []
    for name in asked.names or PERFORMANCE:
        print(f"\n== {name} ==", flush=True)
        module = importlib.import_module(f"benchmarks.{name}")
        if name not in PERFORMANCE:
            module.main()
            continue
        try:
            tables = module.tables(**_settings(asked, name))
        except (ValueError, RuntimeError) as fault:
            print(fault, file=sys.stderr)
            return EXIT_USAGE
        print(*(table.text() for table in tables), sep="\n\n", flush=True)
        made += tables
    if asked.markdown:
        write_markdown(asked.markdown, made)
    return EXIT_OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(benchmark_names()))
    parser.add_argument("--machine", action="store_true", help="only machine and versions")
    parser.add_argument("--briefs", type=int, default=12, help="of each side (12)")
    parser.add_argument("--rounds", type=int, default=3, help="turns of each side (3)")
    parser.add_argument("--sides", default="", help="of the editions, with commas; all")
    parser.add_argument("--cells", type=int, default=1_000_000, help="to be cleaned (1000000)")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="put the tables there too")
    return parser


def _settings(asked: argparse.Namespace, name: str) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "briefs": max(1, asked.briefs),
        "rounds": max(1, asked.rounds),
        "sides": [side for side in asked.sides.split(",") if side],
    }
    return settings | ({"cells": max(1, asked.cells)} if name == "cleaning" else {})


def write_markdown(path: Path, tables: Sequence[Table]) -> None:
    """Put machine and tables between the two marks of a Markdown file.

    Raises
    ------
    ValueError
        When the file has no such marks.
    """
    text = path.read_text(encoding="utf-8")
    if MEASURED.search(text) is None:
        raise ValueError(f"{path} has no <!-- measured --> and <!-- end -->")
    facts = "; ".join(machine_lines())
    parts = [f"{facts}.", *(table.markdown() for table in tables)]
    path.write_text(MEASURED.sub(lambda _: "\n\n".join(parts) + "\n", text), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
