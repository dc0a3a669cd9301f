"""Who is here, and what is not yours, cannot be told by a clock: both are answered equally fast (checks 5, 20)."""

import time
import uuid
from statistics import median

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Attempt
from tests.cast import person, pupil
from tests.support.client import Browser
from tests.support.crawl import UUID
from tests.support.portal import SignedInAs

TIMES = 200
APART_MS = 5.0


def ask(token: str, browser: Browser, email: str) -> float:
    """Milliseconds until the door has answered."""
    began = time.perf_counter()
    answer = browser.post("/sign-in", data={"csrf_token": token, "email": email, "phone": "shared"})
    took = (time.perf_counter() - began) * 1000
    assert answer.status_code == 303
    return took


def test_known_and_unknown_addresses_take_the_same_time(visitor: Browser) -> None:
    token = visitor.form("/sign-in", to="/sign-in").hidden_values()["csrf_token"]
    took: dict[str, list[float]] = {"leila": [], "nobody": [], "dan": []}
    for turn in range(TIMES):
        for slug in took:
            if turn % 4 == 0:
                _forget_tries()
            took[slug].append(ask(token, visitor, f"{slug}@example.org"))
    middle = {slug: median(times) for slug, times in took.items()}
    print(f"\n{db.engine.dialect.name}: " + ", ".join(f"{slug} {ms:.1f} ms" for slug, ms in middle.items()))
    assert max(middle.values()) - min(middle.values()) < APART_MS


@pytest.mark.parametrize(("slug", "path"), [("leila", "/week/{pupil}/this"), ("okoro", "/people/{person}")])
def test_not_yours_takes_as_long_as_not_there(signed_in_as: SignedInAs, slug: str, path: str) -> None:
    mine, theirs = signed_in_as(slug), path.format(pupil=pupil("rohan"), person=person("rohan"))
    took: dict[str, list[float]] = {"theirs": [], "nobodys": []}
    for _ in range(TIMES):
        for whose, address in (("theirs", theirs), ("nobodys", UUID.sub(str(uuid.uuid4()), theirs))):
            began = time.perf_counter()
            assert mine.get(address).status_code == 404
            took[whose].append((time.perf_counter() - began) * 1000)
    apart = abs(median(took["theirs"]) - median(took["nobodys"]))
    print(f"\n{db.engine.dialect.name}: {path} of others and of nobody, {apart:.1f} ms apart")
    assert apart < APART_MS


def _forget_tries() -> None:
    with db.work(SYSTEM, reason="a drill") as session:
        session.execute(sa.delete(Attempt))
