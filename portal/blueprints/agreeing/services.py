"""Answering, taking an answer back, entering somebody's answer for them, and deciding about a "no"."""

import json
import uuid
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.asking.ringing import ask_for_call, find_key_worker
from portal.blueprints.agreeing.matter import Matter, changed_from
from portal.blueprints.agreeing.queries import find_sent_answer
from portal.database import db
from portal.heard import Reader, Replaces, Saying, say
from portal.heard.audience import Audience
from portal.heard.for_another import readers_with_writer
from portal.models import (
    AgreeAnswer,
    Agreement,
    AgreementDecision,
    GoodTime,
    HowGiven,
    HowSaid,
    Place,
    Voice,
)
from portal.returning.agreed import hold
from portal.returning.needed import MustAgree, who_must_agree

_SAID = {
    HowGiven.PHONE: HowSaid.BY_PHONE,
    HowGiven.PAPER: HowSaid.ON_PAPER,
    HowGiven.INTERPRETER: HowSaid.WRITTEN_FOR_ME,
}
_DECIDED = (AgreeAnswer.NO, AgreeAnswer.PART)


class WordsChangedError(RuntimeError):
    """The words were changed since they were shown. Holds which parts, and the hashes as they are now."""

    def __init__(self, parts: frozenset[str], hashes: dict[str, str]) -> None:
        super().__init__("the words were changed meanwhile")
        self.parts, self.hashes = parts, hashes


@dataclass(frozen=True)
class Given:
    """An answer, the parts it is about, their words with who reads them, and the hashes of what they were shown."""

    answer: AgreeAnswer
    about: tuple[str, ...]
    words: str
    readers: tuple[Reader, ...]
    how_said: HowSaid
    client_id: uuid.UUID
    shown: str


@dataclass(frozen=True)
class Entered:
    """How an answer came that a member of staff enters, and what shows it."""

    how: HowGiven
    evidence: str


def get_asked(matter: Matter, person_id: uuid.UUID, *, by: Viewer) -> MustAgree:
    """Why this person is asked today. NoResultFound (shown as 404) for whoever is not, or is no longer."""
    asked = who_must_agree(matter.pupil_id, clock.today())
    found = next((one for one in asked if one.person_id == person_id), None)
    if found is None or matter.way.setting_id != by.setting_id:
        raise NoResultFound
    return found


def answer(matter: Matter, given: Given, *, by: Viewer) -> Agreement:
    """Keep this person's answer; it takes the place of the one before. The same form sent twice, or at once, is one.

    WordsChangedError when the words are no longer those that were shown; NoResultFound when they are not asked.
    """
    return _keep(matter, given, get_asked(matter, by.person_id, by=by), None, by)


def enter(
    matter: Matter, given: Given, entered: Entered, who: MustAgree, audience: Audience, *, by: Viewer
) -> Agreement:
    """Keep the answer that somebody gave on the phone, on paper or with an interpreter, as theirs.

    The same errors as `answer`; whoever writes their words down reads them.
    """
    heard = replace(given, readers=readers_with_writer(audience, given.readers, by=by), how_said=_SAID[entered.how])
    return _keep(matter, heard, who, entered, by)


def take_back(agreement: Agreement, *, by: Viewer) -> None:
    """It counts no more; it stays on the record. Twice is once."""
    if agreement.withdrawn_at is None and agreement.replaced_at is None:
        agreement.withdrawn_at = clock.now()
        audit.record(audit.Event.AGREEING_TAKEN_BACK, by=by, pupils=[agreement.pupil_id], agreement=agreement.id)


def decide(agreement: Agreement, decision: str, reason: str, *, by: Viewer) -> AgreementDecision:
    """A named person says what happens about a "no" or a "part", and why. The same words sent twice are one.

    NoResultFound (shown as 404) where there is nothing to decide: they agree, or it is a parent's "no" to a part-time
    timetable, which nobody decides over (domain.md §2.1).
    """
    is_a_parents = agreement.part_time_id is not None and agreement.voice is not Voice.YOUNG
    if agreement.answer not in _DECIDED or is_a_parents:
        raise NoResultFound
    these = (AgreementDecision.decision == decision, AgreementDecision.reason == reason)
    same = sa.select(AgreementDecision).where(
        AgreementDecision.agreement_id == agreement.id, AgreementDecision.person_id == by.person_id, *these
    )
    found = db.session.scalars(same).first()
    if found is not None:
        return found
    decided = AgreementDecision(
        id=uuid.uuid4(),
        setting_id=agreement.setting_id,
        pupil_id=agreement.pupil_id,
        agreement_id=agreement.id,
        way_id=agreement.way_id,
        person_id=by.person_id,
        decision=decision,
        reason=reason,
    )
    db.session.add(decided)
    audit.record(audit.Event.AGREEING_DECIDED, by=by, pupils=[agreement.pupil_id], agreement=agreement.id)
    return decided


