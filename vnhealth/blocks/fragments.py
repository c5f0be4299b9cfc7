"""Semantic HTML and plain text of one block: shown in a notebook, and filled into the HTML page."""

from __future__ import annotations
