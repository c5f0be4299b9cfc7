"""The data dictionary in docs can't drift from the catalogue."""

from __future__ import annotations

from pathlib import Path

from vnhealth.catalog import indicators
from vnhealth.catalog.dictionary import PAGE, page


def test_the_page_in_docs_is_the_one_the_catalogue_makes(repository: Path) -> None:
    assert (repository / PAGE).read_text(encoding="utf-8") == page()


def test_every_indicator_has_its_row() -> None:
    text = page()
    assert all(f"| `{name}` |" in text for name in indicators())
