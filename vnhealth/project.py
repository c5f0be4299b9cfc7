"""Where the project's folders are, and what ``vnhealth.toml`` says."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from vnhealth import letterhead
from vnhealth.errors import LANGUAGES, ProjectError
from vnhealth.letterhead import Letterhead
from vnhealth.storage import is_url

CONFIG_NAME: Final = "vnhealth.toml"
PROJECT_VARIABLE: Final = "VNHEALTH_PROJECT"
BOUNDARIES: Final = ("63", "34")
FORMATS: Final = ("html", "pdf", "summary", "xlsx", "docx", "json", "svg", "png")
USUAL_FORMATS: Final = ("html", "pdf")
WITHOUT_DATA: Final = ("list", "page")
YEAR: Final = re.compile(r"[12][0-9]{3}")
_PROJECT_KEYS: Final = (
    "language",
    "edition",
    "issuer_vi",
    "issuer_en",
    "processed",
    "reports",
)


@dataclass(frozen=True)
class Comparison:
    """One comparison of all provinces: an indicator on one or both boundary sets."""

    indicator: str
    boundaries: tuple[str, ...] = ("63",)


@dataclass(frozen=True)
class Edition:
    """What one edition makes: places × topics × languages, overviews, comparisons, quality briefs.

    Attributes
    ----------
    also
        Further languages, each with the places that have their briefs in it too.
    also_topics
        Further topics, each with the places that have a brief on it.
    overviews
        ``"63"`` or ``"34"`` for the whole country on those provinces, or ids of regions.
    quality
        Ids of sources, ``"store"`` for the whole store, ``"all"`` for each source.
    without_data
        What becomes of a topic that has no figure of a place: ``"list"`` names it with the
        reason, ``"page"`` makes its short page.
    formats
        Of :data:`FORMATS`, in that order.
    """

    year: int
    boundaries: str = "63"
    places: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("vi",)
    also: dict[str, tuple[str, ...]] = field(default_factory=dict)
    comparisons: tuple[Comparison, ...] = ()
    quality: tuple[str, ...] = ()
    also_topics: dict[str, tuple[str, ...]] = field(default_factory=dict)
    overviews: tuple[str, ...] = ()
    without_data: str = WITHOUT_DATA[0]
    formats: tuple[str, ...] = USUAL_FORMATS


@dataclass(frozen=True)
class Project:
    """A project folder with its settings.

    Attributes
    ----------
    root
        Folder of ``vnhealth.toml``.
    language
        ``"vi"`` or ``"en"``.
    edition
        Year of the default edition.
    editions
        Editions by year.
    issuers
        Name of the issuing office by language; may be empty.
    letterhead
        What an administrative document prints around a brief; ``None`` when it is off.
    processed_url, reports_url
        Where the store and the editions stand besides, by a URL of fsspec; empty for nowhere.
    """

    root: Path
    language: str = "vi"
    edition: int = 0
    editions: dict[int, Edition] = field(default_factory=dict)
    issuers: dict[str, str] = field(default_factory=dict)
    letterhead: Letterhead | None = None
    processed_url: str = ""
    reports_url: str = ""

    @property
    def raw(self) -> Path:
        """Folder of the transcriptions."""
        return self.root / "data" / "raw"

    @property
    def processed(self) -> Path:
        """Folder of the cleaned store."""
        return self.root / "data" / "processed"

    @property
    def reports(self) -> Path:
        """Folder of the briefs."""
        return self.root / "reports"

    @property
    def notebooks(self) -> Path:
        """Folder of the notebooks."""
        return self.root / "notebooks"


def find_root(start: Path | None = None) -> Path:
    """Return the nearest folder at or above `start` that holds ``vnhealth.toml``.

    ``VNHEALTH_PROJECT`` names the folder outright.

    Raises
    ------
    ProjectError
        When there is none.
    """
    named = os.environ.get(PROJECT_VARIABLE)
    first = Path(named) if named else (start or Path.cwd())
    first = first.resolve()
    for folder in (first, *first.parents):
        if (folder / CONFIG_NAME).is_file():
            return folder
        if named:
            break
    raise ProjectError(
        f"No {CONFIG_NAME} in {first} or above it. Go into the project folder, or set "
        f"{PROJECT_VARIABLE} to it.",
        f"Không thấy {CONFIG_NAME} trong {first} hay các thư mục cha. Hãy vào thư mục dự án, "
        f"hoặc đặt biến {PROJECT_VARIABLE} trỏ tới đó.",
    )


def load_project(start: Path | None = None) -> Project:
    """Return the project at or above `start`, its settings checked.

    Raises
    ------
    ProjectError
        When there is no project, or a setting is unknown or has a value that isn't allowed; all
        faults of the file are named at once.
    """
    root = find_root(start)
    path = root / CONFIG_NAME
    return _load(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _load(path: Path, _stamp: int) -> Project:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ProjectError(
            f"{path} is not valid TOML: {fault}.", f"{path} không phải TOML hợp lệ: {fault}."
        ) from fault
    checker = _Checker(path)
    project = checker.project(data)
    checker.raise_faults()
    return project


_EDITION_KEYS: Final = tuple(each.name for each in fields(Edition) if each.name != "year")


class _Checker:
    """Reads the settings and gathers every fault before it complains."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[tuple[str, str]] = []

    def raise_faults(self) -> None:
        if self.faults:
            english = "; ".join(en for en, _ in self.faults)
            vietnamese = "; ".join(vi for _, vi in self.faults)
            raise ProjectError(f"{self.path}: {english}.", f"{self.path}: {vietnamese}.")

    def fault(self, key: str, value: object, allowed: str) -> None:
        self.faults.append(
            (
                f"`{key}` is {value!r}; allowed: {allowed}",
                f"`{key}` đang là {value!r}; cho phép: {allowed}",
            )
        )

    def known(self, table: dict[str, Any], prefix: str, keys: tuple[str, ...]) -> None:
        for key, value in table.items():
            if key not in keys:
                self.fault(f"{prefix}.{key}" if prefix else key, value, ", ".join(keys))

    def one_of(self, key: str, value: object, allowed: tuple[str, ...]) -> str:
        if value not in allowed:
            self.fault(key, value, ", ".join(allowed))
        return str(value)

    def texts(self, key: str, value: object, allowed: tuple[str, ...] = ()) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault(key, value, '["…", "…"]')
            return ()
        for item in value:
            if allowed and item not in allowed:
                self.fault(key, item, ", ".join(allowed))
        return tuple(value)

    def table(self, key: str, value: object) -> dict[str, Any]:
        """Return a table of the file; anything else is a fault and counts as an empty one."""
        if isinstance(value, dict):
            return value
        self.fault(key, value, f"[{key}]")
        return {}

    def text(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            self.fault(key, value, '"…"')
        return str(value)

    def url(self, key: str, value: object) -> str:
        """Return a URL of fsspec, or an empty text for none."""
        if value == "" or (isinstance(value, str) and is_url(value)):
            return str(value)
        self.fault(key, value, "s3://…")
        return ""

    def project(self, data: dict[str, Any]) -> Project:
        self.known(data, "", ("project", "letterhead", "editions"))
        head = self.table("project", data.get("project", {}))
        self.known(head, "project", _PROJECT_KEYS)
        editions = {}
        for name, table in self.table("editions", data.get("editions", {})).items():
            if not YEAR.fullmatch(name):
                self.fault(f"editions.{name}", name, "2024")
                continue
            editions[int(name)] = self.edition(int(name), self.table(f"editions.{name}", table))
        chosen = head.get("edition", max(editions, default=0))
        if type(chosen) is not int or (editions and chosen not in editions):
            self.fault("project.edition", chosen, ", ".join(map(str, sorted(editions))))
        return Project(
            root=self.path.parent,
            language=self.one_of("project.language", head.get("language", "vi"), LANGUAGES),
            edition=chosen,
            editions=editions,
            issuers={
                code: self.text(f"project.issuer_{code}", head.get(f"issuer_{code}", ""))
                for code in LANGUAGES
            },
            letterhead=letterhead.read(
                self.table("letterhead", data.get("letterhead", {})), self.fault
            ),
            processed_url=self.url("project.processed", head.get("processed", "")),
            reports_url=self.url("project.reports", head.get("reports", "")),
        )

    def edition(self, year: int, table: dict[str, Any]) -> Edition:
        prefix = f"editions.{year}"
        self.known(
            table,
            prefix,
            _EDITION_KEYS,
        )
        also = {
            self.one_of(f"{prefix}.also", code, LANGUAGES): self.texts(f"{prefix}.also", places)
            for code, places in self.table(f"{prefix}.also", table.get("also", {})).items()
        }
        return Edition(
            year=year,
            boundaries=self.one_of(
                f"{prefix}.boundaries", table.get("boundaries", "63"), BOUNDARIES
            ),
            places=self.texts(f"{prefix}.places", table.get("places", [])),
            topics=self.texts(f"{prefix}.topics", table.get("topics", [])),
            languages=self.texts(f"{prefix}.languages", table.get("languages", ["vi"]), LANGUAGES),
            also=also,
            comparisons=self.comparisons(f"{prefix}.comparisons", table.get("comparisons", [])),
            quality=self.texts(f"{prefix}.quality", table.get("quality", [])),
            also_topics={
                topic: self.texts(f"{prefix}.also_topics.{topic}", places)
                for topic, places in self.table(
                    f"{prefix}.also_topics", table.get("also_topics", {})
                ).items()
            },
            overviews=self.texts(f"{prefix}.overviews", table.get("overviews", [])),
            without_data=self.one_of(
                f"{prefix}.without_data", table.get("without_data", "list"), WITHOUT_DATA
            ),
            formats=self.formats(f"{prefix}.formats", table.get("formats", list(USUAL_FORMATS))),
        )

    def formats(self, key: str, value: object) -> tuple[str, ...]:
        """Return formats in their fixed order; none at all is a fault."""
        chosen = self.texts(key, value, FORMATS)
        if value == []:
            self.fault(key, value, ", ".join(FORMATS))
        return tuple(each for each in FORMATS if each in chosen)

    def comparisons(self, key: str, value: object) -> tuple[Comparison, ...]:
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fault(key, value, f"[[{key}]]")
            return ()
        for item in value:
            self.known(item, key, ("indicator", "boundaries"))
        return tuple(
            Comparison(
                self.text(f"{key}.indicator", item.get("indicator")),
                self.texts(f"{key}.boundaries", item.get("boundaries", ["63"]), BOUNDARIES),
            )
            for item in value
        )
