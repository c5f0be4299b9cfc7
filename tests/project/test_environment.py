"""environment.yml says for conda what pyproject.toml says for pip."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from vnhealth.environment import CONDA_NAMES, ONLY_ON_PYPI, conda_specs, environment_text, main
from vnhealth.errors import ProjectError


def test_the_shipped_environment_is_the_generated_one(repository: Path) -> None:
    pyproject = (repository / "pyproject.toml").read_text(encoding="utf-8")
    shipped = (repository / "environment.yml").read_text(encoding="utf-8")
    assert shipped == environment_text(pyproject), "make environment"


def test_the_environment_is_yaml_with_one_pip_section(repository: Path) -> None:
    shipped = yaml.safe_load((repository / "environment.yml").read_text(encoding="utf-8"))
    assert shipped["name"] == "vnhealth"
    assert shipped["channels"] == ["conda-forge", "nodefaults"]
    *conda, from_pypi = shipped["dependencies"]
    assert "python >=3.11" in conda
    assert "pandas >=3.0,<4" in conda
    assert all(isinstance(spec, str) for spec in conda)
    assert "typst>=0.13,<0.16" in from_pypi["pip"]
    assert from_pypi["pip"][-1] == "--editable ."


def test_every_name_that_is_translated_is_still_asked_for(pyproject: dict[str, Any]) -> None:
    project = pyproject["project"]
    asked = " ".join([*project["dependencies"], *project["optional-dependencies"]["dev"]]).lower()
    for name in [*CONDA_NAMES, *ONLY_ON_PYPI]:
        assert name in asked, f"{name} is no requirement any more: take it out of environment.py"


def test_a_small_project_reads_as_a_person_would_write_it() -> None:
    pyproject = """
        [project]
        name = "small"
        requires-python = ">=3.11"
        dependencies = ["typst>=0.13", "PyYAML>=6", "matplotlib<4"]
        [project.optional-dependencies]
        dev = ["uv>=0.9", "ruff"]
    """
    assert environment_text(pyproject).split("name: ")[1].splitlines() == [
        "small",
        "channels:",
        "  - conda-forge",
        "  - nodefaults",
        "dependencies:",
        "  - python >=3.11",
        "  - pip",
        "  # to make briefs",
        "  - matplotlib-base <4",
        "  - pyyaml >=6",
        "  # extra: dev",
        "  - ruff",
        "  - pip:",
        "      - typst>=0.13",
        "      - --editable .",
    ]


def test_a_requirement_with_a_marker_is_refused_in_both_languages() -> None:
    with pytest.raises(ProjectError) as refused:
        conda_specs("colorama; sys_platform == 'win32'")
    assert refused.value.en == (
        "pyproject.toml: the requirement 'colorama; sys_platform == 'win32'' can't be said in "
        "environment.yml; write a name and versions only, such as 'pandas>=3.0,<4'."
    )
    assert refused.value.vi == (
        "pyproject.toml: không thể ghi yêu cầu 'colorama; sys_platform == 'win32'' vào "
        "environment.yml; chỉ dùng tên gói và phiên bản, ví dụ 'pandas>=3.0,<4'."
    )


def test_check_tells_an_old_environment_from_a_fresh_one(
    tmp_path: Path,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    pyproject = (repository / "pyproject.toml").read_text(encoding="utf-8")
    Path("pyproject.toml").write_text(pyproject, encoding="utf-8")
    assert main(["--check"]) == 1
    assert main([]) == 0
    assert main(["--check"]) == 0
    Path("pyproject.toml").write_text(pyproject.replace("scipy>=1.15", "scipy>=1.16"), "utf-8")
    assert main(["--check"]) == 1
    assert capsys.readouterr().err == 2 * (
        "environment.yml differs from pyproject.toml: make environment\n"
    )
    assert main(["--chek"]) == 2
