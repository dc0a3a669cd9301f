"""Open ones by their clock, everything about one, each step by a named adult; and who sees nothing of it."""

import uuid

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import AuditEntry, Cause, Concern, ConcernAbout, ConcernNotice, ConcernStep, Level, Person
from tests import cast
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs
from tests.web.concerns.scene import Raise, press_help

STEPS = ("see_child", "act", "conclude", "tell_child")


def press(browser: Browser, address: str, **answers: str) -> int:
    token = browser.form("/language", to="/language").hidden_values()["csrf_token"]
    return browser.post(address, data={"csrf_token": token, **answers}).status_code


def opened(browser: Browser, concern_id: uuid.UUID) -> str:
    """Its address, once somebody has opened it."""
    address = f"/concerns/{concern_id}"
    assert press(browser, f"{address}/open") == 303
    return address


def finish(browser: Browser, address: str) -> None:
    press(browser, f"{address}/take")
    for step in STEPS:
        assert browser.sends(address, to=address, what=step, words=f"Words of {step}.").status_code == 303


def row_of(look: Look) -> Concern:
    [concern] = look(sa.select(Concern))
    return concern


def test_the_list_says_whose_it_is_since_when_and_who_was_told(signed_in_as: SignedInAs, raised: Raise) -> None:
    raised("maya")
    words = signed_in_as("byrne").reads("/concerns/").one("main").text
    for part in ("Maya", "Now", "It goes to Ruth and Amir.", "0 minutes"):
        assert part in words


def test_the_oldest_that_nobody_has_comes_first(signed_in_as: SignedInAs, raised: Raise) -> None:
    first, second, third = raised("maya"), raised("zofia", level=Level.TODAY), raised("rohan")
    browser = signed_in_as("byrne")
    press(browser, f"{opened(browser, first)}/take")
    text = browser.get("/concerns/").text
    assert text.index(str(second)) < text.index(str(third)) < text.index(str(first))


def test_looking_at_the_list_is_not_opening(signed_in_as: SignedInAs, raised: Raise, look: Look) -> None:
    concern_id = raised("maya")
    browser = signed_in_as("byrne")
    browser.get("/concerns/")
    assert "Said “no”" not in browser.get(f"/concerns/{concern_id}").text
    assert row_of(look).opened_at is None


def test_opening_is_a_press_and_is_noted_with_the_name(signed_in_as: SignedInAs, raised: Raise, look: Look) -> None:
    browser = signed_in_as("byrne")
    address = opened(browser, raised("maya"))
    assert row_of(look).opened_by_id == cast.person("byrne")
    assert "Said “no”" in browser.get(address).text


def test_what_the_child_reads_changes_when_somebody_opens_it(signed_in_as: SignedInAs, look: Look) -> None:
    child = signed_in_as("maya")
    page = press_help(child)
    opened(signed_in_as("khan"), row_of(look).id)
    assert "Amir knows." in child.get(page).text.replace("<bdi>", "").replace("</bdi>", "")


def test_every_look_is_in_the_record(signed_in_as: SignedInAs, raised: Raise, look: Look) -> None:
    browser = signed_in_as("byrne")
    address = opened(browser, raised("maya"))
    for _ in range(2):
        browser.get(address)
    shown = look(sa.select(AuditEntry).where(AuditEntry.event == "concerns.concern.shown"))
    # The press that opened it, and each look.
    assert [line.by_id for line in shown] == [cast.person("byrne")] * 3


def test_one_press_takes_it_and_somebody_else_may_take_it_over(
    signed_in_as: SignedInAs, raised: Raise, look: Look
) -> None:
    browser = signed_in_as("byrne")
    address = opened(browser, raised("maya"))
    assert press(browser, f"{address}/take") == 303
    assert row_of(look).taken_by_id == cast.person("byrne")
    press(signed_in_as("khan"), f"{address}/take")
    assert row_of(look).taken_by_id == cast.person("khan")
    takers = look(sa.select(ConcernStep.person_id).where(ConcernStep.what == "take").order_by(ConcernStep.made_at))
    assert takers == [cast.person("byrne"), cast.person("khan")]


def test_each_step_is_written_down_in_words_and_in_order(signed_in_as: SignedInAs, raised: Raise, look: Look) -> None:
    browser = signed_in_as("byrne")
    address = opened(browser, raised("maya"))
    assert browser.sends(address, to=address, what="tell_child", words="Too early.").status_code == 422
    finish(browser, address)
    concern = row_of(look)
    assert concern.child_seen_at <= concern.action_at <= concern.outcome_at <= concern.child_told_at
    text = browser.get(address).text
    assert all(f"Words of {step}." in text for step in STEPS)


