"""Saying something beside a goal: who reads it is said before, a photo never takes the words with it, once is once."""

import uuid
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from PIL import Image

from portal.access.ending import end_access
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.models import (
    Contact,
    Contribution,
    ContributionPhoto,
    ContributionReader,
    Goal,
    HowSaid,
    Person,
    Relationship,
    Voice,
)
from tests import cast
from tests.factories.goals import said
from tests.support.client import Browser
from tests.support.portal import Look, MakeSettings, SignedInAs

LIMIT = 200_000
COAT = "She picked her own coat today."


@pytest.fixture
def settings(make_settings: MakeSettings, db_url: str) -> Settings:
    """A small limit, so that a photo over it is quickly made."""
    return make_settings(db_url, max_upload_bytes=LIMIT)


def notes(look: Look) -> list[Contribution]:
    return look(sa.select(Contribution).order_by(Contribution.said_at))


def a_photo(size: tuple[int, int] = (2000, 1000)) -> bytes:
    out, exif = BytesIO(), Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 33.0, 30.0)})
    Image.new("RGB", size, "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def sends(browser: Browser, goal: uuid.UUID, **answers: Any) -> Any:
    return browser.sends(f"/goals/{goal}/note", **answers)


def test_leila_says_what_she_saw_at_home_and_reads_it(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID
) -> None:
    leila = signed_in_as("leila")
    assert leila.reads(f"/goals/{mayas_goal}/note").one("h1").text == "I saw this at home"
    answer = sends(leila, mayas_goal, words=COAT)
    [note] = notes(look)
    assert (note.person_id, note.voice, note.about_id) == (cast.person("leila"), Voice.HOME, mayas_goal)
    page = leila.reads(answer.headers["Location"])
    assert COAT in page.one("main").text
    assert "You · today" in page.one("main").text


def test_from_today_leila_needs_three_taps_and_her_words(signed_in_as: SignedInAs, mayas_goal: uuid.UUID) -> None:
    """Her child's goals, "I saw this at home", Send."""
    leila = signed_in_as("leila")
    goals = leila.reads("/").one("a", where=lambda node: node.text == "Maya's goals").attrs["href"]
    write = leila.reads(goals).one("a", where=lambda node: node.text == "I saw this at home").attrs["href"]
    assert leila.sends(write, words=COAT).status_code == 302


def test_before_she_sends_it_leila_is_shown_who_reads_it(signed_in_as: SignedInAs, mayas_goal: uuid.UUID) -> None:
    main = signed_in_as("leila").reads(f"/goals/{mayas_goal}/note").one("main").text
    assert "Sam will read this." in main
    assert "Ruth" in main
    assert "Dan" not in main


def test_who_could_not_find_it_is_not_offered(signed_in_as: SignedInAs, mayas_goal: uuid.UUID) -> None:
    leila = signed_in_as("leila")
    assert "Owen" not in leila.reads(f"/goals/{mayas_goal}/note").one("main").text
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Goal, mayas_goal).is_for_school = True
    assert "Owen" in leila.reads(f"/goals/{mayas_goal}/note").one("main").text


def test_staff_are_not_told_that_nobody_at_home_reads_it(signed_in_as: SignedInAs, mayas_goal: uuid.UUID) -> None:
    sentences = {
        who: signed_in_as(who).reads(f"/goals/{mayas_goal}/note").one("main").text for who in ("okoro", "leila")
    }
    assert "Leila" in sentences["okoro"]
    assert "Nobody else sees it, if you do not tick them." in sentences["okoro"]
    assert "No other adult at home does." not in sentences["okoro"]
    assert "No other adult at home does." in sentences["leila"]


def test_only_who_was_shown_reads_it(signed_in_as: SignedInAs, mayas_goal: uuid.UUID) -> None:
    sends(signed_in_as("leila"), mayas_goal, words=COAT)
    seen = {
        who: COAT in signed_in_as(who).get(f"/goals/{mayas_goal}").text for who in ("maya", "okoro", "byrne", "rees")
    }
    assert seen == {"maya": False, "okoro": True, "byrne": True, "rees": False}


def test_ticked_maya_reads_it_too_with_her_mothers_name(signed_in_as: SignedInAs, mayas_goal: uuid.UUID) -> None:
    sends(signed_in_as("leila"), mayas_goal, words=COAT, readers=str(cast.person("maya")))
    main = signed_in_as("maya").reads(f"/goals/{mayas_goal}").one("main").text
    assert COAT in main
    assert "Leila · today" in main


