"""One tidy frame for one question; nothing here draws or words anything."""

from __future__ import annotations

from vnhealth.views.carried import ground, points_about
from vnhealth.views.panel import Panel
from vnhealth.views.points import POINTS, as_boundaries, latest, points

__all__ = ["POINTS", "Panel", "as_boundaries", "ground", "latest", "points", "points_about"]
