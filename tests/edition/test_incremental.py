"""A build makes what is not up to date, and nothing else.

The briefs are made by `quick`, which writes what a brief would rest on instead of running its
notebook, so that each build takes a moment; tests/edition/test_interrupted.py runs notebooks.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from vnhealth import build, catalog, store
from vnhealth.cli import app
from vnhealth.edition import inputs
from vnhealth.edition.merging import merge
from vnhealth.edition.record import FAILED, Record
from vnhealth.edition.run import Job, path_of, published
from vnhealth.errors import DataError, UsageError
from vnhealth.project import load_project

HEAD = "cell,place_id,indicator,year,period,role,printed,unit,qualifier,locator,note\n"
DOCTORS = '001,63-10,doctors_per_10k,2023,2023,actual,"14,5 bác sỹ/vạn dân",,,dòng 1,made up\n'
FURTHER = (
    '002,63-12,doctors_per_10k,2023,2023,actual,"12,0 bác sỹ/vạn dân",,,dòng 2,made up\n'
    '003,63-10,full_immunisation_coverage,2023,2023,actual,"95,5 %",,,dòng 3,made up\n'
    '004,63-12,full_immunisation_coverage,2023,2023,actual,"91,0 %",,,dòng 4,made up\n'
)
CELLS = HEAD + DOCTORS + FURTHER
SETTINGS = """\
[project]
language = "en"
edition = 2024

[editions.2024]
boundaries = "63"
places = ["63-10", "63-12"]
topics = ["workforce", "coverage"]
languages = ["vi"]

[[editions.2024.comparisons]]
indicator = "doctors_per_10k"
"""
READ = {
    "workforce": ["doctors_per_10k", "population"],
    "coverage": ["full_immunisation_coverage"],
    "comparison": ["doctors_per_10k"],
}
WORKFORCE = {"63-10/workforce-2024-vi", "63-12/workforce-2024-vi"}
COVERAGE = {"63-10/coverage-2024-vi", "63-12/coverage-2024-vi"}
COMPARISON = {"comparison/doctors_per_10k-63-2024-vi"}
ALL = WORKFORCE | COVERAGE | COMPARISON
OTHER_DAY = "1732320000"  # 23 November 2024

Making = Callable[..., build.Built]


def fill_store() -> None:
    """Clean the figures and let the checks look at them, as a new program does."""
    catalog.sources.cache_clear()
    app(["clean", "--quiet"], standalone_mode=False)


def quick(jobs: list[Job], _workers: int) -> Iterator[Record]:
    """Make briefs that say which they are and on which day they were made."""
    for job in jobs:
        said = f"{job.parameters.model_dump_json()} {job.environment['SOURCE_DATE_EPOCH']}"
        files = {path_of(job, form): f"{form} {said}".encode() for form in job.formats}
        about = {"read": READ[job.parameters.topic], "seconds": 0.25}
        yield published(job, files, {"metadata": {"vnhealth": about}})


def no_run(jobs: list[Job], _workers: int) -> Iterator[Record]:
    """Make nothing: there must be nothing to make."""
    assert jobs == []
    yield from ()


@pytest.fixture
def edition(small_project: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a project of five briefs, three of which read the doctors."""
    monkeypatch.setattr(inputs, "code_digest", lambda: "c" * 64)
    monkeypatch.setenv("VNHEALTH_COMMIT", "0123abc")
    (small_project.root / "vnhealth.toml").write_text(SETTINGS, encoding="utf-8")
    small_project.write_cells(CELLS)
    fill_store()
    return small_project


