"""Figures of indicators in documents: candidates for a person to review, then raw data.

>>> from vnhealth.extraction import extract_file, write_candidates, accept
"""

from __future__ import annotations

from vnhealth.extraction.documents import extract_file
from vnhealth.extraction.model import COLUMNS

__all__ = ["COLUMNS", "extract_file"]
