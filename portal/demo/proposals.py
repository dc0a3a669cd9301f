"""What the demo's setting has asked and told families, with what they answered."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from portal import clock
from portal.models import Contribution, ContributionReader, HowSaid, Person, Place, Proposal, Pupil, Voice
from portal.roster.demo import FOLDER

# The same words get the same number each time: filled a second time, nothing stands there twice.
NUMBERS = uuid.UUID("2f6f2a0e-8a54-4e0c-9d0b-6a1a3f9a7c11")


def fill(session: Session, setting_id: uuid.UUID) -> None:
    """Put what was asked into the demo, as if it had been asked in the last days. What is there already stays."""
    people = {one.external_id: one for one in session.scalars(sa.select(Person).where(Person.setting_id == setting_id))}
    of_person = {
        one.person_id: one.id for one in session.scalars(sa.select(Pupil).where(Pupil.setting_id == setting_id))
    }
    for number, facts in enumerate(yaml.safe_load((FOLDER / "proposals.yml").read_text(encoding="utf-8"))):
        maker = _Maker(session, setting_id, of_person[people[facts["about"]].id], people, f"{setting_id} {number}")
        if session.scalar(sa.select(Contribution.id).where(Contribution.client_id == maker.number("asked"))) is None:
            _ask(maker, facts)


class _Maker:
    """Says things about one pupil for somebody of the demo."""

    def __init__(
        self, session: Session, setting_id: uuid.UUID, pupil_id: uuid.UUID, people: dict[Any, Person], name: str
    ) -> None:
        self.session, self.setting_id, self.pupil_id, self.people = session, setting_id, pupil_id, people
        self._name = name

    def number(self, what: str) -> uuid.UUID:
        """The number of the form that something was said in."""
        return uuid.uuid5(NUMBERS, f"{self._name} {what}")

    def says(self, what: str, who: str, place: Place, words: str, at: datetime, **more: Any) -> Contribution:
        """Keep what somebody said."""
        said = Contribution(
            id=uuid.uuid4(),
            setting_id=self.setting_id,
            pupil_id=self.pupil_id,
            person_id=self.people[who].id,
            place=place,
            words=words.strip(),
            how_said=HowSaid.BY_MYSELF,
            client_id=self.number(what),
            said_at=at,
            **more,
        )
        self.session.add(said)
        self.session.flush()
        return said

    def for_readers(self, said: Contribution, readers: list[str]) -> None:
        """Who was to read it."""
        self.session.add_all(
            ContributionReader(
                setting_id=self.setting_id,
                pupil_id=self.pupil_id,
                contribution_id=said.id,
                person_id=self.people[who].id,
                shown_as=self.people[who].first_name,
            )
            for who in readers
        )


def _ask(maker: _Maker, facts: dict[str, Any]) -> None:
    asked_at = clock.now() - timedelta(days=facts["ago"])
    said = maker.says("asked", facts["by"], Place.PROPOSAL, facts["words"], asked_at, voice=Voice.TEAM)
    maker.for_readers(said, facts["to"])
    answer_in = facts["answer_in"]
    proposal = Proposal(
        setting_id=maker.setting_id,
        pupil_id=maker.pupil_id,
        person_id=maker.people[facts["by"]].id,
        contribution_id=said.id,
        is_decided=facts["is_decided"],
        choices="\n".join(facts["choices"]),
        answer_by=None if answer_in is None else clock.today() + timedelta(days=answer_in),
        asked_at=asked_at,
    )
    maker.session.add(proposal)
    for who, answer in facts["answers"].items():
        about = {"about_id": said.id, "topic": answer["choice"], "voice": _voice(who, facts)}
        at = asked_at + timedelta(hours=5)
        maker.says(f"answer of {who}", who, Place.PROPOSAL_REPLY, answer["words"], at, **about)
    if "why" in facts:
        about = {"about_id": said.id, "topic": facts["chose"], "voice": Voice.TEAM}
        ended_at = clock.now() - timedelta(days=4)
        outcome = maker.says("outcome", facts["by"], Place.PROPOSAL_OUTCOME, facts["why"], ended_at, **about)
        maker.for_readers(outcome, facts["to"])
        proposal.outcome_id, proposal.ended_at = outcome.id, ended_at


def _voice(who: str, facts: dict[str, Any]) -> Voice:
    if who == facts["about"]:
        return Voice.YOUNG
    return Voice.SCHOOL if who == "amara" else Voice.HOME
