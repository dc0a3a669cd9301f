"""A phone in a real browser: the taps of a check-in without signal, and everything that is kept on it."""

import re
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from playwright.sync_api import Page, expect

from portal.database import SYSTEM, db
from portal.models import CheckIn, Person, SafetyAnswer
from tools.running import RunningPortal, wait_until

QUESTIONS = (
    ("How are you today?", "really hard"),
    ("What feelings are there?", "scared"),
    ("How is your body?", "shaky"),
    ("How much energy do you have?", "low"),
)
STORED = """async () => {
  const found = { local: { ...localStorage }, session: { ...sessionStorage }, cookies: document.cookie };
  found.caches = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) found.caches.push(new URL(request.url).pathname);
  }
  const answer = (asked) => new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  const db = await answer(indexedDB.open("portal"));
  found.rows = [];
  for (const name of db.objectStoreNames) {
    found.rows.push(...await answer(db.transaction(name).objectStore(name).getAll()));
  }
  db.close();
  return found;
}"""


# The first part of the recording, as a phone asks for it.
HEARS = """async () => {
  const button = document.querySelector("section:not([hidden]) [data-recording]");
  const part = await fetch(button.dataset.recording, { headers: { Range: "bytes=0-999" } });
  return [part.status, part.headers.get("Content-Type"), (await part.arrayBuffer()).byteLength];
}"""


class Phone:
    """One phone: what is on it, and the taps of whoever holds it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    def ready(self) -> None:
        """The page for times without signal is on it."""
        kept = "() => caches.match('/check-in/offline').then(Boolean)"
        wait_until("The page for times without signal", lambda: self.page.evaluate(kept))

    def stored(self) -> dict[str, Any]:
        """Everything that is on it."""
        found: dict[str, Any] = self.page.evaluate(STORED)
        return found

    def waiting(self) -> list[str]:
        """The numbers of what is sealed and not sent."""
        return [row["client_id"] for row in self.stored()["rows"] if "client_id" in row]

    def until_sent(self) -> None:
        """Wait for the queue to be empty."""
        wait_until("Everything is sent", lambda: not self.waiting())

    def taps(self, button: str) -> None:
        """One tap."""
        self.page.get_by_role("main").get_by_role("button", name=button, exact=True).click()

    def at(self, heading: str) -> None:
        """The step they see."""
        expect(self.page.get_by_role("heading", level=2, name=heading, exact=True)).to_be_visible()

    def shows(self, words: str) -> None:
        """Words that they see."""
        expect(self.page.get_by_text(words, exact=True).locator("visible=true")).to_be_visible()

    def checks_in(self, safe: str = "Yes", words: str = "", way: str = "My key worker") -> None:
        """A whole check-in, as a child taps it."""
        self.page.goto(f"{self.url}/check-in/")
        self.taps("OK, start")
        for heading, answer in QUESTIONS:
            self.at(heading)
            self.taps(answer)
        self.at("Do you feel safe?")
        self.taps(safe)
        if safe != "Yes":
            self.at("Thank you for telling us")
            self.taps("Go on")
            self.at("Where don't you feel safe?")
            self.taps("Skip")
        self.taps("not today")
        self.page.get_by_label("Your words").fill(words)
        self.taps("Go on")
        self.at("Who gets this?")
        self.taps(way)
        self.at("Thank you")

    def hears(self) -> list[object]:
        """How the first part of the recording on this page comes: status, kind, bytes."""
        return list(self.page.evaluate(HEARS))


def delivered(portal: RunningPortal) -> list[str]:
    """Whose each check-in is that came from a phone: "<number> <first name>"; and each answer about being safe."""
    db.start(portal.database_url)
    try:
        with db.work(SYSTEM, reason="a test looks") as session:
            said = sa.select(CheckIn.client_id, Person.first_name).join(Person, Person.id == CheckIn.person_id)
            rows = session.execute(said.where(CheckIn.said_on_phone_at.is_not(None))).all()
            answers = session.scalars(sa.select(SafetyAnswer.answer)).all()
    finally:
        db.stop()
    return [*(f"{number} {name}" for number, name in rows), *answers]


def kept_of(portal: RunningPortal, first_name: str) -> tuple[str, str, list[str]]:
    """How it was drawn, how they are, and where they do not feel safe, beside the answer itself."""
    db.start(portal.database_url)
    try:
        with db.work(SYSTEM, reason="a test looks") as session:
            theirs = sa.select(Person.id).where(Person.first_name == first_name)
            from_phone = sa.select(CheckIn).where(CheckIn.said_on_phone_at.is_not(None))
            row = session.scalars(from_phone.where(CheckIn.person_id.in_(theirs))).one()
            # The phone's clock is today's and the portal's is not: it is taken for wrong.
            came = sa.or_(SafetyAnswer.said_on_phone_at.is_not(None), SafetyAnswer.phone_clock_was_wrong)
            answers = sa.select(SafetyAnswer.where).where(came, SafetyAnswer.person_id.in_(theirs))
            return row.presentation, row.how, sorted(session.scalars(answers))
    finally:
        db.stop()


def readable_in(rows: str, words: Iterable[str]) -> list[str]:
    """The words that stand there. What is sealed is letters by chance: "Sam" in the middle of it says nothing."""
    return [word for word in words if re.search(rf"(?<![\w+/]){re.escape(word)}(?![\w+/])", rows)]
