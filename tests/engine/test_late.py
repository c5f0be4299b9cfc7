"""What is imported late still works when it is asked."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from vnhealth.engine.late import import_jsonschema

import_jsonschema()
assert "rfc3987_syntax" not in sys.modules
import jsonschema

checker = jsonschema.FormatChecker()
print(checker.conforms("http://so-y-te.vn/báo-cáo", "iri"))
print(checker.conforms("http://so y te", "iri"))
print("rfc3987_syntax.syntax_helpers" in sys.modules)
"""


def test_addresses_are_checked_though_their_grammar_is_imported_late() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "False", "True"]


STORED = """
import sys
from vnhealth.engine.late import import_papermill

import_papermill()
assert "boto3" not in sys.modules
from papermill import iorw

made = iorw.S3()
print(type(made).__module__, type(made).__name__, "boto3" in sys.modules)
"""


def test_notebooks_on_s3_are_read_though_boto3_is_imported_late() -> None:
    done = subprocess.run(
        [sys.executable, "-c", STORED], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["papermill.s3", "S3", "True"]
