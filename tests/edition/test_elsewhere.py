"""Stores and editions that stand at a URL: in memory, and on an S3 server of this machine.

The keys are made up; the server takes any.
"""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from vnhealth import store
from vnhealth.clean import clean, clean_chunks
from vnhealth.edition.elsewhere import copy_edition
from vnhealth.edition.inputs import check_fresh
from vnhealth.errors import DataError, ProjectError
from vnhealth.project import Project, load_project
from vnhealth.storage import Folder
from vnhealth.views.of_province import of_province

MADE_UP_KEY = "made-up-for-a-test"


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """Return the URL of an empty bucket of a server on 127.0.0.1."""
    pytest.importorskip("s3fs")
    server = pytest.importorskip("moto.server").ThreadedMotoServer(
        "127.0.0.1", port=0, verbose=False
    )
    server.start()
    with pytest.MonkeyPatch.context() as patched:
        host, port = server.get_host_and_port()
        patched.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patched.setenv("AWS_ACCESS_KEY_ID", MADE_UP_KEY)
        patched.setenv("AWS_SECRET_ACCESS_KEY", MADE_UP_KEY)
        patched.setenv("AWS_DEFAULT_REGION", "us-east-1")
        import s3fs

        s3fs.S3FileSystem.clear_instance_cache()
        s3fs.S3FileSystem().mkdir("bucket")
        yield "s3://bucket"
        s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


@pytest.fixture(params=["memory", "s3"])
def url(request: pytest.FixtureRequest) -> str:
    """Return a URL below which nothing stands yet, in memory and on the server."""
    name = uuid.uuid4().hex
    if request.param == "memory":
        return f"memory://{name}"
    return f"{request.getfixturevalue('s3')}/{name}"


@pytest.fixture
def project(small_project: Any) -> Project:
    """Return a small project whose data are cleaned."""
    found = load_project()
    made = clean(found.raw)
    store.save(
        made.observations,
        made.unread,
        found.processed,
        raw_sha256=store.raw_digest(found.raw),
        cells=made.cells,
    )
    return found


def test_a_store_is_read_from_a_url(project: Project, url: str) -> None:
    store.upload(project.processed, url)
    pd.testing.assert_frame_equal(store.load(url), store.load(project.processed))
    assert store.read_package(url) == store.read_package(project.processed)
    assert store.read_unread(url).empty
    assert store.read_findings(url).empty


def test_a_partitioned_store_is_read_through_filters_from_a_url(
    small_project: Any, tmp_path: Path, url: str
) -> None:
    raw = load_project().raw
    (raw / "made-up-2023" / "communes.csv").write_text(
        "place_id,name_vi,name_en,parent_id\n63-10-80001,Xã đặt ra,Made-up commune,63-10\n",
        encoding="utf-8",
    )
    source = raw / "made-up-2023" / "source.yml"
    text = source.read_text(encoding="utf-8") + "register: communes.csv\n"
    small_project.write_cells(
        "cell,place_id,indicator,year,period,role,printed,unit,qualifier,locator,note\n"
        "001,63-10-80001,doctors,2023,2023-01,actual,3,,,dòng 1,made up\n"
        "002,63-12,doctors,2023,2023,actual,4,,,dòng 2,made up\n"
    )
    source.write_text(text, encoding="utf-8")
    store.save_chunks(clean_chunks(raw, 1), tmp_path, raw_sha256="0" * 64)
    store.upload(tmp_path, url)

    large = store.open_large(url)

    assert large.areas == ("63-10", "63-12")
    pd.testing.assert_frame_equal(store.load(url), store.load(tmp_path))
    assert large.frame(areas=["63-12"])["value"].tolist() == [4.0]
    found = of_province(large, "63-10")
    assert found[["period", "value", "communes"]].to_numpy().tolist() == [["2023-01", 3.0, 1]]
    (part,) = [name for name in Folder(url).sizes() if "63-12" in name]
    Folder(url).write(part, b"half a file")
    with pytest.raises(DataError, match="does not belong to datapackage"):
        store.open_large(url).frame(areas=["63-12"])


