"""Find out what kind of file it is, by content before name, and read it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from vnhealth.errors import ReadError, UsageError
from vnhealth.readers.compound import SIGNATURE, CompoundFile, DamagedCompoundError
from vnhealth.readers.delimited import read_delimited
from vnhealth.readers.docxfile import read_docx
from vnhealth.readers.htmltables import read_html
from vnhealth.readers.jsonstat import read_jsonstat
from vnhealth.readers.limits import DEFAULT, Limits, check_size, damaged, encrypted
from vnhealth.readers.model import RawTable
from vnhealth.readers.numberformat import STYLES
from vnhealth.readers.pdf import read_pdf
from vnhealth.readers.px import read_px
from vnhealth.readers.sdmx import ROOTS, read_sdmx
from vnhealth.readers.text import read_text
from vnhealth.readers.workbook import read_workbook

KINDS: Final = (
    "csv", "tsv", "xlsx", "xls", "ods", "docx", "pdf", "html", "json (JSON-stat)", "px",
    "xml (SDMX)", "txt",
)  # fmt: skip
_HEAD: Final = 8192
_ROOT: Final = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]")
_HTML: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|div|meta)\b", re.IGNORECASE)
_PX: Final = re.compile(rb"^\s*(?:CHARSET|AXIS-VERSION|CREATION-DATE|MATRIX|CODEPAGE)\s*=", re.M)
_DELIMITED: Final = frozenset({".csv", ".tsv", ".tab"})
_TEXT: Final = frozenset({".txt", ".md", ".text", ""})


def read(
    path: Path | str,
    *,
    charset: str | None = None,
    number_style: str = "vi",
    limits: Limits = DEFAULT,
) -> list[RawTable]:
    """Read a file into tables of text cells (and prose), each cell with its locator.

    Parameters
    ----------
    path
        A CSV, TSV, XLSX, XLS, ODS, DOCX, PDF, HTML, JSON-stat, PX, SDMX or text file. What it
        is, is taken from its content; the name decides only between CSV and prose.
    charset
        Encoding, or ``"tcvn3"``, ``"tcvn3-upper"``, ``"vni"``; None to have it found out.
    number_style
        ``"vi"`` or ``"en"``: how number cells of a workbook are shown.
    limits
        The most that is read.

    Returns
    -------
    list of RawTable
        Tables in the order of the file, then the prose; nothing is repaired.

    Raises
    ------
    ReadError
        When the file is absent, empty, damaged, encrypted, too large or of an unknown kind.
    UsageError
        When `charset` or `number_style` is not known.
    """
    path = Path(path)
    if number_style not in STYLES:
        raise UsageError(
            f"number_style “{number_style}” is not known; use one of {', '.join(STYLES)}.",
            f"Không có kiểu số “{number_style}”; hãy dùng một trong: {', '.join(STYLES)}.",
        )
    check_size(path, limits)
    kind = kind_of(path)
    if kind == "workbook":
        return read_workbook(path, number_style=number_style, charset=charset, limits=limits)
    if kind == "sdmx":
        return read_sdmx(path, limits=limits)
    return _WITH_CHARSET[kind](path, charset=charset, limits=limits)


_WITH_CHARSET: Final[dict[str, Callable[..., list[RawTable]]]] = {
    "delimited": read_delimited,
    "docx": read_docx,
    "html": read_html,
    "jsonstat": read_jsonstat,
    "pdf": read_pdf,
    "px": read_px,
    "text": read_text,
}


def kind_of(path: Path) -> str:
    """Return the kind of a file: the name of its reader.

    Raises
    ------
    ReadError
        When the content is of no kind that is read.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(SIGNATURE):
        return _compound_kind(path)
    if head.startswith(b"PK"):
        return _zip_kind(path)
    if start.startswith(b"<"):
        return _markup_kind(path, start)
    return _plain_kind(path, head, start)


def _plain_kind(path: Path, head: bytes, start: bytes) -> str:
    """Return the kind of a file that is neither packed nor markup."""
    suffix = path.suffix.lower()
    kind = ""
    if b"%PDF-" in head[:1024]:
        kind = "pdf"
    elif start.startswith((b"{", b"[")):
        kind = "jsonstat"
    elif suffix == ".px" or _PX.match(start):
        kind = "px"
    elif b"\0" in head.rstrip(b"\0") and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _unknown(path)
    elif suffix in _DELIMITED or _has_tabs(head):
        kind = "delimited"
    elif suffix in _TEXT:
        kind = "text"
    if not kind:
        raise _unknown(path)
    return kind


def _has_tabs(head: bytes) -> bool:
    """Tell whether most filled lines hold a tab: a table, whatever the name says."""
    lines = [line for line in head.splitlines() if line.strip()]
    return len(lines) > 1 and sum(b"\t" in line for line in lines) * 2 > len(lines)


def _compound_kind(path: Path) -> str:
    try:
        names = CompoundFile(path.read_bytes()).names()
    except DamagedCompoundError as error:
        raise damaged(path) from error
    if "encryptedpackage" in names:
        raise encrypted(path)
    if "worddocument" in names:
        raise ReadError(
            f"{path.name}: old Word files (.doc) are not read. Save it as .docx and retry.",
            f"{path.name}: không đọc được tệp Word cũ (.doc). Hãy lưu thành .docx rồi thử lại.",
        )
    return "workbook"


def _zip_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            is_text = "mimetype" in names and b"opendocument.text" in archive.read("mimetype")[:99]
    except (zipfile.BadZipFile, OSError, RuntimeError) as error:
        raise damaged(path) from error
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names or ("content.xml" in names and not is_text):
        return "workbook"
    raise _unknown(path)


def _markup_kind(path: Path, start: bytes) -> str:
    if _HTML.search(start):
        return "html"
    body = re.sub(rb"<\?.*?\?>|<!--.*?-->", b"", start, flags=re.DOTALL)
    found = _ROOT.search(body)
    if found and found.group(1).decode("ascii") in ROOTS:
        return "sdmx"
    raise _unknown(path)


def _unknown(path: Path) -> ReadError:
    return ReadError(
        f"{path.name}: this kind of file is not read. Read are: {', '.join(KINDS)}.",
        f"{path.name}: chưa đọc được loại tệp này. Đọc được: {', '.join(KINDS)}.",
    )
