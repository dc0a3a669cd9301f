"""News that was sent, for tests."""

from typing import Any

import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import News, NewsFor, Person
from tests.support.client import Browser

WRITE = "/news/write"
TEXT = {"title_en": "A new gate", "words_en": "The gate on the yard is new.\nPlease ring the bell.", "whom": "all"}


def sends_news(browser: Browser, **fields: Any) -> str:
    """Somebody writes news and sends it. Returns the path of it."""
    data = {**browser.form(WRITE).hidden_values(), **TEXT, **fields}
    sent = browser.post(WRITE, data={**data, "step": "send"})
    assert sent.status_code == 302, sent.status_code
    return sent.headers["Location"]


def for_whom() -> set[str]:
    """The first names of those for whom any news is."""
    with db.work(SYSTEM, reason="a test") as session:
        rows = sa.select(Person.first_name).join(NewsFor, NewsFor.person_id == Person.id)
        return set(session.scalars(rows))


def how_many_news() -> int:
    """How many pieces of news there are."""
    with db.work(SYSTEM, reason="a test") as session:
        return session.scalar(sa.select(sa.func.count(News.id))) or 0
