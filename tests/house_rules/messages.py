"""Example rows for the access matrix: a thread, a message with a photo, a sound and a PDF; and news."""

from sqlalchemy.orm import Session

from portal import clock
from portal.models import (
    Contribution,
    ContributionPhoto,
    ContributionSound,
    Message,
    MessageDocument,
    News,
    NewsFor,
    NewsWords,
    Place,
    Thread,
    Voice,
)
from tests import cast
from tests.house_rules.example_rows import row


def stock(session: Session, owner: str, adult: str) -> None:
    """The adult of the example has written; nobody has answered yet, and nobody has promised it."""
    about = {"setting_id": cast.setting(), "pupil_id": cast.pupil(owner)}
    thread, said = row("thread", owner), row("words of message", owner)
    session.add(Thread(id=thread, person_id=cast.person(adult), **about))
    words = {"words": "Is there art on Friday?", "client_id": row("form of message", owner), "said_at": clock.now()}
    of = {"place": Place.MESSAGE, "about_id": thread, "voice": Voice.HOME, "person_id": cast.person(adult)}
    session.add(Contribution(id=said, **of, **words, **about))
    session.flush()
    session.add(ContributionPhoto(contribution_id=said, content=b"", width=1, height=1, **about))
    session.add(ContributionSound(contribution_id=said, content=b"", kind="audio/webm", **about))
    facts = {"thread_id": thread, "person_id": cast.person(adult), "contribution_id": said}
    session.add(Message(id=row("message", owner), sent_at=clock.now(), **facts, **about))
    session.flush()
    session.add(MessageDocument(message_id=row("message", owner), content=b"", size=1, **about))


def stock_news(session: Session, owner: str, adult: str, key_worker: str) -> None:
    """The key worker of the example has sent news to the adult, in English."""
    here, news = {"setting_id": cast.setting()}, row("news", owner)
    form = row("form of news", owner)
    session.add(News(id=news, by_id=cast.person(key_worker), client_id=form, sent_at=clock.now(), **here))
    session.flush()
    session.add(NewsWords(news_id=news, language="en", title="Art", words="There is art on Friday.", **here))
    session.add(NewsFor(news_id=news, person_id=cast.person(adult), **here))
