"""Inline observations: a test names the columns it is about, the rest is filled in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from vnhealth import catalog, checks
from vnhealth.checks.registry import FINDERS
from vnhealth.schema import COLUMNS, NUMBERS, UNREAD_COLUMNS
from vnhealth.wording import numbers

Find = Callable[..., list[checks.Finding]]


def observation(position: int, **given: object) -> dict[str, object]:
    """Return a whole row: Lào Cai 2024, final, equal, printed as its value unless given."""
    row: dict[str, object] = {
        "cell_id": f"plan#{position:03d}",
        "place_id": "63-10",
        "year": 2024,
        "role": "actual",
        "status": "final",
        "comparator": "eq",
        "value": float("nan"),
        "lower": float("nan"),
        "upper": float("nan"),
        "numerator": float("nan"),
        "denominator": float("nan"),
        "qualifier": "",
        "source_id": "plan",
        "locator": f"dòng {position}",
        "flags": "",
    } | given
    row.setdefault("period", str(row["year"]))
    row.setdefault("unit", catalog.indicator(str(row["indicator"])).unit)
    row.setdefault("printed", f"{row['value']:.12g}".replace(".", ","))
    return row


def table(rows: list[dict[str, object]]) -> pd.DataFrame:
    filled = [observation(i, **row) for i, row in enumerate(rows, start=1)]
    kinds = dict.fromkeys(COLUMNS, "str") | dict.fromkeys(NUMBERS, "float64") | {"year": "int64"}
    return pd.DataFrame(filled, columns=list(COLUMNS)).astype(kinds)


def source(source_id: str, date: str, folder: Path) -> catalog.Source:
    return catalog.Source(
        id=source_id,
        kind="document",
        title_vi=f"Văn bản {source_id}",
        title_en=f"Document {source_id}",
        issuer_vi="",
        issuer_en="",
        document_number="",
        date=date,
        place_id="63-10",
        language="vi",
        number_style="vi",
        vintage="",
        licence="",
        how_taken="",
        original=catalog.Original(),
        tables=(),
        folder=folder,
    )


@pytest.fixture
def evidence(tmp_path: Path) -> Callable[..., checks.Evidence]:
    def build(
        *rows: dict[str, object],
        dates: dict[str, str] | None = None,
        unread: list[dict[str, str]] | None = None,
        claims: str = "",
    ) -> checks.Evidence:
        dates = {"plan": "2024-01-15"} | (dates or {})
        if claims:
            (tmp_path / "claims.yml").write_text(claims, encoding="utf-8")
        elsewhere = tmp_path / "none"
        known = {
            name: source(name, date, tmp_path if name == "plan" else elsewhere)
            for name, date in dates.items()
        }
        missed = pd.DataFrame(unread or [], columns=list(UNREAD_COLUMNS), dtype="str")
        return checks.Evidence(table(list(rows)), known, missed, numbers)

    return build


@pytest.fixture
def find(evidence: Callable[..., checks.Evidence]) -> Find:
    def run(check: str, *rows: dict[str, object], **more: object) -> list[checks.Finding]:
        return list(FINDERS[check](evidence(*rows, **more)))

    return run


@pytest.fixture(scope="session")
def shipped(repository: Path) -> list[checks.Finding]:
    """Return the findings on the data that the project ships."""
    from vnhealth.clean import clean

    raw = repository / "data" / "raw"
    cleaned = clean(raw)
    known = {each.id: each for each in catalog.sources(raw)}
    return checks.run(cleaned.observations, known, cleaned.unread, numbers=numbers)
