"""The inbox of the team and a family's own list take as long with 20,000 messages as with 20, and ask as often."""

import statistics
import time
import uuid
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa

from portal import clock
from portal.database import SYSTEM, db, learn_sizes
from portal.models import Contribution, HowKept, Message, Place, ReplyPromise, Thread, ThreadRead, Voice
from tests import cast
from tests.support.client import Browser
from tests.support.crowd import counted
from tests.support.house import House

FEW, MANY = 20, 20_000
GROUPS, TIMES = 12, 11
# Asks the database for who is there and what help there is, and for no message.
BARE = "/help"
# Whose threads Mr Okoro answers, and about whom.
THREADS = (("leila", "maya"), ("maya", "maya"), ("tomasz", "zofia"), ("tomasz", "jakub"))
PAGES = (("okoro", "/messages/inbox"), ("okoro", "/messages/to"), ("leila", "/messages/"), ("tomasz", "/messages/"))


def write(count: int) -> None:
    """`count` messages more, over a year, a quarter of them in each thread; the last few are new to everybody."""
    with db.work(SYSTEM, reason="a drill writes") as session:
        for who, child in THREADS:
            rows = sa.select(Thread.id).where(
                Thread.person_id == cast.person(who), Thread.pupil_id == cast.pupil(child), Thread.closed_at.is_(None)
            )
            about = {"setting_id": cast.setting(), "pupil_id": cast.pupil(child)}
            thread = session.scalar(rows)
            if thread is None:
                thread = uuid.uuid4()
                session.add(Thread(id=thread, person_id=cast.person(who), **about))
                session.flush()
            _fill(session, thread, who, about, count // len(THREADS))
        learn_sizes(session)


def _fill(session: sa.orm.Session, thread: uuid.UUID, who: str, about: dict[str, uuid.UUID], count: int) -> None:
    last, step = clock.now() - timedelta(minutes=5), timedelta(days=365) / count
    said, messages, promises = [], [], []
    for number in range(count):
        writer = who if number % 2 else "okoro"
        at, one, words = last - step * number, uuid.uuid4(), uuid.uuid4()
        of = {"person_id": cast.person(writer), **about}
        voice = Voice.TEAM if writer == "okoro" else Voice.HOME
        said.append(
            {"id": words, "place": Place.MESSAGE, "about_id": thread, "words": f"Message {number}.", "voice": voice}
            | {"client_id": uuid.uuid4(), "said_at": at, **of}
        )
        messages.append({"id": one, "thread_id": thread, "contribution_id": words, "sent_at": at, **of})
        if number % 10 == 1 and number > 1:
            kept = {"kept_at": at + step, "kept_by_id": cast.person("okoro"), "how_kept": HowKept.ANSWERED}
            promises.append(
                {"thread_id": thread, "message_id": one, "for_id": cast.person("okoro"), "made_at": at}
                | {"due_at": at + timedelta(days=2), "id": uuid.uuid4(), **kept, **about}
            )
    session.execute(sa.insert(Contribution), said)
    session.execute(sa.insert(Message), messages)
    if promises:
        session.execute(sa.insert(ReplyPromise), promises)
    session.execute(sa.delete(ThreadRead).where(ThreadRead.thread_id == thread))
    reads = {"thread_id": thread, "read_at": last - step * 3.5, **about}
    session.execute(
        sa.insert(ThreadRead),
        [{"id": uuid.uuid4(), "person_id": cast.person(each), **reads} for each in {who, "okoro"}],
    )


def measured(house: House) -> dict[str, tuple[int, float, float]]:
    """How many statements each page takes; its p50 in milliseconds, and as a ratio to a bare page just then."""
    browsers = {who: house.browser(who) for who, _address in PAGES}
    asked, took = {}, defaultdict[str, list[tuple[float, float]]](list)
    for who, address in PAGES:
        assert browsers[who].get(address).status_code == 200
        with counted() as statements:
            browsers[who].get(address)
        asked[f"{who} {address}"] = len(statements)
    for _group in range(GROUPS):
        for who, address in PAGES:
            took[f"{who} {address}"].append(_p50(browsers[who], address))
    return {
        page: (asked[page], *(statistics.median(column) for column in zip(*took[page], strict=True))) for page in asked
    }


def _p50(browser: Browser, address: str) -> tuple[float, float]:
    """In milliseconds, and as a ratio to a bare page asked in turns with it: other programs slow both."""
    took: dict[str, list[float]] = {address: [], BARE: []}
    for _time in range(TIMES):
        for each in took:
            before = time.perf_counter()
            browser.get(each)
            took[each].append(1000 * (time.perf_counter() - before))
    page, bare = (statistics.median(times) for times in took.values())
    return page, page / bare


def test_twenty_thousand_messages_are_as_quick_as_twenty(house: House, figure: Callable[[str], None]) -> None:
    write(FEW)
    few = measured(house)
    write(MANY)
    many = measured(house)
    for page, (statements, p50, ratio) in few.items():
        then, later, ratio_then = many[page]
        figure(
            f"{house.kind}: {page}: {statements} statements with {FEW}, {then} with {MANY:,}; p50 {p50:.1f} and "
            f"{later:.1f} ms, to a bare page {ratio:.2f} and {ratio_then:.2f}: {ratio_then / ratio:.2f}"
        )
    assert {page: one[0] for page, one in many.items()} == {page: one[0] for page, one in few.items()}
    assert {page: one for page, one in many.items() if one[2] > 1.2 * few[page][2]} == {}
