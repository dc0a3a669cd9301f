"""Good news: in seconds, to each carer who may hear, in their own thread and language; to nobody else."""

import uuid
from io import BytesIO

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Draft, HowKept, Message, OutboxItem, Person, Relationship, Thread
from tests import cast
from tests.factories.messages import a_thread, messages, promises, writes
from tests.support.html import parse
from tests.support.portal import Look, SignedInAs
from tests.web.goals.test_note_add import a_photo

MAYA, ROHAN = (f"/contacts/{cast.pupil(child)}/good" for child in ("maya", "rohan"))


def threads_told(look: Look) -> set[uuid.UUID]:
    return set(look(sa.select(Thread.person_id).join(Message, Message.thread_id == Thread.id).where(Message.is_good)))


def test_sam_sends_it_with_one_tap_and_leila_reads_it_in_her_language(signed_in_as: SignedInAs, look: Look) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, cast.person("leila")).language = "pl"
    okoro = signed_in_as("okoro")
    assert MAYA in [link.attrs.get("href") for link in okoro.reads("/contacts/").all("a")]
    assert okoro.sends(MAYA, phrase="were_brave").headers["Location"] == "/"
    # Nobody at home whose contact is closed hears it, and no young person.
    assert threads_told(look) == {cast.person("leila")}
    leila = signed_in_as("leila")
    assert "Dobra wiadomość" in leila.reads("/").text
    (thread,) = look(sa.select(Thread.id))
    page = leila.reads(f"/messages/{thread}").text
    assert "Dziś było dużo odwagi." in page
    assert "They were brave today." in page  # beside it, until a person has checked the Polish
    assert look(sa.select(OutboxItem.letter)) == ["message"]


def test_separated_parents_each_hear_it_and_learn_nothing_of_the_other(signed_in_as: SignedInAs, look: Look) -> None:
    lewis = signed_in_as("lewis")
    form = lewis.form(ROHAN, to=ROHAN).hidden_values()
    for _time in range(2):  # an impatient thumb
        assert lewis.post(ROHAN, data={**form, "words": "He read a whole page aloud."}).status_code == 302
    assert len(messages()) == 2
    assert threads_told(look) == {cast.person("priya"), cast.person("arjun")}
    for slug, other in (("priya", "Arjun"), ("arjun", "Priya")):
        browser = signed_in_as(slug)
        assert "Good news for you" in browser.reads("/").text
        (own,) = look(sa.select(Thread.id).where(Thread.person_id == cast.person(slug)))
        page = browser.reads(f"/messages/{own}").text
        assert "He read a whole page aloud." in page
        assert other not in page
    assert "He read a whole page aloud." not in signed_in_as("rohan").reads("/messages/").text


@pytest.mark.parametrize("closed", [{"gets_messages": False}, {"contact": "none"}])
def test_whose_contact_is_closed_hears_nothing(signed_in_as: SignedInAs, look: Look, closed: dict[str, object]) -> None:
    a_thread("arjun", "rohan")
    with db.work(SYSTEM, reason="a test") as session:
        whose = sa.update(Relationship).where(Relationship.person_id == cast.person("arjun"))
        session.execute(whose.values(**closed))
    lewis = signed_in_as("lewis")
    assert "Arjun" not in lewis.reads(ROHAN).text
    lewis.sends(ROHAN, phrase="went_well")
    assert threads_told(look) == {cast.person("priya")}
    assert look(sa.select(OutboxItem.person_id)) == [cast.person("priya")]


def test_it_answers_nothing_that_waits_and_promises_nothing(signed_in_as: SignedInAs, look: Look) -> None:
    path, okoro = writes(signed_in_as("leila"), "maya"), signed_in_as("okoro")
    okoro.sends(f"{path}/write", to=f"{path}/write", words="Half an answer", keep="yes")
    okoro.sends(MAYA, phrase="went_well")
    assert [(one.kept_at, one.how_kept) for one in promises()] == [(None, None)]
    assert look(sa.select(Draft.words)) == ["Half an answer"]
    assert "has read this" not in signed_in_as("leila").reads(path).text
    okoro.sends(f"{path}/write", words="Yes.")
    assert [one.how_kept for one in promises()] == [HowKept.ANSWERED]


def test_a_photo_and_a_line_go_too(signed_in_as: SignedInAs) -> None:
    okoro = signed_in_as("okoro")
    assert okoro.sends(f"{MAYA}/photo", photo=(BytesIO(a_photo()), "fox.jpg"), words="Her fox.").status_code == 302
    assert okoro.sends(f"{MAYA}/photo", words="Her fox.").status_code == 422
    assert okoro.sends(MAYA, words="").status_code == 422
    page = okoro.sends(MAYA, words="She sat beside Zofia.")
    assert page.status_code == 422
    assert "That is the name of another child here." in page.text
    assert len(messages()) == 1
    assert messages()[0].is_good


def test_who_reads_no_messages_of_a_child_sends_no_good_news_either(signed_in_as: SignedInAs) -> None:
    for slug in ("lewis", "patel", "rees", "quinn"):
        assert signed_in_as(slug).get(MAYA).status_code == 404, slug
    for slug in ("leila", "dan", "maya", "amara", "hughes"):
        assert signed_in_as(slug).get(MAYA).status_code == 403, slug


def test_the_same_form_with_other_words_loses_nothing(signed_in_as: SignedInAs) -> None:
    okoro = signed_in_as("okoro")
    form = {**okoro.form(MAYA, to=MAYA).hidden_values(), "words": "She painted."}
    assert okoro.post(MAYA, data=form).status_code == 302
    answer = okoro.post(MAYA, data={**form, "words": "She sang."})
    assert answer.status_code == 422
    assert "You sent this page before, with other words." in answer.text
    assert "She sang." in answer.text
    again = parse(answer.text).one("form", where=lambda node: (node.attrs.get("action") or MAYA) == MAYA)
    assert okoro.post(MAYA, data={**again.hidden_values(), "words": "She sang."}).status_code == 302
    assert len(messages()) == 2
