"""You said, we chose, because: told to everyone who was asked, and to nobody else."""

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Contact, Contribution, ContributionReader, Place, Proposal, Relationship
from tests import cast
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime
from tests.web.proposals.conftest import WORDS, Asks

WHY = "The school has an empty room on Thursday."


@pytest.fixture
def asked(asks: Asks) -> str:
    return asks("okoro", "maya", to=["leila", "maya"])


def test_everyone_who_was_asked_hears_what_was_chosen_and_why(signed_in_as: SignedInAs, asked: str) -> None:
    signed_in_as("leila").sends(asked, choice="0")
    assert signed_in_as("okoro").sends(f"{asked}/end", choice="1", words=WHY).headers["Location"] == asked
    leila, maya = (signed_in_as(who).reads(asked).text for who in ("leila", "maya"))
    assert "You said: Monday" in leila
    assert f"We chose: Thursday This is why: {WHY}" in leila
    assert "You did not answer. That is fine." in maya
    assert f"We chose: Thursday This is why: {WHY}" in maya
    assert "Monday" not in maya


def test_who_ends_it_says_why(signed_in_as: SignedInAs, look: Look, asked: str) -> None:
    okoro = signed_in_as("okoro")
    assert okoro.sends(f"{asked}/end", choice="1", words="").status_code == 422
    assert okoro.sends(f"{asked}/end", choice="", words=WHY).status_code == 422
    assert okoro.sends(f"{asked}/end", choice="7", words=WHY).status_code == 422
    assert [proposal.ended_at for proposal in look(sa.select(Proposal))] == [None]


def test_two_who_end_it_at_once_the_first_one_counts_and_no_words_are_lost(
    signed_in_as: SignedInAs, look: Look, asked: str
) -> None:
    okoro, ruth = signed_in_as("okoro"), signed_in_as("byrne")
    opened = ruth.form(f"{asked}/end").hidden_values()
    okoro.sends(f"{asked}/end", choice="1", words=WHY)
    answer = ruth.post(f"{asked}/end", data={**opened, "choice": "0", "words": "Because of the bus."})
    assert answer.status_code == 409
    assert "Because of the bus." in answer.text
    assert len(look(sa.select(Contribution).where(Contribution.place == Place.PROPOSAL_OUTCOME))) == 1


def test_the_same_end_sent_twice_is_one(signed_in_as: SignedInAs, look: Look, asked: str) -> None:
    okoro = signed_in_as("okoro")
    sent = {**okoro.form(f"{asked}/end").hidden_values(), "choice": "1", "words": WHY}
    assert [okoro.post(f"{asked}/end", data=sent).status_code for _ in range(3)] == [302] * 3
    assert len(look(sa.select(Contribution).where(Contribution.place == Place.PROPOSAL_OUTCOME))) == 1


def test_an_answer_that_comes_too_late_is_not_lost_and_not_counted(
    signed_in_as: SignedInAs, look: Look, asked: str
) -> None:
    leila = signed_in_as("leila")
    sent = leila.form(asked).hidden_values()
    signed_in_as("okoro").sends(f"{asked}/end", choice="1", words=WHY)
    answer = leila.post(f"{asked}/answer", data={**sent, "choice": "0", "words": "Monday is better."})
    assert answer.status_code == 409
    assert "Monday is better." in answer.text
    assert WHY in answer.text
    assert look(sa.select(Contribution).where(Contribution.place == Place.PROPOSAL_REPLY)) == []


def test_an_answer_sent_again_after_the_end_is_still_that_answer(signed_in_as: SignedInAs, asked: str) -> None:
    leila = signed_in_as("leila")
    sent = {**leila.form(asked).hidden_values(), "choice": "0"}
    leila.post(f"{asked}/answer", data=sent)
    signed_in_as("okoro").sends(f"{asked}/end", choice="1", words=WHY)
    assert leila.post(f"{asked}/answer", data=sent).status_code == 302