def _keep(matter: Matter, given: Given, who: MustAgree, entered: Entered | None, by: Viewer) -> Agreement:
    hold(matter.way.id)
    sent = find_sent_answer(given.client_id, viewer=by)
    if sent is not None:
        return sent
    hashes = matter.hashes()
    changed = changed_from(given.shown, hashes)
    if changed:
        raise WordsChangedError(changed, hashes)
    kept = _row_of(matter, given, who, entered, hashes, by)
    try:
        with db.session.begin_nested():
            db.session.add(kept)
    except IntegrityError:
        # The same form, sent at the same moment, was quicker; or the number is somebody else's.
        sent = find_sent_answer(given.client_id, viewer=by)
        if sent is None:
            raise NoResultFound from None
        return sent
    _make_way(kept)
    _say_words(matter, given, who, entered, kept, by)
    if given.answer is AgreeAnswer.NOT_CLEAR:
        _ask_to_ring(matter, given, who, by)
    what, pupils = audit.Event.AGREEING_ANSWERED, [matter.pupil_id]
    audit.record(what, by=by, pupils=pupils, agreement=kept.id, answer=given.answer, way=kept.how_given)
    return kept


def _row_of(
    matter: Matter, given: Given, who: MustAgree, entered: Entered | None, hashes: dict[str, str], by: Viewer
) -> Agreement:
    return Agreement(
        id=uuid.uuid4(),
        setting_id=by.setting_id,
        pupil_id=matter.pupil_id,
        way_id=matter.way.id,
        part_time_id=matter.part_time_id,
        person_id=who.person_id,
        voice=who.voice,
        answer=given.answer,
        about=" ".join(given.about),
        hashes=json.dumps(hashes, sort_keys=True),
        how_given=entered.how if entered else HowGiven.PORTAL,
        evidence=entered.evidence if entered else "",
        entered_by_id=by.person_id if entered else None,
        client_id=given.client_id,
        given_at=clock.now(),
    )


def _make_way(kept: Agreement) -> None:
    """What the same person answered before counts no more."""
    earlier = sa.update(Agreement).where(
        Agreement.id != kept.id,
        Agreement.way_id == kept.way_id,
        Agreement.part_time_id == kept.part_time_id if kept.part_time_id else Agreement.part_time_id.is_(None),
        Agreement.person_id == kept.person_id,
        Agreement.replaced_at.is_(None),
    )
    db.session.execute(earlier.values(replaced_at=kept.given_at), execution_options={"synchronize_session": "fetch"})


def _say_words(
    matter: Matter, given: Given, who: MustAgree, entered: Entered | None, kept: Agreement, by: Viewer
) -> None:
    if not given.words:
        return
    said = say(
        Saying(
            matter.pupil_id,
            Place.AGREEING,
            given.client_id,
            words=given.words,
            about_id=matter.about_id,
            topic=given.answer,
            readers=given.readers,
            how_said=given.how_said,
            speaker=(who.person_id, who.voice) if entered else None,
            replaces=Replaces.SAME_PLACE,
        ),
        by=by,
    )
    kept.contribution_id = said.id


def _ask_to_ring(matter: Matter, given: Given, who: MustAgree, by: Viewer) -> None:
    """Somebody talks with them about it: a call on the key worker's list."""
    key_worker = find_key_worker(matter.pupil_id, viewer=by)
    if key_worker is None:
        return
    page = "agreeing.part_time_answer" if matter.part_time else "agreeing.plan_answer"
    number = uuid.uuid5(given.client_id, "a call")
    ask = {"good_time": GoodTime.ANY, "page": page, "client_id": number, "person_id": who.person_id}
    ask_for_call(matter.pupil_id, key_worker.id, by=by, **ask)  # type: ignore[arg-type]
