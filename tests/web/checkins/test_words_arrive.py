"""A child sees that their words have arrived: at once, at the end, and on the page of what came of them."""

import io

import sqlalchemy as sa

from portal.models import Ask
from tests.factories.checkins import begins, taps
from tests.support.portal import Look, SignedInAs
from tests.web.checkins.test_sending import WEBM, WORDS

ARRIVED, MADE = "Your words have arrived.", "What you sent has arrived."


def test_words_have_arrived_on_the_next_page_at_the_end_and_where_they_stand(
    signed_in_as: SignedInAs, look: Look
) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    maya.sends(f"{at}more/words", words=WORDS)
    assert ARRIVED in maya.reads(f"{at}who").text
    taps(maya, at, who="team")
    assert ARRIVED in maya.reads(f"{at}done").text
    [ask] = look(sa.select(Ask))
    assert ARRIVED in maya.reads(f"/asks/{ask.id}").text
    assert "It has arrived. It is not read yet." in maya.reads(f"/check-in/mine/{at.split('/')[2]}").text


def test_words_of_a_check_in_that_was_stopped_have_arrived_too(signed_in_as: SignedInAs) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    maya.sends(f"{at}more/words", words=WORDS)
    maya.post(f"{at}stop", data=maya.form(f"{at}how").hidden_values())
    assert ARRIVED in maya.reads(f"{at}done").text


def test_a_voice_has_arrived_and_where_nothing_was_said_nothing_has(signed_in_as: SignedInAs) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    taps(maya, at, who="team")
    assert "arrived" not in maya.reads(f"{at}done").text
    at = begins(maya)
    maya.sends(f"{at}more/voice", sound=(io.BytesIO(WEBM), "a.webm", "audio/webm"))
    assert MADE in maya.reads(f"{at}who").text
    taps(maya, at, who="team")
    assert MADE in maya.reads(f"{at}done").text
    assert ARRIVED not in maya.reads(f"{at}done").text
