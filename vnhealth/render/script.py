"""The one script of a page, inline, and the policy that lets it and nothing else run."""

from __future__ import annotations

import base64
import hashlib

POLICY = (
    "default-src 'none'; script-src '{digest}'; style-src 'unsafe-inline'; "
    "font-src data:; img-src data:"
)


def policy(script: str) -> str:
    """Return the Content-Security-Policy of a page whose only script is `script`.

    >>> policy("")
    ... # doctest: +ELLIPSIS
    "default-src 'none'; script-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; ..."
    """
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    return POLICY.format(digest=f"sha256-{digest}")
