"""Making, keeping, moving and taking back a promise: once, with a reason, and nobody's words are lost."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from portal.models import Promise, Revision, SectionKind
from tests import cast
from tests.factories.asks import asked
from tests.factories.plans import put_review
from tests.factories.promises import promised
from tests.factories.ways import agreed, section_of
from tests.support.portal import Look, SignedInAs

MAYA = f"/promises/{cast.pupil('maya')}"
NEW = f"{MAYA}/new"
DAY = {"due_on-day": "30", "due_on-month": "11", "due_on-year": "2026"}
LATER = {"due_on-day": "7", "due_on-month": "12", "due_on-year": "2026"}
WORDS = {"what": "I will ask for a quiet room.", **DAY}


def test_sam_makes_a_promise_and_leila_and_maya_read_it(signed_in_as: SignedInAs, look: Look) -> None:
    assert signed_in_as("okoro").sends(NEW, **WORDS).headers["Location"] == MAYA
    for slug in ("leila", "maya"):
        words = signed_in_as(slug).reads(MAYA).one("main").text
        for fact in ("Sam promised", "I will ask for a quiet room.", "30 November 2026"):
            assert fact in words
    assert look(sa.select(Revision.version)) == [1]


def test_somebody_at_school_can_be_the_one_who_promised(signed_in_as: SignedInAs, look: Look) -> None:
    assert signed_in_as("okoro").sends(NEW, **WORDS, owner="", owner_name="Mrs Bell").status_code == 302
    assert [(row.owner_id, row.owner_name) for row in look(sa.select(Promise))] == [(None, "Mrs Bell")]


def test_the_same_form_sent_twice_is_one_promise(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    sent = {**okoro.form(NEW).hidden_values(), **WORDS, "owner": str(cast.person("okoro"))}
    assert {okoro.post(NEW, data=sent).status_code for _again in range(3)} == {302}
    assert len(look(sa.select(Promise))) == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"what": " "}, "Write what is promised"),
        ({"what": "x" * 501}, "Use fewer words here."),
        ({"due_on-day": "23"}, "This day has passed."),
        ({"due_on-year": "2036"}, "This day is too far away."),
        ({"due_on-day": "31"}, "Type a real date"),
        ({"due_on-day": "", "due_on-month": "", "due_on-year": ""}, "Say by which day"),
        ({"owner": ""}, "Choose who promises it, or write their name"),
        ({"owner": str(uuid.uuid4())}, "Choose who promises it, or write their name"),
        ({"owner": str(cast.person("leila"))}, "Choose who promises it, or write their name"),
        ({"owner": "", "owner_name": "x" * 81}, "Use fewer words here."),
    ],
)
def test_what_is_not_taken_is_explained_and_the_words_stay(
    signed_in_as: SignedInAs, look: Look, changes: dict[str, str], said: str
) -> None:
    answer = signed_in_as("okoro").sends(NEW, **{**WORDS, **changes})
    assert answer.status_code == 422
    assert said in answer.text
    assert "I will ask for a quiet room." in answer.text or "what" in changes
    assert look(sa.select(Promise)) == []


def test_a_promise_that_names_another_child_is_asked_about_first(signed_in_as: SignedInAs, look: Look) -> None:
    named = {**WORDS, "what": "A table beside Zofia."}
    asked_first = signed_in_as("okoro").sends(NEW, **named)
    assert (asked_first.status_code, look(sa.select(Promise))) == (422, [])
    assert "That is the name of another child here." in asked_first.text
    assert signed_in_as("okoro").sends(NEW, **named, names_ok="y").status_code == 302


def test_a_promise_comes_from_a_section_a_review_or_an_answer(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    sources = {
        "section": agreed("maya", SectionKind.SCHOOL, "A quiet table."),
        "review": put_review("maya", date(2026, 12, 3)),
        "ask": asked("leila", "maya", words="Can she start later?"),
    }
    for name, number in sources.items():
        assert (
            okoro.sends(f"{NEW}?{name}={number}", to="/new", **{**WORDS, "what": f"From a {name}."}).status_code == 302
        )
        assert look(sa.select(getattr(Promise, f"{name}_id")).where(Promise.what == f"From a {name}.")) == [number]


@pytest.mark.parametrize("what", ["section", "ask"])
def test_nothing_of_another_child_is_the_source_of_a_promise(signed_in_as: SignedInAs, look: Look, what: str) -> None:
    other = section_of("jakub", SectionKind.GOAL) if what == "section" else asked("tomasz", "jakub", words="When?")
    okoro = signed_in_as("okoro")
    assert okoro.get(f"{NEW}?{what}={other}").status_code == 404
    sent: dict[str, Any] = {**okoro.form(NEW).hidden_values(), **WORDS, what: str(other)}
    assert okoro.post(NEW, data=sent).status_code == 404
    assert look(sa.select(Promise)) == []


def test_only_their_team_writes_promises(signed_in_as: SignedInAs) -> None:
    number = promised()
    for slug, status in (("leila", 403), ("maya", 403), ("hughes", 403), ("lewis", 404), ("quinn", 404)):
        for path in (NEW, f"/promises/one/{number}/day", f"/promises/one/{number}/drop"):
            assert signed_in_as(slug).get(path).status_code == status


def test_done_is_one_tap_and_can_be_taken_back(signed_in_as: SignedInAs, look: Look) -> None:
    number, okoro = promised(), signed_in_as("okoro")
    okoro.sends(MAYA, to=f"/promises/one/{number}/done", done="yes")
    assert look(sa.select(Promise.done_on)) == [date(2026, 11, 24)]
    assert "Done" in signed_in_as("leila").reads(MAYA).one("main").text
    okoro.sends(MAYA, to=f"/promises/one/{number}/done", done="no")
    assert look(sa.select(Promise.done_on)) == [None]


def test_a_new_day_has_a_reason_that_everybody_reads(signed_in_as: SignedInAs, look: Look) -> None:
    number, okoro = promised(reminded_at=datetime(2026, 11, 20, tzinfo=UTC)), signed_in_as("okoro")
    path = f"/promises/one/{number}/day"
    assert okoro.sends(path, **LATER, reason="").status_code == 422
    assert okoro.sends(path, **LATER, reason="The room is painted.").status_code == 302
    for slug in ("leila", "maya", "okoro"):
        words = signed_in_as(slug).reads(MAYA).one("main").text
        assert "By 7 December 2026" in words
        assert "The room is painted." in words
    # Of the new day they are reminded, too.
    assert look(sa.select(Promise.reminded_at)) == [None]
    assert okoro.sends(path, **{**LATER, "due_on-day": "1", "due_on-month": "9"}, reason="x").status_code == 422


def test_two_who_move_a_day_at_once_see_three_texts(signed_in_as: SignedInAs, look: Look) -> None:
    number, okoro, byrne = promised(), signed_in_as("okoro"), signed_in_as("byrne")
    path = f"/promises/one/{number}/day"
    opened = {**byrne.form(path).hidden_values(), **LATER, "due_on-day": "9", "reason": "The key is lost."}
    assert okoro.sends(path, **LATER, reason="The room is painted.").status_code == 302
    answer = byrne.post(path, data=opened)
    assert answer.status_code == 409
    for text in ("The room is painted.", "The key is lost.", "7 December 2026", "9 December 2026"):
        assert text in answer.text
    assert look(sa.select(Promise.due_on)) == [date(2026, 12, 7)]


def test_a_promise_is_taken_back_with_a_reason_and_never_disappears(signed_in_as: SignedInAs, look: Look) -> None:
    number, okoro = promised(), signed_in_as("okoro")
    path = f"/promises/one/{number}/drop"
    assert okoro.sends(path, why=" ").status_code == 422
    assert okoro.sends(path, why="The room is gone. Maya chose the library.").status_code == 302
    words = signed_in_as("leila").reads(MAYA).one("main").text
    for fact in ("Taken back", "Maya chose the library.", "I will ask for a quiet room."):
        assert fact in words
    assert [(row.dropped_on, row.version) for row in look(sa.select(Promise))] == [(date(2026, 11, 24), 2)]


@pytest.mark.parametrize(
    "over", [{"done_on": date(2026, 11, 23)}, {"dropped_on": date(2026, 11, 23), "dropped_why": "x"}]
)
def test_what_is_over_is_not_moved_and_the_words_stay(
    signed_in_as: SignedInAs, look: Look, over: dict[str, Any]
) -> None:
    number, okoro = promised(**over), signed_in_as("okoro")
    moved = okoro.sends(f"/promises/one/{number}/day", **LATER, reason="The room is painted.")
    dropped = okoro.sends(f"/promises/one/{number}/drop", why="The room is painted.")
    for answer in (moved, dropped):
        assert answer.status_code == 409
        assert "This promise is done or taken back already." in answer.text
        assert "The room is painted." in answer.text
    assert look(sa.select(Promise.due_on)) == [date(2026, 11, 30)]


def test_an_answer_leads_to_a_promise(signed_in_as: SignedInAs) -> None:
    ask = asked("leila", "maya", words="Can she start later?")
    okoro = signed_in_as("okoro")
    decided = {"decision": "yes", "reason": "Ten is fine.", "what_next": "I will tell the driver."}
    okoro.sends(f"/asks/{ask}/answer", to="/decide", **decided)
    page = okoro.reads(f"/asks/{ask}/answer")
    [address] = [link.attrs["href"] for link in page.all("a") if "Make a promise of it" in link.text]
    form = okoro.reads(address)
    assert "I will tell the driver." in form.text
    assert "Those who read the answer read this promise" in form.text
