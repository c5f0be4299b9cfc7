"""What the checks can't see, and how to read what they found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth import checks
from vnhealth.blocks import Note, Paragraph
from vnhealth.charts.words import listed
from vnhealth.topics.quality.facts import dossier

if TYPE_CHECKING:
    from vnhealth.topics.page import Page

BLIND: Final = ("alike", "transcription", "claims", "blank")


def blind_spots(page: Page) -> Note:
    """Return what no check here can find, and which checks ran and found nothing."""
    said: list[Paragraph] = [page.fill(f"quality.blind_{spot}") for spot in BLIND]
    if dossier(page).tables.empty:
        said.append(page.fill("quality.blind_expected"))
    found = set(dossier(page).findings["check"])
    silent = [page.say(f"check.{check}") for check in checks.checks() if check not in found]
    if silent:
        said.append(page.fill("quality.silent", named=listed(silent, page.language)))
    return Note("missing", page.say("quality.blind_title"), tuple(said))


def method(page: Page) -> Note:
    """Return what the words for severity and certainty mean."""
    said = tuple(page.fill(f"quality.method_{part}") for part in ("severity", "certainty", "sum"))
    return Note("method", page.say("quality.method_title"), said)
