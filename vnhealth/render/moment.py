"""The moment that a file says it was made at: from the document, never from the clock."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from vnhealth.render.notebook import Document

DATE_VARIABLE: Final = "SOURCE_DATE_EPOCH"


def moment(document: Document) -> datetime:
    """Return the document's date in UTC, so that equal documents give equal bytes.

    SOURCE_DATE_EPOCH, else the date in the notebook's metadata, else the first day of the
    brief's year.
    """
    epoch = os.environ.get(DATE_VARIABLE, "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), tz=UTC)
    year = document.masthead.year if document.masthead else 1970
    stated = datetime.fromisoformat(document.date) if document.date else datetime(year, 1, 1)
    return stated.replace(tzinfo=UTC)
