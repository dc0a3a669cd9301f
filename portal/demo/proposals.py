"""What the demo's setting has asked and told families, with what they answered."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from portal import clock
from portal.blueprints.proposals.queries import find_askable, find_outcome, get_asked_proposal, get_proposal
from portal.blueprints.proposals.services import Question, Reply, answer_proposal, ask_family, end_proposal
from portal.demo.speaking import Cast
from portal.models import Contribution, Proposal
from portal.roster.demo import FOLDER

# The same words get the same number each time: filled a second time, nothing stands there twice.
NUMBERS = uuid.UUID("2f6f2a0e-8a54-4e0c-9d0b-6a1a3f9a7c11")
ANSWERED_AFTER, ENDED_AGO = timedelta(hours=5), timedelta(days=4)

Written = Mapping[str, Any]


def fill(session: Session, setting_id: uuid.UUID) -> None:
    """Put what was asked into the demo, as if it had been asked in the last days. What is there already stays."""
    cast = Cast(session, setting_id)
    for at, one in enumerate(yaml.safe_load((FOLDER / "proposals.yml").read_text(encoding="utf-8"))):
        filling = _Filling(cast, one, f"{setting_id} {at}")
        if not cast.has_heard(filling.number("asked")):
            filling.fill()


class _Filling:
    """One question of the setting to a family, with its answers and its end."""

    def __init__(self, cast: Cast, one: Written, name: str) -> None:
        self.cast, self.one, self._name = cast, one, name
        self.asked_at = clock.now() - timedelta(days=one["ago"])

    def number(self, what: str) -> uuid.UUID:
        """The number of the form that something was said in."""
        return uuid.uuid5(NUMBERS, f"{self._name} {what}")

    def fill(self) -> None:
        """Ask, answer, end."""
        proposal_id = self._ask()
        for who, answer in self.one["answers"].items():
            self._answer(proposal_id, who, answer)
        if "why" in self.one:
            self._end(proposal_id)

    def _ask(self) -> uuid.UUID:
        one, by = self.one, self.cast.viewer(self.one["by"])
        pupil_id, days = self.cast.pupils[one["about"]], one["answer_in"]
        wanted = frozenset(self.cast.people[slug].id for slug in one["to"])
        question = Question(
            words=one["words"],
            is_decided=one["is_decided"],
            choices=tuple(one["choices"]),
            answer_by=None if days is None else clock.today() + timedelta(days=days),
            readers=find_askable(pupil_id, viewer=by).chosen(wanted),
        )
        proposal = ask_family(pupil_id, question, client_id=self.number("asked"), by=by)
        proposal.asked_at = self.asked_at
        self._date(proposal.contribution_id, self.asked_at)
        return proposal.id

    def _answer(self, proposal_id: uuid.UUID, who: str, answer: Written) -> None:
        by = self.cast.viewer(who)
        reply = Reply(answer["choice"], answer["words"], self.number(f"answer of {who}"))
        said = answer_proposal(get_asked_proposal(proposal_id, viewer=by), reply, by=by)
        self._date(said.id, self.asked_at + ANSWERED_AFTER)

    def _end(self, proposal_id: uuid.UUID) -> None:
        by, ended_at = self.cast.viewer(self.one["by"]), clock.now() - ENDED_AGO
        proposal = get_proposal(proposal_id, viewer=by)
        end_proposal(proposal, Reply(self.one["chose"], self.one["why"], self.number("outcome")), by=by)
        outcome = find_outcome(proposal, viewer=by)
        assert outcome is not None
        self._date(outcome.id, ended_at)
        ended = sa.update(Proposal).where(Proposal.id == proposal_id).values(ended_at=ended_at)
        self.cast.session.execute(ended)

    def _date(self, said_id: uuid.UUID, at: datetime) -> None:
        """What has just been said, was said then."""
        self.cast.session.flush()
        self.cast.session.get_one(Contribution, said_id).said_at = at
        self.cast.session.flush()
