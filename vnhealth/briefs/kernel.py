"""A kernel of this very Python, whatever kernels are installed on the machine."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

# A socket's path may have about 100 characters; the kernel adds its own ending.
LONGEST_SOCKET_PATH: Final = 80


@contextmanager
def kernel_manager(environment: Mapping[str, str]) -> Iterator[type[Any]]:
    """Yield a kernel manager class whose kernels run this interpreter with `environment` added.

    The kernel reads neither the user's IPython profile nor a kernelspec named python3 that may
    belong to another Python, and writes no history. It talks over sockets of its own folder
    where the system has them, so that kernels started at once never take each other's port.
    """
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager

    with tempfile.TemporaryDirectory(prefix="vnhealth-", ignore_cleanup_errors=True) as folder:
        connection = Path(folder) / "kernel.json"
        sockets = sys.platform != "win32" and len(str(connection)) <= LONGEST_SOCKET_PATH
        own = dict(environment) | {"IPYTHONDIR": folder, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
        spec = KernelSpec(
            argv=[
                sys.executable,
                "-m",
                "ipykernel_launcher",
                "-f",
                "{connection_file}",
                "--HistoryManager.enabled=False",
                "--log-level=CRITICAL",
            ],
            display_name="Python 3",
            language="python",
            # The manager fills in "$…" itself.
            env={key: value.replace("$", "$$") for key, value in own.items()},
        )

        class OwnKernelManager(AsyncKernelManager):
            """Starts the kernel described above."""

            def __init__(self, **settings: Any) -> None:
                if sockets:
                    settings |= {"transport": "ipc", "connection_file": str(connection)}
                super().__init__(**settings)

            @property
            def kernel_spec(self) -> KernelSpec:
                return spec

        yield OwnKernelManager
