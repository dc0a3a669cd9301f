"""Where a question stands, as a short path of sentences; and one sentence of it for a list."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from markupsafe import Markup

from portal import clock
from portal.access.viewer import Viewer
from portal.asking import HandedOn, Move, State, read_step, state_of
from portal.blueprints.asks.queries import Moved
from portal.blueprints.asks.rows import Calendar, Found
from portal.blueprints.asks.words import HANDED_ON, day_of
from portal.heard import find_writers
from portal.models import Ask, AskKind, Contribution, Person, Reply, Told
from portal.web import dates
from portal.web.said import fill, said

DONE, NOW, LATER = "done", "now", "later"


@dataclass(frozen=True)
class Step:
    """One mark on the path, and the words of somebody that stand under it."""

    words: Markup
    state: str = DONE
    why: str = ""


@dataclass(frozen=True)
class Standing:
    """Where it stands: the path, and by when something is heard (empty when nothing is to be waited for)."""

    steps: tuple[Step, ...]
    hear_by: Markup
    is_late: bool


@dataclass(frozen=True)
class Row:
    """A question in a list, with one sentence about where it stands."""

    found: Found
    sentence: Markup


@dataclass(frozen=True)
class Heard:
    """What was said to "Is that OK?", and who wrote it down; empty when who asked sent it themself."""

    said: Contribution
    written_by: str


def standing_of(found: Found, calendar: Calendar, moves: Sequence[Moved] = ()) -> Standing:
    """The whole of it, for who asked; with `moves` also who asked whom to answer, where it happened."""
    ask, due = found.ask, calendar.due(found.ask)
    waits_for_us = _waits_for_us(ask)
    handed = [one for one in moves if read_step(one.move.what)[0] == Move.HAND_ON]
    unseen = [one for one in handed if ask.seen_at is None or one.move.moved_at < ask.seen_at]
    undecided = [one for one in handed if ask.decided_at is None or one.move.moved_at < ask.decided_at]
    steps = (
        Step(_day(_("You said this %(day)s.") if ask.kind is AskKind.SAID else _("You asked %(day)s."), ask.asked_at)),
        *_handed_on(unseen),
        *_seen(ask, due.on),
        *_handed_on(one for one in undecided if one not in unseen),
        *_decided(ask),
        *_handed_on(one for one in handed if one not in undecided),
        *_told(ask),
        *_ended(ask),
    )
    hear_by = _hear_by(ask, calendar) if waits_for_us else Markup()
    return Standing(steps, hear_by, due.is_late and waits_for_us)


def row_of(found: Found, calendar: Calendar) -> Row:
    """One sentence of it."""
    standing = standing_of(found, calendar)
    return Row(found, standing.hear_by or next(step.words for step in reversed(standing.steps) if step.state != LATER))


def name_of(person: Person | None) -> str:
    """A first name; a word for somebody whom the reader may not see."""
    return person.first_name if person else str(_("One of us"))


def heard_of(replies: Sequence[Contribution], *, viewer: Viewer) -> list[Heard]:
    """What was said to an answer, each with the name of the member of staff who wrote it down for them."""
    by_hand = [one for one in replies if one.entered_by_id]
    writers = find_writers(by_hand, viewer=viewer)
    return [Heard(one, writers[one.entered_by_id].first_name if one.entered_by_id else "") for one in replies]


def _day(phrase: str, moment: datetime | date, **places: object) -> Markup:
    return fill(phrase, day=day_of(moment), **places)


def _named(phrase: str, person: Person | None, **places: object) -> Markup:
    return fill(phrase, name=said(name_of(person)), **places)


def _waits_for_us(ask: Ask) -> bool:
    """True while it is our turn: no answer yet, or it was not OK and nobody has come back to them."""
    if state_of(ask) is State.REPLIED:
        return ask.reply is Reply.NOT_OK and ask.followed_up_at is None
    return state_of(ask) in (State.SHARED, State.SEEN, State.THINKING)


def _hear_by(ask: Ask, calendar: Calendar) -> Markup:
    on = calendar.due(ask).on if state_of(ask) in (State.REPLIED, State.THINKING) else calendar.reply_by(ask)
    promise = _("You will hear from %(name)s by %(day)s.")
    broken = _("You should have heard from %(name)s by %(day)s. That is our mistake. Ring us if you like.")
    return _named(broken if on < calendar.today else promise, ask.answers, day=dates.day(on))


def _handed_on(moves: Iterable[Moved]) -> Iterator[Step]:
    for one in moves:
        # TRANSLATORS: to who asked; %(day)s is "today" or "on Monday 23 November"
        words = _("%(name)s asked somebody else %(day)s to answer you.")
        if one.to_name:
            words = _("%(name)s asked %(to)s %(day)s to answer you.")
        if read_step(one.move.what)[2] == one.move.person_id:
            words = _("%(name)s took this over %(day)s.")
        name = said(one.first_name or str(_("One of us")))
        yield Step(_day(words, one.move.moved_at, name=name, to=said(one.to_name)))


def _seen(ask: Ask, due_on: date) -> Iterator[Step]:
    if ask.seen_at:
        yield Step(_named(_("%(name)s read it %(day)s."), ask.seen_by, day=day_of(ask.seen_at)))
    elif due_on < clock.today():
        yield Step(_named(_("%(name)s has not read it yet."), ask.answers), NOW)
    else:
        yield Step(_named(_("%(name)s will read it by %(day)s."), ask.answers, day=dates.day(due_on)), NOW)


def _decided(ask: Ask) -> Iterator[Step]:
    if ask.decided_at:
        yield Step(_named(_("%(name)s gave you an answer %(day)s."), ask.decided_by, day=day_of(ask.decided_at)))
    elif ask.think_until and ask.think_until >= clock.today():
        words = _("%(name)s is thinking about it until %(day)s.")
        yield Step(_named(words, ask.answers, day=dates.day(ask.think_until)), NOW, ask.think_why)
    elif ask.seen_at:
        yield Step(_named(_("%(name)s has to give you an answer."), ask.answers), NOW, ask.think_why)


def _told(ask: Ask) -> Iterator[Step]:
    if not ask.decided_at:
        return
    if ask.told_at is None:
        yield Step(Markup.escape(_("Now you can read it.")), NOW)
        return
    words = _("You read it %(day)s.") if ask.told is Told.HERE else _("We told you %(day)s.")
    yield Step(_day(words, ask.told_at))
    if ask.reply is None:
        yield Step(Markup.escape(_("Now you can say if it is OK.")), NOW)


def _ended(ask: Ask) -> Iterator[Step]:
    replies = {
        Reply.OK: _("You said: it is OK."),
        Reply.NOT_OK: _("You said: it is not OK."),
        Reply.NOTHING: _("We do not know if it is OK."),
    }
    if ask.reply:
        yield Step(Markup.escape(replies[ask.reply]))
    if ask.followed_up_at:
        yield Step(_day(_("We looked at it again %(day)s."), ask.followed_up_at))
    elif ask.follow_up_on and ask.decided_at:
        yield Step(_day(_("We look at it again %(day)s."), ask.follow_up_on), LATER)
    if ask.closed_at:
        yield Step(Markup.escape(_("This is done.")))


def history_of(ask: Ask, moves: list[Moved]) -> list[Markup]:
    """What happened to it, for staff: one sentence for each step."""
    # TRANSLATORS: the steps of a question's life, for staff; %(day)s is "today" or "on Monday 23 November"
    phrases = {
        Move.ASK: _("%(name)s said this %(day)s.") if ask.kind is AskKind.SAID else _("%(name)s asked %(day)s."),
        Move.SEE: _("%(name)s read it %(day)s."),
        Move.THINK: _("%(name)s said %(day)s by when there is an answer."),
        Move.DECIDE: _("%(name)s gave an answer %(day)s."),
        Move.TELL: _("%(name)s told them %(day)s."),
        Move.REPLY: _("%(name)s said %(day)s if it is OK."),
        Move.TRY_AGAIN: _("%(name)s tried %(day)s to hear if it is OK."),
        Move.FOLLOW_UP: _("%(name)s looked at it again %(day)s."),
        Move.HAND_ON: _("%(name)s gave it to somebody else to answer %(day)s."),
        Move.CLOSE: _("%(name)s closed it %(day)s."),
    }
    # TRANSLATORS: %(asker)s asked by phone or face to face, %(name)s is the member of staff who kept the words
    asked_by_mouth = _("%(asker)s asked this. %(name)s wrote it down %(day)s.")
    read_here = _("%(name)s read the answer %(day)s.")
    wrote_it_down = _("%(name)s wrote down %(day)s if it is OK.")
    gave_it_to = _("%(name)s asked %(to)s %(day)s to answer.")
    took_it_over = _("%(name)s took this over %(day)s.")
    shown = []
    for one in moves:
        what, why, to = read_step(one.move.what)
        if what not in set(phrases):
            continue  # a step of a later room, which has no sentence here
        phrase, themself = phrases[Move(what)], one.move.person_id == ask.person_id
        if what == Move.ASK and not themself:
            phrase = asked_by_mouth
        elif what == Move.TELL and themself:
            phrase = read_here
        elif what == Move.REPLY and not themself:
            phrase = wrote_it_down
        elif what == Move.HAND_ON and one.to_name:
            phrase = took_it_over if to == one.move.person_id else gave_it_to
        name = said(one.first_name or str(_("Somebody")))
        places = {"name": name, "to": said(one.to_name), "asker": said(name_of(ask.person))}
        line = fill(phrase, **places, day=day_of(one.move.moved_at))
        shown.append(line + Markup(" ") + str(HANDED_ON[HandedOn(why)]) + "." if why else line)
    return shown
