"""A load of commune × month × indicator: cleaned in chunks, stored in parts, asked for a province.

``python -m benchmarks scale`` makes a load of some 130 000 cells; ``python -m benchmarks.scale
--communes 11000 --months 120 --indicators 40`` makes one of 52.8 million, and takes an hour or
so and 15 GB of disk. Every figure is made up, and says so in its source, its flag and the data
package. Each step is a process of its own, whose largest resident memory is printed.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from vnhealth import catalog, places, store
from vnhealth.clean import clean, clean_chunks
from vnhealth.clean.cells import LISTED
from vnhealth.clean.register import REGISTER_COLUMNS
from vnhealth.views.of_province import of_province

SOURCE = "made-up-load"
CHUNK = 100_000
FIRST_YEAR = 2015
FIRST_CODE = 80_000
NEEDED = ("doctors", "population", "hospital_beds", "health_insurance_coverage")
KINDS = ("person", "case", "facility", "bed", "%", "visit", "dose")
SOURCE_YML = """\
id: {source}
kind: table
title_vi: "Số liệu đặt ra để đo tốc độ"
title_en: "Figures made up to measure speed"
issuer_vi: "Phép đo tốc độ"
issuer_en: "The benchmark"
document_number: ""
date: "2024"
place_id: vn
language: vi
number_style: vi
vintage: ""
licence: "Made up."
how_taken: "Made up by a formula."
original: {{name: "", sha256: ""}}
register: communes.csv
made_up: true
tables:
"""
TABLE_YML = """\
  - {{file: {file}, title_vi: "Tháng {month}", title_en: "Month {month}", layout: cells,
     sha256: {digest}}}
