"""Choices that were offered and what came back: each who was asked reads their own answer, staff read all of them."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal import clock
from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.database import db
from portal.heard import Audience, Reader, find_audience
from portal.models import (
    Contribution,
    ContributionReader,
    Place,
    Proposal,
    Pupil,
    Voice,
)
from portal.visibility import pupils_visible_to

PLAN = "sees_plan"
_FIRST_TO_ANSWER = (Proposal.answer_by.is_(None), Proposal.answer_by, Proposal.asked_at, Proposal.id)


@dataclass(frozen=True)
class Answer:
    """What one of those asked has answered last; None while they have not."""

    person_id: uuid.UUID
    first_name: str
    said: Contribution | None


def find_askable(pupil_id: uuid.UUID, *, viewer: Viewer) -> Audience:
    """Whom this member of staff may ask about this pupil: whoever may be shown it has a page to answer on."""
    return find_audience(pupil_id, Place.PROPOSAL, viewer=viewer)


def get_proposal(proposal_id: uuid.UUID, *, viewer: Viewer) -> Proposal:
    """What was asked, with its words and its end. NoResultFound (shown as 404) for anybody else's."""
    rows = _theirs(viewer).where(Proposal.id == proposal_id)
    return db.session.scalars(rows).one()


def get_asked_proposal(proposal_id: uuid.UUID, *, viewer: Viewer) -> Proposal:
    """What this person was asked. NoResultFound (shown as 404) for what others were asked."""
    rows = _theirs(viewer).where(Proposal.id == proposal_id, Proposal.contribution_id.in_(_asked_of(viewer)))
    return db.session.scalars(rows).one()


def list_proposals(pupil_id: uuid.UUID, *, viewer: Viewer) -> list[Proposal]:
    """Everything this person was asked, or may read, about a pupil: what is open first, then the newest."""
    newest = (Proposal.ended_at.is_not(None), Proposal.asked_at.desc(), Proposal.id)
    return list(db.session.scalars(_theirs(viewer).where(Proposal.pupil_id == pupil_id).order_by(*newest)))


def list_choices_of(most: int, since: datetime, *, viewer: Viewer) -> list[Proposal]:
    """What asks this person and they have not answered; then what was ended since and they may read what came of it."""
    own = sa.select(Contribution.about_id).where(
        Contribution.place == Place.PROPOSAL_REPLY, Contribution.person_id == viewer.person_id
    )
    answered = Proposal.contribution_id.in_(own.where(Contribution.about_id.is_not(None)))
    waits = sa.and_(Proposal.ended_at.is_(None), ~answered)
    told = sa.and_(Proposal.ended_at >= since, Proposal.outcome_id.in_(_asked_of(viewer)))
    rows = _theirs(viewer).where(Proposal.contribution_id.in_(_asked_of(viewer)), sa.or_(waits, told))
    return list(db.session.scalars(rows.order_by(Proposal.ended_at.is_not(None), *_FIRST_TO_ANSWER).limit(most)))


def list_late_proposals(most: int, *, viewer: Viewer) -> list[Proposal]:
    """What is open beyond the day by which an answer helped: for staff, who say what came of it; `most` of them."""
    rows = _theirs(viewer).where(Proposal.ended_at.is_(None), Proposal.answer_by < clock.today())
    return list(db.session.scalars(rows.order_by(*_FIRST_TO_ANSWER).limit(most)))


def find_outcome(proposal: Proposal, *, viewer: Viewer) -> Contribution | None:
    """What came of it, as it stands in the database now; None while it is open."""
    rows = sa.select(Contribution).join(Proposal, Proposal.outcome_id == Contribution.id)
    here = rows.where(Proposal.id == proposal.id, Proposal.setting_id == viewer.setting_id)
    return db.session.scalars(here).one_or_none()


def find_sent_proposal(contribution_id: uuid.UUID, *, viewer: Viewer) -> Proposal | None:
    """What this form made of it when it was sent before."""
    rows = sa.select(Proposal).where(
        Proposal.contribution_id == contribution_id, Proposal.person_id == viewer.person_id
    )
    return db.session.scalars(rows).one_or_none()


def list_asked_ids(proposals: Iterable[Proposal], *, viewer: Viewer) -> frozenset[uuid.UUID]:
    """The ids of those of the proposals that ask this person."""
    wanted = {proposal.contribution_id: proposal.id for proposal in proposals}
    rows = sa.select(ContributionReader.contribution_id).where(
        ContributionReader.contribution_id.in_(list(wanted)), ContributionReader.person_id == viewer.person_id
    )
    return frozenset(wanted[one] for one in db.session.scalars(rows))


def list_own_answers(proposals: Iterable[Proposal], *, viewer: Viewer) -> dict[uuid.UUID, Contribution]:
    """What this person has answered last, by the id of the words that asked."""
    asked = [proposal.contribution_id for proposal in proposals]
    own = _replies(asked).where(Contribution.person_id == viewer.person_id)
    return {answer.about_id: answer for answer in db.session.scalars(own) if answer.about_id}


def list_answers(proposal: Proposal, *, viewer: Viewer) -> list[Answer]:
    """Everyone who was asked with what they answered last: for staff. No page of a family or a pupil asks for it."""
    if Permission.PROPOSALS_ASK not in viewer.permissions:
        return []
    readers = sa.select(ContributionReader).where(
        ContributionReader.contribution_id == proposal.contribution_id,
        ContributionReader.setting_id == viewer.setting_id,
    )
    asked = list(db.session.scalars(readers.order_by(ContributionReader.shown_as, ContributionReader.id)))
    said = {answer.person_id: answer for answer in db.session.scalars(_replies([proposal.contribution_id]))}
    return [Answer(reader.person_id, reader.shown_as, said.get(reader.person_id)) for reader in asked]


def find_readers_of_answer(proposal: Proposal, *, viewer: Viewer) -> tuple[Audience, tuple[Reader, ...]]:
    """Who reads an answer: those who always do, and who asked; shown as one, and whom the answer must name."""
    audience = find_audience(proposal.pupil_id, Place.PROPOSAL_REPLY, viewer=viewer)
    known = {reader.person_id for reader in audience.always}
    extra = () if proposal.person_id in known else (Reader.of(proposal.person, Voice.TEAM),)
    return Audience((*audience.always, *extra), ()), extra


def _asked_of(viewer: Viewer) -> sa.Select[uuid.UUID]:
    return sa.select(ContributionReader.contribution_id).where(ContributionReader.person_id == viewer.person_id)


def _theirs(viewer: Viewer) -> sa.Select[Proposal]:
    return (
        sa.select(Proposal)
        .join(Pupil, Pupil.id == Proposal.pupil_id)
        .options(joinedload(Proposal.contribution), joinedload(Proposal.outcome), joinedload(Proposal.person))
        .where(pupils_visible_to(viewer, given=PLAN))
    )


def _replies(asked: list[uuid.UUID]) -> sa.Select[Contribution]:
    """The answers to these words that count, the newest last."""
    return (
        sa.select(Contribution)
        .where(
            Contribution.place == Place.PROPOSAL_REPLY,
            Contribution.about_id.in_(asked),
            Contribution.replaced_at.is_(None),
        )
        .order_by(Contribution.said_at, Contribution.id)
    )
