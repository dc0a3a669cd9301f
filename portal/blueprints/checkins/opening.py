"""What a phone sealed without signal is kept as if it had been tapped here: the same services, once, for that child."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from portal.access.viewer import Viewer
from portal.audit import Event, looked
from portal.blueprints.checkins.presenters import promise_for
from portal.blueprints.checkins.queries import own
from portal.blueprints.checkins.queries.sealed import count_from_phone, count_safety_answers, find_where
from portal.blueprints.checkins.questions import BY_MYSELF, SKIP, Question, helped_by, is_answer
from portal.blueprints.checkins.sealing import (
    NotTakenError,
    Opened,
    forget_raised,
    open_sealed,
    speak_as_child,
)
from portal.blueprints.checkins.services.answering import Beginning, begin_check_in, keep_answer, stop
from portal.blueprints.checkins.services.safety import (
    OnPhone,
    answer_safety,
    number_of,
    say_where,
)
from portal.blueprints.checkins.services.sending import Choice, More, leave_out, say_more, send
from portal.blueprints.checkins.services.talking import talk_to_nobody, wish
from portal.blueprints.checkins.words import HELPED, WHEN, WHERE
from portal.heard import MOST_SIGNS
from portal.models import Cause, CheckIn, Level, Presentation, Safe, Sharing
from portal.safeguarding import Alarm, number_of_where, raise_concern
from portal.web.typed import tidy

TAPPED = (Question.HOW, Question.FEELINGS, Question.BODY, Question.ENERGY)
TALK = ("", SKIP, "not_today", *WHEN)
# "stop" is what they tapped for them alone; words have a reader all the same.
WAYS = ("team", "not_first", "just_me", "stop")
MOST, WITHIN = 30, timedelta(hours=1)


@dataclass(frozen=True)
class Said:
    """A check-in as it was tapped on a phone. NotTakenError (422) for what no page of ours could have sealed."""

    presentation: Presentation
    helped: str
    tapped: dict[Question, list[str]]
    talk: str
    way: str
    words: str

    @classmethod
    def of(cls, said: dict[str, Any]) -> "Said":
        """What was sealed, looked through."""
        # What a phone kept before it knew how the questions are drawn for them was drawn in the middle way.
        kind = said.get("kind", Presentation.MIDDLE)
        if kind not in tuple(Presentation):
            raise NotTakenError(422)
        presentation, tapped = Presentation(kind), {one: said.get(one, []) for one in TAPPED}
        helped, talk, way = said.get("helped", ""), said.get("talk", ""), said.get("way", "")
        one = cls(presentation, helped, tapped, talk, way, tidy(str(said.get("words", ""))))
        fits = all(not values or _fits(question, values, presentation) for question, values in tapped.items())
        known = one.helped in (BY_MYSELF, *HELPED) and one.talk in TALK and one.way in WAYS
        if not (fits and known) or (one.words and one.way == "just_me"):
            raise NotTakenError(422)
        return one


def _fits(question: Question, values: object, presentation: Presentation) -> bool:
    is_list = isinstance(values, list) and all(isinstance(value, str) for value in values)
    return is_list and is_answer(question, values, presentation)  # type: ignore[arg-type]


def take(envelope: object) -> uuid.UUID:
    """Keep what it holds, for the child whose ticket it is; its number, for the receipt. NotTakenError otherwise."""
    opened = open_sealed(envelope)
    child = speak_as_child(opened.person_id)
    pupil_id = own.get_own_pupil_id(viewer=child)
    looked(Event.CHECKINS_FORM_SHOWN, by=child, pupils=[pupil_id])
    with force_locale(child.language):
        if opened.said.get("help") is True:
            # The button of the page of help, pressed as the signal went: once, also when that press arrived after all.
            number = _number(opened.said.get("form", opened.client_id))
            raise_concern(Alarm(pupil_id, Level.NOW, Cause.HELP_BUTTON, number), by=child)
        elif "safe" in opened.said:
            _keep_safety(opened, pupil_id, child)
        else:
            _keep_check_in(opened, pupil_id, child)
    # Nobody is looking: the page that says who reads it has stood on the phone already.
    forget_raised()
    return opened.client_id


def _keep_safety(opened: Opened, pupil_id: uuid.UUID, child: Viewer) -> None:
    """An answer; or the second tap, where, which says of which answer it is: either may come first."""
    safe, where, number = opened.said["safe"], opened.said.get("where", ""), opened.client_id
    if safe not in tuple(Safe) or where not in ("", *WHERE):
        raise NotTakenError(422)
    answer = Safe(safe)
    if where:
        number = _number(opened.said.get("of"))
    # Tapped on a page of theirs as the signal went: the form's number makes it one, also when that tap arrived.
    is_from_page = "form" in opened.said
    if is_from_page:
        number = _number(opened.said["form"])
    others = [number_of(other, number, by=child) for other in Safe if other is not answer]
    if not is_from_page and count_safety_answers(others, viewer=child):
        raise NotTakenError(422)
    row = answer_safety(pupil_id, answer, number, by=child, on_phone=OnPhone(opened.said_at))
    if where:
        if find_where(number_of_where(row.id), viewer=child) not in (None, where):
            raise NotTakenError(422)
        say_where(row, where, by=child)


def _number(value: object) -> uuid.UUID:
    try:
        return uuid.UUID(str(value))
    except ValueError:
        raise NotTakenError(422) from None


def _keep_check_in(opened: Opened, pupil_id: uuid.UUID, child: Viewer) -> None:
    said = Said.of(opened.said)
    known = own.find_begun(opened.client_id, viewer=child)
    if known is None:
        if count_from_phone(WITHIN, viewer=child) >= MOST:
            raise NotTakenError(429)
        new = Beginning(pupil_id, said.presentation, opened.client_id, *helped_by(said.helped))
        known = begin_check_in(new, by=child)
        if not known.body_hash:
            known.body_hash, known.said_on_phone_at = opened.body_hash, opened.at
            _fill(known, said, child)
    if known.body_hash != opened.body_hash:
        raise NotTakenError(422)


def _fill(check_in: CheckIn, said: Said, child: Viewer) -> None:
    for question, values in said.tapped.items():
        keep_answer(check_in, question, values, by=child)
    promise = promise_for(check_in, pupil_id=check_in.pupil_id, viewer=child)
    if promise is None:
        raise NotTakenError(503)
    if said.way == "not_first" and promise.can_leave_out:
        leave_out(check_in, promise.first, promise.keepers[0], by=child)
    reader = promise.keepers[0] if check_in.not_for_id else promise.first
    if said.talk in WHEN:
        wish(check_in, said.talk, _("I would like to talk."), reader.person_id, by=child)
    else:
        talk_to_nobody(check_in, said.talk, by=child)
    for at in range(0, len(said.words), MOST_SIGNS):
        number = uuid.uuid5(check_in.client_id, f"words {at}")
        more = More(number, "words", reader, words=said.words[at : at + MOST_SIGNS])
        say_more(check_in, more, by=child)
    # Where the key worker is also the only one who keeps children safe, "not them" can only be: nobody.
    nobody = said.way == "not_first" and check_in.not_for_id is None and promise.first.is_key_worker
    if said.way == "stop":
        stop(check_in, by=child)
    else:
        send(check_in, Choice(Sharing.JUST_ME if said.way == "just_me" or nobody else Sharing.TEAM), by=child)
