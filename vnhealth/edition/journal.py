"""What builds of an edition remember beside its folder: a journal, times, a lock.

They stand below ``reports/builds/<edition>``, so that what is published has the same bytes however
long it took. The journal holds each brief from when it is finished until the manifest tells of it:
a build that is killed leaves it, and the next one goes on from there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vnhealth.edition.publish import publish, withdraw
from vnhealth.errors import ProjectError

if TYPE_CHECKING:
    from collections.abc import Callable

    from vnhealth.edition.record import Record
    from vnhealth.project import Project

BUILDS: Final = "builds"
TIMES: Final = "times.json"
POLL_SECONDS: Final = 0.2


def memory(project: Project, year: int) -> Path:
    """Return the folder of what builds of one edition remember."""
    return project.reports / BUILDS / str(year)


class Journal:
    """The briefs finished since the last manifest, one line each, in the order of finishing."""

    def __init__(self, folder: Path, shard: tuple[int, ...] = ()) -> None:
        of = f"-{shard[0]}-of-{shard[1]}" if shard else ""
        self.path = folder / f"journal{of}.jsonl"

    def entries(self) -> dict[str, dict[str, Any]]:
        """Return the entries by name; a line that was cut short by a kill is left out."""
        return {line["brief"]["brief"]: line["brief"] for line in self._lines()}

    def add(self, record: Record) -> None:
        """Tell that a brief is finished: its files stand already."""
        line = {
            "brief": record.entry(),
            "finished": datetime.now(tz=UTC).isoformat(timespec="milliseconds"),
            "seconds": record.seconds,
        }
        with self.path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")

    def times(self) -> dict[str, dict[str, Any]]:
        """Return when each brief was finished, and how many seconds it took."""
        return {
            line["brief"]["brief"]: {"finished": line["finished"], "seconds": line["seconds"]}
            for line in self._lines()
        }

    def close(self, standing: Iterable[str]) -> None:
        """Keep the times of the briefs that are still `standing`, and end the journal."""
        path = self.path.with_name(TIMES)
        try:
            known = json.loads(path.read_text(encoding="utf-8"))["briefs"]
        except (OSError, ValueError, KeyError):
            known = {}
        known |= self.times()
        names = set(standing)
        kept = {name: known[name] for name in sorted(known) if name in names}
        text = json.dumps({"briefs": kept}, indent=1)
        publish({path: f"{text}\n".encode()})
        withdraw([self.path])

    def _lines(self) -> Iterator[dict[str, Any]]:
        try:
            text = self.path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return
        for line in text.splitlines():
            try:
                content = json.loads(line)
            except ValueError:
                continue
            if isinstance(content, dict) and "brief" in content:
                yield content


@contextmanager
def alone(folder: Path, *, wait: bool, on_wait: Callable[[], None] | None = None) -> Iterator[None]:
    """Let no other build work on the edition that remembers in `folder`.

    The system takes the lock away from a program that ends, however it ends.

    Parameters
    ----------
    folder
        Of :func:`memory`.
    wait
        Wait for the other build; else refuse.
    on_wait
        Called once when there is something to wait for.

    Raises
    ------
    ProjectError
        When another build is at work and `wait` is false.
    """
    from filelock import FileLock, Timeout

    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "lock", poll_interval=POLL_SECONDS)
    try:
        lock.acquire(timeout=0)
    except Timeout as fault:
        if not wait:
            raise ProjectError(
                f"Another build is at work on this edition ({folder}). Wait for its end, or leave "
                "--no-wait out.",
                f"Một lệnh build khác đang lập ấn bản này ({folder}). Hãy chờ lệnh đó xong, hoặc "
                "bỏ --no-wait.",
            ) from fault
        if on_wait is not None:
            on_wait()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
