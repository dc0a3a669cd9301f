"""Eight people change one goal, 60 times each, over HTTP: what was acknowledged is kept, on both databases (issue 2).

An acknowledged save is one that was answered with a way on. Each carries a word of its own, which must stand in the
goal's history for ever; a save that was not taken must say so, and hold the words that were typed.
"""

import json
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Goal, Revision
from tests.drill.saving import SAVES, Counted, form_in, pupil_of, save, totals
from tools.running import RunningPortal

# Everyone who may write Jakub's goals, at one or two machines each.
WRITERS = ("okoro", "okoro", "byrne", "byrne", "khan", "rees", "patel", "patel")
TYPED = {"area": "friends", "team_words": "Jakub comes in by the main door."}


def a_goal_of_jakubs(running: RunningPortal, okoro: httpx.Client) -> str:
    """The address at which a new goal of Jakub's is changed: in the demo Maya has three, and no room for a fourth."""
    jakub = pupil_of(running, "jakub")
    form = form_in(okoro.get(f"/goals/of/{jakub}/new").text)
    assert form
    values = {**form.hidden_values(), **TYPED}
    answer = okoro.post(f"/goals/of/{jakub}/new", data=values)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"].rstrip("/") + "/edit"


def saves(running: RunningPortal, slug: str, who: int, address: str) -> Counted:
    """One person: open the form, write, save; put together what is asked; 60 times."""
    counted = Counted()
    with httpx.Client(base_url=running.url, timeout=120) as client:
        client.post(f"/demo/{slug}")
        for number in range(SAVES):
            mark = f"w{who}n{number}"
            save(client, address, mark, {**TYPED, "helps_here": f"{mark} waits by the door."}, counted)
    return counted


def test_no_acknowledged_save_is_lost(running: RunningPortal, figure: Callable[[str], None]) -> None:
    with httpx.Client(base_url=running.url, timeout=60) as okoro:
        okoro.post("/demo/okoro")
        address = a_goal_of_jakubs(running, okoro)
    with ThreadPoolExecutor(len(WRITERS)) as people:
        work = [people.submit(saves, running, slug, who, address) for who, slug in enumerate(WRITERS)]
        counted = [each.result() for each in work]
    db.start(running.database_url)
    with db.work(SYSTEM, reason="a drill counts what was kept") as session:
        goal = session.scalars(sa.select(Goal).where(Goal.id == uuid.UUID(address.split("/")[2]))).one()
        rows = session.execute(sa.select(Revision.version, Revision.fields).where(Revision.subject_id == goal.id))
        kept = {version: json.loads(fields).get("helps_here", "") for version, fields in rows}
        last = goal.version
    db.stop()
    together = totals(counted)
    found = Counter(words.split(" ")[0] for words in kept.values())
    lost = [mark for mark in together.acknowledged if found[mark] != 1]
    figure(
        f"{running.database_url.split(':', 1)[0]}: {len(together.acknowledged)} saves acknowledged, lost {len(lost)}; "
        f"asked to put texts together {together.asked} times, words lost from the form {together.lost_in_form}"
    )
    assert len(together.acknowledged) == len(WRITERS) * SAVES
    assert lost == []
    assert together.lost_in_form == 0
    assert last == len(together.acknowledged) + 1
