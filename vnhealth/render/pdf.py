"""nbconvert exporter ``vnhealth-pdf``: a tagged PDF, set by Typst in this process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from nbconvert.exporters import Exporter
from traitlets import default

from vnhealth.errors import BriefError
from vnhealth.render import notebook as notebooks
from vnhealth.render.fitting import Spot, fill_pages
from vnhealth.render.fontbook import font_book
from vnhealth.render.moment import moment
from vnhealth.render.notebook import Document
from vnhealth.render.style import template
from vnhealth.render.typst_data import TypstData, typst_data

STANDARDS: Final = ("ua-1", "a-2a")


def render(notebook: Any) -> bytes:
    """Return the PDF of an executed notebook.

    Parameters
    ----------
    notebook
        A notebook node (nbformat 4), executed.

    Returns
    -------
    bytes
        A tagged A4 document; equal bytes for an equal notebook and SOURCE_DATE_EPOCH.

    Raises
    ------
    BriefError
        When a cell of the notebook failed, or Typst refuses the document, say for a letter
        that no font has.
    """
    return paper(notebooks.read(notebook))


def paper(document: Document) -> bytes:
    """Return the PDF of a document."""
    made = typst_data(document)
    with _refusal(document):
        fill_pages(made.data, lambda: _query(made))
    return compiled(made, document)


def compiled(made: TypstData, document: Document) -> bytes:
    """Return the PDF of a document set as the data say.

    Raises
    ------
    BriefError
        When Typst refuses it.
    """
    with _refusal(document):
        written: bytes = _compiler(made).compile(
            format="pdf",
            pdf_standards=list(STANDARDS),
            timestamp=int(moment(document).timestamp()),
        )
    return written


def spots(made: TypstData, document: Document) -> list[Spot]:
    """Return where the parts of a document stand when set as the data say.

    Raises
    ------
    BriefError
        When Typst refuses it.
    """
    with _refusal(document):
        return _query(made)


@contextmanager
def _refusal(document: Document) -> Iterator[None]:
    import typst

    try:
        yield
    except typst.TypstError as fault:
        hints = " ".join(getattr(fault, "hints", None) or [])
        raise BriefError(
            f"The PDF of “{document.title}” can't be set: {fault}. {hints}".strip(),
            f"Không dàn được trang PDF của “{document.title}”: {fault}. {hints}".strip(),
        ) from fault


def _query(made: TypstData) -> list[Spot]:
    found: list[Spot] = json.loads(_compiler(made).query("<spot>", field="value"))
    return found


def _compiler(made: TypstData) -> Any:
    """Return a compiler that knows this document's files and our fonts alone."""
    import typst

    data = json.dumps(made.data, ensure_ascii=False).encode()
    files = {"main.typ": template("brief.typ").encode(), "data.json": data, **made.files}
    return typst.Compiler(input=files, font_paths=font_book(), ignore_system_fonts=True)


class PdfExporter(Exporter):
    """Export an executed notebook as a tagged PDF."""

    export_from_notebook = "vnhealth PDF"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(  # type: ignore[override]
        self, nb: Any, resources: Any = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Return the PDF and nbconvert's resources."""
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        return render(nb), resources
