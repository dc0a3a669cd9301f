"""Who works here cannot be told by a clock (check 20); the limits hold against many hands at once (check 21)."""

import time
from statistics import median

import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Attempt
from tests.support.client import Browser
from tests.web.account.staff_at_the_door import EMAIL, set_up

TIMES = 200
APART_MS = 5.0


def test_a_wrong_password_and_an_unknown_address_take_the_same_time(visitor: Browser) -> None:
    set_up()
    token = visitor.form("/sign-in/staff", to="/sign-in/staff").hidden_values()
    took: dict[str, list[float]] = {EMAIL: [], "nobody@example.org": []}
    for turn in range(TIMES):
        for email in took:
            if turn % 5 == 0:
                _forget_tries()
            began = time.perf_counter()
            answer = visitor.post("/sign-in/staff", data={**token, "email": email, "password": "not it at all, no"})
            took[email].append((time.perf_counter() - began) * 1000)
            assert answer.status_code == 422
    middle = {email: median(times) for email, times in took.items()}
    print(f"\n{db.engine.dialect.name}: " + ", ".join(f"{email} {ms:.1f} ms" for email, ms in middle.items()))
    assert max(middle.values()) - min(middle.values()) < APART_MS


def _forget_tries() -> None:
    with db.work(SYSTEM, reason="a drill") as session:
        session.execute(sa.delete(Attempt))