def test_a_step_needs_words_and_they_stay_when_something_else_is_missing(
    signed_in_as: SignedInAs, raised: Raise, look: Look
) -> None:
    browser = signed_in_as("byrne")
    address = opened(browser, raised("maya"))
    assert browser.sends(address, to=address, what="add", words="  ").status_code == 422
    refused = browser.sends(address, to=address, words="She is with Anna.")
    assert refused.status_code == 422
    assert "She is with Anna." in refused.text
    assert look(sa.select(ConcernStep.what)) == ["open"]


def test_the_same_step_sent_twice_is_one(signed_in_as: SignedInAs, raised: Raise, look: Look) -> None:
    browser = signed_in_as("byrne")
    address = opened(browser, raised("maya"))
    form = browser.form(address, to=address).hidden_values()
    for _ in range(2):
        browser.post(address, data={**form, "what": "add", "words": "I rang."})
    assert look(sa.select(ConcernStep.words).where(ConcernStep.what == "add")) == ["I rang."]


def test_it_is_done_when_the_child_was_told_and_stays(signed_in_as: SignedInAs, raised: Raise, look: Look) -> None:
    browser = signed_in_as("byrne")
    concern_id = raised("maya")
    finish(browser, opened(browser, concern_id))
    assert str(concern_id) not in browser.get("/concerns/").text
    assert str(concern_id) in browser.get("/concerns/done").text
    assert "delete" not in browser.get(f"/concerns/{concern_id}").text.casefold()


@pytest.mark.parametrize(
    ("who", "status"),
    [("lewis", 404), ("okoro", 404), ("quinn", 403), ("patel", 403), ("leila", 403), ("maya", 403), ("amara", 403)],
)
def test_nobody_else_finds_it(signed_in_as: SignedInAs, raised: Raise, look: Look, who: str, status: int) -> None:
    address = f"/concerns/{raised('maya')}"
    browser = signed_in_as(who)
    assert browser.get(address).status_code == status
    for what in ("open", "take", ""):
        assert press(browser, f"{address}/{what}".rstrip("/")) == status
    assert row_of(look).opened_at is None


def test_a_key_worker_sees_what_they_were_told_and_nothing_else(signed_in_as: SignedInAs, raised: Raise) -> None:
    told, untold = raised("maya", level=Level.TODAY), raised("maya")
    browser = signed_in_as("okoro")
    text = browser.get("/concerns/").text
    assert str(told) in text
    assert str(untold) not in text
    assert "Is it about somebody who works here?" not in browser.get(opened(browser, told)).text


def test_whoever_was_told_of_a_child_of_others_can_do_everything(
    signed_in_as: SignedInAs, raised: Raise, look: Look
) -> None:
    concern_id = raised("maya")
    with db.work(SYSTEM, reason="a test") as session:
        concern = session.get_one(Concern, concern_id)
        ids = {"setting_id": concern.setting_id, "pupil_id": concern.pupil_id, "concern_id": concern_id}
        session.add(ConcernNotice(person_id=cast.person("lewis"), rung=2, event_key="a test", **ids))
    browser = signed_in_as("lewis")
    assert "Maya" in browser.get("/concerns/").text
    finish(browser, opened(browser, concern_id))
    assert row_of(look).child_told_at is not None


# --- About somebody who works here ---------------------------------------------------------------------------------


@pytest.mark.parametrize("about", ["byrne", "khan", "rees", "okoro"])
def test_whom_it_is_about_meets_it_nowhere(signed_in_as: SignedInAs, raised: Raise, look: Look, about: str) -> None:
    concern_id = raised("maya", about=[about], level=Level.TODAY)
    browser = signed_in_as(about)
    before = browser.get("/").text
    assert str(concern_id) not in before
    assert str(concern_id) not in browser.get("/concerns/").text
    assert str(concern_id) not in browser.get("/concerns/done").text
    assert "Maya" not in browser.get("/concerns/").text
    for what in ("", "/open", "/take"):
        assert press(browser, f"/concerns/{concern_id}{what}") == 404
    assert cast.person(about) not in look(sa.select(ConcernNotice.person_id))


def test_about_staff_the_head_hears_of_it_at_once(raised: Raise, look: Look) -> None:
    raised("maya", about=["okoro"])
    assert cast.person("rees") in look(sa.select(ConcernNotice.person_id))


