"""`vnhealth clean --chunk` fills a store in parts from which briefs are made as from any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from typer.testing import CliRunner

from vnhealth import store
from vnhealth.cli import app
from vnhealth.project import load_project


def test_a_store_in_parts_answers_like_a_plain_one(
    shipped_project: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    (tmp_path / "data").mkdir()
    for name in ("vnhealth.toml", "data/raw"):
        (tmp_path / name).symlink_to(shipped_project.root / name)
    monkeypatch.setenv("VNHEALTH_PROJECT", str(tmp_path))

    plain = CliRunner().invoke(app, ["clean"], catch_exceptions=False)
    folder = load_project(tmp_path).processed
    observations, unread = store.load(folder), store.read_unread(folder)
    findings = store.read_findings(folder)

    parted = CliRunner().invoke(app, ["clean", "--chunk", "5000"], catch_exceptions=False)

    assert (parted.exit_code, parted.stderr) == (0, plain.stderr)
    assert store.open_large(folder).rows == len(observations)
    pd.testing.assert_frame_equal(store.load(folder), observations)
    pd.testing.assert_frame_equal(store.read_unread(folder), unread)
    pd.testing.assert_frame_equal(store.read_findings(folder), findings)
    assert not (folder / store.OBSERVATIONS).exists(), "two stores in one folder are one too many"
