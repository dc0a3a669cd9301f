"""Sending news once, opening it, giving it on paper, and taking it back."""

import uuid
from collections.abc import Mapping

from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.news.queries import Whom, find_sent_before, list_whom
from portal.database import db
from portal.models import News, NewsFor, NewsWords, Person
from portal.outbox import call_off, notify

LETTER = "news"
# Title and words.
Text = tuple[str, str]


class NobodyError(Exception):
    """Nobody would get it: nothing was sent."""


def send_news(texts: Mapping[str, Text], whom: Whom, number: uuid.UUID, *, by: Viewer) -> News:
    """Keep the news and tell everybody for whom it is, each as they chose to hear. The same form is sent once.

    `texts` by language, English among them. NobodyError when it would be for nobody.
    """
    known = find_sent_before(number, viewer=by)
    if known is not None:
        return known
    people = list_whom(whom, viewer=by)
    if not people:
        raise NobodyError
    news = News(id=uuid.uuid4(), setting_id=by.setting_id, by_id=by.person_id, client_id=number, sent_at=clock.now())
    try:
        with db.session.begin_nested():
            db.session.add(news)
    except IntegrityError:
        # The same form, sent at the same moment, was quicker.
        known = find_sent_before(number, viewer=by)
        if known is None:
            raise NoResultFound from None  # the number of somebody else's form
        return known
    _write_down(news, texts, people)
    for person in people:
        notify(person, event_key=_event_of(news), letter=LETTER)
    audit.record(audit.Event.NEWS_SENT, by=by, news=news.id, count=len(people))
    return news


def _write_down(news: News, texts: Mapping[str, Text], people: list[Person]) -> None:
    of = {"news_id": news.id, "setting_id": news.setting_id}
    db.session.add_all(
        NewsWords(language=language, title=title, words=words, **of) for language, (title, words) in texts.items()
    )
    db.session.add_all(NewsFor(person_id=person.id, **of) for person in people)
    db.session.flush()


def open_news(mine: NewsFor, *, by: Viewer) -> None:
    """This person opens what is for them; the first time counts."""
    if mine.opened_at is None:
        mine.opened_at = clock.now()
    audit.record(audit.Event.NEWS_OPENED, by=by, news=mine.news_id)


def give_on_paper(row: NewsFor, *, by: Viewer) -> None:
    """Somebody of staff gave it to them on paper; twice is once."""
    if row.on_paper_at is None:
        row.on_paper_at = clock.now()
        audit.record(audit.Event.NEWS_GIVEN_ON_PAPER, by=by, news=row.news_id, person=row.person_id)


def take_back(news: News, *, by: Viewer) -> None:
    """Nobody at home reads it any more, nor hears of it; that there was some stays to be seen. Twice is once."""
    if news.withdrawn_at is None:
        news.withdrawn_at = clock.now()
        call_off(_event_of(news))
        audit.record(audit.Event.NEWS_TAKEN_BACK, by=by, news=news.id)


def _event_of(news: News) -> str:
    """By what the outbox knows the notices of it."""
    return f"news {news.id}"
