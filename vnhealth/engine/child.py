"""The process of one task, forked from the warm one: it begins as new and never comes back."""

from __future__ import annotations

import os
import signal
import socket
import sys
import tempfile
import time
import traceback
from typing import Final, NoReturn

from vnhealth.engine.channel import Channel
from vnhealth.engine.descendants import MARK, die_with_parent
from vnhealth.engine.events import Event, Raised, Returned
from vnhealth.engine.streams import catch_descriptors
from vnhealth.engine.task import Task
from vnhealth.engine.warmth import function

_channels: Final[list[Channel]] = []


def tell(event: Event) -> None:
    """Send an event to whoever asked for this task; nothing happens outside of a task."""
    for channel in _channels:
        channel.send(event)


def inside() -> bool:
    """Tell whether this process is the process of a task."""
    return bool(_channels)


def live(end: socket.socket, mark: str) -> NoReturn:
    """Do the task that arrives over `end`, send what came of it, and end this process."""
    code = 1
    try:
        _begin_apart()
        channel = Channel(end)
        task: Task = channel.receive()
        _begin_as_new(task, mark)
        _channels.append(channel)
        tell(_done(task))
        code = 0
    finally:
        # Neither exit handlers nor threads of the notebook are waited for.
        os._exit(code)


def _done(task: Task) -> Event:
    try:
        return Returned(function(task.call)(task.argument))
    except BaseException as fault:
        # The task's own function failed: whoever asked is told, whatever it was.
        return Raised("".join(traceback.format_exception_only(fault)).strip())


def _import_from_folder() -> None:
    """Let modules beside the notebook be imported, after those of Python itself, as a kernel does.

    The warm process itself never looks there.
    """
    packages = ("site-packages", "dist-packages")
    installed = (place for place, path in enumerate(sys.path) if path.endswith(packages))
    sys.path.insert(next(installed, len(sys.path)), "")


def _begin_apart() -> None:
    """Leave the session and the signals of the warm process."""
    os.setsid()
    die_with_parent()
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _begin_as_new(task: Task, mark: str) -> None:
    """Take on the environment, folder, streams, limits and chances of a new process."""
    catch_descriptors()
    os.environ.clear()
    os.environ.update(task.environment)
    os.environ[MARK] = mark
    os.chdir(task.folder)
    _import_from_folder()
    time.tzset()
    tempfile.tempdir = None
    if "numpy" in sys.modules:
        # Python seeds its own generator after a fork; numpy's would repeat itself in every child.
        sys.modules["numpy"].random.seed()
    task.limits.hold()
