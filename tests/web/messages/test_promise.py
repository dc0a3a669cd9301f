"""The promise of a reply: made with the first message that waits, kept by an answer, a call or "needs no answer"."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from portal.cli.telling import Teller
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.models import (
    CallRequest,
    Cause,
    Concern,
    ConcernAbout,
    HowKept,
    Level,
    OutboxItem,
    Relationship,
    ReplyPromise,
    Thread,
    ThreadRead,
    Whereabouts,
)
from tests import cast
from tests.factories.messages import is_away, messages, promises, works, writes
from tests.support.narrowed import As
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime

LETTERS = (
    sa.select(OutboxItem.person_id).where(OutboxItem.event_key.startswith("reply ")).order_by(OutboxItem.created_at)
)


def tell(settings: Settings) -> None:
    Teller(settings.data_folder).tell_once()


def test_leila_is_told_when_sam_works_and_by_when_she_hears(signed_in_as: SignedInAs) -> None:
    works("okoro", range(4))
    leila = signed_in_as("leila")
    page = leila.reads(writes(leila, "maya")).text
    assert "Sam works Monday to Thursday." in page
    assert "You will hear by Wednesday 25 November at 4:00." in page


def test_before_she_writes_she_sees_who_answers_and_when_they_work(signed_in_as: SignedInAs) -> None:
    works("okoro", range(4))
    leila = signed_in_as("leila")
    assert "Sam works Monday to Thursday." in leila.reads(f"{writes(leila, 'maya')}/write").text


@pytest.mark.parametrize("slug", ["leila", "maya"])
def test_at_night_it_says_who_reads_it_when_and_where_help_is(
    signed_in_as: SignedInAs, the_time_is: SetTime, slug: str
) -> None:
    works("okoro", range(4))
    words = "Sam is not at work now. Sam can read it on Monday 30 November at 8:30."
    for moment, is_night in (("2026-11-26 15:59", False), ("2026-11-26 16:01", True), ("2026-11-30 08:31", False)):
        the_time_is(moment)
        somebody = signed_in_as(slug)
        path = writes(somebody, "maya")
        for page in (path, f"{path}/write"):
            shown = somebody.reads(page)
            assert (words in shown.text) is is_night, (moment, page)
            helps = [link for link in shown.all("a") if link.attrs.get("href") == "/help" and link.has_ancestor("main")]
            assert bool(helps) is is_night, (moment, page)


def test_one_promise_waits_for_each_thread_and_an_answer_keeps_it(signed_in_as: SignedInAs) -> None:
    leila, okoro = signed_in_as("leila"), signed_in_as("okoro")
    for words in ("One", "Two"):
        path = writes(leila, "maya", words)
    (promise,) = promises()
    assert (promise.for_id, promise.message_id, promise.kept_at) == (cast.person("okoro"), messages()[0].id, None)
    okoro.sends(f"{path}/write", words="Yes.")
    (promise,) = promises()
    assert (promise.how_kept, promise.kept_by_id) == (HowKept.ANSWERED, cast.person("okoro"))
    writes(leila, "maya", "Three")
    assert [one.kept_at is None for one in promises()] == [False, True]


def test_what_staff_write_first_promises_nothing(signed_in_as: SignedInAs) -> None:
    okoro = signed_in_as("okoro")
    sent = okoro.sends("/messages/to", to=f"/messages/to/{cast.pupil('maya')}/{cast.person('leila')}")
    okoro.sends(sent.headers["Location"], words="She drew a fox today.")
    assert promises() == []
    assert "She drew a fox today." in signed_in_as("leila").reads(sent.headers["Location"].removesuffix("/write")).text


def test_a_call_that_was_made_keeps_it(signed_in_as: SignedInAs, look: Look) -> None:
    writes(signed_in_as("leila"), "maya", "", phrase="ring_me")
    (call,) = look(sa.select(CallRequest.id))
    signed_in_as("okoro").sends(f"/calls/{call}/done")
    assert [one.how_kept for one in promises()] == [HowKept.RANG]


def test_thank_you_needs_no_answer_when_sam_says_so(signed_in_as: SignedInAs) -> None:
    path = writes(signed_in_as("leila"), "maya", "", phrase="thank_you")
    signed_in_as("okoro").sends(path, to="/no-reply")
    assert [one.how_kept for one in promises()] == [HowKept.NO_REPLY_NEEDED]
    assert "You will hear" not in signed_in_as("leila").reads(path).text


def test_while_sam_is_away_the_promise_is_hanas_and_counts_her_days(signed_in_as: SignedInAs) -> None:
    works("lewis", range(2, 5))
    is_away("okoro", date(2026, 11, 23), date(2026, 11, 27), cover="lewis")
    leila = signed_in_as("leila")
    page = leila.reads(writes(leila, "maya")).text
    assert [one.for_id for one in promises()] == [cast.person("lewis")]
    assert "You will hear by Thursday 26 November at 4:00." in page
    assert "Hana works Wednesday to Friday." in page


def test_with_nobody_named_a_coordinator_answers(signed_in_as: SignedInAs) -> None:
    is_away("okoro", date(2026, 11, 23), date(2026, 11, 27))
    leila = signed_in_as("leila")
    path = writes(leila, "maya")
    assert [one.for_id for one in promises()] == [cast.person("patel")]
    assert "Nisha answers you." in leila.reads(path).text
    assert signed_in_as("patel").sends(f"{path}/write", words="Yes.").status_code == 302


def test_a_late_reply_goes_to_the_cover_then_to_the_coordinator_once_each(
    signed_in_as: SignedInAs, the_time_is: SetTime, settings: Settings, look: Look
) -> None:
    path = writes(signed_in_as("leila"), "maya")
    is_away("okoro", date(2026, 11, 25), date(2026, 11, 27), cover="lewis")
    the_time_is("2026-11-25 15:59")
    tell(settings)
    assert look(LETTERS) == []
    the_time_is("2026-11-25 16:01")
    for _each in range(2):
        tell(settings)
    assert look(LETTERS) == [cast.person("lewis")]
    page = signed_in_as("leila").reads(path).text
    assert "The answer is late. You can ring us." in page
    assert "We asked Hana to answer you." in page
    the_time_is("2026-11-27 16:01")
    for _each in range(2):
        tell(settings)
    assert look(LETTERS) == [cast.person("lewis"), cast.person("patel")]
    assert "We asked Nisha to answer you." in signed_in_as("leila").reads(path).text
    assert signed_in_as("patel").sends(f"{path}/write", words="Here I am.").status_code == 302
    counted = signed_in_as("byrne").reads("/messages/kept").text
    assert "Answered late 1" in " ".join(counted.split())


def test_what_was_answered_in_time_goes_to_nobody_else(
    signed_in_as: SignedInAs, the_time_is: SetTime, settings: Settings, look: Look
) -> None:
    path = writes(signed_in_as("leila"), "maya")
    signed_in_as("okoro").sends(f"{path}/write", words="Yes.")
    the_time_is("2026-12-02 10:00")
    tell(settings)
    assert look(LETTERS) == []
    assert "Answered in time 1" in " ".join(signed_in_as("okoro").reads("/messages/kept").text.split())


def test_after_the_end_of_access_nobody_is_asked_to_answer(
    signed_in_as: SignedInAs, the_time_is: SetTime, settings: Settings, look: Look
) -> None:
    path, leila = writes(signed_in_as("leila"), "maya"), signed_in_as("leila")
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(
            sa.update(Relationship).where(Relationship.person_id == cast.person("leila")).values(gets_messages=False)
        )
        session.execute(sa.update(Thread).values(closed_at=datetime.now(UTC)))
    the_time_is("2026-12-02 10:00")
    tell(settings)
    assert look(LETTERS) == []
    assert signed_in_as("leila").get(path).status_code == 404
    assert leila.get(path).status_code in (302, 404)


def test_a_concern_about_sam_goes_past_sam(
    signed_in_as: SignedInAs, the_time_is: SetTime, settings: Settings, look: Look
) -> None:
    path = writes(signed_in_as("leila"), "maya", "It is about how Sam spoke to her.")
    (message,) = messages()
    with db.work(SYSTEM, reason="a test") as session:
        of = {"setting_id": cast.setting(), "pupil_id": cast.pupil("maya")}
        concern = Concern(
            person_id=cast.person("leila"), level=Level.TODAY, cause=Cause.WORDS, client_id=message.id,
            contribution_id=message.contribution_id, whereabouts=Whereabouts.OUR_PLACE, **of,
        )  # fmt: skip
        session.add(concern)
        session.flush()
        session.add(ConcernAbout(concern_id=concern.id, person_id=cast.person("okoro"), **of))
    okoro = signed_in_as("okoro")
    assert "how Sam spoke" not in okoro.reads(path).text
    assert "Leila" not in okoro.reads("/messages/inbox").text.split("All messages")[0]
    assert "how Sam spoke" in signed_in_as("byrne").reads(path).text
    assert "Nisha answers you now." in signed_in_as("leila").reads(path).text
    the_time_is("2026-11-25 16:01")
    tell(settings)
    assert look(LETTERS) == [cast.person("patel")]


@pytest.mark.parametrize("slug", ["okoro", "byrne"])
def test_leila_sees_that_staff_have_read_it(signed_in_as: SignedInAs, slug: str) -> None:
    path, reader = writes(signed_in_as("leila"), "maya"), signed_in_as(slug)
    assert "has read this" not in signed_in_as("leila").reads(path).text
    reader.sends(path, to="/read")
    name = {"okoro": "Sam", "byrne": "Ruth"}[slug]
    assert f"{name} has read this." in signed_in_as("leila").reads(path).text


def test_when_a_family_read_is_shown_to_nobody(signed_in_as: SignedInAs) -> None:
    path, okoro = writes(signed_in_as("leila"), "maya"), signed_in_as("okoro")
    okoro.sends(f"{path}/write", words="Yes.")
    before = {slug: signed_in_as(slug).reads(path).text for slug in ("okoro", "byrne", "khan")}
    signed_in_as("leila").sends(path, to="/read")
    for slug, page in before.items():
        now = signed_in_as(slug).reads(path).text
        assert "has read" not in now
        assert now == page


def test_the_inbox_is_in_the_order_of_whose_reply_is_due_first(signed_in_as: SignedInAs, the_time_is: SetTime) -> None:
    writes(signed_in_as("leila"), "maya")
    the_time_is("2026-11-24 17:00")
    writes(signed_in_as("tomasz"), "zofia")
    waits = signed_in_as("okoro").reads("/messages/inbox").text.split("All messages")[0]
    assert waits.index("Leila, for Maya") < waits.index("Tomasz, for Zofia")
    assert "Leila" not in signed_in_as("lewis").reads("/messages/inbox").text


def test_sam_says_when_he_works_and_a_wrong_time_is_a_sentence(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    assert okoro.sends("/messages/times", day_0="9 to 5").status_code == 422
    assert okoro.sends("/messages/times", day_0="9:00-15:00", day_2="9:00-12:00, 13:00-16:00").status_code == 302
    leila = signed_in_as("leila")
    page = leila.reads(writes(leila, "maya")).text
    assert "Sam works on these days: Monday, Wednesday." in page
    assert "You will hear by Monday 30 November at 3:00." in page
    assert look(sa.select(ReplyPromise.kept_at)) == [None]


def test_when_a_family_reads_is_seen_by_nobody_else(signed_in_as: SignedInAs, seen_by: As) -> None:
    path, okoro = writes(signed_in_as("leila"), "maya"), signed_in_as("okoro")
    okoro.sends(f"{path}/write", words="Yes.")
    signed_in_as("leila").sends(path, to="/read")
    seen = {}
    for slug in ("leila", "okoro", "byrne", "maya", "dan", "lewis"):
        with seen_by(slug) as session:
            seen[slug] = set(session.scalars(sa.select(ThreadRead.person_id)))
    of_staff = {cast.person("okoro")}
    assert seen == {
        "leila": of_staff | {cast.person("leila")},
        "okoro": of_staff,
        "byrne": of_staff,
        "maya": set(),
        "dan": set(),
        "lewis": set(),
    }