"""


def chosen_indicators(count: int) -> list[str]:
    """Return so many indicators of the catalogue: counts and shares."""
    found = [each.id for each in catalog.indicators().values() if each.unit in KINDS]
    return [*NEEDED, *(name for name in found if name not in NEEDED)][:count]


def chosen_communes(count: int) -> list[tuple[str, str]]:
    """Return so many made-up communes, id and province; the largest province has thrice the least.

    Their codes begin at 80000, where the official list has none.
    """
    provinces = [each.place_id for each in places.places("63", "province")]
    shares = [1 + 2 * place / (len(provinces) - 1) for place in range(len(provinces))]
    made: list[tuple[str, str]] = []
    for place, province in enumerate(provinces):
        until = round(count * sum(shares[: place + 1]) / sum(shares))
        made += [
            (f"{province}-{FIRST_CODE + number}", province) for number in range(len(made), until)
        ]
    return made


def month_label(number: int) -> str:
    """Return a month of the load, as 2015-01."""
    return f"{FIRST_YEAR + number // 12}-{number % 12 + 1:02}"


def made_up_cells(communes: list[tuple[str, str]], month: int, names: list[str]) -> Iterator[Any]:
    """Yield the printed cells of one month, in the order of :data:`LISTED`."""
    label, year = month_label(month), str(FIRST_YEAR + month // 12)
    shares = [catalog.indicator(name).unit == "%" for name in names]
    for number, (place_id, _) in enumerate(communes):
        for place, name in enumerate(names):
            drawn = (number * 7919 + month * 104_729 + place * 1_299_709) % 9973
            if shares[place]:
                printed = f"{drawn % 1000 // 10},{drawn % 10}"
            else:
                printed = f"{drawn:,}".replace(",", ".")
            cell = f"{label}:{number}:{place}"
            yield cell, place_id, name, year, label, "actual", printed, "", "", label


def make_raw(raw: Path, communes: int, months: int, indicators: int) -> int:
    """Write a load as data/raw; return its cells."""
    folder = raw / SOURCE
    folder.mkdir(parents=True)
    places_made, names = chosen_communes(communes), chosen_indicators(indicators)
    with (folder / "communes.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(REGISTER_COLUMNS)
        for place_id, province in places_made:
            code = place_id[-5:]
            rows.writerow([place_id, f"Xã đặt ra {code}", f"Made-up commune {code}", province])
    text = SOURCE_YML.format(source=SOURCE)
    for month in range(months):
        path = folder / f"{month_label(month)}.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            rows = csv.writer(stream, lineterminator="\n")
            rows.writerow(LISTED)
            rows.writerows(made_up_cells(places_made, month, names))
        with path.open("rb") as written:
            digest = hashlib.file_digest(written, "sha256").hexdigest()
        text += TABLE_YML.format(file=path.name, month=month_label(month), digest=digest)
    (folder / "source.yml").write_text(text, encoding="utf-8")
    return communes * months * len(names)


def clean_in_chunks(root: Path) -> dict[str, Any]:
    """Clean the load a chunk at a time into a partitioned store."""
    package = store.save_chunks(
        clean_chunks(root / "raw", CHUNK), root / "large", raw_sha256="0" * 64
    )
    return {"rows": package["vnhealth"]["observations"], "files": _files(root / "large")}


def clean_whole(root: Path) -> dict[str, Any]:
    """Clean the load at once into an ordinary store."""
    made = clean(root / "raw")
    store.save(
        made.observations, made.unread, root / "plain", raw_sha256="0" * 64, cells=made.cells
    )
    return {"rows": len(made.observations), "files": _files(root / "plain")}


def province_view(root: Path) -> dict[str, Any]:
    """Ask for every month of the largest province, one rate and all its counts."""
    large = store.open_large(root / "large")
    largest = max(large.areas, key=lambda area: _rows_of(large, area))
    found = of_province(large, largest, [*large.indicators, "doctors_per_10k"])
    return {"rows": len(found), "about": f"{largest}, {_rows_of(large, largest)} rows read"}


def one_month(root: Path) -> dict[str, Any]:
    """Ask for one indicator of every commune in one year."""
    large = store.open_large(root / "large")
    frame = large.frame(
        columns=["place_id", "period", "value", "cell_id"],
        indicators=["doctors"],
        years=(FIRST_YEAR, FIRST_YEAR),
    )
    return {"rows": len(frame), "about": "doctors, all communes, one year"}


def _rows_of(large: store.LargeStore, area: str) -> int:
    files = large.package["vnhealth"]["files"]
    return sum(each["rows"] for each in files if each["area"] == area)


def _files(folder: Path) -> str:
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return f"{len(sizes)} files, {sum(sizes) / 1e6:.0f} MB"


STEPS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "clean in chunks": clean_in_chunks,
    "clean at once": clean_whole,
    "view of a province": province_view,
    "one indicator of a year": one_month,
}
MOST_AT_ONCE = 1_000_000
"""Cells from which on cleaning at once is left out: it needs some 1.5 kB of memory a cell."""


def _in_a_process(step: str, root: Path) -> dict[str, Any]:
    words = [sys.executable, "-m", "benchmarks.scale", "--step", step, "--root", str(root)]
    ran = subprocess.run(words, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


def _step(name: str, root: Path) -> None:
    """Do one step in this process and print what it took."""
    started = resource.getrusage(resource.RUSAGE_SELF)
    begin, before = time.perf_counter(), started.ru_utime + started.ru_stime
    found = STEPS[name](root)
    used = resource.getrusage(resource.RUSAGE_SELF)
    found["wall"] = time.perf_counter() - begin
    found["cpu"] = used.ru_utime + used.ru_stime - before
    found["peak_mib"] = used.ru_maxrss / 1024
    print(json.dumps(found))


def main(communes: int = 275, months: int = 12, indicators: int = 40, folder: str = "") -> None:
    """Make the load, do every step in a process of its own, and print the table."""
    root = Path(tempfile.mkdtemp(prefix="vnhealth-scale-", dir=folder or None))
    try:
        begin = time.perf_counter()
        cells = make_raw(root / "raw", communes, months, indicators)
        written = _files(root / "raw")
        print(f"{cells} made-up cells: {communes} communes, {months} months, {written}")
        print(f"written in {time.perf_counter() - begin:.0f} s; {CHUNK} cells a chunk", flush=True)
        print(f"{'step':24} {'wall s':>8} {'cpu s':>8} {'peak MiB':>9} {'rows/s':>9}")
        for name in STEPS:
            if name == "clean at once" and cells > MOST_AT_ONCE:
                continue
            found = _in_a_process(name, root)
            rate = found["rows"] / found["cpu"]
            about = found.get("files") or found["about"]
            print(
                f"{name:24} {found['wall']:8.2f} {found['cpu']:8.2f} {found['peak_mib']:9.0f} "
                f"{rate:9.0f}  {found['rows']} rows; {about}",
                flush=True,
            )
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale")
    parser.add_argument("--communes", type=int, default=275)
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--indicators", type=int, default=40)
    parser.add_argument("--folder", default="", help="where the load is made and removed again")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--root", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    asked = _asked()
    if asked.step:
        _step(asked.step, asked.root)
    else:
        main(asked.communes, asked.months, asked.indicators, asked.folder)
