"""What changed between two editions: figure by figure, then in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from vnhealth.edition.facts import BriefFacts, Fact, read_brief
from vnhealth.edition.sayings import OUTCOME, SAID, UNSAID, WORDED, compared
from vnhealth.errors import LANGUAGES, UsageError

MANIFEST: Final = "manifest.json"
CHANGED: Final = "changed"
MOVED: Final = "replaced"
SOURCE: Final = "source"
ADDED: Final = "added"
REMOVED: Final = "removed"
NEW_BRIEF: Final = "new_brief"
GONE_BRIEF: Final = "gone_brief"
IN_WORDS: Final = (OUTCOME, WORDED, SAID, UNSAID)
KINDS: Final = (CHANGED, MOVED, SOURCE, ADDED, REMOVED, *IN_WORDS, NEW_BRIEF, GONE_BRIEF)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes
    ----------
    kind
        ``"changed"``: the figure prints otherwise. ``"replaced"``: another figure stands in the
        same tile or table cell. ``"source"``: it prints the same, from other cells or cells that
        print otherwise. ``"added"``, ``"removed"``: a figure that only one edition has.
        ``"outcome"``: the assessment of a tile or of a row of a table is another.
        ``"worded"``, ``"said"``, ``"unsaid"``: a message, note or finding reads otherwise, is
        new, or is gone. ``"new_brief"``, ``"gone_brief"``: a brief that only one has.
    brief
        Path of the brief below its edition's folder.
    place, topic
        Of the brief, in its language.
    figure
        What the figure says; the place of words; the brief's title for a whole brief.
    old, new
        As printed; empty where there is none.
    old_cells, new_cells
        Printed cells behind it, id and text.
    """

    kind: str
    brief: str
    place: str
    topic: str
    figure: str
    old: str = ""
    new: str = ""
    old_value: float | None = None
    new_value: float | None = None
    old_cells: tuple[tuple[str, str], ...] = ()
    new_cells: tuple[tuple[str, str], ...] = ()


def difference(old: Path, new: Path, language: str = "vi") -> list[Change]:
    """Return what changed from edition `old` to edition `new`.

    Each is the folder of a published edition or its manifest. Briefs are matched by what they
    are about, so that the edition of one year can be held against that of another; of a brief in
    several languages one is compared, `language` when both editions have it.

    Raises
    ------
    UsageError
        When a folder holds no edition, or a brief of it was published without JSON.
    """
    before, after = _briefs(old), _briefs(new)
    changes: list[Change] = []
    for identity in sorted(before.keys() | after.keys()):
        first, second = before.get(identity, {}), after.get(identity, {})
        shared = [code for code in (language, *LANGUAGES) if code in first and code in second]
        if shared:
            changes += _compare(first[shared[0]], second[shared[0]])
        changes += (
            _whole(GONE_BRIEF, first[code]) for code in sorted(first.keys() - second.keys())
        )
        changes += (
            _whole(NEW_BRIEF, second[code]) for code in sorted(second.keys() - first.keys())
        )
    return changes


@dataclass(frozen=True, slots=True)
class _Published:
    """A brief of an edition and where its JSON is."""

    name: str
    path: Path

    def read(self) -> BriefFacts:
        return read_brief(self.path)


def _briefs(edition: Path) -> dict[tuple[str, ...], dict[str, _Published]]:
    """Return the briefs of an edition by what they are about, then by language."""
    path = edition / MANIFEST if edition.is_dir() else edition
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        entries = [entry for entry in content["briefs"] if entry["outputs"]]
        year = int(content["edition"])
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise UsageError(
            f"{edition} holds no edition: {path.name} can't be read there ({fault}). Name the "
            "folder that `vnhealth build` made, or its manifest.json.",
            f"{edition} không chứa ấn bản nào: không đọc được {path.name} ({fault}). Hãy nêu thư "
            "mục do `vnhealth build` tạo ra, hoặc tệp manifest.json trong đó.",
        ) from fault
    found: dict[tuple[str, ...], dict[str, _Published]] = {}
    for entry in entries:
        about = _identity(entry["parameters"], year)
        language = entry["parameters"]["language"]
        found.setdefault(about, {})[language] = _published(entry, path.parent)
    return found


