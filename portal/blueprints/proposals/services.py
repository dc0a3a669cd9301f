"""Asking a family honestly, answering, and saying what came of it."""

import uuid
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.proposals.queries import (
    find_askable,
    find_outcome,
    find_readers_of_answer,
    find_sent_proposal,
    list_answers,
    list_own_answers,
)
from portal.database import db
from portal.heard import Reader, Replaces, Saying, say
from portal.models import Contribution, HowSaid, Place, Proposal, Voice


class EndedAlreadyError(RuntimeError):
    """Somebody has ended it: nothing is answered or ended any more."""


@dataclass(frozen=True)
class Question:
    """What is to be asked, or told, and by when an answer helps."""

    words: str
    is_decided: bool
    choices: tuple[str, ...]
    answer_by: date | None
    readers: tuple[Reader, ...]


@dataclass(frozen=True)
class Reply:
    """An answer or an outcome: the number of a choice or what stands for none, and words."""

    topic: str
    words: str
    client_id: uuid.UUID
    how_said: HowSaid = HowSaid.BY_MYSELF


def ask_family(pupil_id: uuid.UUID, question: Question, *, client_id: uuid.UUID, by: Viewer) -> Proposal:
    """Ask, or tell, those who were chosen. The same form sent twice is one."""
    saying = Saying(pupil_id, Place.PROPOSAL, client_id, words=question.words, readers=question.readers)
    said = say(saying, by=by)
    proposal = find_sent_proposal(said.id, viewer=by)
    if proposal is None:
        proposal = Proposal(
            id=uuid.uuid4(),
            setting_id=by.setting_id,
            pupil_id=pupil_id,
            person_id=by.person_id,
            contribution_id=said.id,
            is_decided=question.is_decided,
            choices="\n".join(question.choices),
            answer_by=question.answer_by,
        )
        db.session.add(proposal)
        audit.record(audit.Event.PROPOSALS_PROPOSAL_ASKED, by=by, pupils=[pupil_id], proposal=proposal.id)
    return proposal


def answer_proposal(proposal: Proposal, reply: Reply, *, by: Viewer) -> Contribution:
    """Keep an answer for who asked and those who always read; what the same person answered before makes way.

    EndedAlreadyError when it was ended meanwhile.
    """
    if proposal.ended_at is not None:
        return _sent_before(list_own_answers([proposal], viewer=by).get(proposal.contribution_id), reply)
    _audience, readers = find_readers_of_answer(proposal, viewer=by)
    saying = _saying(proposal, Place.PROPOSAL_REPLY, reply, readers)
    # Another choice is another topic, and takes the place of the earlier one all the same.
    said = say(replace(saying, replaces=Replaces.SAME_PLACE), by=by)
    audit.record(audit.Event.PROPOSALS_PROPOSAL_ANSWERED, by=by, pupils=[proposal.pupil_id], proposal=proposal.id)
    return said


def end_proposal(proposal: Proposal, reply: Reply, *, by: Viewer) -> None:
    """Say to everyone who was asked what came of it, and why. EndedAlreadyError when somebody else was quicker."""
    moved = db.session.execute(
        sa.update(Proposal).where(Proposal.id == proposal.id, Proposal.ended_at.is_(None)).values(ended_at=clock.now()),
        execution_options={"synchronize_session": False},
    )
    if not moved.rowcount:  # type: ignore[attr-defined]
        _sent_before(find_outcome(proposal, viewer=by), reply)
        return
    said = say(_saying(proposal, Place.PROPOSAL_OUTCOME, reply, _told(proposal, by)), by=by)
    db.session.execute(
        sa.update(Proposal).where(Proposal.id == proposal.id).values(outcome_id=said.id),
        execution_options={"synchronize_session": False},
    )
    audit.record(audit.Event.PROPOSALS_PROPOSAL_ENDED, by=by, pupils=[proposal.pupil_id], proposal=proposal.id)


def _sent_before(said: Contribution | None, reply: Reply) -> Contribution:
    """What the same form made of it before it was ended; EndedAlreadyError for a new form."""
    if said is None or said.client_id != reply.client_id:
        raise EndedAlreadyError
    return said


def _told(proposal: Proposal, by: Viewer) -> tuple[Reader, ...]:
    """Those who were asked and may still be told, and who asked."""
    asked = frozenset(answer.person_id for answer in list_answers(proposal, viewer=by))
    readers = find_askable(proposal.pupil_id, viewer=by).chosen(asked)
    if proposal.person_id == by.person_id:
        return readers
    return (*readers, Reader.of(proposal.person, Voice.TEAM))


def _saying(proposal: Proposal, place: Place, reply: Reply, readers: tuple[Reader, ...]) -> Saying:
    saying = Saying(proposal.pupil_id, place, reply.client_id, words=reply.words, readers=readers)
    return replace(saying, about_id=proposal.contribution_id, topic=reply.topic, how_said=reply.how_said)
