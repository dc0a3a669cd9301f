"""Another writer holds SQLite's lock while 50 requests arrive: 3 s nobody notices; 30 s is said honestly (check 46)."""

import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.support.databases import NewDatabase
from tests.support.html import parse
from tools.crowd import furnish
from tools.running import RunningPortal

REQUESTS = 50
WORDS = "The court has decided this on Monday; Ruth has the paper. Żółć, مايا."


@pytest.fixture
def running(new_database: NewDatabase, tmp_path: Path) -> Iterator[RunningPortal]:
    """A running portal on SQLite: PostgreSQL has no such lock."""
    portal = RunningPortal(tmp_path, new_database("sqlite", empty=True))
    furnish(portal)
    portal.start_web()
    yield portal
    portal.stop()


@dataclass
class Sent:
    """A request that is ready to be sent, and whether it carries somebody's words."""

    client: httpx.Client
    method: str
    path: str
    data: dict[str, str]

    def goes(self) -> tuple[httpx.Response, float]:
        """The answer, and after how many seconds."""
        began = time.monotonic()
        answer = self.client.request(self.method, self.path, data=self.data or None)
        return answer, time.monotonic() - began


def get_ready(running: RunningPortal) -> list[Sent]:
    """25 looks and 25 forms, by a mother and by a key worker who has written something."""
    ready = []
    for number in range(REQUESTS // 2):
        slug, words = ("okoro", {"note": WORDS}) if number % 2 else ("leila", {"good_time": "any"})
        client = httpx.Client(base_url=running.url, timeout=120)
        client.post(f"/demo/{slug}")
        page = client.get("/calls/ask" if slug == "leila" else _contact_form(client), follow_redirects=True)
        form = parse(page.text).all("form", where=lambda node: node.has_ancestor("main"))[0]
        ready += [Sent(client, "POST", str(page.url), {**form.hidden_values(), **words}), Sent(client, "GET", "/", {})]
    return ready


def _contact_form(client: httpx.Client) -> str:
    """The form about contact of the first adult of the first pupil of the list."""
    people = [link.attrs["href"] for link in parse(client.get("/people/").text).all("a") if "href" in link.attrs]
    for path in (path for path in people if path.startswith("/people/") and len(path) > 30):
        for link in parse(client.get(path).text).all("a"):
            if link.attrs.get("href", "").endswith("/contact"):
                return link.attrs["href"]
    raise AssertionError("Nobody's contact can be changed.")


def all_at_once(running: RunningPortal, held_for: float) -> list[tuple[Sent, httpx.Response, float]]:
    """Hold the lock for so many seconds, and let everything arrive meanwhile."""
    ready = get_ready(running)
    path = running.database_url.removeprefix("sqlite:///")
    writer = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
    writer.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(held_for, lambda: writer.execute("ROLLBACK"))
    timer.start()
    with ThreadPoolExecutor(REQUESTS) as pool:
        answers = list(pool.map(lambda one: (one, *one.goes()), ready))
    timer.join()
    writer.close()
    for one in ready:
        one.client.close()
    return answers


def test_three_seconds_are_waited_for(running: RunningPortal, figure: Callable[[str], None]) -> None:
    answers = all_at_once(running, 3)
    errors = [answer for _one, answer, _took in answers if answer.status_code >= 500]
    slowest = max(took for *_rest, took in answers)
    figure(f"sqlite: locked for 3 s, errors: {len(errors)} of {len(answers)}, slowest answer {slowest:.1f} s")
    assert errors == []


def test_thirty_seconds_are_said_and_the_words_are_kept(running: RunningPortal, figure: Callable[[str], None]) -> None:
    answers = all_at_once(running, 30)
    counted = Counter(answer.status_code for _one, answer, _took in answers)
    busy = [(one, answer) for one, answer, _took in answers if answer.status_code == 503]
    lost = [one.path for one, answer in busy if "note" in one.data and WORDS not in answer.text]
    silent = [one.path for one, answer in busy if "Retry-After" not in answer.headers]
    slowest = max(took for *_rest, took in answers)
    figure(f"sqlite: locked for 30 s, answers {dict(counted)}, words lost: {len(lost)}, slowest {slowest:.1f} s")
    assert counted[500] == 0
    assert busy
    assert (lost, silent) == ([], [])
    assert slowest < 60
    again = next(one for one, _answer in busy if "note" in one.data)
    with httpx.Client(base_url=running.url, cookies=again.client.cookies) as okoro:
        assert okoro.post(again.path, data=again.data).status_code < 500, "It did not recover by itself."
