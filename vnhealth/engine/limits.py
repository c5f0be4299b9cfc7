"""How much time, memory and disk one notebook may take."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one notebook may take before it is ended or refused.

    Attributes
    ----------
    seconds
        Wall time from the fork to the result, in seconds.
    memory_mib
        Address space in MiB, beyond what the warm process has already.
    file_mib
        Size of any one file it writes, in MiB.
    """

    seconds: float = 600.0
    memory_mib: int = 4096
    file_mib: int = 1024

    def hold(self) -> None:
        """Put the limits of memory and disk on this process; no core file is left by a crash."""
        import resource

        _lower(resource.RLIMIT_AS, _address_space() + self.memory_mib * MIB)
        _lower(resource.RLIMIT_FSIZE, self.file_mib * MIB)
        _lower(resource.RLIMIT_CORE, 0)


def _address_space() -> int:
    """Return the bytes of address space that this process has mapped."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _lower(kind: int, wanted: int) -> None:
    """Set the limit `kind` to `wanted`, unless a stricter one stands already."""
    import resource

    _, hard = resource.getrlimit(kind)
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(kind, (allowed, allowed))
