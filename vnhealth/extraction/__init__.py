"""Figures of indicators in documents: candidates for a person to review, then raw data.

>>> from vnhealth.extraction import extract_file, write_candidates, accept
"""

from __future__ import annotations

from vnhealth.extraction.accepting import Accepted, accept
from vnhealth.extraction.documents import extract_file
from vnhealth.extraction.model import COLUMNS
from vnhealth.extraction.review_file import as_csv, read_candidates, write_candidates
from vnhealth.extraction.source_draft import draft_path, read_draft, write_draft

__all__ = [
    "COLUMNS",
    "Accepted",
    "accept",
    "as_csv",
    "draft_path",
    "extract_file",
    "read_candidates",
    "read_draft",
    "write_candidates",
    "write_draft",
]
