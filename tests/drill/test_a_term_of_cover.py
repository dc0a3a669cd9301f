"""A term in which the key worker is away every second week: each promise of a reply is kept, and then by the cover.

Families write on every school day at any hour; whoever is there looks into the inbox once a day and answers what waits.
"""

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from flask import Flask

from portal import clock
from portal.database import SYSTEM, db
from portal.messaging.late import ask_others_to_reply
from portal.models import DayKind, TermDate
from tests import cast
from tests.factories.messages import is_away, promises, works, writes
from tests.support.portal import SignedInAs
from tests.support.time import SetTime

SEED = 6
FIRST, LAST = date(2027, 1, 4), date(2027, 3, 26)
HOLIDAY = (date(2027, 2, 15), date(2027, 2, 19))
FAMILIES = (("leila", "maya"), ("maya", "maya"), ("tomasz", "jakub"))


def the_calendar() -> None:
    """A term with a half term in it."""
    with db.work(SYSTEM, reason="a drill") as session:
        for kind, first, last in ((DayKind.TERM, FIRST, LAST), (DayKind.HOLIDAY, *HOLIDAY)):
            session.add(TermDate(setting_id=cast.setting(), kind=kind, from_on=first, until_on=last))


def away_on(day: date) -> bool:
    """Every second week Mr Okoro is not there, and Ms Lewis answers for him."""
    return (day - FIRST).days // 7 % 2 == 1


def test_each_promise_of_a_reply_is_kept(
    app: Flask, signed_in_as: SignedInAs, the_time_is: SetTime, figure: Callable[[str], None]
) -> None:
    the_calendar()
    for who in ("okoro", "lewis"):
        works(who, range(5))
    for week in range(1, 13, 2):
        is_away("okoro", FIRST + timedelta(weeks=week), FIRST + timedelta(weeks=week, days=6), cover="lewis")
    chance, told = random.Random(SEED), 0
    day = FIRST
    while day <= LAST:
        if day.weekday() < 5 and not HOLIDAY[0] <= day <= HOLIDAY[1]:
            for hour, minute, family in sorted(
                (chance.randrange(7, 15), chance.randrange(60), one) for one in FAMILIES if chance.random() < 0.5
            ):
                the_time_is(f"{day} {hour:02d}:{minute:02d}")
                writes(signed_in_as(family[0]), family[1], "When do we start?")
            the_time_is(f"{day} 15:00")
            answer_what_waits(signed_in_as, "lewis" if away_on(day) else "okoro")
        the_time_is(f"{day} 23:00")
        with db.work(SYSTEM, reason="a drill looks what is late") as session:
            told += ask_others_to_reply(session)
        day += timedelta(days=1)
    made = promises()
    kept = [one for one in made if one.kept_at is not None and one.kept_at <= one.due_at]
    names = {cast.person(slug): slug for slug in ("okoro", "lewis")}
    away = [one for one in made if away_on(clock.london(one.made_at).date())]
    by = Counter(names[one.kept_by_id] for one in away if one.kept_by_id)
    figure(
        f"{db.engine.dialect.name}: a term, {len(made)} promises of a reply: {len(kept)} kept in time, "
        f"{len(made) - len(kept)} not; {len(away)} while the key worker was away, of them by cover {by['lewis']}; "
        f"{told} passed on late"
    )
    assert len(made) > 50
    assert len(kept) == len(made)
    assert by == {"lewis": len(away)}
    assert {names[one.for_id] for one in away} == {"lewis"}


def answer_what_waits(signed_in_as: SignedInAs, who: str) -> None:
    """Look into the inbox, and answer every thread that waits."""
    browser = signed_in_as(who)
    threads = {
        link.attrs["href"].split("?")[0].split("#")[0]
        for link in browser.reads("/messages/inbox").one("main").all("a")
        if is_a_thread(link.attrs.get("href", ""))
    }
    for path in threads:
        if "They wait for an answer." in browser.reads(path).text:
            assert browser.sends(f"{path}/write", words="On Monday at nine.").status_code == 302


def is_a_thread(address: str) -> bool:
    """The address of one thread, and of no other page."""
    return address.startswith("/messages/") and len(address.split("/")[2]) == 36
