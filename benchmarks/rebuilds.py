"""What users wait for beside a whole edition: rebuilds, one brief, the import; and memory.

``python -m benchmarks rebuilds [--briefs N] [--rounds N]``.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks._clock import BIN, ROOT, Spent, median, run, spent, tell
from benchmarks._memory import watched
from benchmarks._sample import Brief, copy, sample
from benchmarks._sides import ours
from benchmarks._tables import Table

IMPORTS = 7
SOURCE, FILE = "nso-medical-staff-2002-2016", "doctors.csv"


def tables(*, briefs: int = 12, rounds: int = 3, sides: Sequence[str] = ()) -> list[Table]:
    """Measure, and return the table of waiting and the table of memory."""
    del sides  # these are all our own
    made = sample(briefs)
    with tempfile.TemporaryDirectory(prefix="vnhealth-bench-") as folder:
        waiting = _waiting(_own_data(Path(folder)), made, rounds)
    return [waiting, *_memory(made)]


def _own_data(folder: Path) -> Path:
    """Return a project with a copy of the figures, which may be changed."""
    copy(folder)
    (folder / "data").unlink()
    shutil.copytree(ROOT / "data" / "raw", folder / "data" / "raw")
    return folder


def _waiting(folder: Path, briefs: Sequence[Brief], rounds: int) -> Table:
    build: Callable[[], None] = lambda: ours(2)(folder, briefs)  # noqa: E731
    place = briefs[0].parameters.place_id
    one = [
        BIN / "vnhealth",
        "brief",
        "workforce",
        "--place",
        place,
        "--year",
        "2024",
        "--out",
        folder / "one",
    ]
    bare, whole = [sys.executable, "-c", "pass"], [sys.executable, "-c", "import vnhealth"]
    tell("rebuilds: first build")
    run([BIN / "vnhealth", "clean", "--quiet"], folder)
    rows = [_row(f"first build of {len(briefs)} briefs", [spent(build)])]
    tell("rebuilds: nothing changed")
    rows.append(_row("build again, nothing changed", [spent(build) for _ in range(rounds)]))
    changed = []
    for turn in range(rounds):
        tell(f"rebuilds: one observation changed, {turn + 1} of {rounds}")
        _change_one_figure(folder, turn)
        run([BIN / "vnhealth", "clean", "--quiet"], folder)
        changed.append(spent(build))
    rows.append(_row("build again, one observation changed", changed))
    tell("rebuilds: one brief from cold")
    cold = [spent(lambda: run(one, folder)) for _ in range(rounds)]
    rows.append(_row("one brief from cold (vnhealth brief)", cold))
    tell("rebuilds: import")
    empty = median([spent(lambda: run(bare, folder)) for _ in range(IMPORTS)])
    full = median([spent(lambda: run(whole, folder)) for _ in range(IMPORTS)])
    added = Spent(full.wall - empty.wall, full.cpu - empty.cpu)
    rows.append(_row("import vnhealth, beyond Python's own start", [added], runs=IMPORTS, digits=3))
    return Table("What one waits for, 2 workers", ("what", "wall s", "CPU s", "runs"), tuple(rows))


def _row(
    name: str, found: Sequence[Spent], *, runs: int = 0, digits: int = 2
) -> tuple[str, str, str, str]:
    took = median(found)
    return (name, f"{took.wall:.{digits}f}", f"{took.cpu:.{digits}f}", str(runs or len(found)))


def _change_one_figure(folder: Path, turn: int) -> None:
    """Raise the last number of doctors in its table by one, and mend the hash of the file."""
    table = folder / "data" / "raw" / SOURCE / FILE
    before = table.read_bytes()
    lines = before.decode().rstrip("\n").split("\n")
    at = next(i for i in reversed(range(len(lines))) if lines[i].rpartition(",")[2].isdigit())
    head, _, last = lines[at].rpartition(",")
    lines[at] = f"{head},{int(last) + 1 + turn}"
    after = ("\n".join(lines) + "\n").encode()
    table.write_bytes(after)
    about = table.with_name("source.yml")
    hashes = [hashlib.sha256(content).hexdigest() for content in (before, after)]
    about.write_text(about.read_text(encoding="utf-8").replace(*hashes), encoding="utf-8")


def _memory(briefs: Sequence[Brief]) -> list[Table]:
    if sys.platform != "linux":
        return []
    tell("rebuilds: memory")
    places = ",".join(dict.fromkeys(brief.parameters.place_id for brief in briefs))
    topics = ",".join(dict.fromkeys(brief.parameters.topic for brief in briefs))
    words = ("--places", places, "--topics", topics, "--boundaries", "63", "--lang", "vi")
    with tempfile.TemporaryDirectory(prefix="vnhealth-bench-") as folder:
        project = copy(Path(folder))
        found = watched([BIN / "vnhealth", "build", *words, "-j", "2", "--quiet"], project)
    rows = (
        ("largest forked process", f"{found.child:.0f}"),
        ("warm process", f"{found.warm:.0f}"),
        ("all processes at one time", f"{found.together:.0f}"),
    )
    return [Table("Memory of a build with 2 workers, proportional set size", ("what", "MiB"), rows)]
