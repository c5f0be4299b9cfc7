"""What the room hands out: findings, their table, the run, and the shipped data."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from vnhealth import catalog, checks
from vnhealth.checks.claims import read_claims
from vnhealth.checks.declared import declared
from vnhealth.checks.finding import COLUMNS
from vnhealth.errors import DataError, UsageError
from vnhealth.schema import COLUMNS as OBSERVATION
from vnhealth.wording import numbers

DOCUMENTS = ("cao-bang", "lao-cai", "lai-chau", "quang-ninh", "nghi-quyet", "ket-qua")


def test_every_check_has_a_row_in_the_table_and_a_file_of_its_name():
    assert list(checks.FINDERS) == list(checks.checks())
    for name, finder in checks.FINDERS.items():
        assert finder.__module__ == f"vnhealth.checks.{name}"


def test_the_page_of_checks_is_the_table(repository: Path):
    page = (repository / "docs" / "checks.md").read_text(encoding="utf-8")
    for language in ("en", "vi"):
        assert checks.as_markdown(language) in page


def test_an_unknown_check_is_refused_with_the_list(evidence):
    ours = evidence({"indicator": "doctors", "value": 1.0})
    with pytest.raises(UsageError) as caught:
        checks.run(ours.observations, ours.sources, ours.unread, numbers=numbers, only=["sums"])
    assert caught.value.message("en").startswith("There is no check sums. Checks: sum_of_parts, ")
    assert caught.value.message("vi").startswith("Không có kiểm tra sums. Các kiểm tra: ")


def test_only_the_wanted_checks_run(evidence):
    ours = evidence({"indicator": "infant_mortality", "value": 0.0})
    found = checks.run(
        ours.observations, ours.sources, ours.unread, numbers=numbers, only=["zero_events"]
    )
    assert [finding.check for finding in found] == ["zero_events"]


def test_no_observations_give_no_faults(evidence):
    ours = evidence({"indicator": "doctors", "value": 1.0})
    none = ours.observations.iloc[:0]
    assert list(none.columns) == list(OBSERVATION)
    found = checks.run(none, ours.sources, ours.unread, numbers=numbers)
    assert {finding.check for finding in found} <= {"stale_catalogue"}


def test_a_word_outside_the_closed_list_of_severities_is_refused():
    with pytest.raises(DataError, match="fatal"):
        checks.Finding("outliers", "fatal", "", "")  # type: ignore[arg-type]


def test_a_finding_speaks_the_language_asked_for():
    finding = checks.Finding("outliers", "info", "far", "xa", reason_en="why", reason_vi="vì sao")
    assert (finding.sentence("en"), finding.sentence("vi")) == ("far", "xa")
    assert (finding.reason("en"), finding.reason("vi")) == ("why", "vì sao")


def test_claims_of_an_unknown_kind_are_refused(evidence):
    claims = 'claims:\n  - {cell: "001", kind: boasts, locator: "dòng 1"}\n'
    ours = evidence({"indicator": "doctors", "value": 1.0}, claims=claims)
    with pytest.raises(DataError) as caught:
        read_claims(ours.sources["plan"])
    assert "kind is “boasts”, allowed: exceeds_target" in caught.value.message("en")


def test_declared_wholes_are_not_among_their_own_parts():
    ours = declared()
    for each in (*ours.exact_sums, *ours.open_sums):
        assert each.whole not in each.parts
        assert len(set(each.parts)) == len(each.parts)


# The data that the project ships.


def of(found: list[checks.Finding], check: str) -> list[checks.Finding]:
    return [finding for finding in found if finding.check == check]


def test_the_only_error_is_the_budget_whose_projects_miss_3_0_billion(shipped):
    (error,) = [finding for finding in shipped if finding.severity == "error"]
    assert checks.worst(shipped) == "error"
    assert error.check == "sum_of_parts"
    assert "3.0\u00a0billion VND belongs to no project" in error.sentence_en
    assert error in checks.for_cells(shipped, ["lao-cai-ke-hoach-2024#053"])


def test_what_domain_md_says_is_in_the_documents_is_found(shipped):
    met = of(shipped, "met_when_set")
    assert [f.cells for f in met] == [
        ("lao-cai-ke-hoach-2024#002", "lao-cai-bai-viet-nhan-luc-2023#009")
    ]
    scopes = {f.indicators[0] for f in of(shipped, "scope_mismatch") if f.severity == "warning"}
    assert scopes == {"full_immunisation_coverage", "managed_population_share"}
    (target,) = of(shipped, "implied_target")
    assert "90.7%" in target.sentence_en
    implied = {f.place_id: f.sentence_en for f in of(shipped, "implied_denominator")}
    assert "76,500" in implied["63-04-040"]
    assert "753,000" in implied["63-10"]
    (zero,) = of(shipped, "zero_events")
    assert zero.place_id == "63-04-040"


def test_the_columns_exchanged_in_2016_are_found(shipped):
    columns = [f for f in of(shipped, "exchanged_series") if len(f.indicators) == 2]
    assert [(f.year, f.indicators) for f in columns] == [(2016, ("polyclinics", "sanatoria"))]


def test_national_doctors_are_the_sum_of_the_provinces(shipped):
    differing = {indicator for f in of(shipped, "national_sum") for indicator in f.indicators}
    assert "doctors" not in differing
    assert {"nurses", "facilities"} <= differing


def test_lai_chau_2004_is_a_change_of_territory(shipped):
    years = {(f.place_id, f.year) for f in of(shipped, "boundary_breaks")}
    assert ("63-12", 2004) in years
    jumping = {cell for f in of(shipped, "year_jumps") for cell in f.cells}
    notes = next(f for f in of(shipped, "boundary_breaks") if f.place_id == "63-12")
    assert not jumping & {c for c in notes.cells if ":r27c3" in c}


def test_findings_are_few_enough_to_be_read(shipped):
    assert len([f for f in shipped if f.severity == "warning"]) <= 40
    assert len(shipped) <= 100


def test_every_finding_has_whole_sentences_in_both_languages_and_known_cells(
    shipped, repository: Path
):
    known = {each.id for each in catalog.sources(repository / "data" / "raw")}
    for finding in shipped:
        for text in (finding.sentence_en, finding.sentence_vi):
            assert text[0].isupper() or text[0] == "“"
            assert text.endswith(".")
            assert unicodedata.is_normalized("NFC", text)
            assert "nan" not in text.split()
            assert "…" not in text
        assert finding.reason_en
        assert finding.reason_vi
        assert {cell.split("#")[0] for cell in finding.cells} <= known


def test_findings_come_gravest_first_and_as_a_table(shipped):
    severities = [finding.severity for finding in shipped]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    frame = checks.findings_frame(shipped)
    assert list(frame.columns) == list(COLUMNS)
    assert len(frame) == len(shipped)
