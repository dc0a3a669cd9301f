"""Whose messages: threads, what is promised in them, who cannot come, news, and how people are reached."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from portal.access.policy import SAFEGUARDING, Role
from portal.models import (
    Base,
    CantCome,
    DeliveryTrouble,
    FamilyContact,
    Message,
    MessageDocument,
    News,
    NewsFor,
    NewsWords,
    NoticeChoice,
    Person,
    ReplyPromise,
    Thread,
    ThreadRead,
    WorkingTime,
)
from portal.visibility.asker import Asker
from portal.visibility.conditions import (
    Condition,
    covered_pupil_ids,
    looked_after_today,
    people_around,
    pupil_ids,
)

Rule = Callable[[Any, Asker], Condition]


def _is_staff(asker: Asker) -> bool:
    return asker.keeps_a_caseload or asker.sees_whole_setting


def threads(row: Any, asker: Asker) -> Condition:
    """Whose it is, while messages about the pupil are for them; the key worker of today and whoever covers for them;
    those who keep children safe; and a coordinator to whom a reply was passed on. Never another carer."""
    mine = sa.and_(row.person_id == asker.person_id, row.pupil_id.in_(pupil_ids(asker, "gets_messages")))
    if asker.roles & SAFEGUARDING:
        return sa.true()
    if not _is_staff(asker):
        return mine
    promise = ReplyPromise.__table__.alias().c
    # One is enough, however many there were: found by thread and person, in no list of all that were ever theirs.
    passed_on = sa.exists().where(promise.thread_id == row.id, promise.for_id == asker.person_id)
    parts = [mine, passed_on, row.pupil_id.in_(covered_pupil_ids(asker))]
    if asker.keeps_a_caseload:
        parts.append(row.pupil_id.in_(looked_after_today(asker)))
    return sa.or_(*parts)


def parts_of_threads(row: Any, asker: Asker) -> Condition:
    """Whoever sees the thread."""
    thread = Thread.__table__.alias().c
    found: Condition = row.thread_id.in_(sa.select(thread.id).where(threads(thread, asker)))
    return found


def parts_of_messages(row: Any, asker: Asker) -> Condition:
    """Whoever sees the message; nobody any more when it was withdrawn, but those who keep children safe."""
    message = Message.__table__.alias().c
    seen = sa.select(message.id).where(parts_of_threads(message, asker))
    if not asker.roles & SAFEGUARDING:
        seen = seen.where(sa.or_(message.withdrawn_at.is_(None), message.person_id == asker.person_id))
    found: Condition = row.message_id.in_(seen)
    return found


def times_of_reading(row: Any, asker: Asker) -> Condition:
    """Families see when staff read; when a family read is shown to themselves alone."""
    theirs = parts_of_threads(row, asker)
    thread = Thread.__table__.alias().c
    of_the_family = sa.exists().where(thread.id == row.thread_id, thread.person_id == row.person_id)
    return sa.and_(theirs, sa.or_(row.person_id == asker.person_id, ~of_the_family))


def who_cannot_come(row: Any, asker: Asker) -> Condition:
    """Who said it, while the timetable is theirs; the young person themself; staff of the pupil and whoever covers.

    Never another carer. To a young person it is "not today", and nothing of who said it or why.
    """
    said = sa.true() if Role.PUPIL in asker.roles else row.person_id == asker.person_id
    mine = sa.and_(said, row.pupil_id.in_(pupil_ids(asker)))
    if asker.sees_whole_setting:
        return sa.true()
    if not asker.keeps_a_caseload:
        return mine
    return sa.or_(mine, row.pupil_id.in_(pupil_ids(asker)), row.pupil_id.in_(covered_pupil_ids(asker)))


def contacts(row: Any, asker: Asker) -> Condition:
    """Staff of the pupil. Families read nothing of what staff noted."""
    if asker.sees_whole_setting:
        return sa.true()
    return row.pupil_id.in_(looked_after_today(asker)) if asker.keeps_a_caseload else sa.false()


def news(row: Any, asker: Asker) -> Condition:
    """Whom it is for, while messages about any pupil are for them; whoever wrote it, and the key workers of these
    families; those who see the whole setting all of it. No young person."""
    if asker.sees_whole_setting:
        return sa.true()
    whose = NewsFor.__table__.alias().c
    if asker.keeps_a_caseload:
        theirs = sa.select(whose.news_id).where(_of_people_around(whose, asker))
        return sa.or_(row.by_id == asker.person_id, row.id.in_(theirs))
    if Role.PUPIL in asker.roles:
        return sa.false()
    mine = row.id.in_(sa.select(whose.news_id).where(whose.person_id == asker.person_id))
    return sa.and_(mine, pupil_ids(asker, "gets_messages").exists())


def words_of_news(row: Any, asker: Asker) -> Condition:
    """Whoever sees the news; of what was taken back staff alone."""
    item = News.__table__.alias().c
    seen = sa.select(item.id).where(news(item, asker))
    if not _is_staff(asker):
        seen = seen.where(item.withdrawn_at.is_(None))
    found: Condition = row.news_id.in_(seen)
    return found


def whom_news_is_for(row: Any, asker: Asker) -> Condition:
    """Staff, as far as they look after these people; of a family each sees themself only."""
    return _of_people_around(row, asker) if _is_staff(asker) else row.person_id == asker.person_id


def troubles(row: Any, asker: Asker) -> Condition:
    """Staff who look after the signing in of that person."""
    return _of_people_around(row, asker) if _is_staff(asker) else sa.false()


def _of_people_around(row: Any, asker: Asker) -> Condition:
    person = Person.__table__.alias().c
    found: Condition = row.person_id.in_(sa.select(person.id).where(people_around(asker, person)))
    return found


def own(row: Any, asker: Asker) -> Condition:
    """Nobody but the person themself."""
    condition: Condition = row.person_id == asker.person_id
    return condition


def everyone_here(_row: Any, _asker: Asker) -> Condition:
    """Everyone who is signed in to the setting: a family is told when somebody works."""
    return sa.true()


RULES: dict[type[Base], Rule] = {
    CantCome: who_cannot_come,
    DeliveryTrouble: troubles,
    FamilyContact: contacts,
    Message: parts_of_threads,
    MessageDocument: parts_of_messages,
    News: news,
    NewsFor: whom_news_is_for,
    NewsWords: words_of_news,
    NoticeChoice: own,
    ReplyPromise: parts_of_threads,
    Thread: threads,
    ThreadRead: times_of_reading,
    WorkingTime: everyone_here,
}
