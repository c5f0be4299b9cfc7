"""A notebook run from the warm process is the notebook that an ordinary kernel gives."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

PARAMETERS = {
    "workforce": {"place_id": "63-10"},
    "budget": {"place_id": "63-10", "language": "en"},
    "coverage": {"place_id": "63-04"},
    "comparison": {"indicator": "doctors_per_10k", "boundaries": "34"},
}
NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
TOPICS = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))

ORDINARY_CELLS = {
    "result": "1 + 1",
    "silenced result": "1 + 1;",
    "nothing": "",
    "blank": "   \n",
    "comment": "# only words",
    "streams": "import sys\nprint('out')\nprint('err', file=sys.stderr)\nprint('out again')",
    "stream around a display": "print('before')\ndisplay('shown')\nprint('after')",
    "no newline": "print('a', end='')\nprint('b', end='', flush=True)",
    "html": "from IPython.display import HTML\nHTML('<b>Đắk Lắk</b>')",
    "image": "from IPython.display import Image\n"
    "Image(data=b'\\x89PNG\\r\\n\\x1a\\n', format='png')",
    "metadata": "from IPython.display import SVG, display\n"
    "display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>'), metadata={'width': 3})",
    "raw bundle": "display({'application/x-none+json': {'b': [1, (2, 3)], 'a': None}}, raw=True)",
    "updated": "handle = display('old', display_id='one')\nhandle.update('new')",
    "updated later": "handle.update('newest')",
    "cleared": "from IPython.display import clear_output\n"
    "print('gone')\nclear_output()\nprint('kept')",
    "cleared by the next": "print('gone')\nclear_output(wait=True)\ndisplay('kept')",
    "cleared in vain": "print('kept')\nclear_output(wait=True)",
    "narrow frame": "import pandas as pd\npd.DataFrame({'tỉnh': ['Lào Cai'], 'số': [14.5]})",
    "wide frame": "pd.DataFrame([range(40)])",
    "long frame": "pd.DataFrame({'a': range(500)})",
    "options": "pd.get_option('display.max_columns'), pd.get_option('display.width')",
    "series": "pd.Series(range(3), name='x')",
    "figure": "import matplotlib.pyplot as plt\nplt.rcParams['svg.hashsalt'] = 'x'\n"
    "plt.plot([1, 2])\nNone",
    "figure object": "from matplotlib.figure import Figure\nFigure(figsize=(1, 1))",
    "svg figure": "%config InlineBackend.figure_formats = ['png']\nfig, ax = plt.subplots()",
    "backend": "import matplotlib\nmatplotlib.get_backend(), matplotlib.is_interactive()",
    "magic": "%pwd",
    "cell magic": "%%capture caught\nprint('caught')",
    "captured": "caught.stdout",
    "shell": "!echo from a shell",
    "shell assigned": "lines = !printf 'a\\nb'\nlines",
    "subprocess": "import subprocess\nsubprocess.run(['echo', 'from a program'], check=True)",
    "await": "import asyncio\nawait asyncio.sleep(0, 'awaited')",
    "running loop": "asyncio.get_event_loop().is_running()",
    "warning": "import warnings\nwarnings.warn('careful')",
    "logging": "import logging\nlogging.warning('careful')",
    "history": "_, __, Out[1]",
    "input text": "In[2]",
    "main": "__name__, __file__ if '__file__' in globals() else None",
    "path": "import sys\nsys.path, sys.flags.interactive",
    "shell class": "type(get_ipython()).__mro__[-5].__name__, hasattr(get_ipython(), 'kernel')",
    "terminal": "import os\n"
    "[os.environ.get(key) for key in ('TERM', 'CLICOLOR', 'PAGER', 'MPLBACKEND')]",
    "columns": "import shutil\nshutil.get_terminal_size()",
    "tqdm": "from tqdm.auto import tqdm\ntqdm.__module__",
    "help": "len?",
    "input": "try:\n    input('?')\nexcept Exception as fault:\n"
    "    print(type(fault).__name__, fault)",
    "defined": "def rate(n, d):\n    '''Per 10,000.'''\n    return n / d * 10_000\n"
    "rate(145, 100_000)",
    "pickled": "import pickle\npickle.loads(pickle.dumps(rate))(1, 10)",
}

FAILING_CELLS = {
    "exception": "def f(x):\n    return 1 / x\nf(0)",
    "syntax error": "if True print(1)",
    "indentation": "  x = 1\n y = 2",
    "own error": "class Odd(Exception):\n    pass\nraise Odd('đặc biệt')",
    "chained": "try:\n    {}['a']\nexcept KeyError as fault:\n    raise ValueError('b') from fault",
    "group": "raise ExceptionGroup('both', [ValueError(1), TypeError(2)])",
    "sys.exit": "import sys\nsys.exit(2)",
    "interrupt": "raise KeyboardInterrupt",
    "unknown magic": "%no_such_magic",
    "broken repr": "class Broken:\n    def __repr__(self):\n        raise ValueError('repr')\n"
    "Broken()",
    "printed before": "print('before')\nraise RuntimeError('x')",
    "await": "import asyncio\nawait asyncio.sleep(0)\nraise RuntimeError('awaited')",
    "assertion": "assert 1 == 2, 'no'",
    "usage": "%config Nonsense.value = 1",
}


def comparable(notebook: Any) -> Any:
    """Return what must be equal: known differences, named in docs/engine.md, are evened out."""
    cells = []
    for cell in notebook.cells:
        kept = {key: cell.get(key) for key in ("cell_type", "source", "execution_count")}
        kept["tags"] = cell.metadata.get("tags", [])
        kept["status"] = cell.metadata.get("papermill", {}).get("status")
        kept["outputs"] = _streams_joined(cell.get("outputs", []))
        cells.append(kept)
    return {"cells": cells, "language": notebook.metadata["language_info"]}


def _streams_joined(outputs: Any) -> list[Any]:
    """Join neighbouring texts of one stream: a kernel splits them by the clock."""
    joined: list[Any] = []
    for output in outputs:
        same = joined and "name" in output and joined[-1].get("name") == output["name"]
        if same:
            joined[-1]["text"] += output["text"]
        else:
            joined.append(dict(output))
    for output in joined:
        if output["output_type"] == "stream":
            # The made-up file name of a cell carries the temporary folder and the process id.
            output["text"] = re.sub(r"[^\s\"]*/ipykernel_\d+", "ipykernel", output["text"])
    return joined


@pytest.mark.parametrize("topic", TOPICS)
def test_every_shipped_notebook_is_equal_both_ways(
    both_ways: Any, shipped: Path, topic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VNHEALTH_PROJECT", str(shipped))
    made = nbformat.read(shipped / "notebooks" / f"{topic}.ipynb", as_version=4)
    ordinary, warm = both_ways(made, shipped, **PARAMETERS.get(topic, {}))
    assert comparable(warm) == comparable(ordinary)
    assert any("application/vnd.vnhealth.block+json" in o.data for o in warm.cells[5].outputs)


def differing(ordinary: Any, warm: Any, names: list[str]) -> dict[str, Any]:
    """Return by name the last cells that are not equal, ours first."""
    ours, theirs = comparable(warm)["cells"], comparable(ordinary)["cells"]
    assert len(ours) == len(theirs)
    found = zip(names, ours[-len(names) :], theirs[-len(names) :], strict=True)
    return {name: (our, their) for name, our, their in found if our != their}


def test_ordinary_cells_are_equal_both_ways(both_ways: Any, notebook: Any, tmp_path: Path) -> None:
    made = notebook(*ORDINARY_CELLS.values())
    made.cells.insert(0, nbformat.v4.new_markdown_cell("# Words"))
    ordinary, warm = both_ways(made, tmp_path)
    assert differing(ordinary, warm, ["markdown", *ORDINARY_CELLS]) == {}


def test_failing_cells_are_equal_both_ways(both_ways: Any, notebook: Any, tmp_path: Path) -> None:
    made = notebook(*FAILING_CELLS.values(), "'reached'")
    for cell in made.cells:
        cell.metadata["tags"] = ["raises-exception"]
    ordinary, warm = both_ways(made, tmp_path)
    assert differing(ordinary, warm, [*FAILING_CELLS, "reached"]) == {}
    assert warm.cells[-1].outputs[0].data["text/plain"] == "'reached'"


@pytest.mark.parametrize("name", ["exception", "syntax error", "sys.exit", "await"])
def test_a_failing_cell_ends_the_notebook_both_ways(
    both_ways: Any, notebook: Any, tmp_path: Path, name: str
) -> None:
    ordinary, warm = both_ways(notebook("x = 1", FAILING_CELLS[name], "'never'"), tmp_path)
    assert comparable(warm) == comparable(ordinary)
    assert warm.cells[-1].outputs == []
