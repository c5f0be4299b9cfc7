"""The fonts of charts, HTML and PDF as static files, made once into a cache folder.

Source Sans 3 comes as a variable font, which neither matplotlib nor every viewer reads well:
its weights are cut out once. Be Vietnam Pro comes static. The folder's name carries the
versions, so that an upgrade never meets old files.
"""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
import sys
import tempfile
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vnhealth.errors import ProjectError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fontTools.ttLib import TTFont

CACHE_VARIABLE: Final = "VNHEALTH_CACHE"

# Our file name → (package, its file, weight to cut out of a variable font or None).
_FACES: Final[dict[str, tuple[str, str, int | None]]] = {
    "SourceSans3-Regular": ("fontpkg_source_sans_3", "SourceSans3[wght].ttf", 400),
    "SourceSans3-SemiBold": ("fontpkg_source_sans_3", "SourceSans3[wght].ttf", 600),
    "SourceSans3-Bold": ("fontpkg_source_sans_3", "SourceSans3[wght].ttf", 700),
    "SourceSans3-Italic": ("fontpkg_source_sans_3", "SourceSans3-Italic[wght].ttf", 400),
    "SourceSans3-BoldItalic": ("fontpkg_source_sans_3", "SourceSans3-Italic[wght].ttf", 700),
    "BeVietnamPro-Regular": ("fontpkg_be_vietnam_pro", "BeVietnamPro-Regular.ttf", None),
    "BeVietnamPro-SemiBold": ("fontpkg_be_vietnam_pro", "BeVietnamPro-SemiBold.ttf", None),
    "BeVietnamPro-Bold": ("fontpkg_be_vietnam_pro", "BeVietnamPro-Bold.ttf", None),
}
FACES: Final = tuple(_FACES)

_FEATURES: Final = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum", "sups", "subs"]
# Latin, Greek, punctuation, superscripts, currency, arrows, mathematics and shapes.
_KEPT: Final = ((0, 0x24F), (0x2B0, 0x3FF), (0x1D43, 0x1D6A), (0x1E00, 0x1EFF), (0x2000, 0x2BFF))

# Raise when the way files are made changes.
_RECIPE: Final = "2"


def _characters(ranges: Iterable[tuple[int, int]]) -> str:
    return "".join(chr(point) for low, high in ranges for point in range(low, high + 1))


# Latin with every Vietnamese letter, combining tones, punctuation, arrows and signs.
VIETNAMESE: Final = _characters(
    (
        (0x20, 0x7E),
        (0xA0, 0xFF),
        (0x102, 0x103),
        (0x110, 0x111),
        (0x128, 0x129),
        (0x168, 0x169),
        (0x1A0, 0x1A1),
        (0x1AF, 0x1B0),
        (0x300, 0x303),
        (0x309, 0x309),
        (0x323, 0x323),
        (0x1EA0, 0x1EF9),
        (0x1D43, 0x1D6A),
        (0x2009, 0x2009),
        (0x2010, 0x2026),
        (0x202F, 0x2030),
        (0x2032, 0x2033),
        (0x2070, 0x2089),
        (0x20AB, 0x20AB),
        (0x2190, 0x2199),
        (0x2212, 0x2212),
        (0x2248, 0x2248),
        (0x2260, 0x2265),
        (0x25A0, 0x25CF),
        (0x2713, 0x2717),
    )
)


def cache_folder() -> Path:
    """Return the folder for made files: ``VNHEALTH_CACHE``, the user's cache, or a temporary one.

    The first that can be written is taken, so that a read-only home still works.
    """
    for folder in _cache_candidates():
        if _is_writable(folder):
            return folder
    raise ProjectError(
        en="No folder can be written for the fonts: neither the user's cache nor the temporary"
        f" folder. Set {CACHE_VARIABLE} to a folder that can.",
        vi="Không ghi được thư mục nào để lưu phông chữ: cả thư mục đệm của người dùng lẫn thư mục"
        f" tạm đều bị khóa. Hãy đặt {CACHE_VARIABLE} thành một thư mục ghi được.",
    )


