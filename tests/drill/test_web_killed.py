"""The web is killed again and again while people send forms over HTTP: what was acknowledged is there (check 41)."""

import random
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.database import SYSTEM, db
from portal.models import Base, SignIn
from tests.support.html import parse
from tools.running import RunningPortal

ROUNDS, HANDS = 30, 8
CAST = ("leila", "tomasz", "priya", "arjun", "grace", "maya", "zofia", "okoro")


class Hand:
    """Somebody who comes in again and again, each time a row, and notes which key was handed out."""

    def __init__(self, portal: RunningPortal, slug: str) -> None:
        self.portal, self.slug = portal, slug
        self.acknowledged: list[str] = []

    def writes_until(self, stop: threading.Event) -> None:
        """Sign in by a form until the server is gone."""
        with httpx.Client(base_url=self.portal.url, timeout=20) as client:
            while not stop.is_set():
                try:
                    answer = client.post(f"/demo/{self.slug}")
                except httpx.HTTPError:
                    return  # it died in the middle: nothing was acknowledged
                if answer.status_code == 302:
                    self.acknowledged.append(str(client.cookies["portal"]))
                    client.cookies.clear()


def kept_keys(portal: RunningPortal) -> set[str]:
    """The hash of every sign-in that stands in the database."""
    db.start(portal.database_url)
    with Session(db.engine, info={"scope": SYSTEM}) as session:
        return set(session.scalars(sa.select(SignIn.key_hash)))


def is_whole() -> bool:
    """What the database itself says of its pages; every row of every table can be read."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            return connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        connection.exec_driver_sql("SELECT set_config('portal.scope', 'system', true)")
        return all(connection.execute(sa.select(table)).all() is not None for table in Base.metadata.sorted_tables)


def test_what_was_acknowledged_before_a_kill_is_there(running: RunningPortal, figure: Callable[[str], None]) -> None:
    from portal.access.sign_ins import hash_of

    chance, acknowledged, missing, whole = random.Random(41), 0, 0, 0
    running.kill("web")
    for _round in range(ROUNDS):
        running.start_web()
        hands, stop = [Hand(running, slug) for slug in CAST[:HANDS]], threading.Event()
        with ThreadPoolExecutor(HANDS) as pool:
            work = [pool.submit(hand.writes_until, stop) for hand in hands]
            threading.Event().wait(chance.uniform(0.3, 1.2))
            running.kill("web")
            stop.set()
            for one in work:
                one.result(timeout=60)
        told = {hash_of(key) for hand in hands for key in hand.acknowledged}
        missing += len(told - kept_keys(running))
        acknowledged += len(told)
        whole += is_whole()
        db.stop()
    running.start_web()
    kind = running.database_url.split(":", 1)[0]
    figure(f"{kind}: web killed {ROUNDS} times, acknowledged rows missing: {missing} of {acknowledged}, whole {whole}")
    assert acknowledged > ROUNDS
    assert (missing, whole) == (0, ROUNDS)


def test_a_form_that_is_sent_again_after_a_kill_is_one_call(running: RunningPortal) -> None:
    """The server dies after the commit and before the answer: whoever sends the same form again has one call."""
    with httpx.Client(base_url=running.url, timeout=20) as leila:
        leila.post("/demo/leila")
        page = leila.get("/calls/ask", follow_redirects=True)
        form = parse(page.text).all("form", where=lambda node: node.has_ancestor("main"))[0]
        sent = {**form.hidden_values(), "client_id": str(uuid.uuid4()), "good_time": "any"}
        first = leila.post(page.url, data=sent).headers["Location"]
        running.kill("web")
        running.start_web()
        assert leila.post(page.url, data=sent).headers["Location"] == first
