"""The parameters of a brief, checked before any notebook starts."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from vnhealth import catalog, places
from vnhealth.errors import UsageError, VnhealthError

TOPICS: Final = (
    "profile",
    "targets",
    "workforce",
    "budget",
    "coverage",
    "edition",
    "comparison",
    "quality",
)
COUNTRY: Final = "vn"
FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2035


class _RefusalError(ValueError):
    """One of our own errors, carried through pydantic so that all faults are named at once."""

    def __init__(self, fault: VnhealthError) -> None:
        super().__init__(fault.en)
        self.fault = fault


def _refusal(en: str, vi: str) -> _RefusalError:
    return _RefusalError(UsageError(en, vi))


def _place(value: str) -> str:
    try:
        return places.place(value).place_id
    except VnhealthError as fault:
        raise _RefusalError(fault) from fault


PlaceId = Annotated[str, AfterValidator(_place)]


class Parameters(BaseModel):
    """What a brief is about.

    Strict: ``"2024"`` is not a year and ``1`` is not a place, since papermill turns texts that
    look like numbers into numbers.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    topic: Literal[
        "profile", "targets", "workforce", "budget", "coverage", "edition", "comparison", "quality"
    ]
    place_id: PlaceId
    year: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
    language: Literal["vi", "en"] = "vi"
    boundaries: Literal["63", "34"] = "63"
    peers: tuple[PlaceId, ...] = ()
    indicator: str = ""
    source: str = ""

    @field_validator("indicator")
    @classmethod
    def _known_indicator(cls, value: str) -> str:
        try:
            return catalog.indicator(value).id if value else value
        except VnhealthError as fault:
            raise _RefusalError(fault) from fault

    @model_validator(mode="after")
    def _possible(self) -> Parameters:
        for name, place_id in (("place_id", self.place_id), *(("peers", p) for p in self.peers)):
            self._on_boundaries(name, place_id)
        self._still_there()
        if self.place_id in self.peers:
            raise _refusal(
                f"{self.place_id} is its own peer. Leave it out of peers.",
                f"{self.place_id} không thể so với chính mình. Hãy bỏ khỏi peers.",
            )
        if self.topic == "comparison" and not self.indicator:
            raise _refusal(
                "A comparison needs an indicator; `vnhealth list indicators` shows them all.",
                "Bản so sánh cần một chỉ số (indicator); lệnh `vnhealth list indicators` liệt kê "
                "đầy đủ.",
            )
        self._about_the_whole()
        self._about_the_data()
        return self

    def _about_the_whole(self) -> None:
        """Refuse an edition brief of a single province or district, or beside peers."""
        if self.topic != "edition":
            return
        if places.place(self.place_id).level not in ("country", "region"):
            raise _refusal(
                f"An edition brief is about the country (vn) or a region, not about "
                f"{self.place_id}. Choose the topic profile for one place.",
                f"Bản tin toàn cảnh nói về cả nước (vn) hoặc một vùng, không nói về "
                f"{self.place_id}. Với một địa phương, hãy chọn chủ đề profile.",
            )
        if self.peers or self.indicator:
            raise _refusal(
                "An edition brief has neither peers nor an indicator. Leave them out.",
                "Bản tin toàn cảnh không có peers và chỉ số. Hãy bỏ đi.",
            )

    def _about_the_data(self) -> None:
        """Refuse a source outside a quality brief, and a place inside it."""
        if self.topic != "quality":
            if self.source:
                raise _refusal(
                    "source is for quality briefs only. Leave it out, or choose the topic quality.",
                    "source chỉ dùng cho bản tin chất lượng số liệu. Hãy bỏ đi, hoặc chọn chủ đề "
                    "quality.",
                )
            return
        if self.place_id != COUNTRY or self.boundaries != "63" or self.peers or self.indicator:
            raise _refusal(
                "A quality brief is about a source or the whole store. Leave out place, "
                "boundaries, peers and indicator.",
                "Bản tin chất lượng xét một nguồn hoặc toàn bộ kho. Hãy bỏ địa phương, địa giới, "
                "peers và chỉ số.",
            )

    def _on_boundaries(self, name: str, place_id: str) -> None:
        own = places.place(place_id).boundaries
        if own and own != self.boundaries:
            raise _refusal(
                f"{name}: place {place_id} belongs to the boundary set {own}, but boundaries is "
                f"{self.boundaries}. Give --boundaries {own}, or a place of {self.boundaries}.",
                f"{name}: địa phương {place_id} thuộc bộ địa giới {own}, nhưng boundaries là "
                f"{self.boundaries}. Hãy dùng --boundaries {own}, hoặc chọn địa phương của bộ "
                f"{self.boundaries}.",
            )

    def _still_there(self) -> None:
        """Refuse a year in which the place no longer existed."""
        end = places.place(self.place_id).valid_to
        if not end or self.year <= int(end[:4]):
            return
        heir = places.successor(self.place_id)
        raise _refusal(
            f"{self.place_id} existed until {end}, so it has no year {self.year}."
            + (f" Its successor is {heir.place_id}." if heir else ""),
            f"{self.place_id} chỉ tồn tại đến {end} nên không có năm {self.year}."
            + (f" Địa phương kế tiếp là {heir.place_id}." if heir else ""),
        )


def check(topic: str, **given: Any) -> Parameters:
    """Return checked parameters.

    Raises
    ------
    UsageError
        Naming every parameter that is unknown, mistyped or impossible, with what is allowed.
    """
    if isinstance(given.get("peers"), list):
        given["peers"] = tuple(given["peers"])
    try:
        return Parameters(topic=topic, **given)  # type: ignore[arg-type]
    except ValidationError as fault:
        lines = [_line(error) for error in fault.errors()]
        raise UsageError(
            "Parameters: " + "; ".join(en for en, _ in lines) + ".",
            "Tham số: " + "; ".join(vi for _, vi in lines) + ".",
        ) from fault


def _line(error: Any) -> tuple[str, str]:
    name = ".".join(str(part) for part in error["loc"])
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, _RefusalError):
        en, vi = cause.fault.en.rstrip("."), cause.fault.vi.rstrip(".")
        return (f"{name}: {en}", f"{name}: {vi}") if name else (en, vi)
    given = error.get("input")
    allowed = {
        "topic": ", ".join(TOPICS),
        "language": "vi, en",
        "boundaries": '"63", "34"',
        "year": f"{FIRST_YEAR}–{LAST_YEAR}",
        "peers": '["63-12", "63-11"]',
        "place_id": '"63-10"',
    }.get(name.split(".")[0])
    if error["type"] == "extra_forbidden":
        known = ", ".join(Parameters.model_fields)
        return f"{name} is not a parameter; known: {known}", f"không có tham số {name}; có: {known}"
    if error["type"] == "missing":
        return f"{name} is missing; an example: {allowed}", f"thiếu {name}; ví dụ: {allowed}"
    if allowed is None:
        return f"{name} is {given!r}", f"{name} là {given!r}"
    return (
        f"{name} is {given!r}; allowed: {allowed}",
        f"{name} là {given!r}; cho phép: {allowed}",
    )
