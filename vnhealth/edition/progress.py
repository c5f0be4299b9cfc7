"""Records as they come: counted on a progress bar, ended at the first failure when asked so."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from vnhealth.edition.record import FAILED, Record


def until_failure(records: Iterator[Record], *, keep_going: bool) -> Iterator[Record]:
    """Yield records up to the first that failed, or all when `keep_going`.

    Closing `records` ends the briefs that are under way.
    """
    for record in records:
        yield record
        if record.status == FAILED and not keep_going:
            close: Any = getattr(records, "close", None)
            if close is not None:
                close()
            return


def progress(records: Iterable[Record], total: int, *, shown: bool) -> Iterator[Record]:
    """Yield records, with a bar on the standard error stream when it is a terminal."""
    from tqdm import tqdm

    bar = tqdm(
        records, total=total, unit="", file=sys.stderr, leave=False, disable=not shown or None
    )
    yield from bar
