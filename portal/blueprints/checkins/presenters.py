"""What the pages of a check-in show: cards with a picture and a word, faces, and what happens next."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for
from flask_login import current_user
from markupsafe import Markup

from portal import clock
from portal.access.viewer import Viewer
from portal.asking.clocks import Clocks, What, due_of
from portal.blueprints.checkins.queries.own import find_safety_answer, get_calendar, get_presentation, list_asks
from portal.blueprints.checkins.questions import ASKED, DONT_KNOW, Question, questions_for
from portal.blueprints.checkins.sealing import make_ticket
from portal.blueprints.checkins.services.talking import SOMEONE
from portal.blueprints.checkins.words import HELPED, SAFE, TALK, WHEN, WHERE, answer_words
from portal.heard import Audience, Reader, find_audience
from portal.models import (
    Ask,
    AskKind,
    CheckIn,
    CheckInReader,
    Device,
    Person,
    Place,
    Presentation,
    Safe,
    Voice,
)
from portal.safeguarding import first_told, raised_by
from portal.seals import key_for_phones
from portal.timetable.days import school_day_after
from portal.web.faces import face_url
from portal.web.said import InEachLanguage, names_list, said
from portal.web.static import static_url


@dataclass(frozen=True)
class Card:
    """One answer to tap."""

    value: str
    label: Any
    url: str


# Places that have a picture already.
_PLACES = {"at_home": "home-visit", "at_school": "school", "on_the_way": "out-and-about", "online": "online"}


def cards_of(question: Question, presentation: Presentation) -> list[Card]:
    """The answers of a question, as this presentation offers them."""
    if question is Question.SAFE:
        return _cards(SAFE)
    answers = ASKED[presentation][question].answers
    return [Card(value, answer_words(value), _picture(value, is_face=question is Question.HOW)) for value in answers]


def where_cards() -> list[Card]:
    """Where they do not feel safe."""
    return [
        Card(value, label, static_url(f"img/ways/{_PLACES[value]}.svg") if value in _PLACES else _picture(value))
        for value, label in WHERE.items()
    ]


def helped_cards() -> list[Card]:
    """An adult of a place, who reads or writes."""
    return [Card(value, label, _picture(f"{value.partition('_')[2]}s")) for value, label in HELPED.items()]


def when_cards() -> list[Card]:
    """Today, or another day."""
    return _cards(WHEN)


def talk_cards(people: Iterable[Reader]) -> list[Card]:
    """Faces of the adults they may choose; somebody else; not today."""
    return [*(Card(str(one.person_id), said(one.first_name), face_url(one)) for one in people), *_cards(TALK)]


def _cards(words: dict[str, Any]) -> list[Card]:
    return [Card(value, label, _picture(value)) for value, label in words.items()]


def _picture(value: str, *, is_face: bool = False) -> str:
    return static_url(f"img/{'faces' if is_face or value == DONT_KNOW else 'feelings'}/{value}.svg")


def names_of(readers: Iterable[Reader | Person]) -> InEachLanguage:
    """First names as a language joins them: "Ruth and Amir"."""
    return names_list(one.first_name for one in readers)


def shown_names(readers: Iterable[CheckInReader]) -> InEachLanguage:
    """Those at home, as they were shown when they were chosen."""
    return names_list(one.shown_as for one in readers)


@dataclass(frozen=True)
class Promise:
    """Who may see a check-in: the one who gets it first, those who keep children safe, and the adults at home."""

    first: Reader
    keepers: tuple[Reader, ...]
    home: tuple[Reader, ...]
    audience: Audience
    left_out: bool = False

    @property
    def team(self) -> tuple[Reader, ...]:
        """Who gets it here."""
        return self.keepers if self.left_out else (self.first,)

    @property
    def can_leave_out(self) -> bool:
        """True while somebody else could read it in place of the first."""
        return not self.left_out and self.first not in self.keepers


def promise_for(check_in: CheckIn | None, *, pupil_id: Any, viewer: Viewer) -> Promise | None:
    """Who may see it, in true names; None where the setting has nobody who could."""
    audience = find_audience(pupil_id, Place.CHECK_IN, viewer=viewer)
    if not audience.always:
        return None
    first = audience.key_worker or audience.always[0]
    keepers = tuple(one for one in audience.always if not one.is_key_worker) or (first,)
    home = tuple(one for one in audience.may_add if one.voice is Voice.HOME)
    left_out = check_in is not None and check_in.not_for_id == first.person_id
    always = tuple(one for one in audience.always if not (left_out and one == first))
    return Promise(first, keepers, home, replace(audience, always=always, may_add=()), left_out)


@dataclass(frozen=True)
class Tells:
    """Whom an answer to "Do you feel safe?" tells at once, as the ladder has it now: a "no", and a "not sure"."""

    no: Sequence[Person]
    not_sure: Sequence[Person]

    @property
    def is_same(self) -> bool:
        """True when both tell the same people."""
        return {one.id for one in self.no} == {one.id for one in self.not_sure}

    @property
    def everybody(self) -> list[Person]:
        """Each of them once."""
        return list({one.id: one for one in (*self.no, *self.not_sure)}.values())


def tells_now(pupil_id: uuid.UUID, *, viewer: Viewer) -> Tells:
    """Whom it tells now: found as a concern finds them, so that the names before are the names after."""
    levels = {answer: found[0] for answer in (Safe.NO, Safe.NOT_SURE) if (found := raised_by(answer))}
    told = first_told(pupil_id, *levels.values(), by=viewer)
    return Tells(told[levels[Safe.NO]], told[levels[Safe.NOT_SURE]])


def url_of(check_in: CheckIn, question: Question) -> str:
    """The page of a question."""
    if question is Question.SAFE or question is Question.TALK:
        return url_for(f"checkins.{question}", check_in_id=check_in.id)
    return url_for("checkins.question", check_in_id=check_in.id, asked=question.value)


def after(check_in: CheckIn, question: Question) -> str:
    """The page after a question."""
    order = questions_for(check_in.helper_from)
    at = order.index(question) + 1 if question in order else order.index(Question.TALK)
    return url_of(check_in, order[at]) if at < len(order) else url_for("checkins.who", check_in_id=check_in.id)


def before(check_in: CheckIn, question: Question) -> str:
    """The page before a question."""
    order = questions_for(check_in.helper_from)
    at = order.index(question)
    return url_of(check_in, order[at - 1]) if at else url_for("checkins.start")


def next_open(check_in: CheckIn, *, viewer: Viewer) -> str:
    """The first page that they have not answered."""
    for question in questions_for(check_in.helper_from):
        if question is Question.SAFE:
            if find_safety_answer(check_in.begun_at, viewer=viewer) is None:
                return url_of(check_in, question)
        elif getattr(check_in, question) == SOMEONE:
            return url_for("checkins.talk_when", check_in_id=check_in.id)
        elif not getattr(check_in, question):
            return url_of(check_in, question)
    return url_for("checkins.who", check_in_id=check_in.id)


def chosen_of(check_in: CheckIn, question: Question) -> tuple[str, ...]:
    """What they tapped before; of the question whether they are safe it is never shown."""
    if question is Question.TALK:
        return (str(check_in.talk_to_id),) if check_in.talk_to_id else (check_in.talk,)
    return () if question is Question.SAFE else tuple(getattr(check_in, question).split())


def offers(question: Question, presentation: Presentation) -> int:
    """How many answers may be chosen."""
    return 1 if question in (Question.SAFE, Question.TALK) else ASKED[presentation][question].most


@dataclass(frozen=True)
class Next:
    """Something that somebody answers: who, and by which day."""

    name: Markup
    on: Any
    is_talk: bool


def what_comes(check_in: CheckIn, audience: Audience, *, viewer: Viewer) -> list[Next]:
    """By when somebody reads their words, or says when they can talk."""
    asks = list_asks(check_in.id, viewer=viewer)
    if not asks:
        return []
    names = {one.person_id: one.first_name for one in audience.always}
    setting, days = get_calendar(viewer=viewer)
    found = {(ask.kind, ask.for_id): ask for ask in reversed(asks) if ask.for_id in names}
    clocks = Clocks.of(setting)
    return [Next(said(names[ask.for_id]), _on(ask, clocks, days), ask.kind is AskKind.TALK) for ask in found.values()]


def _on(ask: Ask, clocks: Clocks, days: list[Any]) -> Any:
    due = due_of(ask, clocks, days, clock.today())
    if ask.kind is AskKind.SAID and due.what is What.SEE:
        return due.on
    return school_day_after(clock.london(ask.asked_at).date(), clocks.reply, days)


@dataclass(frozen=True)
class ForPhone:
    """What a young person's phone keeps, so that they can check in without signal; it tells nobody whose it is."""

    ticket: str
    key: str
    is_shared: bool
    kind: Presentation


def for_phone() -> ForPhone:
    """For whoever is signed in: a fresh ticket, the key to seal to, and how their questions are drawn."""
    viewer: Viewer = current_user
    return ForPhone(make_ticket(viewer), key_for_phones(), viewer.device != Device.OWN, get_presentation(viewer=viewer))


FILTERS: dict[str, Callable[..., InEachLanguage]] = {"first_names": names_of, "shown_names": shown_names}