def test_nobody_can_be_made_a_reader_who_was_not_offered(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID
) -> None:
    sends(signed_in_as("leila"), mayas_goal, words=COAT, readers=str(cast.person("dan")))
    assert look(sa.select(ContributionReader)) == []


def test_neither_of_two_separated_parents_meets_the_others_words_or_a_trace_of_them(
    signed_in_as: SignedInAs, rohans_goal: uuid.UUID
) -> None:
    path = f"/goals/{rohans_goal}"
    before = {who: signed_in_as(who).reads(path).one("main").text for who in ("priya", "arjun")}
    with db.work(SYSTEM, reason="a test") as session:
        # More than a page of them: no pager, no count, no gap may show it.
        for number in range(25):
            said(session, "rohan", "priya", f"Priya saw this {number}.", to=("rohan",))
    assert "Priya saw this 24." in signed_in_as("priya").get(path).text
    assert signed_in_as("arjun").reads(path).one("main").text == before["arjun"]
    with db.work(SYSTEM, reason="a test") as session:
        said(session, "rohan", "arjun", "Arjun saw that.")
    assert "Arjun saw that." not in signed_in_as("priya").get(path).text
    assert "Page 1 of 2" in signed_in_as("rohan").get(path).text.replace("\n", " ")


def test_maya_says_who_helped_and_nobody_has_to(signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID) -> None:
    maya = signed_in_as("maya")
    assert maya.reads(f"/goals/{mayas_goal}/note").one("h1").text == "I want to say something"
    sends(maya, mayas_goal, words="I did it with my hood up.", how_said="written_for_me")
    sends(maya, mayas_goal, words="And again.")
    assert [note.how_said for note in notes(look)] == [HowSaid.WRITTEN_FOR_ME, HowSaid.BY_MYSELF]
    assert "A grown-up wrote it down." in maya.get(f"/goals/{mayas_goal}").text


def test_staff_say_what_they_saw(signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID) -> None:
    sends(signed_in_as("okoro"), mayas_goal, words="Maya came in first.", readers=str(cast.person("leila")))
    assert [note.voice for note in notes(look)] == [Voice.TEAM]
    assert "Maya came in first." in signed_in_as("leila").get(f"/goals/{mayas_goal}").text


def test_the_same_form_five_times_is_one_note(signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID) -> None:
    leila = signed_in_as("leila")
    sent = {**leila.form(f"/goals/{mayas_goal}/note").hidden_values(), "words": COAT}
    assert {leila.post(f"/goals/{mayas_goal}/note", data=sent).status_code for _ in range(5)} == {302}
    assert len(notes(look)) == 1


def test_words_that_name_another_child_are_asked_about_before_they_go(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID
) -> None:
    leila, words = signed_in_as("leila"), "Zofia was kind to her."
    asked = sends(leila, mayas_goal, words=words, photo=(BytesIO(a_photo()), "made.jpg"))
    assert asked.status_code == 422
    assert "That is the name of another child here." in asked.text
    assert words in asked.text
    assert "Choose the photo once more" in asked.text
    assert notes(look) == []
    assert sends(leila, mayas_goal, words=words, names_ok="y").status_code == 302
    assert [note.words for note in notes(look)] == [words]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("😀 Yes.\x00", "😀 Yes."),
        ("<b>bold</b>\u202etxet", "<b>bold</b>\u202etxet"),
        ("أخذت معطفها بنفسها.", "أخذت معطفها بنفسها."),
    ],
)
def test_any_words_are_kept_as_they_were_said(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID, words: str, kept: str
) -> None:
    leila = signed_in_as("leila")
    sends(leila, mayas_goal, words=words)
    assert [note.words for note in notes(look)] == [kept]
    assert "<b>bold" not in leila.get(f"/goals/{mayas_goal}").text


@pytest.mark.parametrize("words", ["", "   ", "\x00", "x" * 400_000])
def test_nothing_and_far_too_much_are_not_sent_and_nothing_is_lost(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID, words: str
) -> None:
    leila, path = signed_in_as("leila"), f"/goals/{mayas_goal}/note"
    answer = leila.post(path, data={**leila.form(path).hidden_values(), "words": words})
    assert answer.status_code == 422
    assert answer.text.count("x") >= words.count("x")
    assert notes(look) == []


