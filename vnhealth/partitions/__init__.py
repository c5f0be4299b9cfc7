"""A store too large to be held at once: Parquet files by area, written and read in parts.

An area is a province with everything in it, a region, or the country. Files stand in a folder
named after their contents, ``observations-<digest>/area=63-10/part-0.parquet``, which other
programs read as a Hive-partitioned dataset; ``datapackage.json`` names them and is written last.
"""

from vnhealth.partitions.layout import GENERATION, PARTITIONED, area_of, is_partitioned
from vnhealth.partitions.reading import MOST_ROWS, LargeStore, open_large
from vnhealth.partitions.writing import ROWS_PER_FILE, Writer, remove_generations

__all__ = [
    "GENERATION",
    "MOST_ROWS",
    "PARTITIONED",
    "ROWS_PER_FILE",
    "LargeStore",
    "Writer",
    "area_of",
    "is_partitioned",
    "open_large",
    "remove_generations",
]
