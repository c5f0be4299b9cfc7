"""Turn one YAML mapping into one frozen record, with faults named by file and key."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from vnhealth.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Record = TypeVar("Record")
TEXT_TAGS: Final = (":timestamp", ":int", ":float")


def read_yaml(path: Path) -> dict[str, Any]:
    """Return the mapping in the YAML file `path`; dates and numbers stay text.

    Raises
    ------
    DataError
        The file is absent, is not YAML, or holds no mapping.
    """
    import yaml

    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_text_loader())
    except OSError as fault:
        raise DataError(
            en=f"The file {path} can't be read: {fault.strerror}.",
            vi=f"Không đọc được tệp {path}: {fault.strerror}.",
        ) from fault
    except yaml.YAMLError as fault:
        place = " ".join(str(fault).split())
        raise DataError(
            en=f"The file {path} is not valid YAML: {place}.",
            vi=f"Tệp {path} không đúng cú pháp YAML: {place}.",
        ) from fault
    if not isinstance(content, dict):
        raise DataError(
            en=f"The file {path} must hold keys with values, as in “id: …”.",
            vi=f"Tệp {path} phải gồm các khóa kèm giá trị, ví dụ “id: …”.",
        )
    return content


@cache
def _text_loader() -> Any:
    """Return a safe YAML loader, in C where there is one, that leaves dates and numbers as text.

    A year, a document number or a hash of digits alone is text; `build` turns into numbers
    what the record declares as such.
    """
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    resolvers = {
        first: [(tag, pattern) for tag, pattern in rules if not tag.endswith(TEXT_TAGS)]
        for first, rules in base.yaml_implicit_resolvers.items()
    }
    return type("TextLoader", (base,), {"yaml_implicit_resolvers": resolvers})


def build(record: type[Record], entry: Mapping[str, Any], path: Path, where: str) -> Record:
    """Return `entry` as a `record`; all missing and unknown keys are named at once.

    Parameters
    ----------
    record
        A dataclass; a field with a default may be left out of the entry.
    path, where
        The file and the place in it, for the error sentence.

    Raises
    ------
    DataError
        A key is missing, or is not one of the record's.
    """
    fields = {field.name: field for field in dataclasses.fields(record)}  # type: ignore[arg-type]
    missing = [
        name
        for name, field in fields.items()
        if name not in entry
        and field.default is dataclasses.MISSING
        and field.default_factory is dataclasses.MISSING
    ]
    unknown = [str(name) for name in entry if name not in fields]
    if missing or unknown:
        faults_en = _faults("missing", missing) + _faults("unknown", unknown)
        faults_vi = _faults("thiếu", missing) + _faults("lạ", unknown)
        raise DataError(
            en=f"In {path}, {where}: {'; '.join(faults_en)}. Allowed keys: {', '.join(fields)}.",
            vi=f"Trong {path}, {where}: {'; '.join(faults_vi)}. Khóa hợp lệ: {', '.join(fields)}.",
        )
    whole = {name for name, field in fields.items() if field.type in {"int", int}}
    return record(
        **{
            name: _whole_number(value, name, path, where) if name in whole else value
            for name, value in entry.items()
        }
    )


def _whole_number(value: object, name: str, path: Path, where: str) -> int:
    """Return `value` as a whole number, or say which key holds something else."""
    try:
        return int(str(value))
    except ValueError as fault:
        raise DataError(
            en=f"In {path}, {where}: {name} is “{value}”, expected a whole number.",
            vi=f"Trong {path}, {where}: {name} là “{value}”, phải là số nguyên.",
        ) from fault


def _faults(word: str, names: list[str]) -> list[str]:
    """Return one phrase for `names`, or none when there are none."""
    return [f"{word} {', '.join(names)}"] if names else []
