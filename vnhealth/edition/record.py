"""What became of one brief of an edition: its files, or why there are none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from vnhealth import briefs, project

if TYPE_CHECKING:
    from vnhealth.parameters import Parameters

FORMATS: Final = project.FORMATS
MADE: Final = "made"
NO_DATA: Final = "no_data"
FAILED: Final = "failed"


@dataclass(frozen=True, slots=True)
class Output:
    """One file; `path` is relative to the edition's folder, with slashes."""

    format: str
    path: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Record:
    """One brief: `status` is made, no_data or failed.

    `reason_en` and `reason_vi` say why there are no files; `kept` is the executed notebook of a
    failed run, relative to the folder of reports.
    """

    parameters: Parameters
    status: str
    outputs: tuple[Output, ...] = ()
    reason_en: str = ""
    reason_vi: str = ""
    kept: str = ""

    @property
    def name(self) -> str:
        """The path of the brief below the edition's folder, without the ending."""
        return str(briefs.name(self.parameters))

    def reason(self, language: str) -> str:
        """Return why there are no files, in `language`."""
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
        if self.status != MADE:
            entry |= {"reason_en": self.reason_en, "reason_vi": self.reason_vi}
        if self.kept:
            entry["kept"] = self.kept
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
    )
