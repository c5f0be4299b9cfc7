"""What the warm process imports and does once, so that no notebook has to."""

from __future__ import annotations

import builtins
import gc
import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

PLAIN = ("matplotlib.pyplot", "pandas", "matplotlib.backends.backend_svg")


@dataclass(frozen=True, slots=True)
class Warmth:
    """What is made ready before the first notebook.

    Attributes
    ----------
    modules
        Imported in this order.
    steps
        Functions without arguments, named ``module:function``, called after that: they may load
        data, draw a figure, fill caches. What they leave in memory every notebook starts with.
    """

    modules: tuple[str, ...] = PLAIN
    steps: tuple[str, ...] = ()


def warm_up(warmth: Warmth) -> None:
    """Import and do what `warmth` says, and leave a fresh shell behind.

    Objects made until now are then kept out of garbage collection, which would otherwise write
    to every page that the forked processes share.
    """
    from vnhealth.engine.cells import run_cells
    from vnhealth.engine.late import import_jsonschema, import_papermill
    from vnhealth.engine.shell import new_shell

    import_jsonschema()
    if "papermill" in warmth.modules:
        import_papermill()
    shell = new_shell()
    # pandas asks at import which front end it has.
    builtins.get_ipython = shell.get_ipython  # type: ignore[attr-defined]
    try:
        for name in warmth.modules:
            importlib.import_module(name)
        for step in warmth.steps:
            function(step)()
    finally:
        del builtins.get_ipython  # type: ignore[attr-defined]
    run_cells(_TRIAL, shell, lambda _: None)
    new_shell().init_gui()
    gc.collect()
    gc.freeze()


def function(name: str) -> Callable[..., Any]:
    """Return the function named ``module:function``.

    >>> function("os.path:basename")("a/b")
    'b'
    """
    module, _, attribute = name.partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), attribute)
    return found


_TRIAL = [
    {"cell_type": "code", "source": "trial = 1\ntrial", "metadata": {}},
    {"cell_type": "code", "source": "print('trial')\n1 / 0", "metadata": {}},
]
