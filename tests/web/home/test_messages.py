"""Messages on Today: for families what is new and a way in, for staff what waits by its clock."""

from tests.factories.messages import writes
from tests.support.portal import SignedInAs
from tests.support.time import SetTime


def test_leila_opens_an_answer_with_one_tap_from_today(signed_in_as: SignedInAs) -> None:
    leila, okoro = signed_in_as("leila"), signed_in_as("okoro")
    path = writes(leila, "maya")
    okoro.sends(f"{path}/write", words="Yes.")
    sent = leila.sends("/", to=f"{path}/read")
    assert sent.headers["Location"] == path
    forms = [form.attrs.get("action") for form in leila.reads("/").all("form")]
    assert f"{path}/read" not in forms


def test_the_words_of_a_message_stand_on_nobodys_first_page(signed_in_as: SignedInAs) -> None:
    leila, okoro = signed_in_as("leila"), signed_in_as("okoro")
    path = writes(leila, "maya", "About the swimming bag")
    okoro.sends(f"{path}/write", words="About the blue towel")
    for slug in ("leila", "maya", "okoro", "byrne", "patel", "dan"):
        page = signed_in_as(slug).reads("/").text
        assert "swimming bag" not in page
        assert "blue towel" not in page


def test_sam_sees_who_waits_and_by_when(signed_in_as: SignedInAs, the_time_is: SetTime) -> None:
    writes(signed_in_as("leila"), "maya")
    page = signed_in_as("okoro").reads("/").text
    assert "Leila, for Maya" in page
    assert "by Wednesday 25 November, 16:00" in page
    assert "Leila, for Maya" not in signed_in_as("lewis").reads("/").text
    the_time_is("2026-11-25 16:30")
    assert "Leila, for Maya" in signed_in_as("okoro").reads("/").text


def test_everybody_at_home_has_a_way_to_their_messages(signed_in_as: SignedInAs) -> None:
    for slug in ("leila", "maya", "zofia", "tomasz", "grace"):
        browser = signed_in_as(slug)
        assert "/messages/" in [link.attrs.get("href") for link in browser.reads("/").all("a")]
        assert browser.get("/messages/").status_code == 200
