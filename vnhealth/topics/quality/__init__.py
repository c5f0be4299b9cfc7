"""Quality: what became of every printed cell, what doesn't hold together, what is not there."""

from __future__ import annotations

from vnhealth.topics.quality.facts import open_page
from vnhealth.topics.quality.figures import complete, findings_by_check, roles, vintages
from vnhealth.topics.quality.messages import about, masthead, messages, tiles
from vnhealth.topics.quality.notes import blind_spots, method
from vnhealth.topics.quality.series import conflicts, jumps
from vnhealth.topics.quality.tables import cells, completeness, findings, remarks, unread

__all__ = [
    "about",
    "blind_spots",
    "cells",
    "complete",
    "completeness",
    "conflicts",
    "findings",
    "findings_by_check",
    "jumps",
    "masthead",
    "messages",
    "method",
    "open_page",
    "remarks",
    "roles",
    "tiles",
    "unread",
    "vintages",
]
