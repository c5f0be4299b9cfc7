"""The data dictionary, made from the catalogue: ``python -m vnhealth.catalog.dictionary``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from vnhealth.catalog.facts import Indicator
from vnhealth.catalog.loader import indicators, topics, units

PAGE: Final = Path("docs") / "data-dictionary.md"
_OPENING: Final = """# Data dictionary

Made from `vnhealth/catalog/indicators.yml` by `python -m vnhealth.catalog.dictionary`; a test holds
this page equal to it. The columns of the observations are in `data/processed/datapackage.json`.
Ids are our own; an official code would stand here only together with its circular, and none does.
"""


def page() -> str:
    """Return the dictionary as Markdown: one table a topic, one row an indicator."""
    parts = [_OPENING]
    for topic in topics().values():
        rows = [facts for facts in indicators().values() if facts.topic == topic.id]
        if not rows:
            continue
        parts.append(f"\n## {topic.name_en} · {topic.name_vi}\n")
        parts.append("\n| id | name | definition | unit | better | decimals |\n")
        parts.append("|---|---|---|---|---|---|\n")
        parts += [_row(facts) for facts in rows]
    return "".join(parts)


def _row(facts: Indicator) -> str:
    formula = ""
    if facts.numerator_id and facts.denominator_id:
        formula = (
            f" Computed: {facts.multiplier:,} × `{facts.numerator_id}` / `{facts.denominator_id}`."
        )
    unit = units()[facts.unit].long_en or facts.unit
    better = {"higher": "higher", "lower": "lower"}.get(facts.direction, "–")
    name = f"{facts.name_en}<br>{facts.name_vi}"
    definition = f"{facts.definition_en}{formula}<br>{facts.definition_vi}"
    return f"| `{facts.id}` | {name} | {definition} | {unit} | {better} | {facts.decimals} |\n"


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE
    target.write_text(page(), encoding="utf-8")
