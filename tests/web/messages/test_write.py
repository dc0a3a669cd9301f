"""Writing: a phrase by one tap, words, a photo, a voice note; once however often it is sent; nothing is lost."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import (
    CallRequest,
    Concern,
    Contribution,
    ContributionPhoto,
    ContributionSound,
    Draft,
    OutboxItem,
    Person,
    Thread,
)
from tests import cast
from tests.factories.messages import a_thread, is_away, messages, opens, promises, writes
from tests.support.html import parse
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime
from tests.web.checkins.test_sending import WEBM
from tests.web.goals.test_note_add import a_photo


def test_leila_says_with_one_tap_that_they_run_late(signed_in_as: SignedInAs) -> None:
    leila = signed_in_as("leila")
    path = opens(leila, "maya")
    assert leila.sends(f"{path}/write", phrase="running_late").status_code == 302
    assert "We are running late." in leila.reads(path).text
    assert "We are running late." in signed_in_as("okoro").reads(path).text


def test_a_phrase_is_read_in_the_language_of_whoever_reads(signed_in_as: SignedInAs) -> None:
    okoro, leila = signed_in_as("okoro"), signed_in_as("leila")
    path = opens(leila, "maya")
    okoro.sends(f"{path}/write", phrase="see_you")
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, cast.person("leila")).language = "pl"
    leila = signed_in_as("leila")
    page = leila.reads(path).text
    assert "See you tomorrow." in page  # beside the Polish, until a person has checked it
    assert "Do zobaczenia jutro." in page


def test_words_that_were_typed_go_with_the_phrase(signed_in_as: SignedInAs) -> None:
    path = writes(signed_in_as("leila"), "maya", "The bus broke.", phrase="running_late")
    page = signed_in_as("okoro").reads(path).text
    assert "We are running late." in page
    assert "The bus broke." in page


def test_maya_says_it_of_herself(signed_in_as: SignedInAs) -> None:
    path = writes(signed_in_as("maya"), "maya", "", phrase="cant_come")
    assert "I can't come today." in signed_in_as("okoro").reads(path).text


def test_nobody_taps_what_was_not_offered(signed_in_as: SignedInAs) -> None:
    leila = signed_in_as("leila")
    path = opens(leila, "maya")
    assert leila.sends(f"{path}/write", phrase="see_you").status_code == 422
    assert messages() == []


def test_please_ring_me_is_a_call_on_the_list(signed_in_as: SignedInAs, look: Look) -> None:
    writes(signed_in_as("leila"), "maya", "", phrase="ring_me")
    (call,) = look(sa.select(CallRequest))
    assert (call.for_id, call.person_id) == (cast.person("okoro"), cast.person("leila"))


def test_the_same_form_sent_twice_is_one_message(signed_in_as: SignedInAs) -> None:
    leila, number = signed_in_as("leila"), str(uuid.uuid4())
    path = opens(leila, "maya")
    for _time in range(2):
        assert leila.sends(f"{path}/write", words="Hello", client_id=number).status_code == 302
    assert len(messages()) == 1


def test_the_same_form_with_other_words_overwrites_nothing_and_loses_nothing(
    signed_in_as: SignedInAs, look: Look
) -> None:
    """Back, other words, Send: a page that came out of the browser's memory has the number of what was sent."""
    leila, number = signed_in_as("leila"), str(uuid.uuid4())
    path = opens(leila, "maya")
    leila.sends(f"{path}/write", words="Hello", client_id=number)
    answer = leila.sends(f"{path}/write", words="She wants to paint.", client_id=number)
    assert answer.status_code == 422
    assert "You sent this page before, with other words." in answer.text
    form = parse(answer.text).one("form", where=lambda node: "/write" in (node.attrs.get("action") or ""))
    assert leila.post(f"{path}/write", data={**form.hidden_values(), "words": "She wants to paint."}).status_code == 302
    assert look(sa.select(Contribution.words).order_by(Contribution.said_at)) == ["Hello", "She wants to paint."]


def test_forty_at_once_of_the_same_form_are_one_message(signed_in_as: SignedInAs) -> None:
    leila = signed_in_as("leila")
    path = opens(leila, "maya")
    data = {**leila.form(f"{path}/write").hidden_values(), "words": "Hello"}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _n: leila.post(f"{path}/write", data=data).status_code, range(40)))
    assert set(answers) == {302}
    assert len(messages()) == len(promises()) == 1


