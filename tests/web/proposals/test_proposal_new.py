"""Asking honestly: decided or not, who is asked, and nobody who may not be."""

import pytest
import sqlalchemy as sa

from portal.models import Contribution, ContributionReader, Place, Proposal
from tests import cast
from tests.support.portal import Look, SignedInAs
from tests.web.proposals.conftest import WORDS, Asks

MAYA, ROHAN, TYLER = (f"/choices/of/{cast.pupil(slug)}/new" for slug in ("maya", "rohan", "tyler"))
FINE = {
    "label": "open", "words": WORDS, "choices": "Monday\nThursday", "readers": [cast.person("leila")],
    "answer_by-day": "27", "answer_by-month": "11", "answer_by-year": "2026",
}  # fmt: skip


def offered(signed_in_as: SignedInAs, who: str, address: str) -> list[str]:
    page = signed_in_as(who).reads(address)
    boxes = {box.attrs["id"] for box in page.all("input") if box.attrs.get("name") == "readers"}
    return [label.text for label in page.all("label") if label.attrs["for"] in boxes]


def test_sam_asks_leila_and_it_is_kept_with_its_reader(signed_in_as: SignedInAs, look: Look, asks: Asks) -> None:
    asks("okoro", "maya", to=["leila"])
    [proposal] = look(sa.select(Proposal))
    assert (proposal.is_decided, proposal.choices, proposal.person_id) == (
        False,
        "Monday\nThursday",
        cast.person("okoro"),
    )
    [said] = look(sa.select(Contribution))
    assert (said.place, said.words) == (Place.PROPOSAL, WORDS)
    assert [reader.person_id for reader in look(sa.select(ContributionReader))] == [cast.person("leila")]


def test_each_carer_is_offered_by_name_and_nobody_without_contact(signed_in_as: SignedInAs) -> None:
    assert offered(signed_in_as, "okoro", MAYA) == ["Maya (the pupil)", "Leila (carer)"]
    assert offered(signed_in_as, "lewis", ROHAN) == ["Rohan (the pupil)", "Arjun (carer)", "Priya (carer)"]


def test_a_social_worker_is_offered_and_a_link_teacher_is_not(signed_in_as: SignedInAs) -> None:
    names = offered(signed_in_as, "lewis", TYLER)
    assert "Amara (social worker)" in names
    assert not [name for name in names if name.startswith("Owen")]


def test_nobody_is_ticked_and_neither_of_the_two_is_chosen_beforehand(signed_in_as: SignedInAs) -> None:
    page = signed_in_as("okoro").reads(MAYA)
    assert not page.all("input", where=lambda box: "checked" in box.attrs)


def test_dan_cannot_be_added_by_hand(signed_in_as: SignedInAs, look: Look) -> None:
    answer = signed_in_as("okoro").sends(MAYA, **FINE | {"readers": [cast.person("dan")]})
    assert answer.status_code == 422
    assert "Choose at least one person to ask" in answer.text
    assert look(sa.select(Proposal)) == []


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"label": ""}, "Choose whether it is decided"),
        ({"label": "maybe"}, "Choose whether it is decided"),
        ({"words": ""}, "Write your words first"),
        ({"words": "x" * 1_000_000}, "This is very long."),
        ({"choices": ""}, "Write two, three or four different choices"),
        ({"choices": "Monday"}, "Write two, three or four different choices"),
        ({"choices": "a\nb\nc\nd\ne"}, "Write two, three or four different choices"),
        ({"choices": "a\n a \nb"}, "Write two, three or four different choices"),
        ({"choices": "a\n" + "b" * 300}, "Use fewer words for a choice"),
        ({"label": "decided"}, "Take the choices out"),
        ({"answer_by-day": "23"}, "This day is over."),
        ({"answer_by-day": "31"}, "Type a real date"),
        ({"answer_by-day": "", "answer_by-month": "", "answer_by-year": ""}, "Type the day by which an answer helps"),
        ({"readers": []}, "Choose at least one person to ask"),
        ({"readers": ["x", "\x00"]}, "Choose at least one person to ask"),
    ],
    ids=str,
)
def test_what_is_missing_is_said_and_nothing_is_sent(
    signed_in_as: SignedInAs, look: Look, answers: dict[str, object], sentence: str
) -> None:
    answer = signed_in_as("okoro").sends(MAYA, **FINE | answers)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert look(sa.select(Proposal)) == []


def test_today_is_still_to_come(asks: Asks) -> None:
    assert asks("okoro", "maya", to=["leila"], **{"answer_by-day": "24"})


def test_the_same_form_sent_five_times_asks_once(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    sent = {**okoro.form(MAYA).hidden_values(), **FINE}
    assert len({okoro.post(MAYA, data=sent).headers["Location"] for _ in range(5)}) == 1
    assert len(look(sa.select(Proposal))) == 1


def test_a_choice_that_names_another_child_is_asked_about_first(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    named = FINE | {"choices": "Lunch with Zofia\nLunch alone"}
    answer = okoro.sends(MAYA, **named)
    assert answer.status_code == 422
    assert "That is the name of another child here." in answer.text
    assert look(sa.select(Proposal)) == []
    assert okoro.sends(MAYA, **named, names_ok="y").status_code == 302


@pytest.mark.parametrize(("who", "status"), [("lewis", 404), ("quinn", 404), ("leila", 403), ("amara", 403)])
def test_nobody_else_asks_about_maya(signed_in_as: SignedInAs, who: str, status: int) -> None:
    assert signed_in_as(who).get(MAYA).status_code == status
