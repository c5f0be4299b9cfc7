"""The command line speaks the language of messages, in its help and of words it can't make out."""

from __future__ import annotations

from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from vnhealth.cli import app
from vnhealth.cli.speech import Command
from vnhealth.cli.vietnamese import TEXTS

PROGRAM: Any = typer.main.get_command(app)
HELD: list[tuple[str, Any]] = [("vnhealth", PROGRAM), *PROGRAM.commands.items()]


def _texts(command: Any) -> list[str]:
    found = [command.help, command.epilog, *(getattr(each, "help", "") for each in command.params)]
    return [text for text in found if text]


@pytest.mark.parametrize(("name", "command"), HELD, ids=[name for name, _ in HELD])
def test_every_text_of_the_help_is_said_in_vietnamese(name: str, command: Any) -> None:
    assert [text for text in _texts(command) if text not in TEXTS] == []
    assert name == "vnhealth" or isinstance(command, Command)


def test_no_text_is_said_that_the_help_does_not_have() -> None:
    used = {text for _, command in HELD for text in _texts(command)}
    assert set(TEXTS) - used == set()


@pytest.mark.parametrize(
    ("words", "vi", "en"),
    [
        (
            "brief --yaer 2024",
            "Không có tùy chọn --yaer. Có phải bạn muốn dùng --year",
            "no option",
        ),
        ("cleen", "Không có lệnh “cleen”. Có phải bạn muốn dùng clean?", "Did you mean clean?"),
        ("brief", "Còn thiếu topic.", "topic is missing."),
        ("build --jobs x", "--jobs phải là số nguyên.", "--jobs must be a whole number."),
        ("build --jobs 0", "--jobs phải từ 1 trở lên.", "--jobs must be 1 or more."),
        ("build --jobs", "--jobs cần có giá trị.", "--jobs needs a value."),
        ("doctor now", "Không rõ dùng để làm gì: now.", "There is nothing to do with: now."),
        ("--nope", "Không có tùy chọn --nope.", "There is no option --nope."),
    ],
)
def test_words_that_cannot_be_made_out_are_said_in_one_sentence(
    words: str, vi: str, en: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, wanted in (("vi", vi), ("en", en)):
        monkeypatch.setenv("VNHEALTH_LANG", language)
        ran = CliRunner().invoke(app, words.split())
        assert ran.exit_code == 2
        assert wanted in ran.stderr
        assert len(ran.stderr.splitlines()) == 1
        assert "--help" in ran.stderr


@pytest.mark.parametrize("words", [["--help"], ["brief", "--help"], ["list", "--help"]], ids=str)
def test_a_page_of_help_has_no_word_of_the_other_language(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def page(language: str) -> str:
        monkeypatch.setenv("VNHEALTH_LANG", language)
        return CliRunner().invoke(app, words).stdout

    vietnamese, english = page("vi"), page("en")
    for word in ("Usage", "Options", "OPTIONS", "Show", "default:", "required"):
        assert word not in vietnamese
    assert "Usage:" in english
    assert english.isascii()
    assert vietnamese == page("vi")
