"""How we do things here: everyone who is signed in reads it; how to complain, and help that is not the setting."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.database import SYSTEM, db
from portal.models import AuditEntry, IndependentKind, Person, PolicyTopic, Pupil, Setting
from tests import cast
from tests.factories.house import PLAIN, WORDS, helped_by, written
from tests.support.client import Browser
from tests.support.examples import drawn_once
from tests.support.portal import Look, SignedInAs


@pytest.fixture(autouse=True)
def in_english(app: Flask) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        for slug in ("leila", "tomasz"):
            session.get_one(Person, cast.person(slug)).language = "en"


@pytest.mark.parametrize("who", ["maya", "zofia", "leila", "dan", "grace", "okoro", "hughes", "amara", "joanna"])
def test_everyone_of_the_setting_reads_it(signed_in_as: SignedInAs, who: str) -> None:
    written()
    browser = signed_in_as(who)
    assert "When it gets hard" in browser.reads("/house/").one("main").text
    page = browser.reads("/house/behaviour")
    assert "We use calm words." in page.text
    assert "This is from 1 September 2026." in page.text
    assert "Ruth. Ring 01632 960 100." in page.text


def test_nobody_reads_it_who_is_not_signed_in_and_nobody_of_another_setting(
    signed_in_as: SignedInAs, visitor: Browser
) -> None:
    written()
    assert "/sign-in" in visitor.get("/house/behaviour").headers["Location"]
    assert signed_in_as("quinn").get("/house/behaviour").status_code == 404


def test_a_topic_that_is_not_written_is_not_there_and_the_list_says_so(signed_in_as: SignedInAs) -> None:
    leila = signed_in_as("leila")
    assert leila.get("/house/behaviour").status_code == 404
    assert leila.get("/house/nothing").status_code == 404
    assert "The pages are not here yet." in leila.reads("/house/").text


def test_only_who_writes_sees_what_is_missing(signed_in_as: SignedInAs) -> None:
    written()
    missing = {who: "Not written yet" in signed_in_as(who).reads("/house/").text for who in ("leila", "okoro", "patel")}
    assert missing == {"leila": False, "okoro": False, "patel": True}


def test_leila_can_say_something_about_it_and_tomasz_for_each_of_his_children(signed_in_as: SignedInAs) -> None:
    written()
    one = signed_in_as("leila").reads("/house/behaviour").all("a", where=lambda a: "/policy/" in a.attrs["href"])
    assert [link.text for link in one] == ["This is not right", "I would like…", "Can I ask?"]
    many = signed_in_as("tomasz").reads("/house/behaviour")
    ways = [a.attrs["href"].split("/")[3] for a in many.all("a", where=lambda a: "/policy/" in a.attrs["href"])]
    assert ways == [str(cast.pupil(child)) for child in ("jakub", "zofia") for _way in range(3)]
    assert [head.text for head in many.one("main").all("h2")] == ["Jakub", "Zofia"]


def test_the_whole_document_is_sent_as_a_file_that_is_not_kept(signed_in_as: SignedInAs) -> None:
    written(document=PLAIN, document_name="C:\\Nisha\\behaviour final.pdf")
    leila = signed_in_as("leila")
    page = leila.reads("/house/behaviour")
    assert "PDF, 0.1 MB" in page.text
    answer = leila.get("/house/behaviour/document")
    assert (answer.data, answer.mimetype) == (PLAIN, "application/pdf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="behaviour-2026-09-01.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_without_a_document_there_is_none(signed_in_as: SignedInAs) -> None:
    written()
    leila = signed_in_as("leila")
    assert "The long paper is not here yet." in leila.reads("/house/behaviour").text
    assert leila.get("/house/behaviour/document").status_code == 404


@pytest.mark.parametrize(
    ("who", "promise"),
    [
        ("leila", "Nothing bad comes of it for you or your child."),
        ("maya", "You will not be in trouble for it."),
    ],
)
def test_how_to_complain_stands_there_in_steps_and_nothing_bad_follows(
    signed_in_as: SignedInAs, who: str, promise: str
) -> None:
    written(PolicyTopic.COMPLAINTS, words="Tell Sam.\n\nWrite to Ms Rees.\n\nAsk the council.")
    page = signed_in_as(who).reads("/house/complaints")
    assert promise in page.text
    assert [step.text for step in page.one("ol").all("li")] == ["1Tell Sam.", "2Write to Ms Rees.", "3Ask the council."]


@drawn_once
def test_how_to_complain_is_there_before_the_steps_are_written(signed_in_as: SignedInAs) -> None:
    page = signed_in_as("leila").reads("/house/complaints")
    assert "We have not written the steps here yet." in page.text
    assert page.all("a", where=lambda a: a.attrs["href"] == "tel:01632960100")


def test_nobody_learns_who_looked_how_to_complain_or_for_help_that_is_not_us(
    signed_in_as: SignedInAs, look: Look
) -> None:
    helped_by("Swindon", "Swindon SENDIASS")
    leila = signed_in_as("leila")
    before = len(look(sa.select(AuditEntry.id)))
    for address in ("/house/", "/house/complaints", "/house/independent"):
        assert leila.get(address).status_code == 200
    assert len(look(sa.select(AuditEntry.id))) == before


def test_the_childs_own_council_comes_first(signed_in_as: SignedInAs) -> None:
    helped_by("Bath", "Bath SENDIASS")
    helped_by("Swindon", "Swindon SENDIASS")
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Pupil, cast.pupil("maya")).home_council = "swindon"
        session.get_one(Pupil, cast.pupil("zofia")).home_council = "Bath"
    page = signed_in_as("leila").reads("/house/independent")
    assert [heading.text for heading in page.all("h2")] == ["Swindon", "Bath"]
    assert page.text.count("Your council") == 1
    assert "Checked on 21 November 2026" in page.text
    assert page.all("a", where=lambda a: a.attrs["href"] == "tel:01632960310")


def test_where_nobody_is_entered_for_their_council_it_says_so_and_names_no_place(signed_in_as: SignedInAs) -> None:
    helped_by("Swindon", "Swindon SENDIASS")
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Pupil, cast.pupil("maya")).home_council = "Swindon"
        session.get_one(Pupil, cast.pupil("tyler")).home_council = "Wiltshire"
    page = signed_in_as("tyler").reads("/house/independent")
    assert [heading.text for heading in page.all("h2")] == ["Your council", "Swindon"]
    assert "Wiltshire" not in page.text
    assert "Your council Listen We have no names for your council yet. Ask us." in page.text
    for who in ("leila", "byrne"):
        assert "We have no names for your council yet." not in signed_in_as(who).reads("/house/independent").text


@drawn_once
def test_a_page_is_called_the_same_beside_a_question_about_it(signed_in_as: SignedInAs) -> None:
    for topic in (PolicyTopic.BEHAVIOUR, PolicyTopic.VALUES, PolicyTopic.LOCKDOWN):
        written(topic)
        leila = signed_in_as("leila")
        page = leila.reads(f"/house/{topic}")
        [way] = [a.attrs["href"] for a in page.all("a") if "/can_i_ask/policy/" in a.attrs["href"]]
        assert page.one("h1").text in leila.reads(way).one("main").text


@drawn_once
def test_an_advocate_speaks_up_for_whoever_reads_it(signed_in_as: SignedInAs) -> None:
    helped_by("Swindon", "Swindon Advocacy", kind=IndependentKind.ADVOCATE)
    helped_by("Swindon", "Swindon SENDIASS")
    for who, kinds in (
        ("maya", ["Somebody to speak up for you", "Help for your mum, dad or carer"]),
        ("leila", ["Somebody to speak up for your child", "Advice for parents"]),
    ):
        page = signed_in_as(who).reads("/house/independent").one("main")
        assert sorted(heading.text for heading in page.all("h3")) == sorted(kinds)


def test_where_nobody_is_entered_the_page_says_so(signed_in_as: SignedInAs) -> None:
    assert "We have no names here yet." in signed_in_as("leila").reads("/house/independent").text


@drawn_once
def test_the_house_is_one_tap_from_every_page(signed_in_as: SignedInAs) -> None:
    for who in ("leila", "maya", "okoro"):
        assert signed_in_as(who).reads("/").all("a", where=lambda a: a.attrs["href"] == "/house/")


@drawn_once
def test_words_that_look_like_code_are_words(signed_in_as: SignedInAs) -> None:
    written(words="<script>alert(1)</script>", contact="<b>Ruth</b>", dated_on=date(2026, 1, 1))
    page = signed_in_as("leila").reads("/house/behaviour")
    assert "<script>alert(1)</script>" in page.one("main").text
    assert "<b>Ruth</b>" in page.one("main").text


def test_it_opens_in_every_language(signed_in_as: SignedInAs) -> None:
    written()
    written(PolicyTopic.COMPLAINTS, words=WORDS)
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Setting, cast.setting()).open_hours = "8 to 4"
        session.get_one(Person, cast.person("leila")).language = "ar"
        session.get_one(Person, cast.person("tomasz")).language = "pl"
    for who in ("leila", "tomasz"):
        for address in ("/house/", "/house/behaviour", "/house/complaints", "/house/independent"):
            assert signed_in_as(who).get(address).status_code == 200
