"""The numbers below (or above) which a figure is flagged, withheld or worked out otherwise.

They stand here and nowhere else; each module takes its own from here.
"""

from __future__ import annotations

from typing import Final

BYAR_FROM: Final = 10
"""Events from which Byar's approximation replaces the exact Poisson limits."""
FLAG_BELOW: Final = 10
"""Events below which a figure is flagged: its interval is wide."""
SUPPRESS_BELOW: Final = 5
"""Events (from 1) below which the policy "suppress" withholds a figure."""
SMALLEST_DENOMINATOR: Final = 30
"""People below which a percentage or rate is flagged, whatever its events."""
DIRECT_MINIMUM_EVENTS: Final = 10
"""Events in all below which a directly standardised rate is suppressed."""
MINIMUM_PERSON_YEARS: Final = 5000
"""Person-years in all below which no life expectancy is told (Toson and Baker 2003)."""
WIDEST_INTERVAL_YEARS: Final = 20
"""Width of the 95 % interval above which a life expectancy is suppressed."""
ABOUT_SHARE: Final = 0.05
"""Share of a figure told as "about" that it leaves on either side: "about 15" is 14.25 to 15.75."""
