"""From a folder to the portal: read it, compare it, and write all of it or nothing."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal import audit, clock
from portal.access.ending import end_access
from portal.database import SYSTEM, db, learn_sizes, set_scope
from portal.models import Person, Pupil
from portal.roster.book import open_books
from portal.roster.checks import check
from portal.roster.folder import Progress, Roster, read_folder, silently
from portal.roster.kinds import ADULTS
from portal.roster.known import Known, load, settings_by_id
from portal.roster.marks import marks, remember
from portal.roster.old_mailboxes import tell_old_mailboxes
from portal.roster.plan import Plan, Step, make_plan
from portal.roster.problems import Problem
from portal.roster.text import MOST_MEGABYTES
from portal.roster.writing import Tick, pupil_of, write
from portal.safeguarding import EmptyRungError, keep_rungs

REASON = "import a roster"


@dataclass
class Outcome:
    """What an import did, or would do. With problems, nothing was written."""

    is_applied: bool = False
    plans: list[Plan] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


@contextmanager
def _collecting_later() -> Iterator[None]:
    """A big roster's rows all stay until the end: going through them for rubbish again and again took half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_collecting_later()
def import_folder(
    folder: Path,
    *,
    apply: bool = False,
    today: date | None = None,
    most_megabytes: int = MOST_MEGABYTES,
    progress: Progress = silently,
) -> Outcome:
    """Compare a folder with the portal, and with `apply` write it, in one transaction for all settings.

    `db` must have been started. Anything wrong with any row of any file, and nothing is written.
    """
    roster = read_folder(folder, most_megabytes=most_megabytes, progress=progress)
    outcome = Outcome(problems=roster.problems, notices=roster.notices)
    if not roster.contents:
        return outcome
    try:
        with _looking() if not apply else db.work(SYSTEM, reason=REASON) as session:
            _compare(session, roster, outcome, today or clock.today(), lock=apply, progress=progress)
            if apply and not outcome.problems:
                if any(plan.added or plan.changed for plan in outcome.plans):
                    _write(session, outcome, progress)
                outcome.is_applied = True
        if not apply and not outcome.problems:
            _foretell(outcome.plans, progress)
    except IntegrityError:
        outcome.is_applied = False
        sentence = "Something changed on the portal while the files were read. Nothing was written; try again."
        outcome.problems.append(Problem(str(folder), 0, "", "", sentence))
    except EmptyRungError as empty:
        outcome.is_applied = False
        outcome.problems.append(Problem(str(folder), 0, "", "", _nobody_told(empty)))
    outcome.problems.sort()
    return outcome


def _nobody_told(empty: EmptyRungError) -> str:
    when = f"after {empty.after_minutes} minutes" if empty.after_minutes else "at once"
    return (
        f"Then a concern ({empty.level}) would go to nobody {when}, from {empty.on} on. "
        "Nothing was written; put somebody else there first, on the portal's page of who it goes to."
    )


@contextmanager
def _looking() -> Iterator[Session]:
    """A transaction in which the database itself keeps us from writing."""
    db.open_for("read")
    try:
        set_scope(db.session, SYSTEM)
        yield db.session
    finally:
        db.close()


def _compare(
    session: Session, roster: Roster, outcome: Outcome, today: date, *, lock: bool, progress: Progress
) -> None:
    settings = settings_by_id(session)

    def known(name: str) -> Known | None:
        # A folder that names no setting is about the only one.
        name = name or (next(iter(settings)) if len(settings) == 1 else "")
        return load(session, settings[name], lock=lock) if name in settings else None

    books, problems = open_books(roster, known)
    outcome.problems += problems
    with progress("Comparing with the portal", sum(len(list(book.all_rows())) for book in books)) as tick:
        for book in books:
            outcome.problems += check(book, tick)
    if not outcome.problems:
        outcome.plans = [make_plan(book, set(roster.contents), today) for book in books]