def _cache_candidates() -> list[Path]:
    chosen = os.environ.get(CACHE_VARIABLE, "").strip()
    found = [Path(chosen).expanduser()] if chosen else []
    try:
        home = Path.home()
    except RuntimeError:
        home = None
    if sys.platform == "win32" and os.environ.get("LOCALAPPDATA"):
        found.append(Path(os.environ["LOCALAPPDATA"]) / "vnhealth" / "Cache")
    elif os.environ.get("XDG_CACHE_HOME"):
        found.append(Path(os.environ["XDG_CACHE_HOME"]) / "vnhealth")
    elif home is not None:
        under = "Library/Caches" if sys.platform == "darwin" else ".cache"
        found.append(home / under / "vnhealth")
    owner = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    found.append(Path(tempfile.gettempdir()) / f"vnhealth-{owner}")
    return found


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


@functools.cache
def _key() -> str:
    packages = ("fontpkg-source-sans-3", "fontpkg-be-vietnam-pro", "fonttools")
    versions = [f"{name}={metadata.version(name)}" for name in packages]
    return hashlib.sha256(";".join([_RECIPE, *versions]).encode()).hexdigest()[:12]


def font_folder() -> Path:
    """Return the folder that holds the static TTF files, made when absent.

    Several processes may ask at once: each makes its own and the first to finish wins.

    Returns
    -------
    pathlib.Path
        A folder with one file a face of :data:`FACES`, for matplotlib and Typst.

    Examples
    --------
    >>> (font_folder() / "SourceSans3-Regular.ttf").is_file()
    True
    """
    return _font_folder(cache_folder())


@functools.cache
def _font_folder(cache: Path) -> Path:
    final = cache / f"fonts-{_key()}"
    if final.is_dir():
        return final
    with tempfile.TemporaryDirectory(dir=cache, prefix="fonts-making-") as making:
        ready = Path(making) / "ready"
        ready.mkdir()
        for face in FACES:
            _make_face(face, ready / f"{face}.ttf")
        try:
            ready.rename(final)
        except OSError:
            if not final.is_dir():
                raise
    return final


def _make_face(face: str, target: Path) -> None:
    package, file_name, weight = _FACES[face]
    origin = Path(str(metadata.distribution(package).locate_file(package))) / "files" / file_name
    if weight is None:
        shutil.copyfile(origin, target)
        return
    from fontTools.varLib import instancer

    with _trimmed(origin) as variable:
        static = instancer.instantiateVariableFont(
            variable, {"wght": weight}, updateFontNames=True, static=True
        )
        static.save(target)


def _trimmed(origin: Path) -> TTFont:
    """Return the variable font without the scripts and alternates that no brief prints.

    Cutting a weight out of all its glyphs takes five times as long.
    """
    from fontTools import subset

    options = subset.Options(hinting=False, name_IDs=["*"], layout_features=_FEATURES)
    options.recalc_timestamp = False
    font = subset.load_font(str(origin), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[point for low, high in _KEPT for point in range(low, high + 1)])
    cutter.subset(font)
    return font


@functools.cache
def register_matplotlib() -> None:
    """Make the faces known to matplotlib in this process; a second call does nothing."""
    from matplotlib import font_manager

    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    for path in sorted(font_folder().glob("*.ttf")):
        if str(path) not in known:
            font_manager.fontManager.addfont(path)


def subset_woff2(face: str, text: str = VIETNAMESE) -> bytes:
    """Return `face` as WOFF2 with the glyphs of `text` only, for embedding in HTML.

    Parameters
    ----------
    face
        One of :data:`FACES`.
    text
        The characters to keep; those the face lacks are left out.

    Returns
    -------
    bytes
        The font file, equal bytes for equal input; kept in the cache folder.

    Examples
    --------
    >>> subset_woff2("SourceSans3-Regular", "Tỷ lệ 14,5")[:4]
    b'wOF2'
    """
    wanted = "".join(sorted(set(text)))
    name = f"{face}-{hashlib.sha256(wanted.encode()).hexdigest()[:16]}.woff2"
    kept = cache_folder() / f"subsets-{_key()}" / name
    if kept.is_file():
        return kept.read_bytes()
    kept.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent, prefix="making-") as making:
        made = Path(making) / name
        _subset(font_folder() / f"{face}.ttf", wanted, made)
        return made.replace(kept).read_bytes()


def _subset(origin: Path, text: str, target: Path) -> None:
    from fontTools import subset

    options = subset.Options(
        flavor="woff2",
        hinting=False,
        desubroutinize=True,
        notdef_outline=True,
        layout_features=_FEATURES,
    )
    options.recalc_timestamp = False
    with subset.load_font(str(origin), options) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(text=text)
        cutter.subset(font)
        subset.save_font(font, str(target), options)
