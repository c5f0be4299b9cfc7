"""One side of a benchmark as a program: ``python -m benchmarks._worker WAY CHROMIUM``.

It reads the briefs from its standard input: a list of names, topics and parameters, as JSON. Every
way writes HTML by our exporter and has it printed by Chromium; ``plain`` sets our own PDF, for it
is the floor of our own way.
"""

from __future__ import annotations

import importlib
import json
import multiprocessing
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

Asked = tuple[str, str, dict[str, Any]]
WORKERS = 2


def by_papermill(asked: Asked) -> None:
    """Run a notebook by papermill's function, and export it."""
    import papermill

    name, topic, given = asked
    made = Path(f"{name}.ipynb")
    papermill.execute_notebook(
        f"notebooks/{topic}.ipynb", made, given, kernel_name="python3", progress_bar=False
    )
    _export(name, made)


def by_ploomber(asked: Asked) -> None:
    """Run a notebook by ploomber-engine in this process, and export it."""
    from ploomber_engine import execute_notebook

    name, topic, given = asked
    made = Path(f"{name}.ipynb")
    execute_notebook(f"notebooks/{topic}.ipynb", made, parameters=given, progress_bar=False)
    _export(name, made)


def in_pool(work: str, briefs: list[Asked]) -> None:
    """Call `work` of this module on the briefs in two fresh processes.

    It is named by its module: the shell that ploomber-engine makes in a process replaces
    ``__main__`` there, where the next task would be looked for in vain.
    """
    function = getattr(importlib.import_module("benchmarks._worker"), work)
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(WORKERS, mp_context=spawn) as pool:
        list(pool.map(function, briefs))


def in_one_kernel(briefs: list[Asked]) -> None:
    """Run the notebooks one after the other in one kernel, whose names all of them share."""
    import nbformat
    from jupyter_client.manager import start_new_kernel
    from nbclient import NotebookClient

    manager, client = start_new_kernel(kernel_name="python3")
    client.stop_channels()
    for name, topic, given in briefs:
        notebook = nbformat.read(f"notebooks/{topic}.ipynb", as_version=4)
        _give(notebook, given)
        NotebookClient(notebook, km=manager).execute(cleanup_kc=False)
        made = Path(f"{name}.ipynb")
        nbformat.write(notebook, made)
        _export(name, made)
    manager.shutdown_kernel(now=True)


def plainly(briefs: list[Asked]) -> None:
    """Run what the cells say as plain Python, without notebook, shell or message."""
    import nbformat
    from IPython import display

    from vnhealth.render import html, pdf

    for name, topic, given in briefs:
        shown: list[Any] = []
        display.display = lambda block, shown=shown: shown.append(block._repr_mimebundle_())
        notebook = nbformat.read(f"notebooks/{topic}.ipynb", as_version=4)
        names: dict[str, Any] = {}
        for cell in notebook.cells:
            if cell.cell_type == "code":
                exec(cell.source, names)
                names.update(given if "parameters" in cell.metadata.get("tags", []) else {})
        v4: Any = nbformat.v4
        outputs = [v4.new_output("display_data", data=each) for each in shown]
        made = v4.new_notebook(cells=[v4.new_code_cell(outputs=outputs)])
        Path(f"{name}.html").write_text(html.render(made), encoding="utf-8")
        Path(f"{name}.pdf").write_bytes(pdf.render(made))


def _give(notebook: Any, given: dict[str, Any]) -> None:
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source += "\n" + "\n".join(f"{name} = {value!r}" for name, value in given.items())


def _export(name: str, made: Path) -> None:
    from vnhealth.render.html import HtmlExporter

    page = Path(f"{name}.html")
    page.write_text(HtmlExporter().from_filename(str(made))[0], encoding="utf-8")
    print_page(Path(sys.argv[2]), page)


def print_page(chromium: Path, page: Path) -> None:
    """Print a page to PDF beside it by Chromium."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                chromium,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-dev-shm-usage",
                f"--user-data-dir={profile}",
                "--no-pdf-header-footer",
                f"--print-to-pdf={page.with_suffix('.pdf').absolute()}",
                page.absolute().as_uri(),
            ],
            check=True,
            capture_output=True,
        )


def main() -> None:
    """Make the briefs asked for."""
    briefs: list[Asked] = [tuple(each) for each in json.load(sys.stdin)]
    way = sys.argv[1]
    if way == "pool":
        in_pool("by_papermill", briefs)
    elif way == "ploomber":
        in_pool("by_ploomber", briefs)
    elif way == "kernel":
        in_one_kernel(briefs)
    else:
        plainly(briefs)


if __name__ == "__main__":
    main()
