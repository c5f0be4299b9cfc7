"""Which module makes a format of a brief, and how its files are called."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

from vnhealth.errors import UsageError

# The format, the module that makes it, its function there, and what follows a brief's name.
_MAKERS: Final = {
    "html": ("html", "render", ".html"),
    "pdf": ("pdf", "render", ".pdf"),
    "summary": ("summary", "render", "-summary.pdf"),
    "xlsx": ("xlsx", "render", ".xlsx"),
    "docx": ("docx", "render", ".docx"),
    "json": ("blocks_json", "render", ".json"),
    "svg": ("pictures", "render_svg", "-svg.zip"),
    "png": ("pictures", "render_png", "-png.zip"),
}
# What a format's module imports when it first makes a file.
_LATE: Final = {"xlsx": ("openpyxl",), "docx": ("docx", "vnhealth.render.pictures")}
KNOWN: Final = tuple(_MAKERS)


def rendered(form: str, notebook: Any) -> bytes:
    """Return the file of a brief in the format `form`.

    Raises
    ------
    UsageError
        When there is no such format.
    BriefError
        When a cell of the notebook failed, or the format can't be made of it.
    """
    module, function, _ = _maker(form)
    made = getattr(import_module(f"vnhealth.render.{module}"), function)(notebook)
    return made.encode() if isinstance(made, str) else bytes(made)


def ending(form: str) -> str:
    """Return what follows the name of a brief in the name of its file.

    Formats with a file a chart are one archive, so that every format of a brief is one file.

    >>> ending("xlsx"), ending("summary"), ending("png")
    ('.xlsx', '-summary.pdf', '-png.zip')
    """
    return _maker(form)[2]


def modules(forms: tuple[str, ...]) -> tuple[str, ...]:
    """Return the modules that making `forms` needs, for a process that imports them ahead.

    >>> modules(("docx",))
    ('vnhealth.render.docx', 'docx', 'vnhealth.render.pictures')
    """
    found: list[str] = []
    for form in forms:
        found += [f"vnhealth.render.{_maker(form)[0]}", *_LATE.get(form, ())]
    return tuple(dict.fromkeys(found))


def _maker(form: str) -> tuple[str, str, str]:
    if form not in _MAKERS:
        allowed = ", ".join(KNOWN)
        raise UsageError(
            f"No format {form}; there are: {allowed}.", f"Không có định dạng {form}; có: {allowed}."
        )
    return _MAKERS[form]
