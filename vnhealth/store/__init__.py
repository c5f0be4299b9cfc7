"""The only reader and writer of data/processed: Parquet, CSV and a data package.

Files are written beside their place and moved there whole; ``datapackage.json`` goes last and
names the SHA-256 of each, so that a reader never takes half a store for a whole one. A store is
read from a folder or from a URL of fsspec; one that is too large to be held is partitioned, see
:mod:`vnhealth.partitions`.
"""

from vnhealth.datapackage import PACKAGE, file_sha256
from vnhealth.partitions import MOST_ROWS, LargeStore
from vnhealth.store.moving import fetch, files_of, upload
from vnhealth.store.names import FILES, FINDINGS, OBSERVATIONS, OBSERVATIONS_CSV, UNREAD
from vnhealth.store.reading import (
    digest,
    load,
    open_large,
    read_findings,
    read_package,
    read_unread,
)
from vnhealth.store.writing import Chunk, raw_digest, save, save_chunks, save_findings

__all__ = [
    "FILES",
    "FINDINGS",
    "MOST_ROWS",
    "OBSERVATIONS",
    "OBSERVATIONS_CSV",
    "PACKAGE",
    "UNREAD",
    "Chunk",
    "LargeStore",
    "digest",
    "fetch",
    "file_sha256",
    "files_of",
    "load",
    "open_large",
    "raw_digest",
    "read_findings",
    "read_package",
    "read_unread",
    "save",
    "save_chunks",
    "save_findings",
    "upload",
]
