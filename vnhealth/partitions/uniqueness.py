"""Whether a cell or a key stands twice among many millions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vnhealth.errors import DataError
from vnhealth.schema import KEY

if TYPE_CHECKING:
    import pandas as pd

BUCKETS: Final = 64
MOST_NAMED: Final = 6


class Digests:
    """64-bit digests of texts, kept in files by their first bits.

    Two different texts may share a digest, so what is suspected must be looked at; of 53 million
    texts that happens once in some ten thousand stores.
    """

    def __init__(self, folder: Path) -> None:
        self._files = [(folder / f"digests-{number:02}").open("wb") for number in range(BUCKETS)]

    def add(self, texts: pd.Series) -> None:
        """Take in more texts."""
        import numpy as np

        digests = _digests(texts)
        digests.sort()
        step = 2**64 // BUCKETS
        limits = np.array([step * number for number in range(1, BUCKETS)], dtype="uint64")
        ends = [*np.searchsorted(digests, limits).tolist(), len(digests)]
        begin = 0
        for file, end in zip(self._files, ends, strict=True):
            file.write(digests[begin:end].tobytes())
            begin = end

    def repeated(self) -> set[int]:
        """Return the digests that came more than once; nothing can be added any more."""
        import numpy as np

        found: set[int] = set()
        for file in self._files:
            file.close()
            digests = np.fromfile(file.name, dtype="uint64")
            digests.sort()
            found.update(int(each) for each in digests[1:][digests[1:] == digests[:-1]])
        return found

    def close(self) -> None:
        """Close the files."""
        for file in self._files:
            file.close()


def with_digest(texts: pd.Series, digests: set[int]) -> pd.Series:
    """Return those of `texts` whose digest is among `digests`."""
    import numpy as np

    return texts[np.isin(_digests(texts), np.array(sorted(digests), dtype="uint64"))]


def check_keys(table: Any) -> None:
    """Refuse two observations with one key; the table is sorted, its equal keys may be apart."""
    import numpy as np
    import pandas as pd

    digest = np.zeros(table.num_rows, dtype="uint64")
    for name in KEY:
        codes = table.column(name).combine_chunks().dictionary_encode()
        texts = codes.dictionary.to_pandas().to_numpy(dtype=object)
        hashed = pd.util.hash_array(texts, categorize=False)
        digest = digest * np.uint64(1_000_003) + hashed[codes.indices.to_numpy()]
    if len(np.unique(digest)) == table.num_rows:
        return
    keys = table.select(["cell_id", *KEY]).to_pandas()
    repeated = keys[keys.duplicated(list(KEY), keep=False)]
    if len(repeated):
        cells = ", ".join(repeated["cell_id"].head(MOST_NAMED))
        raise DataError(
            f"{len(repeated)} observations share a key ({', '.join(KEY)}): {cells}. Give them a "
            "qualifier in data/raw.",
            f"{len(repeated)} quan sát trùng khóa ({', '.join(KEY)}): {cells}. Hãy thêm qualifier "
            "trong data/raw.",
        )


def _digests(texts: pd.Series) -> Any:
    import pandas as pd

    return pd.util.hash_array(texts.to_numpy(dtype=object), categorize=False)
