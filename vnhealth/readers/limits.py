"""How much a reader takes in before it refuses, and the check of zipped files."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from vnhealth.errors import ReadError

_CHUNK: Final = 1 << 20


@dataclass(frozen=True)
class Limits:
    """The most a reader takes in.

    Parameters
    ----------
    file_bytes
        Size of the file on disk.
    unpacked_bytes
        Size of a zipped file (.xlsx, .ods, .docx) once unpacked.
    ratio
        Unpacked size over packed size, looked at above 10 MB of unpacked data.
    cells
        Cells of one sheet, counted over the rectangle that its filled cells span.
    """

    file_bytes: int = 500_000_000
    unpacked_bytes: int = 1_000_000_000
    ratio: int = 300
    cells: int = 5_000_000


DEFAULT: Final = Limits()
_RATIO_FROM: Final = 10_000_000


def check_size(path: Path, limits: Limits) -> None:
    """Refuse a file that is absent, empty or larger than the limit."""
    if path.is_dir():
        raise ReadError(
            f"{path.name}: this is a folder. Name one file in it.",
            f"{path.name}: đây là thư mục. Hãy nêu tên một tệp trong đó.",
        )
    if not path.is_file():
        raise ReadError(
            f"{path.name}: there is no such file.",
            f"{path.name}: không có tệp này.",
        )
    size = path.stat().st_size
    if size == 0:
        raise ReadError(
            f"{path.name}: the file is empty (0 bytes). Ask the sender for it again.",
            f"{path.name}: tệp rỗng (0 byte). Hãy xin lại tệp từ nơi gửi.",
        )
    if size > limits.file_bytes:
        raise ReadError(
            f"{path.name}: the file has {size:,} bytes; at most {limits.file_bytes:,} are read.",
            f"{path.name}: tệp có {_dots(size)} byte; chỉ đọc tối đa "
            f"{_dots(limits.file_bytes)} byte.",
        )


def check_zip(path: Path, limits: Limits) -> None:
    """Unpack a zipped file without keeping it, and refuse a bomb or a damaged archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            declared = sum(e.file_size for e in entries)
            packed = max(1, sum(e.compress_size for e in entries))
            too_dense = declared > _RATIO_FROM and declared > limits.ratio * packed
            if declared > limits.unpacked_bytes or too_dense:
                raise _bomb(path, declared)
            if any(e.flag_bits & 1 for e in entries):
                raise encrypted(path)
            for entry in entries:
                with archive.open(entry) as stream:
                    while stream.read(_CHUNK):
                        pass
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, zlib.error) as error:
        raise damaged(path) from error


def too_many_cells(path: Path, sheet: str, rows: int, columns: int, limits: Limits) -> ReadError:
    """Return the error for a sheet that spans more cells than the limit."""
    where = f"{path.name}, sheet “{sheet}”" if sheet else path.name
    o_dau = f"{path.name}, trang tính “{sheet}”" if sheet else path.name
    return ReadError(
        f"{where}: the filled cells span {rows:,} rows and {columns:,} columns; at most "
        f"{limits.cells:,} cells are read. Look for a stray cell far right or far down and "
        "delete it, or save the table alone in a new file.",
        f"{o_dau}: vùng có dữ liệu trải trên {_dots(rows)} dòng và {_dots(columns)} cột; chỉ đọc "
        f"tối đa {_dots(limits.cells)} ô. Hãy tìm và xoá ô lạc ở xa bên phải hoặc phía dưới, "
        "hoặc lưu riêng bảng số liệu sang tệp mới.",
    )


def damaged(path: Path) -> ReadError:
    """Return the error for a file that can't be unpacked or parsed."""
    return ReadError(
        f"{path.name}: the file is damaged or is not what its name says. "
        "Open it in its own program, save it again and retry.",
        f"{path.name}: tệp bị hỏng hoặc không đúng với phần mở rộng. "
        "Hãy mở bằng phần mềm gốc, lưu lại rồi thử lại.",
    )


def encrypted(path: Path) -> ReadError:
    """Return the error for a file that needs a password."""
    return ReadError(
        f"{path.name}: the file is encrypted. Remove its password and save it again.",
        f"{path.name}: tệp được đặt mật khẩu. Hãy gỡ mật khẩu rồi lưu lại.",
    )


def _bomb(path: Path, size: int) -> ReadError:
    return ReadError(
        f"{path.name}: unpacked, the file would take {size:,} bytes, far more than its size on "
        "disk allows for; it was not opened.",
        f"{path.name}: khi giải nén, tệp chiếm {_dots(size)} byte, lớn bất thường so với dung "
        "lượng trên đĩa; tệp không được mở.",
    )


def _dots(number: int) -> str:
    return f"{number:,}".replace(",", ".")
