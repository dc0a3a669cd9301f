"""Whose words: what somebody said, asked or tapped, and what was raised because of it, is read by whom."""

from typing import Any

import sqlalchemy as sa

from portal.access.policy import SAFEGUARDING, SEES_CONCERNS, Role
from portal.models import (
    BETWEEN_TWO,
    Ask,
    CheckIn,
    CheckInReader,
    Concern,
    ConcernAbout,
    ConcernNotice,
    Contribution,
    ContributionReader,
    Message,
    Place,
    Sharing,
    Thread,
)
from portal.visibility.asker import Asker
from portal.visibility.conditions import (
    ANYTHING,
    Condition,
    covered_pupil_ids,
    looked_after_today,
    pupil_ids,
    released_pupil_ids,
)
from portal.visibility.rules_of_messages import threads


def contributions(row: Any, asker: Asker) -> Condition:
    """Whoever said it, the readers they were shown, the pupil's key worker of today, and those who keep children safe.

    Nobody whom the writer left out; and no adult who does not see the plan (or, between two, the pupil) any more.
    """
    reader = ContributionReader.__table__.alias().c
    named = row.id.in_(sa.select(reader.contribution_id).where(reader.person_id == asker.person_id))
    heard = sa.or_(row.person_id == asker.person_id, named, _team_of(row, asker))
    left_out = sa.or_(row.not_for_id.is_(None), row.not_for_id != asker.person_id)
    theirs = sa.and_(~_wish_without_them(row, asker), _still_theirs(row, asker), _not_held(row, asker))
    said = sa.and_(row.place.not_in((Place.MESSAGE, Place.GROUP)), heard, theirs)
    read = sa.or_(said, _in_their_threads(row, asker), _in_a_group(row, asker))
    return sa.and_(read, left_out, _not_about_them(row, asker))


def _in_a_group(row: Any, asker: Asker) -> Condition:
    """Words of a parent group stand with a child only when they worried somebody: who keeps children safe reads them,
    and no key worker, who does not know who belongs to a group."""
    readers = sa.true() if asker.roles & SAFEGUARDING else row.person_id == asker.person_id
    return sa.and_(row.place == Place.GROUP, readers)


def _in_their_threads(row: Any, asker: Asker) -> Condition:
    """The words of messages are read by whoever sees the thread; of one that was withdrawn by its writer, and by those
    who keep children safe."""
    message, thread = Message.__table__.alias(), Thread.__table__.alias()
    # Also for whoever writes it, before the message stands beside the words; taken back it is theirs still. One list,
    # and none in it: SQLite's parser goes only so deep, and this stands inside the conditions of others.
    theirs = row.person_id == asker.person_id
    in_one = row.about_id.in_(sa.select(thread.c.id).where(threads(thread.c, asker)))
    if asker.roles & SAFEGUARDING:
        return sa.and_(row.place == Place.MESSAGE, in_one)
    taken_back = row.id.in_(sa.select(message.c.contribution_id).where(message.c.withdrawn_at.is_not(None)))
    return sa.and_(row.place == Place.MESSAGE, in_one, sa.or_(theirs, ~taken_back))


def _wish_without_them(row: Any, asker: Asker) -> Condition:
    """A wish to talk, from a check-in that is not for this member of staff; unless the wish is to talk to them."""
    if not (asker.keeps_a_caseload or asker.sees_whole_setting):
        return sa.false()
    check_in = CheckIn.__table__.alias().c
    return sa.and_(
        row.place == Place.ASK,
        sa.exists().where(
            check_in.id == row.about_id,
            check_in.not_for_id == asker.person_id,
            sa.or_(check_in.talk_to_id.is_(None), check_in.talk_to_id != asker.person_id),
        ),
    )


def _not_held(row: Any, asker: Asker) -> Condition:
    """What was said in a check-in that is held back from home is read by none of its readers there."""
    if asker.keeps_a_caseload or asker.sees_whole_setting:
        return sa.true()
    check_in = CheckIn.__table__.alias().c
    held = sa.exists().where(check_in.id == row.about_id, check_in.held_at.is_not(None))
    return sa.or_(row.person_id == asker.person_id, row.place != Place.CHECK_IN, ~held)


def _not_about_them(row: Any, asker: Asker) -> Condition:
    """Whoever a concern is about does not read the words that raised it, on any page."""
    if not (asker.keeps_a_caseload or asker.sees_whole_setting):
        return sa.true()
    concern, about = Concern.__table__.alias().c, ConcernAbout.__table__.alias().c
    raised = sa.exists().where(
        concern.contribution_id == row.id, about.concern_id == concern.id, about.person_id == asker.person_id
    )
    return sa.or_(row.person_id == asker.person_id, ~raised)


def _team_of(row: Any, asker: Asker) -> Condition:
    if asker.roles & SAFEGUARDING:
        return sa.true()
    return row.pupil_id.in_(looked_after_today(asker)) if asker.keeps_a_caseload else sa.false()


