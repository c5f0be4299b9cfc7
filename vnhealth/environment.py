"""Which conda environment says the same as pyproject.toml.

``python -m vnhealth.environment`` writes environment.yml, ``--check`` only compares. The
standard library is enough, so that it runs before anything is installed.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from vnhealth.errors import EXIT_DATA, EXIT_OK, EXIT_USAGE, ProjectError

ENVIRONMENT_FILE: Final = "environment.yml"

CONDA_NAMES: Final = {
    "fonttools[woff]": ("fonttools", "brotli-python"),
    "matplotlib": ("matplotlib-base",),
    "pandera[pandas]": ("pandera-pandas",),
}
"""What conda-forge calls a requirement, where its name differs; the first takes the version."""

ONLY_ON_PYPI: Final = frozenset(
    {
        "axe-core-python",
        "fontpkg-be-vietnam-pro",
        "fontpkg-source-sans-3",
        "pdfua",
        "playwright",
        "typst",
        "vietnamadminunits",
    }
)
"""What conda-forge does not carry as the Python package meant here."""

ONLY_FOR_VENV: Final = frozenset({"uv"})
"""What only the Makefile needs."""

_REQUIREMENT: Final = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)(?P<extras>\[[^\]]+\])?(?P<versions>.*)"
)

_HEADER: Final = """\
# Made from pyproject.toml by `python -m vnhealth.environment`; do not edit.
# Written with care, but not tried: no conda was at hand. The way that is tested on every
# change is `make briefs` and `make test`, which install the hashed requirements.lock.
"""


def conda_specs(requirement: str) -> tuple[str, ...]:
    """Return the conda specifications that stand for one requirement of pyproject.toml.

    Parameters
    ----------
    requirement
        A requirement without environment markers, such as ``"pandas>=3.0,<4"``.

    Returns
    -------
    tuple of str
        One specification, or more where conda-forge splits a package.

    Raises
    ------
    ProjectError
        The requirement can't be read, or carries a marker that conda can't express.

    Examples
    --------
    >>> conda_specs("Babel>=2.17")
    ('babel >=2.17',)
    >>> conda_specs("fonttools[woff]>=4.60")
    ('fonttools >=4.60', 'brotli-python')
    """
    found = _REQUIREMENT.fullmatch(requirement)
    if found is None or ";" in requirement or "@" in requirement:
        raise ProjectError(
            en=f"pyproject.toml: the requirement '{requirement}' can't be said in "
            f"{ENVIRONMENT_FILE}; write a name and versions only, such as 'pandas>=3.0,<4'.",
            vi=f"pyproject.toml: không thể ghi yêu cầu '{requirement}' vào {ENVIRONMENT_FILE}; "
            "chỉ dùng tên gói và phiên bản, ví dụ 'pandas>=3.0,<4'.",
        )
    name = found["name"].lower() + (found["extras"] or "")
    first, *rest = CONDA_NAMES.get(name, (found["name"].lower(),))
    return (f"{first} {found['versions']}".strip(), *rest)


def environment_text(pyproject: str) -> str:
    """Return the text of environment.yml for the text of a pyproject.toml."""
    project = tomllib.loads(pyproject)["project"]
    extras = project["optional-dependencies"]
    groups = {"to make briefs": project["dependencies"]}
    groups |= {f"extra: {name}": extras[name] for name in sorted(extras)}
    lines = [
        f"name: {project['name']}",
        "channels:",
        "  - conda-forge",
        "  - nodefaults",
        "dependencies:",
        f"  - python {project['requires-python']}",
        "  - pip",
    ]
    from_pypi: list[str] = []
    for title, requirements in groups.items():
        kept = [r for r in requirements if _name(r) not in ONLY_FOR_VENV]
        from_pypi += [r for r in kept if _name(r) in ONLY_ON_PYPI]
        lines.append(f"  # {title}")
        specs = (spec for r in kept if _name(r) not in ONLY_ON_PYPI for spec in conda_specs(r))
        lines += [f"  - {spec}" for spec in sorted(specs)]
    lines += ["  - pip:", *(f"      - {requirement}" for requirement in sorted(from_pypi))]
    lines.append("      - --editable .")
    return _HEADER + "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write environment.yml in the current folder, or compare it with ``--check``."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words not in ([], ["--check"]):
        sys.stderr.write("usage: python -m vnhealth.environment [--check]\n")
        return EXIT_USAGE
    target = Path(ENVIRONMENT_FILE)
    wanted = environment_text(Path("pyproject.toml").read_text(encoding="utf-8"))
    if not words:
        target.write_text(wanted, encoding="utf-8", newline="\n")
    elif not target.is_file() or target.read_text(encoding="utf-8") != wanted:
        sys.stderr.write(f"{ENVIRONMENT_FILE} differs from pyproject.toml: make environment\n")
        return EXIT_DATA
    return EXIT_OK


def _name(requirement: str) -> str:
    found = _REQUIREMENT.match(requirement)
    return found["name"].lower() if found else requirement


if __name__ == "__main__":
    sys.exit(main())
