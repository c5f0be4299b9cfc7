"""The fonts: static, complete for Vietnamese, made once, safe with several processes."""

from __future__ import annotations

import io
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from vnhealth import fonts

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = {
    letter
    for vowel in VOWELS
    for tone in TONES
    for letter in unicodedata.normalize("NFC", vowel + tone)
} | set("đbcdghklmnpqrstvxfjwz")
ALPHABET = LETTERS | {letter.upper() for letter in LETTERS}


def test_the_alphabet_has_every_vowel_in_six_tones():
    assert len(LETTERS) == 12 * 6 + 1 + 20


@pytest.mark.parametrize("face", fonts.FACES)
def test_every_face_is_static_and_has_every_vietnamese_letter_and_digit(face):
    with TTFont(fonts.font_folder() / f"{face}.ttf") as font:
        assert "fvar" not in font
        assert {ord(c) for c in ALPHABET | set("0123456789 .,–…%‰")} <= set(font.getBestCmap())


@pytest.mark.parametrize(
    ("face", "family", "weight"),
    [
        ("SourceSans3-Regular", "Source Sans 3", 400),
        ("SourceSans3-SemiBold", "Source Sans 3", 600),
        ("SourceSans3-Bold", "Source Sans 3", 700),
        ("BeVietnamPro-SemiBold", "Be Vietnam Pro", 600),
    ],
)
def test_a_face_names_its_family_and_weight(face, family, weight):
    with TTFont(fonts.font_folder() / f"{face}.ttf") as font:
        assert font["OS/2"].usWeightClass == weight
        assert font["name"].getBestFamilyName() == family


def test_the_digits_of_the_text_face_are_tabular():
    with TTFont(fonts.font_folder() / "SourceSans3-Regular.ttf") as font:
        glyphs = font.getBestCmap()
        assert len({font["hmtx"][glyphs[ord(d)]][0] for d in "0123456789"}) == 1


def test_matplotlib_finds_the_faces_and_a_second_call_adds_none():
    from matplotlib import font_manager

    fonts.register_matplotlib()
    before = len(font_manager.fontManager.ttflist)
    fonts.register_matplotlib.cache_clear()
    fonts.register_matplotlib()
    assert len(font_manager.fontManager.ttflist) == before
    found = font_manager.findfont(
        font_manager.FontProperties(family="Source Sans 3", weight=600), fallback_to_default=False
    )
    assert Path(found).name == "SourceSans3-SemiBold.ttf"


def test_a_subset_keeps_what_is_asked_and_little_else():
    made = fonts.subset_woff2("SourceSans3-Regular", "Tỷ lệ 14,5")
    with TTFont(io.BytesIO(made)) as font:
        assert set(font.getBestCmap()) == {ord(c) for c in "Tỷ lệ 14,5"}
    assert len(made) < 6_000


def test_the_whole_vietnamese_subset_is_small_enough_to_embed():
    made = fonts.subset_woff2("SourceSans3-Regular")
    with TTFont(io.BytesIO(made)) as font:
        assert {ord(c) for c in ALPHABET | set("→←≤≥≈−…–")} <= set(font.getBestCmap())
    assert len(made) < 40_000


def test_a_subset_is_the_same_bytes_when_made_again(monkeypatch, tmp_path):
    first = fonts.subset_woff2("BeVietnamPro-Bold", "Lào Cai")
    monkeypatch.setenv(fonts.CACHE_VARIABLE, str(tmp_path))
    monkeypatch.setattr(fonts, "_FACES", {"BeVietnamPro-Bold": fonts._FACES["BeVietnamPro-Bold"]})
    monkeypatch.setattr(fonts, "FACES", ("BeVietnamPro-Bold",))
    assert fonts.subset_woff2("BeVietnamPro-Bold", "Lào Cai") == first
    assert fonts.font_folder().parent == tmp_path


def test_a_folder_that_cannot_be_written_gives_way_to_the_next(monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv(fonts.CACHE_VARIABLE, str(blocked))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    if sys.platform.startswith("linux"):
        assert fonts.cache_folder() == tmp_path / "cache" / "vnhealth"
    else:
        assert fonts.cache_folder() != blocked


def test_processes_that_start_together_share_one_folder(tmp_path):
    program = (
        "from vnhealth import fonts\n"
        "fonts.FACES = ('BeVietnamPro-Regular', 'BeVietnamPro-Bold')\n"
        "print(fonts.font_folder())\n"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            stdout=subprocess.PIPE,
            text=True,
            env={"VNHEALTH_CACHE": str(tmp_path), "PATH": ""},
        )
        for _ in range(3)
    ]
    printed = {process.communicate()[0].strip() for process in started}
    assert [process.returncode for process in started] == [0, 0, 0]
    assert len(printed) == 1
    assert [p.name for p in tmp_path.iterdir()] == [Path(printed.pop()).name]
