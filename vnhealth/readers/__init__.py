"""What stands in a file, cell by cell, as text with its locator; one reader a kind of file.

>>> from vnhealth.readers import read, paragraphs
"""

from vnhealth.readers.charset import from_legacy, suggest_charset, undo_mojibake
from vnhealth.readers.dispatch import kind_of, read
from vnhealth.readers.joining import Paragraph, paragraphs
from vnhealth.readers.limits import Limits
from vnhealth.readers.model import Locator, Note, RawTable, Structure
from vnhealth.readers.recovery import Recovery, recover, recover_all
from vnhealth.readers.structure import Heading, split_heading

__all__ = [
    "Heading",
    "Limits",
    "Locator",
    "Note",
    "Paragraph",
    "RawTable",
    "Recovery",
    "Structure",
    "from_legacy",
    "kind_of",
    "paragraphs",
    "read",
    "recover",
    "recover_all",
    "split_heading",
    "suggest_charset",
    "undo_mojibake",
]
