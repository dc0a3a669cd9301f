"""Who gets this? And words, a drawing or a voice, which always have a reader by name."""

import io

import pytest
import sqlalchemy as sa
from PIL import Image
from sqlalchemy.orm import undefer

from portal.models import (
    Ask,
    AskKind,
    CheckIn,
    CheckInReader,
    Contribution,
    ContributionPhoto,
    ContributionReader,
    ContributionSound,
    Place,
    Sharing,
)
from portal.sounds import MOST_BYTES
from tests import cast
from tests.factories.checkins import QUICK, begins, taps
from tests.support.client import Browser
from tests.support.narrowed import As
from tests.support.portal import Look, SignedInAs

WORDS = "I did not sleep."
WEBM = b"\x1a\x45\xdf\xa3" + b"a voice" * 20


def a_drawing() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 64), "white").save(out, "PNG")
    return out.getvalue()


def sees(seen_by: As, slug: str) -> bool:
    with seen_by(slug) as session:
        return session.scalar(sa.select(CheckIn.id)) is not None


def reads_words(seen_by: As, slug: str) -> bool:
    with seen_by(slug) as session:
        return session.scalar(sa.select(Contribution.id).where(Contribution.place == Place.CHECK_IN)) is not None


def who(seen_by: As, what: object) -> set[str]:
    return {slug for slug in cast.SLUGS if what(seen_by, slug)}  # type: ignore[operator]


def sent(browser: Browser, **answers: str) -> str:
    at = begins(browser)
    taps(browser, at, **QUICK, **answers)
    return at


@pytest.mark.parametrize(
    ("way", "readers"),
    [
        ("just_me", {"maya"}),
        ("team", {"maya", "okoro", "byrne", "khan"}),
        ("team_and_home", {"maya", "okoro", "byrne", "khan", "leila"}),
    ],
)
def test_it_is_seen_by_whom_they_chose(signed_in_as: SignedInAs, seen_by: As, way: str, readers: set[str]) -> None:
    sent(signed_in_as("maya"), who=way)
    assert who(seen_by, sees) == readers


def test_the_names_stand_on_the_page_before_it_is_sent(signed_in_as: SignedInAs) -> None:
    maya = signed_in_as("maya")
    page = maya.reads(f"{begins(maya)}who").one("main").text
    assert "Sam Sam and Leila Just me for now Not Sam, please Ruth and Amir can see it too." in page
    assert "Just Sam" not in page


def test_two_at_home_each_by_a_tick_and_neither_hears_of_the_other(
    signed_in_as: SignedInAs, look: Look, seen_by: As
) -> None:
    rohan = signed_in_as("rohan")
    at = begins(rohan)
    assert taps(rohan, at, who="team_and_home") == f"{at}home"
    assert {"Priya", "Arjun"} <= set(rohan.reads(f"{at}home").text.split())
    assert rohan.sends(f"{at}home").status_code == 422
    taps(rohan, at, home=str(cast.person("arjun")))
    assert look(sa.select(CheckInReader.person_id)) == [cast.person("arjun")]
    assert (sees(seen_by, "arjun"), sees(seen_by, "priya")) == (True, False)
    assert "You let Arjun see it, too." in rohan.reads(f"{at}done").text


def test_nobody_who_was_not_offered_is_added(signed_in_as: SignedInAs, look: Look) -> None:
    rohan = signed_in_as("rohan")
    at = begins(rohan)
    form = rohan.form(f"{at}home").hidden_values()
    for adult in ("leila", "dan", "amara", "okoro"):
        answer = [str(cast.person("priya")), str(cast.person(adult))]
        assert rohan.post(f"{at}home", data={**form, "answer": answer}).status_code == 422
    assert look(sa.select(CheckInReader)) == []


