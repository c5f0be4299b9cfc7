"""Every command that the README and its neighbours print can be typed as it stands."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

PAGES = ["README.md", "CONTRIBUTING.md"]
LINKED = [*PAGES, "CHANGELOG.md", "docs/architecture.md"]
ROOT = Path(__file__).resolve().parents[2]
RUN_AS_PRINTED = {"list", "parse", "place"}
"""Commands that only answer: they write nothing and need nothing made before."""


def printed_commands() -> list[str]:
    blocks = [
        block
        for page in PAGES
        for block in re.findall(r"^```sh\n(.*?)^```", (ROOT / page).read_text("utf-8"), re.M | re.S)
    ]
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def commands_of(program: str) -> list[str]:
    return [line for line in printed_commands() if shlex.split(line)[0] == program]


def test_every_printed_command_is_of_a_kind_that_is_tried_here() -> None:
    programs = {shlex.split(line)[0] for line in printed_commands()}
    assert programs == {".", "conda", "jupyter", "make", "vnhealth"}


def test_the_two_commands_come_first() -> None:
    assert printed_commands()[:2] == ["make briefs", "make test"]


@pytest.mark.parametrize("line", commands_of("make"))
def test_a_printed_make_target_exists_and_is_in_the_help(line: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in shlex.split(line)[1:]:
        assert re.search(rf"^{target}:.*## \S", makefile, flags=re.MULTILINE), target


def test_the_targets_that_were_promised_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("briefs", "test", "check", "fix", "bench", "lab", "clean", "help"):
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target


@pytest.mark.parametrize("line", commands_of("vnhealth"))
def test_a_printed_command_has_words_that_the_command_line_knows(line: str) -> None:
    import typer

    from vnhealth.cli import app

    group = typer.main.get_command(app)
    context = group.context_class(group, info_name="vnhealth")
    name, command, rest = group.resolve_command(context, shlex.split(line)[1:])
    command.make_context(name, rest, parent=context)


@pytest.mark.parametrize(
    "line", [line for line in commands_of("vnhealth") if shlex.split(line)[1] in RUN_AS_PRINTED]
)
def test_a_printed_question_gets_an_answer(line: str) -> None:
    words = [str(Path(sys.executable).with_name("vnhealth")), *shlex.split(line)[1:]]
    ran = subprocess.run(words, cwd=ROOT, check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip()


@pytest.mark.parametrize("line", commands_of("jupyter"))
def test_a_printed_export_names_an_exporter_and_a_notebook_that_exist(line: str) -> None:
    program, action, option, exporter, notebook = shlex.split(line)
    assert (program, action, option) == ("jupyter", "nbconvert", "--to")
    (entry,) = metadata.entry_points(group="nbconvert.exporters", name=exporter)
    assert isinstance(entry.load(), type)
    assert (ROOT / notebook).is_file()


def test_every_setting_is_explained() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    settings = tomllib.loads((ROOT / "vnhealth.toml").read_text(encoding="utf-8"))
    for key in settings["project"]:
        assert f"`project.{key}`" in readme
    for edition in settings["editions"].values():
        for key in edition:
            assert f"`editions.<year>.{key}`" in readme or f"`.{key}`" in readme, key


@pytest.mark.parametrize("page", LINKED)
def test_every_relative_link_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)
    assert targets or page == "CHANGELOG.md"
    for target in targets:
        if "://" not in target:
            assert ((ROOT / page).parent / target).exists(), target
