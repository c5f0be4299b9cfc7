"""What the files of a store are called."""

from typing import Final

from vnhealth.datapackage import PACKAGE

OBSERVATIONS: Final = "observations.parquet"
OBSERVATIONS_CSV: Final = "observations.csv"
UNREAD: Final = "unread.csv"
FINDINGS: Final = "findings.csv"
# The package goes last: until it names them, the files beside it are no store.
FILES: Final = (OBSERVATIONS, OBSERVATIONS_CSV, UNREAD, FINDINGS, PACKAGE)