def _published(entry: dict[str, Any], folder: Path) -> _Published:
    files = {output["format"]: output["path"] for output in entry["outputs"]}
    if "json" not in files:
        raise UsageError(
            f"{entry['brief']} in {folder} was published without JSON, from which its figures are "
            'read. Put "json" among the formats of that edition in vnhealth.toml and build it '
            "again.",
            f"{entry['brief']} trong {folder} không có tệp JSON để đọc số liệu. Hãy thêm "
            '"json" vào formats của ấn bản đó trong vnhealth.toml rồi dựng lại.',
        )
    return _Published(entry["brief"], folder / files["json"])


def _identity(parameters: dict[str, Any], year: int) -> tuple[str, ...]:
    """Return what a brief is about: all but its language, its year counted from the edition's."""
    kept = {k: v for k, v in parameters.items() if k not in ("language", "year") and v}
    offset = int(parameters["year"]) - year
    return (*(f"{key}={kept[key]}" for key in sorted(kept)), f"year{offset:+d}")


def _whole(kind: str, published: _Published) -> Change:
    brief = published.read()
    return Change(kind, published.name, brief.place, brief.topic, brief.title)


def _compare(first: _Published, second: _Published) -> list[Change]:
    old, new = first.read(), second.read()
    found = (_change(second.name, new, *pair) for pair in _pairs(old.facts, new.facts))
    changes = [change for change in found if change is not None]
    changes += (
        Change(words.kind, second.name, new.place, new.topic, words.where, words.old, words.new)
        for words in compared(old.said, new.said)
    )
    return sorted(changes, key=lambda change: KINDS.index(change.kind))


Pair = tuple[Fact | None, Fact | None]


def _pairs(old: Sequence[Fact], new: Sequence[Fact]) -> Iterator[Pair]:
    """Yield figures that belong together: by what they say, then by where they stand."""
    before, after = _by_meaning(old), _by_meaning(new)
    lost: list[Fact] = []
    gained: list[Fact] = []
    for meaning in dict.fromkeys([*before, *after]):
        left, right = before.get(meaning, []), after.get(meaning, [])
        same = {fact.printed for fact in left} & {fact.printed for fact in right}
        yield from ((_of(left, printed), _of(right, printed)) for printed in sorted(same))
        rest_left = [fact for fact in left if fact.printed not in same]
        rest_right = [fact for fact in right if fact.printed not in same]
        paired = min(len(rest_left), len(rest_right))
        yield from zip(rest_left[:paired], rest_right[:paired], strict=True)
        lost += rest_left[paired:]
        gained += rest_right[paired:]
    yield from _by_spot(lost, gained)


def _by_meaning(facts: Iterable[Fact]) -> dict[tuple[str, ...], list[Fact]]:
    """Return the figures by what they are; each printed form once."""
    found: dict[tuple[str, ...], dict[str, Fact]] = {}
    for fact in facts:
        known = found.setdefault(fact.meaning, {})
        # The one that stands in a tile or table is kept: it has a spot.
        if fact.printed not in known or (fact.spot and not known[fact.printed].spot):
            known[fact.printed] = fact
    return {meaning: list(forms.values()) for meaning, forms in found.items()}


def _of(facts: Iterable[Fact], printed: str) -> Fact:
    return next(fact for fact in facts if fact.printed == printed)


def _by_spot(lost: Sequence[Fact], gained: Sequence[Fact]) -> Iterator[Pair]:
    waiting: dict[tuple[str, ...], Fact] = {}
    for fact in gained:
        if fact.spot:
            waiting.setdefault(fact.spot, fact)
    taken = set()
    for fact in lost:
        there = waiting.pop(fact.spot, None)
        taken.add(id(there))
        yield fact, there
    yield from ((None, fact) for fact in gained if id(fact) not in taken)


def _change(name: str, brief: BriefFacts, old: Fact | None, new: Fact | None) -> Change | None:
    kind = _kind(old, new)
    said = new or old
    if not kind or said is None:
        return None
    figure = said.about
    if old and new and old.meaning != new.meaning:
        figure = f"{old.about} → {new.about}"
    return Change(
        kind,
        name,
        brief.place,
        brief.topic,
        figure,
        old.printed if old else "",
        new.printed if new else "",
        old.value if old else None,
        new.value if new else None,
        old.cells if old else (),
        new.cells if new else (),
    )


def _kind(old: Fact | None, new: Fact | None) -> str:
    if old is None or new is None:
        return REMOVED if new is None else ADDED
    if old.meaning != new.meaning:
        return MOVED
    if old.printed != new.printed:
        return CHANGED
    return "" if old.cells == new.cells else SOURCE
