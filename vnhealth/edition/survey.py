"""What a build has to do: which briefs to make and why, which stand, which go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from vnhealth.edition.manifest import altered
from vnhealth.edition.plan import PAGE, plan, reasons
from vnhealth.edition.record import MADE, OUT_OF_DATE, WITH_FILES, Record
from vnhealth.edition.request import Selection, part_of
from vnhealth.edition.run import Job
from vnhealth.edition.why import Reason, clauses

if TYPE_CHECKING:
    from vnhealth.edition.now import Now
    from vnhealth.edition.record import Output
    from vnhealth.edition.request import Request
    from vnhealth.parameters import Parameters


@dataclass
class Survey:
    """What there is to do for a request.

    Attributes
    ----------
    request, now
        What was asked for, and the inputs.
    wanted
        The briefs asked for that have data, in the order of the plan.
    without
        Records of those that have none.
    todo
        Which of `wanted` have to be made, and why.
    standing
        Records of the others of `wanted`, by name.
    besides
        Records of briefs that weren't asked for and are kept in the index.
    gone
        Records of briefs whose files are removed, and why.
    own
        Names of all briefs that vnhealth.toml asks for.
    """

    request: Request
    now: Now
    wanted: list[Parameters] = field(default_factory=list)
    without: list[Record] = field(default_factory=list)
    todo: dict[str, tuple[Reason, ...]] = field(default_factory=dict)
    standing: dict[str, Record] = field(default_factory=dict)
    besides: list[Record] = field(default_factory=list)
    gone: list[tuple[Record, Reason]] = field(default_factory=list)
    own: frozenset[str] = frozenset()

    def jobs(self, known: Mapping[str, Record], engine: str) -> Iterator[Job]:
        """Yield a job for each brief that has to be made."""
        for wanted in self.wanted:
            name = name_of(wanted)
            if name not in self.todo:
                continue
            made = known.get(name)
            yield Job(
                wanted,
                self.now.project,
                self.now.folder,
                self.request.formats,
                dict(self.now.around),
                engine,
                beside(self.now, wanted, made, self.request.formats),
            )


def name_of(parameters: Parameters) -> str:
    """Return the name of the brief of `parameters`."""
    return Record(parameters, MADE).name


def survey(
    request: Request, now: Now, known: Mapping[str, Record], *, force: bool = False
) -> Survey:
    """Return what there is to do.

    Parameters
    ----------
    request
        What was asked for.
    now
        The inputs as they are.
    known
        Records of earlier builds by name.
    force
        Make every brief asked for.

    Raises
    ------
    UsageError
        When a place, topic, language or indicator is unknown.
    """
    planned = plan(request.edition, request.selection, now.panel)
    found = Survey(request, now, own=_own(request, now))
    everything = sorted(
        [*(name_of(each) for each in planned.wanted), *(each.name for each in planned.without)]
    )
    part = set(part_of(everything, request.shard))
    found.wanted = [each for each in planned.wanted if name_of(each) in part]
    found.without = [each for each in planned.without if each.name in part]
    for wanted in found.wanted:
        name = name_of(wanted)
        why = now.reasons(wanted, known.get(name), request.formats)
        if force:
            why = (Reason("forced"),)
        if why:
            found.todo[name] = why
        else:
            found.standing[name] = _standing(now, known[name], in_edition=name in found.own)
    for record in found.without:
        earlier = known.get(record.name)
        if earlier is not None and earlier.status in WITH_FILES:
            found.gone.append((earlier, Reason("no_data")))
    if not request.shard:
        unasked = [record for name, record in known.items() if name not in part]
        for record in unasked:
            _judge(found, record)
    return found


def beside(
    now: Now, wanted: Parameters, made: Record | None, formats: tuple[str, ...]
) -> tuple[Output, ...]:
    """Return the files in other formats that stand and follow from the inputs as they are."""
    if made is None or made.status not in WITH_FILES or made.parameters != wanted:
        return ()
    if any(reason.key != "file" for reason in now.reasons(wanted, made, ())):
        return ()
    others = [output for output in made.outputs if output.format not in formats]
    return tuple(output for output in others if not altered(now.folder, [output]))


def _own(request: Request, now: Now) -> frozenset[str]:
    """Return the names of all briefs that the edition asks for, with data or without."""
    planned = plan(request.edition, Selection(), now.panel)
    return frozenset([*map(name_of, planned.wanted), *(each.name for each in planned.without)])


def _judge(found: Survey, record: Record) -> None:
    """Keep, set aside or give up a brief of an earlier build that wasn't asked for this time."""
    now, is_whole = found.now, found.request.selection.is_whole
    if record.status not in WITH_FILES:
        if not is_whole and now.inputs == now.before.inputs:
            found.besides.append(record)
        return
    stale = now.stale(record)
    was_own = record.origin is None or record.origin.in_edition
    if is_whole and (stale or was_own):
        found.gone.append((record, Reason("not_in_edition")))
    elif not stale:
        found.besides.append(_standing(now, record, in_edition=record.name in found.own))
    elif vanished := _vanished(found, record):
        found.gone.append((record, vanished))
    else:
        found.besides.append(out_of_date(record, stale))


def _vanished(found: Survey, record: Record) -> Reason | None:
    """Return why a brief can't be made anew, if it can't."""
    topic = record.parameters.topic
    if not (found.now.project.notebooks / f"{topic}.ipynb").is_file():
        return Reason("no_notebook", f"{topic}.ipynb")
    if (
        found.request.edition.without_data != PAGE
        and reasons(record.parameters, found.now.panel)[0]
    ):
        return Reason("no_data")
    return None


def _standing(now: Now, record: Record, *, in_edition: bool) -> Record:
    if record.status != MADE:
        record = now.telling(replace(record, status=MADE))
    if record.origin is None:
        return record
    return replace(record, origin=replace(record.origin, in_edition=in_edition))


def out_of_date(record: Record, why: Iterable[Reason]) -> Record:
    """Return the record of a brief whose files stand, but no longer follow from the inputs."""
    listed = list(why)
    return replace(
        record,
        status=OUT_OF_DATE,
        reason_en=f"{_sentence(clauses(listed, 'en'))}",
        reason_vi=f"{_sentence(clauses(listed, 'vi'))}",
    )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
