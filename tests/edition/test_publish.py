"""Files appear whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnhealth.edition.publish import check_writable, publish, withdraw
from vnhealth.errors import ProjectError


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_files_are_written_below_folders_that_are_made(tmp_path: Path) -> None:
    publish({tmp_path / "a" / "x.html": b"new", tmp_path / "x.pdf": b"too"})
    assert everything(tmp_path) == {"a/x.html": b"new", "x.pdf": b"too"}


def test_when_one_file_cannot_be_written_none_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_bytes(b"old")
    (tmp_path / "a").write_bytes(b"a file where a folder should be")
    with pytest.raises(ProjectError, match=r"Can't write to .*Nothing was half written"):
        publish({tmp_path / "x.html": b"new", tmp_path / "a" / "x.pdf": b"new"})
    assert everything(tmp_path) == {
        "x.html": b"old",
        "a": b"a file where a folder should be",
    }


def test_a_folder_is_tried_before_any_work(tmp_path: Path) -> None:
    check_writable(tmp_path / "made" / "anew")
    assert list((tmp_path / "made" / "anew").iterdir()) == []
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ProjectError) as caught:
        check_writable(tmp_path / "file")
    assert caught.value.vi.startswith(f"Không ghi được vào {tmp_path / 'file'}: ")
    assert caught.value.exit_code == 1


def test_withdrawing_what_is_not_there_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_bytes(b"old")
    withdraw([tmp_path / "x.html", tmp_path / "x.pdf", tmp_path / "no" / "x.pdf"])
    assert everything(tmp_path) == {}
