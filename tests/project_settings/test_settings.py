"""The settings of a project: found from anywhere below it, every fault named at once."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from vnhealth.errors import ProjectError
from vnhealth.project import Comparison, Edition, find_root, load_project


@pytest.fixture(autouse=True)
def _no_project_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VNHEALTH_PROJECT", raising=False)


def written(folder: Path, text: str) -> Path:
    (folder / "vnhealth.toml").write_text(text, encoding="utf-8")
    return folder


def refused(folder: Path, text: str) -> ProjectError:
    with pytest.raises(ProjectError) as fault:
        load_project(written(folder, text))
    assert str(folder / "vnhealth.toml") in fault.value.en
    assert str(folder / "vnhealth.toml") in fault.value.vi
    assert fault.value.exit_code == 1
    return fault.value


def test_an_edition_says_places_topics_languages_and_comparisons(tmp_path: Path) -> None:
    project = load_project(
        written(
            tmp_path,
            """
            [project]
            language = "en"
            edition = 2024
            issuer_vi = "Sở Y tế"
            [editions.2024]
            places = ["63-10", "63-04-040"]
            topics = ["workforce"]
            languages = ["vi"]
            [editions.2024.also]
            en = ["63-10"]
            [[editions.2024.comparisons]]
            indicator = "doctors_per_10k"
            boundaries = ["63", "34"]
            """,
        )
    )
    assert (project.language, project.edition, project.root) == ("en", 2024, tmp_path)
    assert project.issuers == {"vi": "Sở Y tế", "en": ""}
    assert project.editions == {
        2024: Edition(
            2024,
            "63",
            ("63-10", "63-04-040"),
            ("workforce",),
            ("vi",),
            {"en": ("63-10",)},
            (Comparison("doctors_per_10k", ("63", "34")),),
        )
    }


def test_an_edition_chooses_its_formats_in_their_fixed_order(tmp_path: Path) -> None:
    chosen = written(tmp_path, '[editions.2024]\nformats = ["json", "html"]\n[editions.2023]\n')
    editions = load_project(chosen).editions
    assert editions[2024].formats == ("html", "json")
    assert editions[2023].formats == ("html", "pdf")


@pytest.mark.parametrize("formats", ["[]", '["rtf"]', '"html"'])
def test_formats_that_cannot_be_made_are_named(tmp_path: Path, formats: str) -> None:
    with pytest.raises(ProjectError, match=r"editions\.2024\.formats"):
        load_project(written(tmp_path, f"[editions.2024]\nformats = {formats}\n"))


def test_the_folders_stand_below_the_settings(tmp_path: Path) -> None:
    project = load_project(written(tmp_path, ""))
    assert project.raw == tmp_path / "data" / "raw"
    assert project.processed == tmp_path / "data" / "processed"
    assert project.reports == tmp_path / "reports"
    assert project.notebooks == tmp_path / "notebooks"


def test_empty_settings_are_a_project_in_vietnamese_without_editions(tmp_path: Path) -> None:
    project = load_project(written(tmp_path, ""))
    assert (project.language, project.edition, project.editions) == ("vi", 0, {})


def test_without_a_choice_the_newest_edition_is_the_default(tmp_path: Path) -> None:
    assert load_project(written(tmp_path, "[editions.2023]\n[editions.2024]\n")).edition == 2024


def test_a_project_is_found_from_a_folder_below_it(tmp_path: Path) -> None:
    (tmp_path / "notebooks" / "explore").mkdir(parents=True)
    written(tmp_path, "")
    assert find_root(tmp_path / "notebooks" / "explore") == tmp_path


def test_the_variable_names_the_project_outright(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    written(tmp_path, "")
    monkeypatch.setenv("VNHEALTH_PROJECT", str(tmp_path))
    assert find_root(Path("/")) == tmp_path
    monkeypatch.setenv("VNHEALTH_PROJECT", str(inner))
    with pytest.raises(ProjectError):  # named outright: the folders above it don't count
        find_root(tmp_path)


def test_outside_a_project_the_analyst_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ProjectError) as fault:
        load_project(tmp_path)
    assert fault.value.en == (
        f"No vnhealth.toml in {tmp_path} or above it. Go into the project folder, or set "
        "VNHEALTH_PROJECT to it."
    )
    assert fault.value.vi == (
        f"Không thấy vnhealth.toml trong {tmp_path} hay các thư mục cha. Hãy vào thư mục dự án, "
        "hoặc đặt biến VNHEALTH_PROJECT trỏ tới đó."
    )


def test_a_change_of_the_file_is_seen(tmp_path: Path) -> None:
    import os

    path = written(tmp_path, '[project]\nlanguage = "vi"\n') / "vnhealth.toml"
    assert load_project(tmp_path).language == "vi"
    path.write_text('[project]\nlanguage = "en"\n', encoding="utf-8")
    os.utime(path, (2_000_000_000, 2_000_000_000))
    assert load_project(tmp_path).language == "en"


def test_a_project_does_not_change(tmp_path: Path) -> None:
    project = load_project(written(tmp_path, ""))
    with pytest.raises(dataclasses.FrozenInstanceError):
        project.language = "en"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "key", "allowed"),
    [
        ('[project]\nlanguage = "fr"', "`project.language` is 'fr'", "vi, en"),
        ("[project]\nlanguage = 1", "`project.language` is 1", "vi, en"),
        ("[project]\nissuer_vi = 5", "`project.issuer_vi` is 5", '"…"'),
        ('[project]\ncolour = "red"', "`project.colour` is 'red'", "language, edition, issuer_vi"),
        ('colour = "red"', "`colour` is 'red'", "project, letterhead, editions"),
        ("project = 1", "`project` is 1", "[project]"),
        ("editions = 2024", "`editions` is 2024", "[editions]"),
        ("[editions.soon]", "`editions.soon` is 'soon'", "2024"),
        ("[editions.20240]", "`editions.20240` is '20240'", "2024"),
        ("[editions]\n2024 = 1", "`editions.2024` is 1", "[editions.2024]"),
        ("[project]\nedition = 2025\n[editions.2024]", "`project.edition` is 2025", "2024"),
        ('[project]\nedition = "2024"\n[editions.2024]', "`project.edition` is '2024'", "2024"),
        ("[project]\nedition = [2024]\n[editions.2024]", "`project.edition` is [2024]", "2024"),
        ("[editions.2024]\nboundaries = 63", "`editions.2024.boundaries` is 63", "63, 34"),
        ('[editions.2024]\nplaces = "63-10"', "`editions.2024.places` is '63-10'", '["…", "…"]'),
        ("[editions.2024]\nplaces = [1]", "`editions.2024.places` is [1]", '["…", "…"]'),
        ('[editions.2024]\nlanguages = ["fr"]', "`editions.2024.languages` is 'fr'", "vi, en"),
        ('[editions.2024]\nalso = "en"', "`editions.2024.also` is 'en'", "[editions.2024.also]"),
        ('[editions.2024.also]\nfr = ["63-10"]', "`editions.2024.also` is 'fr'", "vi, en"),
        (
            "[editions.2024]\ncomparisons = 1",
            "`editions.2024.comparisons` is 1",
            "[[editions.2024.comparisons]]",
        ),
        (
            '[[editions.2024.comparisons]]\nboundaries = ["63"]',
            "`editions.2024.comparisons.indicator` is None",
            '"…"',
        ),
        (
            '[[editions.2024.comparisons]]\nindicator = "x"\nboundaries = ["62"]',
            "`editions.2024.comparisons.boundaries` is '62'",
            "63, 34",
        ),
        (
            '[[editions.2024.comparisons]]\nindicator = "x"\nyear = 2024',
            "`editions.2024.comparisons.year` is 2024",
            "indicator, boundaries",
        ),
    ],
)
def test_a_wrong_setting_is_named_with_what_is_allowed(
    tmp_path: Path, text: str, key: str, allowed: str
) -> None:
    fault = refused(tmp_path, text)
    assert f"{key}; allowed: {allowed}" in fault.en
    assert f"{key.replace(' is ', ' đang là ')}; cho phép: {allowed}" in fault.vi


def test_every_fault_of_the_file_is_named_at_once(tmp_path: Path) -> None:
    fault = refused(
        tmp_path,
        """
        colour = "red"
        [project]
        language = "fr"
        edition = 2030
        [editions.2024]
        boundaries = "62"
        places = "63-10"
        size = 3
        """,
    )
    keys = ("colour", "project.language", "project.edition", "editions.2024.boundaries")
    for key in (*keys, "editions.2024.places", "editions.2024.size"):
        assert f"`{key}` is " in fault.en
        assert f"`{key}` đang là " in fault.vi


def test_what_is_no_toml_is_a_sentence_with_the_line(tmp_path: Path) -> None:
    fault = refused(tmp_path, "[project\nlanguage = 1")
    assert "is not valid TOML: " in fault.en
    assert "không phải TOML hợp lệ: " in fault.vi
    assert "line 1" in fault.en


def test_a_file_in_another_encoding_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "vnhealth.toml").write_bytes(b'[project]\nissuer_vi = "S\xf4 Y t\xea"\n')
    with pytest.raises(ProjectError, match="TOML"):
        load_project(tmp_path)


def test_the_shipped_settings_name_known_places_topics_and_indicators(repository: Path) -> None:
    from vnhealth import catalog, places
    from vnhealth.parameters import TOPICS

    project = load_project(repository)
    edition = project.editions[project.edition]
    for place_id in edition.places:
        assert places.place(place_id).boundaries == edition.boundaries
    assert set(edition.topics) <= set(TOPICS)
    assert all(item.indicator in catalog.indicators() for item in edition.comparisons)
    assert {code: set(places) <= set(edition.places) for code, places in edition.also.items()} == {
        "en": True
    }


LETTER = """
[letterhead]
on = true
issuer = "Sở Y tế"
symbol = "BC-SYT"
locality = "Lào Cai"
recipients = ["Như trên", "Lưu: VT"]
"""


def test_a_letterhead_is_off_until_it_is_switched_on(tmp_path: Path) -> None:
    assert load_project(written(tmp_path, "")).letterhead is None
    off = LETTER.replace("on = true", "on = false")
    (tmp_path / "off").mkdir()
    assert load_project(written(tmp_path / "off", off)).letterhead is None
    (tmp_path / "on").mkdir()
    found = load_project(written(tmp_path / "on", LETTER)).letterhead
    assert found is not None
    assert (found.issuer, found.recipients, found.type) == (
        "Sở Y tế",
        ("Như trên", "Lưu: VT"),
        "Báo cáo",
    )
    assert (found.number, found.date, found.signer) == ("", "", "")


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('issuer = "Sở Y tế"', "", "`letterhead.issuer` is ''"),
        ('symbol = "BC-SYT"', 'symbol = " "', "`letterhead.symbol` is ' '"),
        ('locality = "Lào Cai"', "", "`letterhead.locality` is ''"),
        ("on = true", 'on = "yes"', "`letterhead.on` is 'yes'; allowed: true, false"),
        ("on = true", 'on = true\nnumber = "số 5"', "`letterhead.number` is 'số 5'"),
        ("on = true", 'on = true\ndate = "5/2/2026"', "`letterhead.date` is '5/2/2026'"),
        ("on = true", 'on = true\nfont = "x"', "`letterhead.font` is 'x'; allowed: on, "),
        ('["Như trên", "Lưu: VT"]', '"VT"', "`letterhead.recipients` is 'VT'"),
    ],
)
def test_a_wrong_letterhead_is_named(tmp_path: Path, before: str, after: str, fault: str) -> None:
    assert fault in refused(tmp_path, LETTER.replace(before, after)).en
