"""Commands on data: clean, check, extract, accept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from vnhealth.cli.shell import AsJson, Quiet, answer, answer_json, columns, say, tell
from vnhealth.errors import EXIT_DATA, message_language
from vnhealth.storage import shown
from vnhealth.wording import numbers

if TYPE_CHECKING:
    from vnhealth.clean import Cleaned
    from vnhealth.project import Project

CELLS_AT_MOST: Final = 4
Document = Annotated[Path, typer.Argument(metavar="FILE", help="txt, docx, pdf or html.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="CSV", help="File instead of stdout.")]
Draft = Annotated[
    Path | None, typer.Option("--source", metavar="YML", help="Instead of the draft beside it.")
]
Chunk = Annotated[
    int,
    typer.Option(
        min=0, metavar="CELLS", help="Cells read at a time, into a store in parts; 0: all at once."
    ),
]
Reviewed = Annotated[Path, typer.Argument(metavar="CSV", help="Reviewed result of extract.")]


def clean(*, chunk: Chunk = 0, quiet: Quiet = False) -> None:
    """Read every printed cell of data/raw into the store, and list what can't be read."""
    from vnhealth import store
    from vnhealth.project import load_project

    project = load_project()
    if chunk:
        _clean_in_chunks(project, chunk, quiet=quiet)
    else:
        _clean_whole(project, quiet=quiet)
    tell(str(project.processed), quiet=quiet)
    if project.processed_url:
        store.upload(project.processed, project.processed_url)
        tell(shown(project.processed_url), quiet=quiet)


def _clean_whole(project: Project, *, quiet: bool) -> None:
    from vnhealth import catalog, checks, store
    from vnhealth import clean as cleaning

    digest = store.raw_digest(project.raw)
    cleaned = cleaning.clean(project.raw)
    sources = {source.id: source for source in catalog.sources(project.raw)}
    found = checks.run(cleaned.observations, sources, cleaned.unread, numbers=numbers)
    store.save(
        cleaned.observations,
        cleaned.unread,
        project.processed,
        raw_sha256=digest,
        cells=cleaned.cells,
        findings=checks.findings_frame(found),
    )
    kinds = cleaned.unread["kind"].value_counts()
    tell(_summary(cleaned.cells, {str(k): int(n) for k, n in kinds.items()}), quiet=quiet)


def _clean_in_chunks(project: Project, cells: int, *, quiet: bool) -> None:
    """Clean so many cells at a time; the checks are run where all figures can be held at once."""
    from vnhealth import catalog, checks, store
    from vnhealth import clean as cleaning

    kinds: Counter[str] = Counter()

    def counted() -> Iterator[Cleaned]:
        for chunk in cleaning.clean_chunks(project.raw, cells):
            kinds.update(str(kind) for kind in chunk.unread["kind"])
            yield chunk

    digest = store.raw_digest(project.raw)
    package = store.save_chunks(counted(), project.processed, raw_sha256=digest)
    facts = package["vnhealth"]
    tell(_summary(facts["cells"], kinds), quiet=quiet)
    if facts["observations"] <= store.MOST_ROWS:
        sources = {source.id: source for source in catalog.sources(project.raw)}
        unread = store.read_unread(project.processed)
        found = checks.run(store.load(project.processed), sources, unread, numbers=numbers)
        store.save_findings(checks.findings_frame(found), project.processed)


def _kind(kind: str) -> str:
    """Return the kind of an unread cell in the language of messages."""
    words = {
        "missing": ("not available", "không có số liệu"),
        "ignored": ("left out, see the reason", "bỏ qua, có ghi lý do"),
        "place": ("no place", "không rõ địa phương"),
        "text": ("no figure in the text", "không đọc ra số"),
        "ambiguous": ("ambiguous", "đọc được nhiều cách"),
        "period": ("no period", "không rõ kỳ"),
        "unit": ("another unit", "đơn vị khác"),
        "indicator": ("no indicator", "không rõ chỉ số"),
        "role": ("no role", "không rõ loại số"),
    }
    return say(*words.get(kind, (kind, kind)))


