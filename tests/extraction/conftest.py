"""Made-up documents: a text in, candidates out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vnhealth.extraction import extract_file

Rows = list[dict[str, Any]]
HEADER = """ỦY BAN NHÂN DÂN TỈNH {place}
{name}, ngày 15 tháng 12 năm {year}

{kind}
{title}

"""


@pytest.fixture
def candidates(tmp_path: Path) -> Callable[..., Rows]:
    """Return a reader of made-up documents: each candidate with its figure as `printed`."""

    def read(text: str, name: str = "van-ban.txt") -> Rows:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        rows = extract_file(path).to_dict("records")
        return [{**row, "printed": row["text"][row["start"] : row["end"]]} for row in rows]

    return read


@pytest.fixture
def report(candidates: Callable[..., Rows]) -> Callable[[str], Rows]:
    """Return a reader of sentences in a made-up report of Sơn La on 2023."""
    header = HEADER.format(place="SƠN LA", name="Sơn La", year=2023, kind="BÁO CÁO",
                           title="Kết quả công tác y tế năm 2023")  # fmt: skip
    return lambda text: candidates(header + text)


@pytest.fixture
def plan(candidates: Callable[..., Rows]) -> Callable[[str], Rows]:
    """Return a reader of sentences in a made-up plan of An Giang for 2026-2030."""
    header = HEADER.format(place="AN GIANG", name="An Giang", year=2025, kind="KẾ HOẠCH",
                           title="Phát triển y tế tỉnh An Giang giai đoạn 2026 - 2030")  # fmt: skip
    return lambda text: candidates(header + text)
