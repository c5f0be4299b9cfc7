"""Every message that is used exists in both languages, says the same, and reads well."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from vnhealth.errors import UsageError
from vnhealth.wording import messages
from vnhealth.wording.messages import fill, has, say, template

SLOT = re.compile(r"\{(\w+)\}")
KEY = re.compile(r"[a-z_]+\.[A-Za-zÀ-ỹ0-9_]+")


def catalogue(language: str) -> dict[str, str]:
    with (messages.LOCALES / language / "LC_MESSAGES" / "vnhealth.po").open("rb") as stream:
        read = read_po(stream, locale=language, abort_invalid=True)
    return {str(entry.id): str(entry.string) for entry in read if entry.id}


VI, EN = catalogue("vi"), catalogue("en")
SPACES = {key.partition(".")[0] for key in VI}


def constants(repository: Path) -> Iterator[tuple[str, str]]:
    """Yield each text of our source that may be a key: whole, or the form of an f-string."""
    for path in sorted((repository / "vnhealth").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if "topics" not in path.parts and "vnhealth.wording.messages" not in source:
            continue
        tree = ast.parse(source)
        inside = {
            id(part)
            for node in ast.walk(tree)
            if isinstance(node, ast.JoinedStr)
            for part in ast.walk(node)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                pieces = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[^.]+"
                    for part in node.values
                ]
                yield "form", "".join(pieces)
            elif (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in inside
            ):
                yield "text", node.value


def test_both_languages_have_the_same_messages() -> None:
    assert set(VI) == set(EN)
    assert len(VI) > 250


def test_no_message_is_empty() -> None:
    assert [key for key in VI if not VI[key].strip() or not EN[key].strip()] == []


@pytest.mark.parametrize("key", sorted(VI))
def test_both_languages_have_the_same_places_to_fill(key: str) -> None:
    assert set(SLOT.findall(VI[key])) == set(SLOT.findall(EN[key]))


def test_every_key_in_our_source_is_in_the_catalogues(repository: Path) -> None:
    """A text such as "budget.total" is a key, or the beginning of keys made from it."""
    texts = {text for kind, text in constants(repository) if kind == "text"}
    keys = {t for t in texts if KEY.fullmatch(t) and t.partition(".")[0] in SPACES}
    assert len(keys) > 150
    unknown = [key for key in sorted(keys) if key not in VI]
    assert [key for key in unknown if not any(known.startswith(f"{key}_") for known in VI)] == []


def test_no_message_is_idle(repository: Path) -> None:
    found = list(constants(repository))
    texts = {text for kind, text in found if kind == "text"}
    forms = [
        re.compile(form)
        for kind, form in found
        if kind == "form" and form.replace("\\", "").partition(".")[0] in SPACES
    ]
    begun = {key: {key, *(key[: m.start()] for m in re.finditer("_", key))} for key in VI}
    idle = [
        key
        for key in VI
        if not begun[key] & texts
        and not any(form.fullmatch(part) for part in begun[key] for form in forms)
    ]
    assert idle == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_binary_catalogue_is_the_compiled_text(language: str, tmp_path: Path) -> None:
    folder = messages.LOCALES / language / "LC_MESSAGES"
    with (folder / "vnhealth.po").open("rb") as stream:
        read: Catalog = read_po(stream, locale=language)
    with (tmp_path / "made.mo").open("wb") as stream:
        write_mo(stream, read)
    made = (tmp_path / "made.mo").read_bytes()
    with (folder / "vnhealth.mo").open("rb") as stream:
        shipped = {entry.id: entry.string for entry in read_mo(stream) if entry.id}
    assert shipped == {entry.id: entry.string for entry in read if entry.id}
    assert made == (folder / "vnhealth.mo").read_bytes()


ENGLISH = re.compile(
    r"\b(the|and|of|per|with|from|for|target|year|doctor|doctors|result|results|plan|province|"
    r"population|national|figure|table|source|missing|above|below|rate|share|health|budget|not|"
    r"met|people|which|commit|none|total)\b",
    re.IGNORECASE,
)
MARKED = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.I)


@pytest.mark.parametrize("key", sorted(VI))
def test_each_language_keeps_to_itself(key: str) -> None:
    assert not ENGLISH.search(SLOT.sub(" ", VI[key])), VI[key]
    if not key.startswith("locator."):
        assert not MARKED.search(EN[key]), EN[key]


@pytest.mark.parametrize("key", sorted(VI))
@pytest.mark.parametrize("texts", [VI, EN], ids=["vi", "en"])
def test_a_message_is_composed_and_cleanly_set(texts: dict[str, str], key: str) -> None:
    text = texts[key]
    assert unicodedata.is_normalized("NFC", text)
    assert "  " not in text
    assert not re.search(r"[\u200b-\u200f\ufeff\u00d0]", text)  # Ð is not Đ
    assert not re.search(r"\s[.,;:!?%)]|\(\s|,,|;;|\.\.", text), text
    assert text.count("(") == text.count(")")
    assert text.count("“") == text.count("”")
    assert '"' not in text
    assert "'" not in text or texts is EN


@pytest.mark.parametrize("key", sorted(VI))
def test_both_languages_end_alike(key: str) -> None:
    """A sentence is a sentence, a label is a label in both."""
    assert VI[key].endswith(".") == EN[key].endswith(".")
    assert VI[key].startswith("^") == EN[key].startswith("^")
    assert VI[key].startswith((" ", ",", ";")) == EN[key].startswith((" ", ",", ";"))


def test_vietnamese_spells_one_word_one_way() -> None:
    """sĩ, tỷ, and the tone mark on the main vowel: hòa, not hoà."""
    for key, text in VI.items():
        assert not re.search(
            r"\b(sỹ|tỉ lệ|tỉ đồng|hoà|uỷ|thuỷ|khoẻ|quí|kỳ số|chỉ số số)\b", text
        ), key


# filling ---------------------------------------------------------------------------------------


def test_figures_stay_figures_inside_a_sentence() -> None:
    figure = object()
    runs = fill("workforce.population_on_record", "vi", population=figure, year="2024")
    assert runs == (figure, " người (năm 2024)")


def test_a_run_of_runs_is_spliced_in_and_strings_are_joined() -> None:
    figure = object()
    runs = fill("tile.country", "en", value=("a", figure, "b"))
    assert runs == ("Viet Nam: a", figure, "b")


def test_a_sentence_starts_with_a_capital_even_when_a_word_is_filled_in() -> None:
    assert say("workforce.shortfall_row", "vi", noun="điều dưỡng") == "Điều dưỡng"
    assert say("year.same", "en", year="2024") == "In 2024"


def test_an_unknown_message_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError, match=r"no\.such"):
        template("no.such", "vi")
    assert not has("no.such", "vi")
    assert has("budget.total", "vi")


def test_an_unknown_language_is_named_with_those_there_are() -> None:
    with pytest.raises(UsageError) as fault:
        template("budget.total", "fr")
    assert fault.value.en == "No language 'fr'. Allowed: vi, en."
    assert fault.value.vi == "Không có ngôn ngữ 'fr'. Cho phép: vi, en."


def test_a_value_that_a_message_lacks_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError, match="year"):
        say("year.same", "vi")