def _summary(cells: int, kinds: Mapping[str, int]) -> str:
    """Return the table of cells in, observations and unread cells by kind, and their sum."""
    language = message_language()
    unread = sum(kinds.values())
    rows = [
        (say("printed cells", "số ô đã in"), cells),
        (say("observations", "số quan sát"), cells - unread),
        (say("unread, see unread.csv", "chưa đọc, xem unread.csv"), unread),
        *((f"  {_kind(kind)}", count) for kind, count in sorted(kinds.items())),
    ]
    printed = [(label, numbers.number(count, 0, language)) for label, count in rows]
    width = max(len(count) for _, count in printed)
    total, seen, left = (count for _, count in printed[:3])
    return columns([(label, count.rjust(width)) for label, count in printed]) + (
        f"\n{total} = {seen} + {left}"
    )


def check(*, as_json: AsJson = False, quiet: Quiet = False) -> None:
    """Say what doesn't hold together in the cleaned data; exit code 1 for an error."""
    from vnhealth import checks, store
    from vnhealth.edition.inputs import check_fresh
    from vnhealth.project import load_project
    from vnhealth.views import Panel

    project = load_project()
    check_fresh(project)
    panel = Panel.load(project)
    unread = store.read_unread(project.processed)
    findings = checks.run(panel.observations, panel.sources, unread, numbers=numbers)
    if as_json:
        answer_json([asdict(finding) for finding in findings])
    for finding in () if as_json else findings:
        sentence = say(finding.sentence_en, finding.sentence_vi)
        tell(f"{_severity(finding.severity)}: {sentence}{_named(finding.cells)}", quiet=quiet)
    counts = Counter[str](finding.severity for finding in findings)
    tell(_counted(counts), quiet=quiet)
    if counts["error"]:
        raise typer.Exit(EXIT_DATA)


def _severity(severity: str) -> str:
    """Return the severity of a finding in the language of messages."""
    words = {
        "error": ("error", "lỗi"),
        "warning": ("warning", "cảnh báo"),
        "info": ("info", "thông tin"),
    }
    return say(*words[severity])


def _named(cells: Sequence[str]) -> str:
    """Return the first cells of a finding in brackets; --json and findings.csv have them all."""
    if not cells:
        return ""
    more = len(cells) - CELLS_AT_MOST
    rest = say(f" and {more} more", f" và {more} ô khác") if more > 0 else ""
    return f" [{', '.join(cells[:CELLS_AT_MOST])}{rest}]"


def _counted(counts: Counter[str]) -> str:
    errors, warnings, infos = (counts[severity] for severity in ("error", "warning", "info"))
    return say(
        f"Errors: {errors}; warnings: {warnings}; for information: {infos}.",
        f"Lỗi: {errors}; cảnh báo: {warnings}; thông tin: {infos}.",
    )


def extract(file: Document, *, out: Out = None, quiet: Quiet = False) -> None:
    """Take candidate figures out of a document, as CSV for a person to review.

    With --out, the draft of a source.yml is put beside the CSV, to be filled in before accept.
    """
    from vnhealth import extraction

    found = extraction.extract_file(file)
    if out is None:
        answer(extraction.as_csv(found).removesuffix("\n"))
    else:
        written = extraction.write_candidates(found, out)
        draft = extraction.write_draft(file, found, out)
        tell(f"{written}\n{draft}", quiet=quiet)
    tell(say(f"{len(found)} candidates.", f"{len(found)} số liệu ứng viên."), quiet=quiet)


def accept(file: Reviewed, *, source: Draft = None, quiet: Quiet = False) -> None:
    """Add reviewed candidates to data/raw, as printed."""
    from vnhealth import extraction
    from vnhealth.project import load_project

    accepted = extraction.accept(file, project_raw=load_project().raw, source=source)
    count = accepted.added
    tell(
        say(f"{count} cells added: {accepted.folder}", f"Đã thêm {count} ô: {accepted.folder}"),
        quiet=quiet,
    )