def test_one_thread_is_open_for_each_person_and_child(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    assert opens(leila, "maya") == opens(leila, "maya")
    opens(signed_in_as("maya"), "maya")
    assert len(look(sa.select(Thread))) == 2


def test_a_reply_to_a_closed_thread_is_a_sentence_and_keeps_the_words(signed_in_as: SignedInAs) -> None:
    leila, okoro = signed_in_as("leila"), signed_in_as("okoro")
    path = writes(leila, "maya")
    okoro.sends(f"{path}/write", words="Yes.")
    form = leila.form(f"{path}/write").hidden_values()
    okoro.sends(path, to="/close")
    answer = leila.post(f"{path}/write", data={**form, "words": "And on Monday?"})
    assert answer.status_code == 409
    assert "Your words are still here." in answer.text
    assert "And on Monday?" in answer.text
    new = leila.sends(path, to=f"/messages/open/{cast.pupil('maya')}").headers["Location"]
    assert new.removesuffix("/write") != path
    assert leila.reads(new).one("textarea").text.strip() == "And on Monday?"
    leila.sends(new, words="And on Monday?")
    assert [one.withdrawn_at for one in messages()] == [None] * 3


def test_a_thread_in_which_somebody_waits_is_not_closed(signed_in_as: SignedInAs, look: Look) -> None:
    path = writes(signed_in_as("leila"), "maya")
    okoro = signed_in_as("okoro")
    okoro.post(f"{path}/close", data=okoro.form(path, to="/no-reply").hidden_values())
    assert "Somebody waits for an answer there." in okoro.reads(path).text
    assert look(sa.select(Thread.closed_at)) == [None]


def test_what_is_typed_is_kept_and_the_page_says_so(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    path = opens(leila, "maya")
    assert "Not saved yet." in leila.reads(f"{path}/write").text
    data = {**leila.form(f"{path}/write").hidden_values(), "words": "I wanted", "keep": "yes"}
    kept = leila.post(f"{path}/write", data=data, headers={"HX-Request": "true"})
    assert "Saved at 10:00." in kept.text.replace('<time datetime="2026-11-24T10:00+00:00" dir="ltr">', "").replace(
        "</time>", ""
    )
    assert "is not saved yet" in kept.text
    assert messages() == []
    page = signed_in_as("leila").reads(f"{path}/write")
    assert page.one("textarea").text.strip() == "I wanted"
    signed_in_as("leila").sends(f"{path}/write", words="I wanted to ask.")
    assert look(sa.select(Draft)) == []


def test_a_draft_is_read_by_nobody_else(signed_in_as: SignedInAs) -> None:
    leila = signed_in_as("leila")
    path = writes(leila, "maya", "Hello")
    leila.sends(f"{path}/write", words="Not for you", keep="yes")
    for slug in ("okoro", "byrne"):
        browser = signed_in_as(slug)
        assert "Not for you" not in browser.reads(path).text + browser.reads(f"{path}/write").text


def test_a_photo_comes_with_words_and_without_where_it_was_taken(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    path = opens(leila, "maya")
    assert leila.sends(f"{path}/photo", words="Her cake", photo=(BytesIO(a_photo()), "c.jpg")).status_code == 302
    (photo,) = look(sa.select(ContributionPhoto))
    okoro = signed_in_as("okoro")
    assert f"/messages/said/{photo.contribution_id}/photo" in okoro.get(path).text
    assert okoro.get(f"/messages/said/{photo.contribution_id}/photo").status_code == 200
    assert signed_in_as("dan").get(f"/messages/said/{photo.contribution_id}/photo").status_code == 404


def test_a_voice_note_is_heard_by_the_team(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    path = opens(leila, "maya")
    assert leila.sends(f"{path}/speak", sound=(BytesIO(WEBM), "v.webm")).status_code == 302
    (sound,) = look(sa.select(ContributionSound))
    assert signed_in_as("okoro").get(f"/messages/said/{sound.contribution_id}/sound").status_code == 200


@pytest.mark.parametrize("way", ["photo", "speak"])
def test_a_file_that_is_none_is_said_in_a_sentence(signed_in_as: SignedInAs, way: str) -> None:
    leila = signed_in_as("leila")
    path = opens(leila, "maya")
    name = {"photo": "photo", "speak": "sound"}[way]
    assert leila.sends(f"{path}/{way}", **{name: (BytesIO(b"nothing"), "x")}).status_code == 422
    assert messages() == []


def test_another_childs_name_is_asked_about_first(signed_in_as: SignedInAs) -> None:
    leila = signed_in_as("leila")
    path = opens(leila, "maya")
    assert leila.sends(f"{path}/write", words="She likes Jakub.").status_code == 422
    assert leila.sends(f"{path}/write", words="She likes Jakub.", names_ok="y").status_code == 302


def test_words_that_bite_raise_a_concern_from_a_message_too(signed_in_as: SignedInAs, look: Look) -> None:
    writes(signed_in_as("leila"), "maya", "She says she wants to die.")
    assert len(look(sa.select(Concern))) == 1


def test_an_answer_goes_out_as_a_letter_that_names_nobody(signed_in_as: SignedInAs, look: Look) -> None:
    path = writes(signed_in_as("leila"), "maya")
    assert look(sa.select(OutboxItem).where(OutboxItem.letter == "message")) == []
    signed_in_as("okoro").sends(f"{path}/write", words="Yes, there is art.")
    (letter,) = look(sa.select(OutboxItem).where(OutboxItem.letter == "message"))
    assert (letter.person_id, letter.sealed) == (cast.person("leila"), "")


def test_what_was_taken_back_leaves_a_trace_and_no_words(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    path = writes(leila, "maya", "Never mind this.")
    (message,) = messages()
    assert leila.sends(f"/messages/take-back/{message.id}").status_code == 302
    okoro = signed_in_as("okoro").reads(path).text
    assert "took this back" in okoro
    assert "Never mind this." not in okoro
    assert "Never mind this." in leila.reads(path).text
    assert "Never mind this." in signed_in_as("byrne").reads(path).text
    assert look(sa.select(Contribution.words)) == ["Never mind this."]
    assert [one.kept_at is not None for one in promises()] == [True]


def test_nobody_takes_back_what_somebody_else_sent(signed_in_as: SignedInAs) -> None:
    writes(signed_in_as("leila"), "maya")
    (message,) = messages()
    for slug in ("okoro", "maya", "byrne", "dan"):
        assert signed_in_as(slug).get(f"/messages/take-back/{message.id}").status_code == 404


def test_an_answer_that_is_taken_back_is_no_answer(signed_in_as: SignedInAs) -> None:
    path, okoro = writes(signed_in_as("leila"), "maya"), signed_in_as("okoro")
    okoro.sends(f"{path}/write", words="Yes.")
    assert promises()[0].kept_at is not None
    okoro.sends(f"/messages/take-back/{messages()[1].id}")
    assert promises()[0].kept_at is None


def test_an_older_answer_that_is_taken_back_leaves_one_promise_that_waits(signed_in_as: SignedInAs) -> None:
    leila, okoro = signed_in_as("leila"), signed_in_as("okoro")
    path = writes(leila, "maya")
    okoro.sends(f"{path}/write", words="Yes.")
    leila.sends(f"{path}/write", words="And on Monday?")
    okoro.sends(f"/messages/take-back/{messages()[1].id}")
    assert [promise.kept_at is None for promise in promises()] == [False, True]
    assert okoro.get(path).status_code == leila.get(path).status_code == 200


def test_two_at_once_open_one_thread_and_both_messages_are_kept(signed_in_as: SignedInAs, app: object) -> None:
    leila = [signed_in_as("leila") for _each in range(2)]
    path = opens(leila[0], "maya")
    forms = [browser.form(f"{path}/write").hidden_values() for browser in leila]
    answers: list[int] = []

    def press(number: int) -> None:
        answers.append(leila[number].post(f"{path}/write", data={**forms[number], "words": f"{number}"}).status_code)

    together = [threading.Thread(target=press, args=(number,)) for number in range(2)]
    for each in together:
        each.start()
    for each in together:
        each.join()
    assert answers == [302, 302]
    assert len(messages()) == 2
    assert len(promises()) == 1


def test_a_message_to_somebody_else_is_not_there(signed_in_as: SignedInAs) -> None:
    path = f"/messages/{a_thread('leila', 'maya')}"
    for slug in ("dan", "maya", "tomasz", "priya", "grace", "lewis", "rees", "patel", "quinn"):
        browser = signed_in_as(slug)
        for page in (path, f"{path}/write", f"{path}/photo", f"{path}/speak"):
            assert browser.get(page).status_code == 404, (slug, page)
    for slug in ("amara", "hughes", "joanna"):
        assert signed_in_as(slug).get(path).status_code == 403


def test_whoever_covers_answers_and_nobody_else_of_their_kind(signed_in_as: SignedInAs, the_time_is: SetTime) -> None:
    path = writes(signed_in_as("leila"), "maya")
    assert signed_in_as("lewis").get(path).status_code == 404
    is_away("okoro", date(2026, 11, 24), date(2026, 11, 27), cover="lewis")
    assert "Sam is away until Friday 27 November. Hana answers you." in signed_in_as("leila").reads(path).text
    lewis = signed_in_as("lewis")
    assert "Leila, for Maya" in lewis.reads("/messages/inbox").text
    assert lewis.sends(f"{path}/write", words="I am Hana. Yes.").status_code == 302
    assert "I am Hana. Yes." in signed_in_as("leila").reads(path).text
    the_time_is("2026-11-28 10:00")
    assert signed_in_as("lewis").get(path).status_code == 404
