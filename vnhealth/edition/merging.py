"""Shards of an edition put together: byte for byte what one build would have made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vnhealth.edition.finish import write
from vnhealth.edition.journal import Journal, alone, memory
from vnhealth.edition.manifest import MANIFEST, Manifest, altered, read_manifest, records_of
from vnhealth.edition.publish import check_writable, publish
from vnhealth.edition.tidying import remove
from vnhealth.errors import DataError, UsageError

if TYPE_CHECKING:
    from vnhealth.project import Project

PATTERN: Final = "manifest-*-of-*.json"


def merge(project: Project, folders: Sequence[Path]) -> tuple[Path, int]:
    """Put shards together in ``reports/<edition>``, with the index page of them all.

    Parameters
    ----------
    project
        Whose edition; the language of the index page is its.
    folders
        Each holds the files and manifest of one shard or of several; the edition's own folder may
        be among them.

    Returns
    -------
    Path
        The folder of the edition.
    int
        How many briefs it has, with data or without.

    Raises
    ------
    UsageError
        When there is no shard in a folder.
    DataError
        When a shard is missing, was made from other inputs, or its files aren't whole.
    ProjectError
        When the reports can't be written.
    """
    shards = [(folder, found) for folder in folders for found in _shards(folder)]
    _check(shards)
    year = shards[0][1].edition
    target = project.reports / str(year)
    check_writable(target)
    with alone(memory(project, year), wait=True):
        entries: dict[str, dict[str, Any]] = {}
        for folder, found in shards:
            _copy(folder, target, found)
            entries |= found.entries
        journal = Journal(memory(project, year))
        earlier = {**read_manifest(target / MANIFEST).entries, **journal.entries()}
        _remove_others(target, earlier, entries)
        first = shards[0][1]
        write(project, target, replace(first, entries=_kept(project, entries), shard=()))
        journal.close(entries)
    return target, len(entries)


def _shards(folder: Path) -> list[Manifest]:
    found = [read_manifest(path) for path in sorted(folder.glob(PATTERN))]
    shards = [each for each in found if each.shard]
    if not shards:
        raise UsageError(
            f"{folder} holds no shard: it has no {PATTERN}. Make one with --shard.",
            f"{folder} không có phần nào: không thấy {PATTERN}. Hãy lập bằng --shard.",
        )
    return shards


def _check(shards: Sequence[tuple[Path, Manifest]]) -> None:
    """Refuse shards that don't make one whole."""
    first_folder, first = shards[0]
    for folder, found in shards:
        alike = (found.edition, found.shard[1], found.inputs, found.indicators)
        if alike != (first.edition, first.shard[1], first.inputs, first.indicators):
            raise DataError(
                f"The shards in {first_folder} and {folder} are not of one edition: "
                f"{_differing(first, found)} differs. Make them anew from the same inputs.",
                f"Các phần trong {first_folder} và {folder} không thuộc cùng một ấn bản: khác nhau "
                f"ở {_differing(first, found)}. Hãy lập lại từ cùng một đầu vào.",
            )
    there = sorted(found.shard[0] for _, found in shards)
    missing = sorted(set(range(1, first.shard[1] + 1)) - set(there))
    if missing:
        named = ", ".join(f"{each}/{first.shard[1]}" for each in missing)
        raise DataError(
            f"Shards are missing: {named}. Name the folder of each.",
            f"Còn thiếu phần: {named}. Hãy nêu đủ thư mục của từng phần.",
        )
    twice = [which for which, same in groupby(there) if len(list(same)) > 1]
    if twice:
        named = ", ".join(f"{each}/{first.shard[1]}" for each in twice)
        raise DataError(
            f"Shards are there twice: {named}. Name one folder for each.",
            f"Có phần bị lặp: {named}. Hãy nêu mỗi phần một thư mục.",
        )


def _differing(one: Manifest, other: Manifest) -> str:
    if one.edition != other.edition:
        return f"{one.edition} / {other.edition}"
    if one.shard[1] != other.shard[1]:
        return f"n = {one.shard[1]} / {other.shard[1]}"
    names = [name for name in one.inputs if one.inputs[name] != other.inputs.get(name)]
    return ", ".join(names) or "indicators"


def _copy(folder: Path, target: Path, shard: Manifest) -> None:
    outputs = [o for record in records_of(shard.entries).values() for o in record.outputs]
    if broken := altered(folder, outputs):
        raise DataError(
            f"{folder / broken[0]} is missing or not as it was made. Take the shard over again.",
            f"{folder / broken[0]} bị mất hoặc không còn nguyên như khi lập. Hãy chép lại phần "
            "này.",
        )
    if folder.resolve() == target.resolve():
        return
    for output in outputs:
        publish({target / output.path: (folder / output.path).read_bytes()})


def _remove_others(
    target: Path, earlier: Mapping[str, dict[str, Any]], entries: Mapping[str, dict[str, Any]]
) -> None:
    now = {output["path"] for entry in entries.values() for output in entry["outputs"]}
    for record in records_of(earlier).values():
        others = tuple(output for output in record.outputs if output.path not in now)
        remove(replace(record, outputs=others), target)


def _kept(project: Project, entries: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return entries without links to notebooks of failed runs that stayed where they ran."""
    found = {}
    for name, entry in entries.items():
        lost = entry.get("kept") and not (project.reports / entry["kept"]).is_file()
        found[name] = {k: v for k, v in entry.items() if k != "kept"} if lost else entry
    return found