def test_a_store_at_a_url_is_fetched_once_and_a_damaged_one_not_at_all(
    project: Project, small_project: Any, url: str
) -> None:
    store.upload(project.processed, url)
    shutil.rmtree(project.processed)
    settings = small_project.root / "vnhealth.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[project]", f'[project]\nprocessed = "{url}"'), "utf-8")
    asked = load_project()
    assert asked.processed_url == url

    check_fresh(asked)

    assert sorted(path.name for path in asked.processed.iterdir()) == sorted(store.FILES)
    assert store.fetch(url, asked.processed) is False, "it stands here already"
    whole = {path.name: path.read_bytes() for path in asked.processed.iterdir()}
    Folder(url).write(store.OBSERVATIONS, b"half a file")
    (asked.processed / store.UNREAD).unlink()
    with pytest.raises(DataError) as fault:
        check_fresh(asked)
    assert fault.value.en.startswith(f"{url}/observations.parquet does not belong to")
    del whole[store.UNREAD]
    assert {path.name: path.read_bytes() for path in asked.processed.iterdir()} == whole


def edition(folder: Path, files: dict[str, bytes]) -> Path:
    """Write an edition of `files`, with a manifest that names them."""
    import hashlib

    briefs = []
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        briefs.append({"brief": name, "outputs": [{"path": name, "sha256": digest}]})
    (folder / "index.html").write_text("index", encoding="utf-8")
    (folder / "manifest.json").write_text(json.dumps({"briefs": briefs}), encoding="utf-8")
    return folder


def test_an_edition_is_copied_to_a_url_and_then_only_what_differs(tmp_path: Path, url: str) -> None:
    folder = edition(tmp_path / "2024", {"63-10/a.html": b"a", "63-12/b.html": b"b"})
    (folder / "note.txt").write_text("of somebody", encoding="utf-8")
    there = Folder(f"{url}/2024")

    first = copy_edition(folder, url)

    assert (first.url, first.sent, first.removed) == (f"{url}/2024", 4, 0)
    whole = ["63-10/a.html", "63-12/b.html", "index.html", "manifest.json"]
    assert sorted(there.sizes()) == whole, "a file that no manifest names is nobody's to send"
    assert there.read("63-12/b.html") == b"b"
    assert copy_edition(folder, url).sent == 2, "the index page and the manifest"

    there.write("own.txt", b"of a reader")
    (folder / "63-12" / "b.html").unlink()
    edition(folder, {"63-10/a.html": b"c", "63-13/d.html": b"d"})
    last = copy_edition(folder, url)
    assert (last.sent, last.removed) == (4, 1)
    assert sorted(there.sizes()) == [
        "63-10/a.html",
        "63-13/d.html",
        "index.html",
        "manifest.json",
        "own.txt",
    ]
    there.remove("63-10/a.html")
    assert copy_edition(folder, url).sent == 3, "what was taken away there is sent again"
    (folder / "63-10" / "a.html").unlink()
    with pytest.raises(DataError, match=r"a\.html is missing"):
        copy_edition(folder, url)


def test_what_goes_wrong_elsewhere_is_one_sentence(
    project: Project, s3: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DataError, match="There is no cleaned data in memory://nothing"):
        store.load("memory://nothing")
    with pytest.raises(ProjectError) as fault:
        store.load("nowhere://name:secret@host/processed")
    assert fault.value.en.startswith("nowhere://host/processed can't be used: Protocol not known")
    assert "secret" not in fault.value.en + fault.value.vi
    with pytest.raises(ProjectError, match="s3://no-such-bucket can't be used"):
        store.upload(project.processed, "s3://no-such-bucket")
    import fsspec

    def absent(*_: Any, **__: Any) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr(fsspec.core, "url_to_fs", absent)
    with pytest.raises(ProjectError) as fault:
        store.load("s3://bucket/processed")
    remedy = "pip install 'vnhealth[s3]'"
    assert (
        fault.value.en == f"s3://bucket/processed needs a package that is not installed: {remedy}"
    )
    assert fault.value.vi == f"s3://bucket/processed cần một gói chưa được cài: {remedy}"