def test_a_photo_is_shown_to_whoever_reads_the_words_and_to_nobody_else(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID
) -> None:
    leila = signed_in_as("leila")
    assert sends(leila, mayas_goal, words="", photo=(BytesIO(a_photo()), "made.jpg")).status_code == 302
    [photo] = look(sa.select(ContributionPhoto).options(sa.orm.undefer(ContributionPhoto.content)))
    assert (photo.width, photo.height) == (1280, 640)
    assert b"Exif" not in photo.content
    path = f"/goals/notes/{photo.contribution_id}/photo"
    picture = leila.reads(f"/goals/{mayas_goal}").one("img", where=lambda node: node.attrs["src"] == path)
    assert picture.attrs["alt"] == "A photo of something made"
    codes = {
        who: signed_in_as(who).get(path).status_code for who in ("leila", "okoro", "byrne", "maya", "dan", "lewis")
    }
    assert codes == {"leila": 200, "okoro": 200, "byrne": 200, "maya": 404, "dan": 404, "lewis": 404}
    headers = leila.get(path).headers
    assert (headers["Content-Type"], headers["Cache-Control"]) == ("image/jpeg", "no-store")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "We cannot read this HEIC photo"),
        (b"%PDF-1.7 a letter", "This is a PDF"),
        (b"<svg onload='alert(1)'/>", "This is a drawing"),
        (b"<html><script>alert(1)</script>", "This is not a photo that we can read"),
        (b"\xff\xd8\xff" + b"x" * LIMIT, "This file is too big"),
    ],
    ids=["heic", "pdf", "svg", "disguised", "too big"],
)
def test_a_photo_that_is_not_taken_leaves_the_words_and_says_what_to_do(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID, content: bytes, sentence: str
) -> None:
    leila = signed_in_as("leila")
    answer = sends(leila, mayas_goal, words=COAT, photo=(BytesIO(content), "made.jpg"))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Your words are still here. You can send them with no photo, too." in answer.text
    assert COAT in answer.text
    assert notes(look) == []
    assert sends(leila, mayas_goal, words=COAT).status_code == 302


def test_a_photo_of_30_mb_does_not_take_the_words_with_it(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID
) -> None:
    leila, path = signed_in_as("leila"), f"/goals/{mayas_goal}/note"
    fields = {**leila.form(path).hidden_values(), "words": COAT}
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in fields.items()]
    parts.append('Content-Disposition: form-data; name="photo"; filename="made.jpg"\r\n\r\n' + "x" * 30_000_000)
    body = "".join(f"--edge\r\n{part}\r\n" for part in parts) + "--edge--\r\n"
    answer = leila.post(path, data=body.encode(), content_type="multipart/form-data; boundary=edge")
    assert answer.status_code == 422
    assert "This file is too big. Choose a smaller photo" in answer.text
    assert COAT in answer.text
    assert notes(look) == []


def test_leila_whose_contact_ended_while_she_wrote_sends_nothing(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID
) -> None:
    leila = signed_in_as("leila")
    sent = {**leila.form(f"/goals/{mayas_goal}/note").hidden_values(), "words": COAT}
    with db.work(SYSTEM, reason="a test") as session:
        row = session.scalars(sa.select(Relationship).where(Relationship.person_id == cast.person("leila"))).one()
        row.contact = Contact.NONE
    assert leila.post(f"/goals/{mayas_goal}/note", data=sent).status_code == 404
    assert notes(look) == []


def test_who_was_signed_out_while_writing_is_at_the_door_and_nothing_is_written(
    app: Flask, signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID
) -> None:
    leila = signed_in_as("leila")
    sent = {**leila.form(f"/goals/{mayas_goal}/note").hidden_values(), "words": COAT}
    with db.work(cast.setting(), reason="a test") as session:
        assert session.get_one(Person, cast.person("leila"))
        end_access(cast.person("leila"), why="a test")
    assert leila.post(f"/goals/{mayas_goal}/note", data=sent).status_code in {302, 400}
    assert notes(look) == []
    door = leila.get("/sign-in").text
    assert "You were signed out. What you sent just now did not reach us." in door
    assert COAT not in door
