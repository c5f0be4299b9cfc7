"""Why a brief is made anew, stands, or goes: words for --dry-run and for the index page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

# Each in Vietnamese, then in English.
_WORDS: Final[dict[str, tuple[str, str]]] = {
    "new": ("chưa lập lần nào", "not made yet"),
    "forced": ("yêu cầu lập lại (--force)", "asked for with --force"),
    "failed": ("lần lập trước bị lỗi", "it failed the last time"),
    "unsigned": ("không rõ đã lập từ số liệu nào", "what it was made from is not known"),
    "parameters": ("tham số đã thay đổi", "its parameters changed"),
    "notebook": ("sổ tay đã thay đổi", "its notebook changed"),
    "settings": ("thiết lập trong vnhealth.toml đã thay đổi", "settings in vnhealth.toml changed"),
    "code": ("chương trình vnhealth đã thay đổi", "vnhealth itself changed"),
    "libraries": ("phiên bản thư viện đã thay đổi", "versions of libraries changed"),
    "data": ("số liệu đã thay đổi: {detail}", "figures changed: {detail}"),
    "store": ("kho số liệu đã thay đổi", "the store changed"),
    "date": ("SOURCE_DATE_EPOCH nêu ngày {detail}", "SOURCE_DATE_EPOCH asks for {detail}"),
    "commit": (
        "đã lập từ những thay đổi chưa ghi vào git ({detail})",
        "made from changes that git had not recorded ({detail})",
    ),
    "foreign": (
        "sổ tay có thể đọc cả nguồn ngoài kho số liệu: {detail}",
        "its notebook may read more than the store: {detail}",
    ),
    "format": ("chưa có tệp {detail}", "no {detail} file yet"),
    "file": ("tệp bị mất hoặc bị sửa: {detail}", "missing or altered: {detail}"),
    "not_in_edition": ("ấn bản không còn bản tin này", "the edition no longer has it"),
    "no_notebook": ("không còn sổ tay {detail}", "there is no notebook {detail} any more"),
    "no_data": ("không còn số liệu", "there are no figures any more"),
}
MOST_NAMED: Final = 3
"""Indicators or files that one reason names."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its `key`, and the names that belong to it."""

    key: str
    detail: str = ""

    def text(self, language: str) -> str:
        """Return the reason as a clause.

        >>> Reason("data", "beds, doctors").text("en"), Reason("new").text("vi")
        ('figures changed: beds, doctors', 'chưa lập lần nào')
        """
        vietnamese, english = _WORDS[self.key]
        return (english if language == "en" else vietnamese).format(detail=self.detail)


def clauses(reasons: Iterable[Reason], language: str) -> str:
    """Return reasons one after the other.

    >>> clauses([Reason("notebook"), Reason("format", "pdf")], "en")
    'its notebook changed; no pdf file yet'
    """
    return "; ".join(reason.text(language) for reason in reasons)


def some(names: Iterable[str]) -> str:
    """Return the first names, and how many more there are.

    >>> some(["beds", "communes", "doctors", "nurses", "sanatoria"])
    'beds, communes, doctors (+2)'
    """
    listed = list(names)
    more = len(listed) - MOST_NAMED
    return ", ".join(listed[:MOST_NAMED]) + (f" (+{more})" if more > 0 else "")
