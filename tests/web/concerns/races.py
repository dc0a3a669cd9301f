"""Two people at once, each of whom would take the other half of a rung: by a step, and by an absence."""

import threading
from collections import Counter
from datetime import timedelta

import sqlalchemy as sa

from portal import clock
from portal.blueprints.concerns.services.ladder import enter_absence, take_step_off
from portal.database import SYSTEM, db
from portal.models import Absence, AlertStep, Level, WhoIsTold
from portal.safeguarding import EmptyRungError, find_empty_rungs
from portal.safeguarding.ladder import Step
from tests import cast
from tests.support.narrowed import narrowed_to

# The two who alone stand on a rung in the race.
TWO = ("byrne", "khan")
MINUTES = 3


def _only_these_two() -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.delete(AlertStep))
        session.execute(sa.delete(Absence))
        here = {"setting_id": cast.setting(), "level": Level.NOW, "after_minutes": MINUTES, "who": WhoIsTold.PERSON}
        session.add_all(AlertStep(person_id=cast.person(slug), **here) for slug in TWO)


def _goes(slug: str, *, by_absence: bool, together: threading.Barrier, results: list[str]) -> None:
    with narrowed_to(slug) as session:
        viewer = session.info["viewer"]
        session.rollback()  # the transaction, and SQLite's lock with it, begins when both are ready
        together.wait(timeout=30)
        try:
            if by_absence:
                today = clock.today()
                enter_absence(cast.person(slug), today, today + timedelta(days=2), by=viewer)
            else:
                take_step_off(Level.NOW, Step(MINUTES, WhoIsTold.PERSON, cast.person(slug)), by=viewer)
            db.keep()
            results.append("done")
        except EmptyRungError:
            results.append("refused")


def two_at_once(rounds: int) -> dict[str, int]:
    """So many rounds, steps and absences by turns. How often one was refused, and a rung left empty."""
    counted = Counter({"refused": 0, "empty": 0})
    for number in range(rounds):
        _only_these_two()
        together, results = threading.Barrier(2), list[str]()
        ways = ((False, False), (True, True), (False, True))[number % 3]
        threads = [
            threading.Thread(
                target=_goes, args=(slug,), kwargs={"by_absence": way, "together": together, "results": results}
            )
            for slug, way in zip(TWO, ways, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        counted["refused"] += sorted(results) == ["done", "refused"]
        with db.own_look(SYSTEM) as look:
            counted["empty"] += any(one.after_minutes == MINUTES for one in find_empty_rungs(look))
            counted["empty"] += look.scalar(sa.select(sa.func.count()).select_from(AlertStep)) == 0
    return dict(counted)
