"""Contacts with a family: good, hard or neither; a call closes what waited; a quiet sign after only hard ones."""

import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal import clock
from portal.database import SYSTEM, db
from portal.models import CallRequest, ContactWay, FamilyContact, HowKept, Tone
from tests import cast
from tests.factories.messages import messages, promises, writes
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime

MAYA = f"/contacts/{cast.pupil('maya')}"
SIGN = "In the last 2 weeks this family heard of hard things, and of nothing good."
ROWS = sa.select(FamilyContact).order_by(FamilyContact.at)


def touched(tone: Tone, child: str = "maya", adult: str = "leila", *, days: int = 1) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        of = {"setting_id": cast.setting(), "pupil_id": cast.pupil(child), "person_id": cast.person(adult)}
        at, by = clock.now() - timedelta(days=days), cast.person("okoro")
        row = FamilyContact(way=ContactWay.CALL, tone=tone, by_id=by, at=at, client_id=uuid.uuid4(), **of)
        session.add(row)


def test_sam_notes_a_contact_and_sees_good_hard_and_neither_in_words(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    form = {"way": "in_person", "tone": "hard", "note": "She was upset at the gate.", "read_back": "y"}
    assert okoro.sends(f"{MAYA}/new", **form).status_code == 302
    (row,) = look(ROWS)
    assert (row.person_id, row.by_id, row.was_read_back) == (cast.person("leila"), cast.person("okoro"), True)
    okoro.sends(f"{MAYA}/good", phrase="went_well")
    path = writes(signed_in_as("leila"), "maya")
    okoro.sends(f"{path}/write", words="Yes, on Friday.")
    writes(signed_in_as("maya"), "maya", "Mine alone")
    text = " ".join(okoro.reads(MAYA).text.split())
    for words in ("Something good", "Something hard", "Neither", "She was upset at the gate.", "they said it is right"):
        assert words in text
    assert "Yes, on Friday." not in text
    assert text.count("A message,") == 2
    okoro.sends(f"/messages/take-back/{next(one for one in messages() if one.is_good).id}")
    assert "Something good" not in okoro.reads(MAYA).text


def test_what_is_not_said_is_asked_and_the_words_stay(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    for form in (
        {"way": "call"},
        {"tone": "good"},
        {"way": "message", "tone": "good"},
        {"way": "call", "tone": "good", "read_back": "y", "note": ""},
        {"way": "call", "tone": "good", "person": str(cast.person("dan"))},
        {"way": "call", "tone": "good", "note": "x" * 2001},
        {"way": "call", "tone": "good", "note": "She sat beside Zofia."},
    ):
        page = okoro.sends(f"{MAYA}/new", **{"note": "My words", **form})
        assert page.status_code == 422, form
        assert form.get("note", "My words") in page.text
    assert look(ROWS) == []


def test_staff_of_another_child_and_families_read_no_contacts(signed_in_as: SignedInAs) -> None:
    touched(Tone.HARD)
    for slug, status in {"patel": 200, "byrne": 200, "lewis": 404, "quinn": 404, "leila": 403, "dan": 403}.items():
        for path in (MAYA, f"{MAYA}/new"):
            assert signed_in_as(slug).get(path).status_code == status, (slug, path)


def test_call_done_in_a_thread_keeps_the_promise_and_takes_the_call_off(signed_in_as: SignedInAs, look: Look) -> None:
    path = writes(signed_in_as("leila"), "maya", "", phrase="ring_me")
    okoro, rang = signed_in_as("okoro"), f"/contacts/rang/{path.rsplit('/', 1)[1]}"
    assert rang in [link.attrs.get("href") for link in okoro.reads(path).all("a")]
    form = okoro.form(rang, to=rang).hidden_values()
    for _time in range(2):
        assert okoro.post(rang, data={**form, "tone": "good", "note": "Art is on Friday."}).headers["Location"] == path
    assert [(one.how_kept, one.kept_by_id) for one in promises()] == [(HowKept.RANG, cast.person("okoro"))]
    assert look(sa.select(CallRequest.done_by_id)) == [cast.person("okoro")]
    (row,) = look(ROWS)
    assert (row.way, row.tone, row.note, row.was_read_back) == (ContactWay.CALL, Tone.GOOD, "Art is on Friday.", False)
    for slug, status in {"lewis": 404, "patel": 404, "priya": 403, "leila": 403}.items():
        assert signed_in_as(slug).get(rang).status_code == status, slug


def test_the_talk_that_maya_asked_for_is_done_from_her_thread_and_no_contact_with_home(
    signed_in_as: SignedInAs, look: Look
) -> None:
    path = writes(signed_in_as("maya"), "maya", "", phrase="ring_me")
    okoro, talked = signed_in_as("okoro"), f"/contacts/rang/{path.rsplit('/', 1)[1]}"
    assert [link.text.strip() for link in okoro.reads(path).all("a") if link.attrs.get("href") == talked] == [
        "We talked"
    ]
    assert "What was it about?" not in okoro.reads(talked).text
    for _time in range(2):
        assert okoro.sends(talked, tone="hard", note="She was sad.").headers["Location"] == path
    assert [(one.how_kept, one.kept_by_id) for one in promises()] == [(HowKept.RANG, cast.person("okoro"))]
    assert look(sa.select(CallRequest.done_by_id)) == [cast.person("okoro")]
    assert look(ROWS) == []
    for slug, status in {"lewis": 404, "patel": 404, "leila": 403, "maya": 403}.items():
        assert signed_in_as(slug).get(talked).status_code == status, slug


@pytest.mark.parametrize("tone", ["", "hard"])
def test_a_call_of_the_list_is_a_contact_and_one_with_the_young_person_is_none(
    signed_in_as: SignedInAs, look: Look, tone: str
) -> None:
    okoro = signed_in_as("okoro")
    for slug in ("leila", "maya"):
        asked = signed_in_as(slug).sends(f"/calls/ask/{cast.pupil('maya')}", good_time="any").headers["Location"]
        assert okoro.sends(f"{asked}/done", **({"tone": tone} if tone else {})).status_code == 302
        assert okoro.sends(f"{asked}/done").status_code == 302
    (row,) = look(ROWS)
    assert (row.person_id, row.tone) == (cast.person("leila"), Tone(tone or "plain"))
    assert len(look(sa.select(CallRequest).where(CallRequest.done_at.is_not(None)))) == 2


def test_after_two_weeks_of_hard_things_sam_is_reminded_until_there_is_good_news(
    signed_in_as: SignedInAs, the_time_is: SetTime
) -> None:
    for tone, days in ((Tone.HARD, 1), (Tone.HARD, 9), (Tone.GOOD, 20)):
        touched(tone, days=days)
    touched(Tone.HARD, "rohan", "priya")
    okoro = signed_in_as("okoro")
    assert [SIGN in okoro.reads(path).text for path in ("/", "/contacts/", MAYA)] == [True] * 3
    assert okoro.reads("/").text.count(SIGN) == 1
    # Nobody else is told; least of all the family.
    for slug in ("byrne", "patel", "leila", "maya"):
        assert SIGN not in signed_in_as(slug).reads("/").text, slug
    okoro.sends(f"{MAYA}/good", phrase="were_kind")
    assert [SIGN in okoro.reads(path).text for path in ("/", "/contacts/", MAYA)] == [False] * 3
    assert SIGN in signed_in_as("lewis").reads("/").text
    the_time_is("2026-12-08 12:00")
    assert SIGN not in signed_in_as("lewis").reads("/").text
