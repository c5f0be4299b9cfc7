"""The ordinary kernel's own shell, without the kernel: its messages go to a function.

Libraries look for that very shell (its class name, its ``kernel``) before they choose how to
show a table or a progress bar, so it is not imitated but used.
"""

from __future__ import annotations

import builtins
import getpass
import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, NoReturn

from ipykernel.compiler import XCachingCompiler
from ipykernel.zmqshell import ZMQInteractiveShell
from jupyter_client.session import Session
from traitlets import Any as AnyTrait
from traitlets.config import Config

INLINE_BACKEND = "module://matplotlib_inline.backend_inline"


class FunctionSession(Session):
    """Gives every message to the function `take` where a kernel would send it."""

    take = AnyTrait()

    def send(self, stream: Any, msg_or_type: Any, content: Any = None, *_: Any, **__: Any) -> None:
        """Hand on a message's type and content, its content as JSON would have carried it."""
        if isinstance(msg_or_type, dict):
            kind, content = msg_or_type["header"]["msg_type"], msg_or_type["content"]
        else:
            kind = msg_or_type
        self.take(kind, self.unpack(self.pack(content)))


class Shell(ZMQInteractiveShell):
    """The kernel's shell with a session of ours."""

    def __init__(self, session: FunctionSession, **settings: Any) -> None:
        super().__init__(**settings)  # type: ignore[no-untyped-call]
        self.session = session
        publishers: Any = self.display_pub, self.displayhook
        for publisher in publishers:
            publisher.session = session

    def init_environment(self) -> None:
        """Set what a kernel sets for itself and the programs it starts."""
        super().init_environment()  # type: ignore[no-untyped-call]
        os.environ.setdefault("MPLBACKEND", INLINE_BACKEND)

    def init_gui(self) -> None:
        """Draw pyplot's figures inline, as the kernel does."""
        from matplotlib_inline.backend_inline import configure_inline_support

        configure: Any = configure_inline_support
        configure.current_backend = "unset"
        configure(self, INLINE_BACKEND)

    def hand_to(self, take: Callable[[str, Any], None]) -> None:
        """Give all messages from now on to `take`."""
        self.session.take = take


def new_shell() -> Shell:
    """Return a fresh shell, the only one of this process.

    It is what ``get_ipython()`` finds; it reads no profile and writes no history.
    """
    Shell.clear_instance()
    settings = Config()
    settings.HistoryManager.enabled = False
    # What the kernel looks at when a cell asks to quit.
    kernel = SimpleNamespace(eventloop=None)
    with _own_hooks():
        return Shell.instance(
            session=FunctionSession(key=b"", take=_drop),
            config=settings,
            compiler_class=XCachingCompiler,
            kernel=kernel,
        )


def the_shell() -> Shell:
    """Return the shell of this process, which is made where there is none."""
    if Shell.initialized():
        shell: Shell = Shell.instance()
        return shell
    shell = new_shell()
    shell.init_gui()
    return shell


def refuse_input() -> None:
    """Let ``input`` say that nobody is there to answer, as a kernel without a front end does."""
    builtins.input = getpass.getpass = _nobody_answers


def _nobody_answers(*_: object, **__: object) -> NoReturn:
    from IPython.core.error import StdinNotImplementedError

    asked = "raw_input was called, but this frontend does not support input requests."
    raise StdinNotImplementedError(asked)


def _drop(_kind: str, _content: Any) -> None:
    """Take a message that nobody asked for."""


@contextmanager
def _own_hooks() -> Iterator[None]:
    """Keep the warnings filters of this process as they are while a shell is made."""
    with warnings.catch_warnings():
        yield