def test_not_sam_please_and_sam_never_sees_it(signed_in_as: SignedInAs, seen_by: As) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    assert taps(maya, at, who="not_first") == f"{at}who"
    page = maya.reads(f"{at}who").one("main").text
    assert "Who gets this? Listen Ruth and Amir" in page
    assert "can see it too" not in page
    assert "Not Sam" not in page
    assert "Sam" not in page.split()
    maya.sends(f"{at}more/words", words=WORDS)
    taps(maya, at, who="team")
    assert who(seen_by, sees) == who(seen_by, reads_words) == {"maya", "byrne", "khan"}
    assert "Ruth and Amir can see it now" in maya.reads(f"{at}done").text


def test_words_have_a_reader_and_a_day_at_once(signed_in_as: SignedInAs, look: Look, seen_by: As) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    assert "Sam will read this." in maya.reads(f"{at}more/words").text
    form = maya.form(f"{at}more/words").hidden_values()
    for _ in range(2):
        answer = maya.post(f"{at}more/words", data={**form, "words": WORDS})
        assert answer.headers["Location"] == f"{at}who"
    [said], [ask] = look(sa.select(Contribution)), look(sa.select(Ask))
    assert (said.words, said.place, str(said.about_id)) == (WORDS, Place.CHECK_IN, at.split("/")[2])
    assert (ask.kind, ask.for_id) == (AskKind.SAID, cast.person("okoro"))
    assert who(seen_by, reads_words) == {"maya", "okoro", "byrne", "khan"}
    # They have a reader: "just me" is not offered any more, and neither is "not this person".
    page = maya.reads(f"{at}who").one("main").text
    assert "Just me" not in page
    assert "Not Sam" not in page
    assert maya.sends(f"{at}who", answer="just_me").status_code == 422
    taps(maya, at, who="team")
    assert "Sam reads your words by Wednesday 25 November." in maya.reads(f"{at}done").text


def test_not_sam_for_the_words_alone(signed_in_as: SignedInAs, look: Look, seen_by: As) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    maya.sends(f"{at}more/words", words=WORDS, not_first="y")
    assert look(sa.select(Ask.for_id)) == [cast.person("byrne")]
    taps(maya, at, who="team")
    assert who(seen_by, sees) == who(seen_by, reads_words) == {"maya", "byrne", "khan"}


def test_home_reads_the_words_only_when_it_was_chosen(signed_in_as: SignedInAs, look: Look, seen_by: As) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    maya.sends(f"{at}more/words", words=WORDS)
    assert not reads_words(seen_by, "leila")
    form = maya.form(f"{at}who").hidden_values()
    for _ in range(2):
        assert maya.post(f"{at}who", data={**form, "answer": "team_and_home"}).status_code == 302
    assert reads_words(seen_by, "leila")
    assert look(sa.select(ContributionReader.person_id)) == [cast.person("leila")]