def made(**options: Any) -> build.Built:
    return build.build(load_project(), run=options.pop("run", quick), **options)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def touched(folder: Path) -> dict[str, int]:
    return {path.as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*")}


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def new_figure(project: Any) -> None:
    """Print another figure of one place."""
    project.write_cells(CELLS.replace("14,5", "14,6"))
    fill_store()


def test_nothing_changed_so_nothing_runs_and_no_file_is_touched(edition: Any) -> None:
    first = made()
    assert set(first.ran) == ALL
    before = touched(edition.root / "reports")
    again = made(run=no_run)
    assert again.ran == ()
    assert again.records == first.records
    assert touched(edition.root / "reports") == before


def test_nor_does_it_where_only_the_published_folder_was_kept(edition: Any) -> None:
    made()
    (edition.root / "reports" / "builds").rename(edition.root / "elsewhere")
    assert made(run=no_run).ran == ()


def change_notebook(project: Any) -> None:
    project.write_notebook("coverage", "'another'")


def change_issuer(project: Any) -> None:
    replace_in(project.root / "vnhealth.toml", 'language = "en"', 'issuer_vi = "Sở Y tế"')


def change_source(project: Any) -> None:
    path = project.root / "data" / "raw" / "made-up-2023" / "source.yml"
    replace_in(path, "Figures made up for a test", "Figures made up for this test")
    fill_store()


def change_finding(project: Any) -> None:
    """Print a result above 100 %, which the checks find."""
    found = len(store.read_findings(load_project().processed))
    project.write_cells(CELLS.replace("95,5 %", "195,5 %"))
    fill_store()
    assert len(store.read_findings(load_project().processed)) > found


def new_population(project: Any) -> None:
    """A figure of an indicator that was read, and of which there was none."""
    line = "005,63-12,population,2023,2023,actual,480000 người,,,dòng 5,made up\n"
    project.write_cells(CELLS + line)
    fill_store()


def unread_indicator(project: Any) -> None:
    """A figure that no brief has read."""
    line = '005,63-12,beds_per_10k,2023,2023,actual,"32,0 giường/vạn dân",,,dòng 5,made up\n'
    project.write_cells(CELLS + line)
    fill_store()


def lose_file(project: Any) -> None:
    (project.root / "reports" / "2024" / "63-10" / "coverage-2024-vi.pdf").unlink()


def alter_file(project: Any) -> None:
    path = project.root / "reports" / "2024" / "63-12" / "workforce-2024-vi.html"
    path.write_bytes(path.read_bytes().replace(b"2024", b"2025"))


def drop_notes(project: Any) -> None:
    """What is written in vnhealth.toml for people is no input."""
    path = project.root / "vnhealth.toml"
    path.write_text(f"# a note\n{path.read_text(encoding='utf-8')}", encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "expected", "why"),
    [
        (change_notebook, COVERAGE, "its notebook changed"),
        (change_issuer, ALL, "settings in vnhealth.toml changed"),
        (new_figure, WORKFORCE | COMPARISON, "figures changed: doctors_per_10k"),
        (change_finding, COVERAGE, "figures changed: full_immunisation_coverage"),
        (new_population, WORKFORCE, "figures changed: population"),
        (unread_indicator, set(), ""),
        (change_source, ALL, "figures changed: "),
        (lose_file, {"63-10/coverage-2024-vi"}, "missing or altered: 63-10/coverage-2024-vi.pdf"),
        (
            alter_file,
            {"63-12/workforce-2024-vi"},
            "missing or altered: 63-12/workforce-2024-vi.html",
        ),
        (drop_notes, set(), ""),
    ],
)
def test_a_changed_input_makes_the_briefs_that_rest_on_it(
    edition: Any, change: Callable[[Any], None], expected: set[str], why: str
) -> None:
    made()
    change(edition)
    told = build.to_do(load_project()).todo
    assert set(told) == expected
    for reasons in told.values():
        (reason,) = reasons
        assert reason.text("en").startswith(why)
    assert set(made().ran) == expected
    assert made(run=no_run).ran == ()


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("code_digest", lambda: "d" * 64, "vnhealth itself changed"),
        ("installed", lambda _names: {"matplotlib": "99"}, "versions of libraries changed"),
    ],
)
def test_other_code_or_libraries_make_every_brief(
    edition: Any, monkeypatch: pytest.MonkeyPatch, name: str, value: Any, why: str
) -> None:
    made()
    monkeypatch.setattr(inputs, name, value)
    told = build.to_do(load_project()).todo
    assert {reason.text("en") for reasons in told.values() for reason in reasons} == {why}
    assert set(made().ran) == ALL


def test_the_code_is_every_file_of_the_package() -> None:
    before = inputs.code_digest()
    package = Path(inputs.__file__).parents[1]
    names = {path.suffix for path in package.rglob("*") if "__pycache__" not in path.parts}
    assert {".py", ".yml", ".csv", ".j2", ".typ", ".po"} <= names
    assert before == inputs.code_digest()
    assert len(before) == 64


def test_every_requirement_is_known_to_enter_a_brief_or_not(repository: Path) -> None:
    asked = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    names = {text.split(">")[0].split("[")[0].lower() for text in asked["project"]["dependencies"]}
    assert names - set(inputs.LIBRARIES) == set(inputs.WITHOUT_EFFECT)
    assert set(inputs.installed(inputs.LIBRARIES)) == set(inputs.LIBRARIES)