def _write(session: Session, outcome: Outcome, progress: Progress) -> None:
    how_much = sum(len(plan.added) + len(plan.changed) for plan in outcome.plans)
    with progress("Writing", how_much) as tick:
        for plan in outcome.plans:
            set_scope(session, plan.book.known.setting_id)
            tell_old_mailboxes(session, plan)
            _write_rows(session, plan, tick)
            set_scope(session, SYSTEM)
            _take_access_away(plan)
            _remember_marks(plan)
            _record(plan)
    learn_sizes(session)


def _write_rows(session: Session, plan: Plan, tick: Tick) -> None:
    # The database itself keeps this setting's rows apart from the next one's.
    set_scope(session, plan.book.known.setting_id)
    # Whoever leaves or loses a role leaves no rung empty behind them.
    with keep_rungs(session, plan.book.known.setting_id):
        write(session, plan, tick)


def _foretell(plans: list[Plan], progress: Progress) -> None:
    """EmptyRungError when an import would be refused for that: it is tried, and all of it thrown away at once.

    Meanwhile others wait with what they write: so only what rungs stand on is tried, and only when it changes.
    """
    tried = [_of_the_rungs(plan) for plan in plans if _may_empty_a_rung(plan)]
    if not tried:
        return
    with progress("Trying it out", sum(len(plan.added) + len(plan.changed) for plan in tried)) as tick:
        db.open_for("write")
        try:
            for plan in tried:
                _write_rows(db.session, plan, tick)
        finally:
            db.close()


def _may_empty_a_rung(plan: Plan) -> bool:
    """Not where nobody has a place yet, and not by what is told of families and timetables."""
    changes = any(step.row.kind.name in ("staff", "placements") for step in (*plan.added, *plan.changed))
    return changes and bool(plan.book.known.kinds["placements"])


def _of_the_rungs(plan: Plan) -> Plan:
    """Staff and placements, with what they refer to; carers, who may exchange addresses with staff."""
    these = ("settings", "sites", "staff", "pupils", "carers", "placements")
    added, changed = ([step for step in steps if step.row.kind.name in these] for steps in (plan.added, plan.changed))
    return replace(plan, added=added, changed=changed)


def _take_access_away(plan: Plan) -> None:
    """Whoever lost something is signed out everywhere, and nothing waits to be sent to them."""
    for step in plan.changed:
        if not step.takes_access_away or step.known is None:
            continue
        about = pupil_of(plan.book, step) if step.row.kind.name == "relationships" else ""
        pupil = plan.book.uuid_of(Pupil, about) if about else None
        person = step.known.ids.get(Person) or step.known.facts["person_id"]
        counts = end_access(person, pupil_id=pupil, why="the roster")
        audit.record(
            audit.Event.ACCESS_ENDED,
            by=None,
            setting_id=plan.book.known.setting_id,
            pupils=[pupil] if pupil else [],
            person=person,
            why="the roster",
            counts=counts,
        )


def _remember_marks(plan: Plan) -> None:
    """By what an adult was known stays known: who gives up an address or a name leaves no restriction behind."""
    for step in plan.changed:
        if step.known is None or step.row.kind.name not in ADULTS:
            continue
        lost = marks(step.known.values) - marks(step.known.values | step.values)
        if lost:
            remember(step.known.ids[Person], plan.book.known.setting_id, lost)


def _record(plan: Plan) -> None:
    if not plan.added and not plan.changed:
        return
    audit.record(
        audit.Event.ROSTER_IMPORTED,
        by=None,
        setting_id=plan.book.known.setting_id,
        pupils={
            plan.book.uuid_of(Pupil, about)
            for step in (*plan.added, *plan.changed)
            if (about := pupil_of(plan.book, step))
        },
        added=_counts(plan.added),
        changed=_counts(plan.changed),
    )


def _counts(steps: list[Step]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for step in steps:
        counts[step.row.kind.name] = counts.get(step.row.kind.name, 0) + 1
    return counts