def test_a_name_in_the_words_is_skipped_until_a_lead_says_that_it_is_not_about_them(
    signed_in_as: SignedInAs, raised: Raise, look: Look
) -> None:
    concern_id = raised("maya", words="I told Sam that I am not safe.", cause=Cause.WORDS, level=Level.TODAY)
    assert look(sa.select(ConcernAbout.person_id)) == [cast.person("okoro")]
    lead = signed_in_as("byrne")
    address = opened(lead, concern_id)
    assert "It is not about" in lead.get(address).text
    assert press(lead, f"{address}/about/{cast.person('okoro')}/not") == 303
    assert look(sa.select(ConcernAbout.person_id)) == []
    line = look(sa.select(AuditEntry).where(AuditEntry.event == "concerns.about.taken_off"))
    assert [entry.by_id for entry in line] == [cast.person("byrne")]


def test_a_lead_says_that_it_is_about_somebody_who_had_it_already(
    signed_in_as: SignedInAs, raised: Raise, look: Look
) -> None:
    concern_id = raised("maya", level=Level.TODAY)
    accused = signed_in_as("okoro")
    address = opened(accused, concern_id)
    press(accused, f"{address}/take")
    assert press(signed_in_as("byrne"), f"{address}/about", person=str(cast.person("okoro"))) == 303
    concern = row_of(look)
    assert (concern.taken_by_id, concern.opened_by_id, concern.taken_at) == (None, None, None)
    assert accused.get(address).status_code == 404
    assert cast.person("rees") in look(sa.select(ConcernNotice.person_id))


def test_only_those_who_lead_say_whom_it_is_about(signed_in_as: SignedInAs, raised: Raise, look: Look) -> None:
    address = f"/concerns/{raised('maya', level=Level.TODAY)}"
    assert press(signed_in_as("okoro"), f"{address}/about", person=str(cast.person("rees"))) == 403
    assert press(signed_in_as("byrne"), f"{address}/about", person=str(cast.person("leila"))) == 404
    assert look(sa.select(ConcernAbout.person_id)) == []


def test_that_somebody_looked_at_a_concern_is_no_line_on_the_page_of_the_child(
    signed_in_as: SignedInAs, raised: Raise
) -> None:
    okoro = signed_in_as("okoro")
    page = f"/people/{cast.person('maya')}"
    okoro.get(page)
    before = okoro.reads(page).one("main").text.partition("Who has looked")[2]
    lead = signed_in_as("byrne")
    lead.get(opened(lead, raised("maya", about=["okoro"])))
    assert okoro.reads(page).one("main").text.partition("Who has looked")[2] == before


def test_the_list_asks_the_same_of_one_and_of_many(signed_in_as: SignedInAs, raised: Raise) -> None:
    from tests.web.home.test_statements import statements

    browser = signed_in_as("byrne")
    raised("maya")
    one = statements(browser, "/concerns/")
    for who in ("zofia", "rohan", "tyler"):
        raised(who)
    assert statements(browser, "/concerns/") == one


def test_a_name_with_signs_of_a_page_is_only_a_name(signed_in_as: SignedInAs, raised: Raise) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, cast.person("khan")).first_name = "<b>Amir"
    raised("maya")
    assert "<b>Amir" not in signed_in_as("byrne").get("/concerns/").text


# --- Today ---------------------------------------------------------------------------------------------------------


def test_on_today_it_stands_before_everything_else(signed_in_as: SignedInAs, raised: Raise) -> None:
    raised("maya")
    sections = signed_in_as("byrne").reads("/").one("main").all("section")
    assert "A child may not be safe" in sections[0].text


@pytest.mark.parametrize("who", ["lewis", "patel", "quinn", "okoro"])
def test_it_is_on_nobody_elses_today(signed_in_as: SignedInAs, raised: Raise, who: str) -> None:
    before = signed_in_as(who).reads("/").one("main").text
    raised("maya")
    after = signed_in_as(who).reads("/").one("main").text
    assert "A child may not be safe" not in after
    assert after == before


def test_today_asks_the_same_of_one_and_of_many(signed_in_as: SignedInAs, raised: Raise) -> None:
    from tests.web.home.test_statements import statements

    browser = signed_in_as("byrne")
    raised("maya")
    one = statements(browser, "/")
    for who in ("zofia", "rohan", "tyler", "maya", "maya", "jakub"):
        raised(who)
    assert statements(browser, "/") == one