def test_a_day_that_passes_changes_nothing_but_one_that_is_asked_for_does(
    edition: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made()
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert made(run=no_run).ran == ()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", OTHER_DAY)
    assert set(made().ran) == ALL
    page = edition.root / "reports" / "2024" / "63-10" / "coverage-2024-vi.html"
    assert OTHER_DAY in page.read_text(encoding="utf-8")


def test_a_commit_that_passes_changes_nothing_but_unsaved_changes_are_made_good(
    edition: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made()
    monkeypatch.setenv("VNHEALTH_COMMIT", "4567def+")
    new_figure(edition)
    assert set(made().ran) == WORKFORCE | COMPARISON
    assert made(run=no_run).ran == ()
    monkeypatch.setenv("VNHEALTH_COMMIT", "89abcde")
    assert set(made().ran) == WORKFORCE | COMPARISON
    monkeypatch.setenv("VNHEALTH_COMMIT", "fedcba9")
    assert made(run=no_run).ran == ()
    entries = json.loads((edition.root / "reports" / "2024" / "manifest.json").read_bytes())
    commits = {entry["brief"]: entry["made_from"]["commit"] for entry in entries["briefs"]}
    assert {name for name, commit in commits.items() if commit == "0123abc"} == COVERAGE


def test_a_notebook_that_may_read_more_than_the_store_is_always_made(edition: Any) -> None:
    edition.write_notebook("coverage", "import pandas as pd")
    made()
    told = build.to_do(load_project()).todo
    assert set(told) == COVERAGE
    (reason,) = told["63-10/coverage-2024-vi"]
    assert reason.text("en") == "its notebook may read more than the store: pandas"
    assert set(made().ran) == COVERAGE


def test_force_makes_all_and_gives_the_same_bytes(edition: Any) -> None:
    made()
    first = files(edition.root / "reports" / "2024")
    assert set(made(force=True).ran) == ALL
    assert files(edition.root / "reports" / "2024") == first
    assert b"finished" not in b"".join(first.values()), "times are kept beside"
    times = json.loads((edition.root / "reports" / "builds" / "2024" / "times.json").read_bytes())
    assert {name: each["seconds"] for name, each in times["briefs"].items()} == dict.fromkeys(
        sorted(ALL), 0.25
    )


def test_another_format_is_added_and_the_others_stay_only_while_they_hold(edition: Any) -> None:
    made(formats=("html", "pdf"))
    folder = edition.root / "reports" / "2024" / "63-10"
    assert set(made(formats=("html", "xlsx")).ran) == ALL
    assert sorted(p.name for p in folder.glob("coverage*")) == [
        "coverage-2024-vi.html",
        "coverage-2024-vi.pdf",
        "coverage-2024-vi.xlsx",
    ]
    change_notebook(edition)
    assert set(made(formats=("html",)).ran) == COVERAGE
    assert [p.name for p in folder.glob("coverage*")] == ["coverage-2024-vi.html"]


def test_a_dry_run_says_what_and_why_in_both_languages_and_writes_nothing(
    edition: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made()
    new_figure(edition)
    replace_in(edition.root / "vnhealth.toml", '"63-10", "63-12"', '"63-10"')
    before = touched(edition.root)
    app(["build", "--dry-run"], standalone_mode=False)
    said = capsys.readouterr().out.splitlines()
    assert set(said) == {
        "make  63-10/workforce-2024-vi: figures changed: doctors_per_10k",
        "make  comparison/doctors_per_10k-63-2024-vi: figures changed: doctors_per_10k",
        "remove  63-12/workforce-2024-vi: the edition no longer has it",
        "remove  63-12/coverage-2024-vi: the edition no longer has it",
        "2 to make, 1 up to date, 2 to remove, 0 without data.",
    }
    monkeypatch.setenv("VNHEALTH_LANG", "vi")
    app(["build", "--dry-run"], standalone_mode=False)
    said = capsys.readouterr().out.splitlines()
    assert "lập  63-10/workforce-2024-vi: số liệu đã thay đổi: doctors_per_10k" in said
    assert "xóa  63-12/coverage-2024-vi: ấn bản không còn bản tin này" in said
    assert touched(edition.root) == before


def fails_first(jobs: list[Job], workers: int) -> Iterator[Record]:
    yield Record(jobs[0].parameters, FAILED, reason_en="No good.", reason_vi="Hỏng.")
    yield from quick(jobs[1:], workers)


def test_a_failed_brief_is_tried_again_and_its_siblings_are_not(edition: Any) -> None:
    built = made(run=fails_first)
    (failed,) = built.of(FAILED)
    assert len(built.ran) == len(ALL)
    assert [r.text("en") for r in build.to_do(load_project()).todo[failed.name]] == [
        "it failed the last time"
    ]
    assert made().ran == (failed.name,)


def test_after_the_first_failure_none_is_begun_when_asked_so(edition: Any) -> None:
    built = made(run=fails_first, keep_going=False)
    assert len(built.ran) == 1
    assert set(made().ran) == ALL
    new_figure(edition)
    stopped = made(run=fails_first, keep_going=False)
    assert len(stopped.ran) == 1
    assert {r.name for r in stopped.outdated} == (WORKFORCE | COMPARISON) - set(stopped.ran)
    index = (edition.root / "reports" / "2024" / "index.html").read_text(encoding="utf-8")
    assert "Out of date." in index
    assert set(made().ran) == WORKFORCE | COMPARISON


def test_a_build_that_was_interrupted_goes_on_where_it_was(edition: Any) -> None:
    def interrupted(jobs: list[Job], workers: int) -> Iterator[Record]:
        yield from quick(jobs[:2], workers)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made(run=interrupted)
    journal = edition.root / "reports" / "builds" / "2024" / "journal.jsonl"
    done = {json.loads(line)["brief"]["brief"] for line in journal.read_text().splitlines()}
    with journal.open("a") as stream:
        stream.write('{"brief": {"brief": "63-1')  # cut short by a kill
    half = edition.root / "reports" / "2024" / "63-10" / ".coverage-2024-vi.html.77.part"
    half.write_bytes(b"half")
    assert len(done) == 2
    assert set(made().ran) == ALL - done
    assert not journal.exists()
    assert not half.exists()


def test_a_narrowed_build_keeps_the_rest_and_says_what_is_out_of_date(edition: Any) -> None:
    made()
    new_figure(edition)
    built = made(selection=build.Selection(places=("63-10",), topics=("workforce",)))
    assert built.ran == ("63-10/workforce-2024-vi",)
    assert {r.name for r in built.outdated} == {"63-12/workforce-2024-vi", *COMPARISON}
    folder = edition.root / "reports" / "2024"
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert 'href="63-10/workforce-2024-vi.html"' in index
    assert 'href="63-10/coverage-2024-vi.html"' in index
    assert 'href="63-12/workforce-2024-vi.html"' not in index
    assert "Out of date. Figures changed: doctors_per_10k." in index
    assert (folder / "63-12" / "workforce-2024-vi.html").is_file()
    new_figure_again = made()
    assert set(new_figure_again.ran) == {"63-12/workforce-2024-vi", *COMPARISON}
    assert new_figure_again.outdated == ()


def test_a_brief_beyond_the_edition_stays_while_it_holds_and_goes_when_it_does_not(
    edition: Any,
) -> None:
    made()
    made(selection=build.Selection(places=("63-12",), topics=("workforce",), languages=("en",)))
    path = edition.root / "reports" / "2024" / "63-12" / "workforce-2024-en.html"
    assert made().removed == ()
    assert path.is_file()
    new_figure(edition)
    assert made().removed == ("63-12/workforce-2024-en",)
    assert not path.exists()


def test_what_the_edition_no_longer_has_is_removed_with_its_folder(edition: Any) -> None:
    made()
    replace_in(edition.root / "vnhealth.toml", '"63-10", "63-12"', '"63-10"')
    assert set(made(run=no_run).removed) == {
        "63-12/workforce-2024-vi",
        "63-12/coverage-2024-vi",
    }
    assert not (edition.root / "reports" / "2024" / "63-12").exists()
    index = (edition.root / "reports" / "2024" / "index.html").read_text(encoding="utf-8")
    assert "63-12" not in index


def test_a_brief_whose_figures_vanished_is_removed_whatever_was_asked_for(edition: Any) -> None:
    made()
    edition.write_cells(HEAD + DOCTORS + FURTHER.split("\n", 1)[1])  # no doctors of 63-12
    fill_store()
    built = made(selection=build.Selection(topics=("coverage",)))
    assert built.removed == ("63-12/workforce-2024-vi",)
    folder = edition.root / "reports" / "2024"
    assert not list(folder.glob("63-12/workforce*"))
    assert "63-12/workforce" not in (folder / "index.html").read_text(encoding="utf-8")
    assert [r.name for r in made().of(build.NO_DATA)] == ["63-12/workforce-2024-vi"]


def test_a_brief_whose_notebook_vanished_is_removed_too(edition: Any) -> None:
    made()
    (edition.root / "notebooks" / "coverage.ipynb").unlink()
    built = made(selection=build.Selection(topics=("workforce",)), run=no_run)
    assert set(built.removed) == COVERAGE


def test_empty_folders_of_failures_are_removed(edition: Any) -> None:
    failed = edition.root / "reports" / "failed"
    (failed / "63-10").mkdir(parents=True)
    made()
    assert not failed.exists()


def test_inputs_that_change_while_the_briefs_are_made_are_not_taken_for_theirs(
    edition: Any,
) -> None:
    def changing(jobs: list[Job], workers: int) -> Iterator[Record]:
        change_notebook(edition)
        yield from quick(jobs, workers)

    made(run=changing)
    assert set(made().ran) == COVERAGE


def test_nothing_heavy_is_imported_when_nothing_changed(edition: Any) -> None:
    made()
    last = edition.root / "reports" / "builds" / "2024" / "last.json"
    content = json.loads(last.read_bytes())
    content["inputs"]["code_sha256"] = _real_code_digest()
    last.write_text(json.dumps(content))
    code = (
        "import sys; from vnhealth import build; from vnhealth.project import load_project\n"
        "built = build.build(load_project())\n"
        "assert built.ran == () and len(built.records) == 5\n"
        "heavy = {'pandas', 'numpy', 'matplotlib', 'IPython', 'papermill', 'jinja2', 'pyarrow'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ran.stdout == "[]\n"


def _real_code_digest() -> str:
    code = "from vnhealth.edition import inputs; print(inputs.code_digest())"
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return ran.stdout.strip()


def in_shards(edition: Any, tmp_path: Path, count: int) -> list[Path]:
    """Make each shard in a project folder of its own, as on machines of their own."""
    folders = []
    reports = edition.root / "reports"
    for which in range(1, count + 1):
        made(shard=(which, count))
        (reports / "2024").rename(tmp_path / f"shard-{which}")
        folders.append(tmp_path / f"shard-{which}")
    return folders


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_shards_together_are_the_whole_byte_for_byte(
    edition: Any, tmp_path: Path, count: int
) -> None:
    made()
    whole = files(edition.root / "reports" / "2024")
    (edition.root / "reports").rename(tmp_path / "whole")
    folders = in_shards(edition, tmp_path, count)
    names = [
        entry["brief"]
        for folder in folders
        for path in folder.glob("manifest-*.json")
        for entry in json.loads(path.read_bytes())["briefs"]
    ]
    assert sorted(names) == sorted(ALL), "each brief in one shard"
    folder, briefs = merge(load_project(), list(reversed(folders)))
    assert briefs == len(ALL)
    assert files(folder) == whole
    assert made(run=no_run).ran == ()


def test_shards_that_make_no_whole_are_refused(edition: Any, tmp_path: Path) -> None:
    one, two = in_shards(edition, tmp_path, 2)
    project = load_project()
    with pytest.raises(DataError, match=r"Shards are missing: 2/2"):
        merge(project, [one])
    with pytest.raises(DataError, match=r"Shards are there twice: 1/2"):
        merge(project, [one, two, one])
    with pytest.raises(UsageError, match="holds no shard"):
        merge(project, [tmp_path])
    path = next(two.rglob("*.html"))
    kept = path.read_bytes()
    path.write_bytes(b"cut")
    with pytest.raises(DataError, match="missing or not as it was made"):
        merge(project, [one, two])
    path.write_bytes(kept)
    new_figure(edition)
    made(shard=(2, 2))
    with pytest.raises(DataError, match=r"raw_sha256, store_sha256 differs"):
        merge(project, [one, edition.root / "reports" / "2024"])


@pytest.mark.parametrize("text", ["0/2", "3/2", "1", "a/b", "1/0", "-1/2"])
def test_a_shard_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="allowed: i/n"):
        build.shard_of(text)