def _still_theirs(row: Any, asker: Asker) -> Condition:
    if asker.sees_whole_setting:
        return sa.true()
    between = sa.and_(row.place.in_(BETWEEN_TWO), row.pupil_id.in_(pupil_ids(asker, ANYTHING)))
    theirs = sa.or_(row.pupil_id.in_(pupil_ids(asker, "sees_plan")), between)
    if asker.keeps_a_caseload:
        # Whoever covers for the key worker and was named as a reader.
        covered = sa.and_(row.place == Place.CANT_COME, row.pupil_id.in_(covered_pupil_ids(asker)))
        theirs = sa.or_(theirs, covered)
    if Role.LINK_TEACHER in asker.roles:
        return sa.or_(theirs, row.pupil_id.in_(released_pupil_ids(asker)))
    return theirs


def parts_of_contributions(row: Any, asker: Asker) -> Condition:
    """Whoever reads the words they belong to."""
    said = Contribution.__table__.alias().c
    found: Condition = row.contribution_id.in_(sa.select(said.id).where(contributions(said, asker)))
    return found


def asks(row: Any, asker: Asker) -> Condition:
    """Who asked, who is to answer, and whoever may read the words.

    A link teacher sees what they asked themself, as long as something of that pupil is released to them.
    """
    pupil = sa.true() if asker.sees_whole_setting else row.pupil_id.in_(pupil_ids(asker, ANYTHING))
    if Role.LINK_TEACHER in asker.roles:
        own = sa.and_(row.person_id == asker.person_id, row.pupil_id.in_(released_pupil_ids(asker)))
        pupil = sa.or_(pupil, own)
    mine = sa.or_(row.person_id == asker.person_id, row.for_id == asker.person_id)
    return sa.and_(pupil, sa.or_(mine, parts_of_contributions(row, asker)))


def parts_of_asks(row: Any, asker: Asker) -> Condition:
    """Whoever sees the question."""
    ask = Ask.__table__.alias().c
    found: Condition = row.ask_id.in_(sa.select(ask.id).where(asks(ask, asker)))
    return found


def check_ins(row: Any, asker: Asker) -> Condition:
    """The young person; what is not theirs alone: their key worker, those who keep children safe, the readers they
    chose at home while it is not held. Nobody whom they left out, and nobody before it is finished."""
    reader = CheckInReader.__table__.alias().c
    chosen = row.id.in_(sa.select(reader.check_in_id).where(reader.person_id == asker.person_id))
    at_home = sa.and_(chosen, row.held_at.is_(None), row.pupil_id.in_(pupil_ids(asker, "sees_plan")))
    sent = sa.and_(
        row.finished_at.is_not(None),
        row.sharing != Sharing.JUST_ME,
        sa.or_(row.not_for_id.is_(None), row.not_for_id != asker.person_id),
        sa.or_(_team_of(row, asker), at_home),
    )
    return sa.or_(row.person_id == asker.person_id, sent)


def parts_of_check_ins(row: Any, asker: Asker) -> Condition:
    """Whoever sees the check-in; of its readers at home, each sees themself only."""
    if not (asker.keeps_a_caseload or asker.sees_whole_setting or Role.PUPIL in asker.roles):
        return row.person_id == asker.person_id  # type: ignore[no-any-return]
    check_in = CheckIn.__table__.alias().c
    found: Condition = row.check_in_id.in_(sa.select(check_in.id).where(check_ins(check_in, asker)))
    return found


def safety_answers(row: Any, asker: Asker) -> Condition:
    """Those who keep children safe and the head, unless it raised a concern about them; and nobody else."""
    if not asker.roles & SEES_CONCERNS:
        return sa.false()
    concern, about = Concern.__table__.alias().c, ConcernAbout.__table__.alias().c
    return ~sa.exists().where(
        concern.safety_answer_id == row.id, about.concern_id == concern.id, about.person_id == asker.person_id
    )


def concerns(row: Any, asker: Asker) -> Condition:
    """Those who keep children safe, the head, and staff who were told of it; nobody whom it is about, on any page.

    Of words of a parent group the head reads once they were told, because nobody else had it.
    """
    if not (asker.keeps_a_caseload or asker.sees_whole_setting):
        return sa.false()
    notice, about = ConcernNotice.__table__.alias().c, ConcernAbout.__table__.alias().c
    told = row.id.in_(sa.select(notice.concern_id).where(notice.person_id == asker.person_id))
    not_about: Condition = ~row.id.in_(sa.select(about.concern_id).where(about.person_id == asker.person_id))
    said = Contribution.__table__.alias().c
    of_a_group = row.contribution_id.in_(sa.select(said.id).where(said.place == Place.GROUP))
    if asker.roles & SAFEGUARDING:
        return not_about
    if asker.roles & SEES_CONCERNS:
        return sa.and_(sa.or_(told, row.contribution_id.is_(None), ~of_a_group), not_about)
    return sa.and_(told, not_about)


def parts_of_concerns(row: Any, asker: Asker) -> Condition:
    """Whoever sees the concern."""
    concern = Concern.__table__.alias().c
    found: Condition = row.concern_id.in_(sa.select(concern.id).where(concerns(concern, asker)))
    return found