def test_who_has_no_contact_any_more_is_not_told(signed_in_as: SignedInAs, look: Look, asked: str) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, cast.relationship("leila", "maya")).contact = Contact.NONE
    signed_in_as("okoro").sends(f"{asked}/end", choice="1", words=WHY)
    told = sa.select(ContributionReader).join(Proposal, Proposal.outcome_id == ContributionReader.contribution_id)
    assert [reader.person_id for reader in look(told)] == [cast.person("maya")]


def test_who_asked_is_told_when_somebody_else_ends_it(signed_in_as: SignedInAs, asks: Asks) -> None:
    address = asks("patel", "maya", to=["leila"])
    signed_in_as("byrne").sends(f"{address}/end", choice="1", words=WHY)
    assert WHY in signed_in_as("patel").reads(address).text


def test_what_was_only_told_is_ended_without_a_choice(signed_in_as: SignedInAs, asks: Asks) -> None:
    address = asks("okoro", "maya", to=["leila"], label="decided", choices="", words="Anna leaves in May.")
    leila = signed_in_as("leila")
    leila.sends(address, choice="read", words="She will be missed.")
    assert "I have read this She will be missed." in signed_in_as("okoro").reads(address).text
    assert signed_in_as("okoro").sends(f"{address}/end", words="We told Anna.").status_code == 302
    assert "This is why: We told Anna." in leila.reads(address).text


def test_today_shows_staff_what_is_past_its_day(signed_in_as: SignedInAs, the_time_is: SetTime, asked: str) -> None:
    heading = "Families wait to hear what came of it"
    assert heading not in signed_in_as("okoro").reads("/").text
    the_time_is("2026-11-28 10:00")
    assert heading in signed_in_as("okoro").reads("/").text
    assert heading not in signed_in_as("lewis").reads("/").text


@pytest.mark.parametrize(("who", "status"), [("lewis", 404), ("rees", 404), ("leila", 403), ("quinn", 404)])
def test_nobody_else_ends_it(signed_in_as: SignedInAs, asked: str, who: str, status: int) -> None:
    assert signed_in_as(who).get(f"{asked}/end").status_code == status


def news(signed_in_as: SignedInAs, who: str, address: str) -> list[str]:
    links = signed_in_as(who).reads("/").one("main").all("a", where=lambda a: a.attrs["href"] == address)
    return [link.text for link in links if link.text.startswith(("There is an answer", "What came of it"))]


def test_today_says_for_a_week_that_there_is_an_answer(
    signed_in_as: SignedInAs, the_time_is: SetTime, asked: str
) -> None:
    signed_in_as("leila").sends(asked, choice="0")
    assert news(signed_in_as, "leila", asked) == []
    signed_in_as("okoro").sends(f"{asked}/end", choice="1", words=WHY)
    said = [f"There is an answer{WORDS}"]
    assert [news(signed_in_as, who, asked) for who in ("leila", "maya", "dan", "okoro")] == [said, said, [], []]
    the_time_is("2026-11-30 10:00")
    assert news(signed_in_as, "leila", asked) == said
    the_time_is("2026-12-02 10:00")
    assert news(signed_in_as, "leila", asked) == []


def test_today_says_it_to_nobody_who_was_not_told(signed_in_as: SignedInAs, asked: str) -> None:
    tie = cast.relationship("leila", "maya")
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, tie).contact = Contact.NONE
    signed_in_as("okoro").sends(f"{asked}/end", choice="1", words=WHY)
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, tie).contact = Contact.OPEN
    assert news(signed_in_as, "leila", asked) == []


def test_a_social_worker_is_told_on_today_too(signed_in_as: SignedInAs, asks: Asks) -> None:
    address = asks("lewis", "tyler", to=["amara"])
    signed_in_as("lewis").sends(f"{address}/end", choice="1", words=WHY)
    assert news(signed_in_as, "amara", address) == [f"There is an answer{WORDS}"]
