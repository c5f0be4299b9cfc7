"""The command line keeps its contract: words, answers, exit codes, one sentence an error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from vnhealth.cli import app
from vnhealth.quantity import parse_rows

CONTRACT = {
    "clean": {"--chunk", "--quiet"},
    "check": {"--quiet", "--json"},
    "parse": {"--json"},
    "place": {"--on", "--json"},
    "extract": {"--out"},
    "brief": {"--place", "--year", "--lang", "--format", "--out"},
    "build": {"--edition", "--places", "--topics", "--lang", "--boundaries", "--jobs", "--quiet"},
    "list": {"--json"},
    "doctor": set(),
}


def run(*words: str) -> Result:
    return CliRunner().invoke(app, [*words], catch_exceptions=False)


@pytest.fixture
def cleaned(small_project: Any) -> Any:
    """Return a small project whose data are cleaned."""
    assert run("clean", "--quiet").exit_code == 0
    return small_project


@pytest.mark.parametrize("command", CONTRACT)
def test_every_command_of_the_contract_is_there_with_its_options(command: str) -> None:
    found = run(command, "--help")
    assert found.exit_code == 0
    for option in CONTRACT[command]:
        assert option in found.stdout, option


@pytest.mark.parametrize(
    "words",
    [
        ["no-such-command"],
        ["brief"],
        ["brief", "workforce", "--place", "63-10"],
        ["brief", "workforce", "--year", "2024"],
        ["brief", "workforce", "--place", "63-10", "--year", "twenty"],
        ["brief", "beds", "--place", "63-10", "--year", "2024"],
        ["brief", "beds"],
        ["brief", "workforce", "--place", "Atlantis", "--year", "2024"],
        ["brief", "workforce", "--place", "63-10", "--year", "1800"],
        ["brief", "workforce", "--place", "63-10", "--year", "2024", "--lang", "fr"],
        ["brief", "workforce", "--place", "63-10", "--year", "2024", "--format", "doc"],
        ["brief", "workforce", "--place", "63-10", "--year", "2024", "--boundaries", "34"],
        ["brief", "comparison", "--year", "2024"],
        ["build", "--edition", "1800"],
        ["build", "--places", "Atlantis"],
        ["build", "--topics", "beds"],
        ["build", "--lang", "fr"],
        ["build", "--boundaries", "64"],
        ["build", "--places", ","],
        ["build", "--jobs", "0"],
        ["list", "cakes"],
        ["place", "Lào Cai", "--on", "yesterday"],
        ["parse"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_meant_is_a_usage_error_and_makes_nothing(
    words: list[str], cleaned: Any
) -> None:
    found = run(*words)
    assert found.exit_code == 2
    assert found.stdout == ""
    assert found.stderr.strip()
    assert "Traceback" not in found.stderr
    assert not (cleaned.root / "reports").exists()


def test_an_error_is_one_sentence_in_the_chosen_language(
    small_project: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["brief", "workforce", "--place", "63-10", "--year", "1800"]
    assert run(*words).stderr == "vnhealth: Parameters: year is 1800; allowed: 1990–2035.\n"
    monkeypatch.setenv("VNHEALTH_LANG", "vi")
    assert run(*words).stderr == "vnhealth: Tham số: year là 1800; cho phép: 1990–2035.\n"


def test_a_language_of_messages_that_there_is_none_of_is_refused_in_both(
    small_project: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VNHEALTH_LANG", "xx")
    english = "VNHEALTH_LANG is “xx”; allowed: vi, en. Set one of them, or unset it."
    for words in (["list", "topics"], ["--help"]):
        found = run(*words)
        assert found.exit_code == 2
        assert found.stdout == ""
        assert found.stderr.startswith("vnhealth: VNHEALTH_LANG là “xx”; cho phép: vi, en.")
        assert found.stderr.endswith(f"\n{english}\n")


def test_a_topic_that_there_is_none_of_is_named_before_the_year_is_asked_for(
    small_project: Any,
) -> None:
    found = run("brief", "workfroce")
    assert found.exit_code == 2
    assert found.stderr == (
        "vnhealth: There is no topic “workfroce”; allowed: profile, targets, workforce, budget, "
        "coverage, edition, comparison, quality. Did you mean workforce?\n"
    )


def test_without_a_chosen_language_messages_speak_the_project_s(
    small_project: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VNHEALTH_LANG")
    assert run("list", "cakes").stderr.startswith("vnhealth: Không có danh sách 'cakes'")
    settings = small_project.root / "vnhealth.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('language = "vi"', 'language = "en"'), encoding="utf-8")
    assert run("list", "cakes").stderr.startswith("vnhealth: There is no list of 'cakes'")
    assert "VNHEALTH_LANG" not in os.environ, "the choice lasts for one command"


# parse, place, list ------------------------------------------------------------------------


def test_parse_gives_one_json_list_a_text_with_a_row_a_quantity() -> None:
    texts = ["14,5 bác sỹ/vạn dân", "> 93%", "xin chào"]
    found = run("parse", "--json", *texts)
    assert found.exit_code == 0
    lists = [json.loads(line) for line in found.stdout.splitlines()]
    assert lists == [parse_rows(text) for text in texts]
    assert [len(rows) for rows in lists] == [1, 1, 0]


def test_parse_shows_a_person_what_was_read() -> None:
    found = run("parse", "dưới 24,4%", "xin chào")
    first, reading, second, nothing = found.stdout.splitlines()
    assert (first, second) == ("dưới 24,4%", "xin chào")
    assert reading.startswith("  dưới 24,4% → ")
    assert nothing.strip()


def test_a_text_that_begins_with_a_minus_is_a_text() -> None:
    (rows,) = (json.loads(line) for line in run("parse", "--json", "-0,5%").stdout.splitlines())
    assert rows[0]["text"] == "-0,5%"


def test_place_gives_a_json_list_with_a_row_a_name() -> None:
    found = run("place", "--json", "Hà Tây", "Lào Cai", "Atlantis")
    rows = json.loads(found.stdout)
    assert [row["place_id"] for row in rows] == ["63-28", None, None]
    assert rows[1]["candidates"] == ["63-10", "34-15"]
    assert all(row["reason"] for row in rows)
    assert found.exit_code == 0, "a refusal with its reason is an answer"


def test_the_day_decides_between_the_boundaries() -> None:
    def meant(day: str) -> str:
        return json.loads(run("place", "Lào Cai", "--on", day, "--json").stdout)[0]["place_id"]

    assert meant("2025-06-30") == "63-10"
    assert meant("2025-07-01") == "34-15"


@pytest.mark.parametrize("kind", ["indicators", "places", "sources", "topics"])
def test_lists_answer_without_a_store_for_people_and_programs(
    kind: str, small_project: Any
) -> None:
    rows = json.loads(run("list", kind, "--json").stdout)
    lines = run("list", kind).stdout.splitlines()
    assert len(rows) == len(lines) > 0
    key = "place_id" if kind == "places" else "id"
    assert [line.split()[0] for line in lines] == [row[key] for row in rows]


def test_the_topics_are_those_a_brief_can_be_made_of() -> None:
    rows = json.loads(run("list", "topics", "--json").stdout)
    assert [row["id"] for row in rows] == [
        "profile",
        "targets",
        "workforce",
        "budget",
        "coverage",
        "edition",
        "comparison",
        "quality",
    ]


# clean, check ------------------------------------------------------------------------------


def test_clean_fills_the_store_and_prints_the_sum(small_project: Any) -> None:
    found = run("clean")
    assert found.exit_code == 0
    assert found.stdout == ""
    assert "2 = 2 + 0" in found.stderr
    observations = pd.read_csv(small_project.root / "data" / "processed" / "observations.csv")
    assert observations["value"].tolist() == [14.5, 12.0]


def test_a_cell_that_cannot_be_read_is_listed_with_its_reason_and_the_sum_holds(
    small_project: Any,
) -> None:
    path = small_project.root / "data" / "raw" / "made-up-2023" / "cells.csv"
    text = path.read_text(encoding="utf-8")
    small_project.write_cells(
        text + "003,63-10,doctors_per_10k,2022,2022,actual,rất nhiều bác sỹ,,,dòng 3,made up\n"
    )

    found = run("clean")

    assert found.exit_code == 0
    assert "3 = 2 + 1" in found.stderr
    unread = pd.read_csv(small_project.root / "data" / "processed" / "unread.csv", dtype="str")
    assert unread["cell_id"].tolist() == ["made-up-2023#003"]
    assert unread["printed"].tolist() == ["rất nhiều bác sỹ"]
    for language in ("en", "vi"):
        assert unread[f"reason_{language}"].str.len().gt(0).all()


def test_quiet_says_nothing(small_project: Any) -> None:
    found = run("clean", "--quiet")
    assert (found.exit_code, found.stdout, found.stderr) == (0, "", "")


def test_check_answers_in_json_and_its_exit_code_tells_of_errors(cleaned: Any) -> None:
    found = run("check", "--json")
    findings = json.loads(found.stdout)
    errors = [finding for finding in findings if finding["severity"] == "error"]
    assert found.exit_code == (1 if errors else 0)


def test_check_of_a_budget_that_does_not_add_up_ends_with_1(small_project: Any) -> None:
    header = "cell,place_id,indicator,year,period,role,printed,unit,qualifier,locator,note\n"
    rows = [
        ("total", "529,7"),
        ("project_1", "500"),
        ("project_2", "20"),
        ("project_3", "6,7"),  # 500 + 20 + 6.7 = 526.7, 3.0 short of 529.7
    ]
    small_project.write_cells(
        header
        + "".join(
            f'{n:03},63-10,health_budget_{name},2024,2024,plan,"{money} tỷ đồng",,,dòng {n},\n'
            for n, (name, money) in enumerate(rows, start=1)
        )
    )
    assert run("clean", "--quiet").exit_code == 0
    found = run("check")
    assert found.exit_code == 1
    assert "526.7" in found.stderr
    assert "Traceback" not in found.stderr


def test_a_store_that_is_missing_or_stale_is_said(small_project: Any) -> None:
    for words in (
        ["check"],
        ["build"],
        ["brief", "workforce", "--place", "63-10", "--year", "2024"],
    ):
        found = run(*words)
        assert found.exit_code == 1
        assert "Run `vnhealth clean`" in found.stderr
    run("clean", "--quiet")
    small_project.write_cells("changed\n")
    found = run("build")
    assert found.exit_code == 1
    assert "has changed since the data were cleaned" in found.stderr


def test_processed_data_that_cannot_be_written_leave_nothing_half_written(
    small_project: Any,
) -> None:
    (small_project.root / "data" / "processed").write_bytes(b"a file where a folder should be")
    found = run("clean")
    assert found.exit_code == 1
    assert found.stderr.startswith("vnhealth: Can't write to ")
    assert len(found.stderr.splitlines()) == 1


# extract -----------------------------------------------------------------------------------


def test_extract_writes_csv_to_stdout_or_to_a_file(tmp_path: Path) -> None:
    document = tmp_path / "ke-hoach.txt"
    document.write_text("Năm 2024, tỉnh Lào Cai có 14,5 bác sỹ/vạn dân.\n", encoding="utf-8")
    found = run("extract", str(document))
    assert found.exit_code == 0
    header = found.stdout.splitlines()[0].split(",")
    assert header[:4] == ["place_id", "indicator", "phrase", "year"]
    out = tmp_path / "candidates.csv"
    assert run("extract", str(document), "--out", str(out), "--quiet").exit_code == 0
    assert out.read_text(encoding="utf-8-sig") == found.stdout


def test_a_document_that_is_not_there_is_said() -> None:
    found = run("extract", "nowhere.docx")
    assert found.exit_code == 1
    assert "nowhere.docx" in found.stderr
    assert "Traceback" not in found.stderr


# brief, build ------------------------------------------------------------------------------


def test_brief_makes_the_files_and_names_them(cleaned: Any) -> None:
    found = run("brief", "workforce", "--place", "Lào Cai", "--year", "2024", "--lang", "en")
    folder = cleaned.root / "reports" / "2024" / "63-10"
    assert found.exit_code == 0, found.stderr
    assert found.stdout == ""
    names = ["workforce-2024-en.html", "workforce-2024-en.pdf"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert found.stderr.splitlines() == [str(folder / name) for name in names]
    assert '<html lang="en">' in (folder / names[0]).read_text(encoding="utf-8")


def test_brief_puts_its_files_elsewhere_when_told(cleaned: Any, tmp_path: Path) -> None:
    words = ["--format", "html", "--out", str(tmp_path / "mine"), "--quiet"]
    found = run("brief", "workforce", "--place", "63-10", "--year", "2024", *words)
    assert (found.exit_code, found.stderr) == (0, "")
    made = [p.relative_to(tmp_path / "mine") for p in (tmp_path / "mine").rglob("*.*")]
    assert made == [Path("63-10") / "workforce-2024-vi.html"]


def test_a_notebook_that_raises_ends_with_1_and_says_where(cleaned: Any) -> None:
    cleaned.write_notebook("workforce", "raise RuntimeError('no good')")
    found = run("brief", "workforce", "--place", "63-10", "--year", "2024")
    assert found.exit_code == 1
    assert len(found.stderr.splitlines()) == 1
    assert "in cell [3] `raise RuntimeError('no good')`: RuntimeError: no good" in found.stderr
    kept = cleaned.root / "reports" / "failed" / "63-10" / "workforce-2024-vi.ipynb"
    assert str(kept) in found.stderr
    assert kept.is_file()
    assert not list(cleaned.root.rglob("*.html"))
    assert not list(cleaned.root.rglob("*.pdf"))


def test_a_brief_without_data_ends_with_1_and_the_reason(cleaned: Any) -> None:
    found = run("brief", "budget", "--place", "63-10", "--year", "2024")
    assert found.exit_code == 1
    assert "Lao Cai" in found.stderr


def test_an_output_folder_that_cannot_be_written_ends_with_1(cleaned: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"kept")
    words = ["brief", "workforce", "--place", "63-10", "--year", "2024"]
    found = run(*words, "--out", str(tmp_path / "file"))
    assert found.exit_code == 1
    assert found.stderr.startswith(f"vnhealth: Can't write to {tmp_path / 'file'}: ")
    assert (tmp_path / "file").read_bytes() == b"kept"


def test_build_ends_with_1_when_a_brief_failed_and_with_0_when_some_have_no_data(
    cleaned: Any,
) -> None:
    words = ["build", "--places", "63-10", "--topics", "workforce,budget"]
    found = run(*words)
    assert found.exit_code == 0
    assert found.stderr.splitlines()[0] == "1 briefs, 2 files: 1 made, 0 up to date."
    assert found.stderr.splitlines()[-1] == str(cleaned.root / "reports" / "2024" / "index.html")

    cleaned.write_notebook("workforce", "1 / 0")
    found = run(*words, "--quiet")
    assert found.exit_code == 1
    assert "ZeroDivisionError" in found.stderr
    assert len(found.stderr.splitlines()) == 1


# the program -------------------------------------------------------------------------------


def test_doctor_says_what_is_in_place_and_what_is_missing(small_project: Any) -> None:
    found = run("doctor", "--json")
    states = {sign["name"]: sign["state"] for sign in json.loads(found.stdout)}
    assert found.exit_code == 1
    assert states["python"] == states["packages"] == states["fonts"] == states["kernel"] == "ok"
    assert states["store"] == "bad", "nothing was cleaned yet"
    run("clean", "--quiet")
    found = run("doctor")
    assert found.exit_code == 0
    assert "2 = 2 + 0" in found.stderr


def test_outside_of_a_project_the_questions_are_still_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VNHEALTH_PROJECT", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VNHEALTH_LANG", "en")
    assert run("list", "topics").exit_code == 0
    assert run("parse", "4-5").exit_code == 0
    found = run("build")
    assert found.exit_code == 1
    assert found.stderr.startswith("vnhealth: No vnhealth.toml in ")


def test_the_program_speaks_vietnamese_on_a_terminal_that_knows_only_ascii() -> None:
    program = Path(sys.executable).with_name("vnhealth")
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "VNHEALTH_LANG": "vi"}
    found = subprocess.run(
        [program, "place", "Hà Tây"], capture_output=True, check=False, env=environment
    )
    assert found.returncode == 0
    assert "Tỉnh Hà Tây" in found.stdout.decode("utf-8")


def test_without_words_the_program_shows_its_commands_and_ends_with_2() -> None:
    found = run()
    assert found.exit_code == 2
    assert "brief" in found.stdout + found.stderr


def test_the_version_is_said() -> None:
    from vnhealth import __version__

    assert run("--version").stdout == f"vnhealth {__version__}\n"


def test_a_mistyped_option_of_parse_is_no_text() -> None:
    command = [str(Path(sys.executable).with_name("vnhealth")), "parse", "14,5%", "--jsn"]
    found = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "VNHEALTH_LANG": "en"},
    )
    assert found.returncode == 2
    assert found.stdout == ""
    assert "There is no option --jsn" in found.stderr


def test_a_text_may_begin_with_a_minus() -> None:
    found = run("parse", "-0,5%", "--json")
    assert found.exit_code == 0
    assert json.loads(found.stdout)[0]["value"] == -0.5