def test_words_after_stop_are_not_thrown_away(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    form = maya.form(f"{at}more/words").hidden_values()
    maya.post(f"{at}stop", data=form)
    assert maya.post(f"{at}more/words", data={**form, "words": WORDS}).status_code == 302
    assert look(sa.select(Contribution.words)) == [WORDS]
    assert look(sa.select(CheckIn.sharing)) == [Sharing.JUST_ME]


def test_the_name_of_another_child_is_asked_about_and_the_words_stay(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    answer = maya.sends(f"{at}more/words", words="Rohan took my pen.")
    assert (answer.status_code, "You wrote" in answer.text, "Rohan took my pen." in answer.text) == (422, True, True)
    assert look(sa.select(Contribution)) == []
    maya.sends(f"{at}more/words", words="Rohan took my pen.", names_ok="y")
    assert look(sa.select(Contribution.words)) == ["Rohan took my pen."]


def test_a_drawing_is_newly_encoded_and_has_its_reader(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    answer = maya.sends(f"{at}more/drawing", photo=(io.BytesIO(a_drawing()), "drawing.png"))
    assert answer.headers["Location"] == f"{at}who"
    [photo] = look(sa.select(ContributionPhoto).options(undefer(ContributionPhoto.content)))
    assert photo.content.startswith(b"\xff\xd8")
    assert [ask.kind for ask in look(sa.select(Ask))] == [AskKind.SAID]


@pytest.mark.parametrize("content", [b"", b"no picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_a_drawing_that_is_no_picture_is_said_and_the_check_in_stands(
    signed_in_as: SignedInAs, look: Look, content: bytes
) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    taps(maya, at, how="good")
    answer = maya.sends(f"{at}more/drawing", photo=(io.BytesIO(content), "a.png"))
    assert answer.status_code == 422
    assert (look(sa.select(CheckIn.how)), look(sa.select(Contribution))) == (["good"], [])


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (WEBM, "audio/webm"),
        (b"OggS" + b"\0" * 40, "audio/ogg"),
        (b"\0\0\0\x20ftypM4A " + b"\0" * 40, "audio/mp4"),
        (b"\0\0\0\x20ftypisom" + b"\0" * 40, "audio/mp4"),
        (b"ID3\x04" + b"\0" * 40, "audio/mpeg"),
        (b"\xff\xfb\x90" + b"\0" * 40, "audio/mpeg"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "audio/wav"),
    ],
)
def test_a_voice_is_kept_as_what_it_is_whatever_it_is_called(
    signed_in_as: SignedInAs, look: Look, content: bytes, kind: str
) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    answer = maya.sends(f"{at}more/voice", sound=(io.BytesIO(content), "evil.html", "text/html"))
    assert answer.headers["Location"] == f"{at}who"
    [sound] = look(sa.select(ContributionSound).options(undefer(ContributionSound.content)))
    assert (sound.kind, sound.content) == (kind, content)
    assert look(sa.select(Ask.for_id)) == [cast.person("okoro")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Say something first, or go back"),
        (b"MZ\x90 a program", "We can't play this. Try once more, or write it"),
        (b"\0\0\0\x20ftypheic" + b"\0" * 40, "We can't play this. Try once more, or write it"),
        (WEBM + bytes(MOST_BYTES), "This is too long. Say it in a shorter way"),
        (WEBM + bytes(50_000_000), "This is too long. Say it in a shorter way"),
    ],
    ids=["empty", "a program", "a photo", "5 MB", "50 MB"],
)
def test_a_voice_of_the_wrong_kind_or_too_long_is_said_and_the_check_in_stands(
    signed_in_as: SignedInAs, look: Look, content: bytes, sentence: str
) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    taps(maya, at, how="good")
    # By hand, as one piece: a test's own client would leave a file of 50 MB open.
    form = maya.form(f"{at}more/voice").hidden_values()
    fields = "".join(
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in form.items()
    )
    file = '--edge\r\nContent-Disposition: form-data; name="sound"; filename="a.webm"\r\n\r\n'
    body = f"{fields}{file}".encode() + content + b"\r\n--edge--\r\n"
    answer = maya.post(f"{at}more/voice", data=body, content_type="multipart/form-data; boundary=edge")
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert (look(sa.select(CheckIn.how)), look(sa.select(Contribution))) == (["good"], [])


def test_only_the_page_of_a_voice_may_ask_for_the_microphone(signed_in_as: SignedInAs) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    asks = {page: maya.get(f"{at}{page}").headers["Permissions-Policy"] for page in ("more/voice", "more/words", "who")}
    assert [("microphone=(self)" in policy, "camera=()" in policy) for policy in asks.values()] == [
        (True, True),
        (False, True),
        (False, True),
    ]


@pytest.mark.parametrize("words", ["", " \x00 ", "x" * 30_000])
def test_words_that_cannot_be_taken_come_back(signed_in_as: SignedInAs, look: Look, words: str) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    answer = maya.sends(f"{at}more/words", words=words)
    assert answer.status_code == 422
    assert words.strip("\x00 ") in answer.text
    assert look(sa.select(Contribution)) == []
