"""`python -m benchmarks` says on what it measured, then runs every benchmark."""

from __future__ import annotations

import pytest

from benchmarks import __main__ as benchmarks


def test_the_machine_and_the_versions_are_printed_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert benchmarks.main(["--machine"]) == 0
    printed = capsys.readouterr().out
    assert printed.splitlines()[0].startswith("machine")
    for name in ("python", "pandas", "matplotlib", "papermill", "nbconvert", "typst"):
        assert f"\n{name} " in printed


def test_an_unknown_benchmark_is_refused_with_those_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert benchmarks.main(["no-such-benchmark"]) == 2
    assert capsys.readouterr().err.startswith("no benchmark named no-such-benchmark; there are: ")
