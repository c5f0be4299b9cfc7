"""What became of one brief of an edition: its files, or why there are none."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from vnhealth import briefs, project

if TYPE_CHECKING:
    from vnhealth.parameters import Parameters

FORMATS: Final = project.FORMATS
MADE: Final = "made"
NO_DATA: Final = "no_data"
FAILED: Final = "failed"
OUT_OF_DATE: Final = "out_of_date"
WITH_FILES: Final = (MADE, OUT_OF_DATE)


@dataclass(frozen=True, slots=True)
class Output:
    """One file; `path` is relative to the edition's folder, with slashes."""

    format: str
    path: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Origin:
    """What a brief was made from, when, and at which commit.

    Attributes
    ----------
    inputs
        SHA-256 of each input: see :mod:`vnhealth.edition.inputs`.
    read
        Indicators that its notebook read, or :data:`vnhealth.reads.EVERYTHING` alone.
    commit, date
        As its stamp prints them.
    in_edition
        Whether vnhealth.toml asked for it; else a narrower wish did.
    """

    inputs: dict[str, str]
    read: tuple[str, ...]
    commit: str
    date: str
    in_edition: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One brief: `status` is made, no_data, failed or out_of_date.

    `reason_en` and `reason_vi` say why it isn't made, or what a brief made says: that there are no
    figures; `kept` is the executed notebook of a failed
    run, relative to the folder of reports. `read` and `seconds` are what a run told of itself.
    A brief that is out of date has files, of other figures or by other rules than now.
    """

    parameters: Parameters
    status: str
    outputs: tuple[Output, ...] = ()
    reason_en: str = ""
    reason_vi: str = ""
    kept: str = ""
    origin: Origin | None = None
    read: tuple[str, ...] = field(default=(), compare=False)
    seconds: float = field(default=0.0, compare=False)

    @property
    def name(self) -> str:
        """The path of the brief below the edition's folder, without the ending."""
        return str(briefs.name(self.parameters))

    def reason(self, language: str) -> str:
        """Return why there are no files or no figures, in `language`; empty when there are both."""
        return self.reason_en if language == "en" else self.reason_vi

    def entry(self) -> dict[str, Any]:
        """Return the record as it stands in manifest.json."""
        entry: dict[str, Any] = {
            "brief": self.name,
            "parameters": self.parameters.model_dump(mode="json"),
            "status": self.status,
            "outputs": [
                {"format": o.format, "path": o.path, "bytes": o.size_bytes, "sha256": o.sha256}
                for o in self.outputs
            ],
        }
        if self.status != MADE or self.reason_en:
            entry |= {"reason_en": self.reason_en, "reason_vi": self.reason_vi}
        if self.kept:
            entry["kept"] = self.kept
        if self.origin is not None:
            entry["made_from"] = asdict(self.origin) | {"read": list(self.origin.read)}
        return entry


def from_entry(entry: dict[str, Any]) -> Record:
    """Return the record that an entry of manifest.json describes."""
    from vnhealth.parameters import check

    outputs = tuple(
        Output(o["format"], o["path"], o["bytes"], o["sha256"]) for o in entry["outputs"]
    )
    return Record(
        parameters=check(**entry["parameters"]),
        status=entry["status"],
        outputs=outputs,
        reason_en=entry.get("reason_en", ""),
        reason_vi=entry.get("reason_vi", ""),
        kept=entry.get("kept", ""),
        origin=_origin(entry.get("made_from")),
    )


def _origin(entry: dict[str, Any] | None) -> Origin | None:
    return None if entry is None else Origin(**entry | {"read": tuple(entry["read"])})
