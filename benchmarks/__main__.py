"""Run the benchmarks: ``python -m benchmarks [--machine | NAME ...]``."""

from __future__ import annotations

import importlib
import os
import pkgutil
import platform
import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

import benchmarks
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
    """Print the machine, then run the named benchmarks, or all of them."""
    wanted = list(sys.argv[1:] if arguments is None else arguments)
    there_are = benchmark_names()
    only_machine = wanted == ["--machine"]
    unknown = [] if only_machine else [name for name in wanted if name not in there_are]
    if unknown:
        listed = ", ".join(there_are) or "none yet"
        print(f"no benchmark named {', '.join(unknown)}; there are: {listed}", file=sys.stderr)
        return EXIT_USAGE
    print(*machine_lines(), sep="\n", flush=True)
    if only_machine:
        return EXIT_OK
    for name in wanted or there_are:
        print(f"\n== {name} ==", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()
    return EXIT_OK


if __name__ == "__main__":
    sys.exit(main())
