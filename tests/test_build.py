"""A build makes what its edition plans, says what it couldn't make, and gives the same bytes."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from vnhealth import build, store
from vnhealth.clean import clean
from vnhealth.edition.run import Job, run_all, run_one
from vnhealth.errors import DataError, ProjectError, UsageError
from vnhealth.parameters import check
from vnhealth.project import load_project

LAO_CAI = check("workforce", place_id="63-10", year=2024)
LAI_CHAU = check("workforce", place_id="63-12", year=2024)
FAILS_IN_LAI_CHAU = "if place_id == '63-12':\n    raise RuntimeError('no good')"


def fill_store() -> None:
    project = load_project()
    digest = store.raw_digest(project.raw)
    found = clean(project.raw)
    store.save(
        found.observations,
        found.unread,
        project.processed,
        raw_sha256=digest,
        cells=found.cells,
    )


@pytest.fixture
def ready(small_project: Any) -> Path:
    """Return the folder of a small project whose data are cleaned."""
    fill_store()
    return Path(small_project.root)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def job(parameters: Any = LAO_CAI, **changed: Any) -> Job:
    project = load_project()
    return build.job_for(project, parameters, folder=project.reports / "2024", **changed)


def test_an_edition_is_made_with_index_and_manifest_and_twice_with_the_same_bytes(
    ready: Path,
) -> None:
    built = build.build(load_project(), workers=2)

    first = files(ready / "reports" / "2024")
    assert sorted(first) == [
        "63-10/workforce-2024-vi.html",
        "63-10/workforce-2024-vi.pdf",
        "63-12/workforce-2024-vi.html",
        "63-12/workforce-2024-vi.pdf",
        "comparison/doctors_per_10k-63-2024-vi.html",
        "comparison/doctors_per_10k-63-2024-vi.pdf",
        "index.html",
        "manifest.json",
    ]
    assert built.index == ready / "reports" / "2024" / "index.html"
    assert [record.status for record in built.records] == ["made"] * 3 + ["no_data"] * 3
    content = json.loads(first["manifest.json"])
    for entry in content["briefs"]:
        for output in entry["outputs"]:
            assert output["bytes"] == len(first[output["path"]])
            assert output["path"].encode() in first["index.html"]

    again = build.build(load_project(), workers=1, force=True)
    assert len(again.ran) == 3
    assert files(ready / "reports" / "2024") == first


def test_siblings_finish_when_one_brief_fails_and_nothing_stale_of_it_is_left(
    ready: Path, small_project: Any
) -> None:
    folder = ready / "reports" / "2024"
    for form in ("html", "pdf"):
        path = folder / "63-12" / f"workforce-2024-vi.{form}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"of an earlier build")
    small_project.write_notebook(
        "workforce",
        "from vnhealth.blocks import Heading\nHeading('Fine')",
        FAILS_IN_LAI_CHAU,
    )

    built = build.build(load_project(), build.Selection(topics=("workforce",)))

    assert [(r.name, r.status) for r in built.records] == [
        ("63-10/workforce-2024-vi", "made"),
        ("63-12/workforce-2024-vi", "failed"),
    ]
    assert sorted(files(folder)) == [
        "63-10/workforce-2024-vi.html",
        "63-10/workforce-2024-vi.pdf",
        "index.html",
        "manifest.json",
    ]
    (failed,) = built.of(build.FAILED)
    assert "RuntimeError: no good" in failed.reason_en
    assert str(ready) not in failed.reason_en, "no folder of this machine in what is shared"
    assert (ready / "reports" / failed.kept).is_file()
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert "RuntimeError: no good" in index
    assert 'href="../failed/63-12/workforce-2024-vi.ipynb"' in index
    assert str(ready) not in index


def test_a_build_of_one_place_adds_to_the_edition(ready: Path) -> None:
    def only(place: str) -> None:
        chosen = build.Selection(places=(place,), topics=("workforce",))
        build.build(load_project(), chosen)

    only("63-10")
    only("Lai Châu")
    index = (ready / "reports" / "2024" / "index.html").read_text(encoding="utf-8")
    assert 'href="63-10/workforce-2024-vi.html"' in index
    assert 'href="63-12/workforce-2024-vi.pdf"' in index


def test_a_notebook_that_cannot_be_exported_is_kept_and_not_published(
    ready: Path, small_project: Any
) -> None:
    small_project.write_notebook(
        "workforce",
        "from vnhealth.blocks import MIME\nfrom IPython.display import display\n"
        "display({MIME: {'kind': 'no such block'}}, raw=True)",
    )
    record = run_one(job())
    assert record.status == "failed"
    assert record.reason_en.startswith("The notebook ran, but can't be exported: ")
    assert record.outputs == ()
    assert files(ready / "reports" / "2024") == {}
    assert (ready / "reports" / "failed" / "63-10" / "workforce-2024-vi.ipynb").is_file()


def test_only_the_formats_asked_for_are_written(ready: Path) -> None:
    record = run_one(job(formats=("pdf",)))
    assert [output.format for output in record.outputs] == ["pdf"]
    assert sorted(files(ready / "reports" / "2024")) == ["63-10/workforce-2024-vi.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="kills its parent process")
def test_a_worker_that_is_killed_fails_its_own_brief_only(ready: Path, small_project: Any) -> None:
    # With an ordinary kernel, its parent is the worker.
    small_project.write_notebook(
        "workforce",
        "import os, signal\nif place_id == '63-12':\n    os.kill(os.getppid(), signal.SIGKILL)",
        "from vnhealth.blocks import Heading\nHeading('Fine')",
    )
    jobs = [replace(job(each), engine="nbclient") for each in (LAO_CAI, LAI_CHAU)]
    found = {record.name: record for record in run_all(jobs, 2)}
    assert found["63-10/workforce-2024-vi"].status == "made"
    assert found["63-12/workforce-2024-vi"].status == "failed"
    assert "was killed" in found["63-12/workforce-2024-vi"].reason_en


def test_one_folder_that_cannot_be_written_fails_its_own_brief_only(ready: Path) -> None:
    jobs = [job(LAO_CAI), job(LAI_CHAU)]
    (ready / "reports" / "2024").mkdir(parents=True)
    (ready / "reports" / "2024" / "63-10").write_bytes(b"a file where a folder should be")
    found = {record.name: record for record in run_all(jobs, 2)}
    assert found["63-12/workforce-2024-vi"].status == "made"
    broken = found["63-10/workforce-2024-vi"]
    assert broken.status == "failed"
    assert broken.reason_en.startswith("Can't write to ")


def test_raw_data_that_changed_since_cleaning_stop_the_build(
    ready: Path, small_project: Any
) -> None:
    small_project.write_cells(
        "cell,place_id,indicator,year,period,role,printed,unit,qualifier,locator,note\n"
    )
    with pytest.raises(DataError) as caught:
        build.build(load_project())
    assert "has changed since the data were cleaned" in caught.value.en
    assert "`vnhealth clean`" in caught.value.vi
    assert not (ready / "reports").exists()


def test_without_a_store_the_build_says_to_clean(small_project: Any) -> None:
    with pytest.raises(DataError, match="Run `vnhealth clean`"):
        build.build(load_project())


def test_reports_that_cannot_be_written_stop_the_build_before_any_notebook(ready: Path) -> None:
    (ready / "reports").write_bytes(b"a file where a folder should be")
    with pytest.raises(ProjectError, match="Can't write to "):
        build.build(load_project())
    assert (ready / "reports").read_bytes() == b"a file where a folder should be"


def test_a_brief_without_data_is_refused_with_its_reason(ready: Path) -> None:
    wanted = check("budget", place_id="63-12", year=2024)
    for engine in ("vnhealth-warm", "nbclient"):
        with pytest.raises(DataError, match="Lai Chau"):
            build.make_brief(job(wanted, engine=engine))
    assert not list((ready / "reports").rglob("*.html"))


def test_an_unknown_edition_is_a_usage_error(ready: Path) -> None:
    with pytest.raises(UsageError, match="no edition 1800"):
        build.build(load_project(), year=1800)
