"""A brief as an administrative document: the lines around it, from the project's settings."""

from __future__ import annotations

from datetime import date

from vnhealth.blocks import Letterhead
from vnhealth.letterhead import Letterhead as Settings
from vnhealth.wording import letters


def letterhead(
    settings: Settings | None, title: str, language: str, today: str
) -> Letterhead | None:
    """Return the lines around a brief, or ``None`` where they are off.

    Parameters
    ----------
    settings
        Of the project.
    title
        Of the brief: what the document is about.
    language
        Of the brief; the decree is about documents in Vietnamese, so others have none.
    today
        ISO date that gives the year where the settings leave the day blank.
    """
    if settings is None or language != "vi":
        return None
    day = date.fromisoformat(settings.date) if settings.date else None
    return Letterhead(
        issuing_body=settings.issuing_body.upper(),
        issuer=settings.issuer.upper(),
        number=letters.number_line(settings.number, settings.symbol),
        place_and_date=letters.date_line(settings.locality, day, date.fromisoformat(today).year),
        kind=settings.type.upper(),
        summary=title,
        addressees=letters.addressee_lines(settings.addressees),
        recipients=letters.recipient_lines(settings.recipients),
        authority=tuple(line.upper() for line in settings.authority),
        signer=settings.signer,
    )
