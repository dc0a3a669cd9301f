"""How questions, answers and what they are about are said: filters, so that every page says them the same way."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from babel.dates import format_date
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from portal import clock
from portal.asking import Due, HandedOn
from portal.blueprints.asks.lines import Line
from portal.blueprints.asks.waiting_queries import Stage
from portal.models import AboutWhat, AskKind, Decision, HowSaid, Told
from portal.planning.titles import CARDS, QUESTIONS, TOPICS
from portal.planning.way import step_label
from portal.timetable.names import is_usual, on_day
from portal.web import dates
from portal.web.said import OF_THE_SETTING, fill, said
from portal.web.words import babel_locale, in_language

KINDS: dict[AskKind, LazyString] = {
    AskKind.NOT_RIGHT: _l("This is not right"),
    AskKind.WOULD_LIKE: _l("I would like…"),
    AskKind.CAN_I_ASK: _l("Can I ask?"),
    # TRANSLATORS: what a young person said in a check-in, and their wish to talk; the same sort of label
    AskKind.SAID: _l("I said…"),
    AskKind.TALK: _l("Can we talk?"),
}
# What stands beside every line; the others come with a check-in.
BESIDE_A_LINE = (AskKind.NOT_RIGHT, AskKind.WOULD_LIKE, AskKind.CAN_I_ASK)

ABOUT: dict[AboutWhat, LazyString] = {
    # TRANSLATORS: what somebody's question is about, as a label by itself
    AboutWhat.ABOUT_ME: _l("The page “About me”"),
    AboutWhat.CHECK_IN: _l("A check-in"),
    AboutWhat.DECISION: _l("What we said or asked"),
    AboutWhat.GOAL: _l("A goal"),
    AboutWhat.PART_TIME: _l("The part-time plan"),
    AboutWhat.POLICY: _l("How we do things here"),
    AboutWhat.PROMISE: _l("A promise"),
    AboutWhat.REVIEW: _l("When we look at the plan"),
    AboutWhat.SECTION: _l("A part of the plan"),
    AboutWhat.SESSION: _l("The week"),
    AboutWhat.SOMETHING_ELSE: _l("Something else"),
    AboutWhat.STEP: _l("A step"),
    AboutWhat.WAY: _l("The plan"),
}

# One line of a page, by its key; pairs are what a young person reads, and everybody else.
_TITLES: dict[str, LazyString] = {
    **QUESTIONS,
    "where": _l("Where we are"),
    "learning": _l("What we are learning, with you"),
    "people": _l("Who you will meet"),
    "first_day": _l("What the first day is like"),
    "bring": _l("What to bring"),
    "no": _l("What you can say no to"),
    "medical_needs": _l("Health"),
    "sensory_needs": _l("Sound, light, touch"),
    "offered": _l("Lessons and help here"),
    "when": _l("When and where"),
    "outcome": _l("What we decided"),
    "steps": _l("Small steps"),
    "helps_here": _l("What helps"),
    "review_on": _l("The day we look at this goal"),
    "is_for_school": _l("What the school can read"),
    "agreed": _l("What we agree"),
    "lines": _l("Who and what"),
    "voices": _l("What we all say"),
}
_PAIRS: dict[str, tuple[LazyString, LazyString]] = {
    **CARDS,
    "next_step": (_l("My next step"), _l("The next step")),
    "notes": (_l("What people say"), _l("What we saw")),
}

DECISIONS: dict[Decision, LazyString] = {
    # TRANSLATORS: these are answers to what somebody said or asked
    Decision.HEARD: _l("I read this. This is what I think"),
    Decision.YES: _l("Yes"),
    Decision.PARTLY: _l("Yes to a part of it"),
    Decision.NOT_NOW: _l("Not now"),
    Decision.CANNOT: _l("We cannot do this"),
}
DECISION_PICTURES = {
    Decision.HEARD: "chat",
    Decision.YES: "ok",
    Decision.PARTLY: "part",
    Decision.NOT_NOW: "pause",
    Decision.CANNOT: "no",
}

TOLD: dict[Told, LazyString] = {
    # TRANSLATORS: how a member of staff told somebody the answer; on a button
    Told.IN_PERSON: _l("I told them in person"),
    Told.BY_PHONE: _l("I told them by phone"),
    Told.ON_PAPER: _l("I gave it to them on paper"),
}

HEARD: dict[HowSaid, LazyString] = {
    # TRANSLATORS: how somebody told a member of staff whether it is OK; on a button that saves it
    HowSaid.BY_PHONE: _l("They said it by phone"),
    HowSaid.WRITTEN_FOR_ME: _l("They said it in person"),
}

HANDED_ON: dict[HandedOn, LazyString] = {
    # TRANSLATORS: why a member of staff gives a question to another one to answer
    HandedOn.AWAY: _l("Away, or no time"),
    HandedOn.DECIDES: _l("It is theirs to decide"),
    HandedOn.WISH: _l("Who asked wants it so"),
}

_SAID_HOW: dict[HowSaid, LazyString] = {
    # TRANSLATORS: to somebody whose answer a member of staff wrote down
    HowSaid.BY_PHONE: _l("You said it by phone."),
    HowSaid.WRITTEN_FOR_ME: _l("You said it to us."),
}

OWN_REPLIES: dict[str, LazyString] = {
    # TRANSLATORS: what somebody says to "Is that OK?" themself
    "ok": _l("Yes, that is OK"),
    "not_ok": _l("No, it is not OK"),
    "talk": _l("I want to talk about it"),
}

REPLIES: dict[str, LazyString] = {
    # TRANSLATORS: what somebody said to "Is that OK?", for staff
    "ok": _l("It is OK."),
    "not_ok": _l("It is not OK."),
    "talk": _l("They want to talk about it."),
}

STAGES: dict[Stage, LazyString] = {
    # TRANSLATORS: headings of a list for staff: what each question waits for
    Stage.NO_REPLY: _l("No reply yet"),
    Stage.NOT_OK: _l("They said: it is not OK"),
    Stage.THINKING: _l("Somebody is thinking about it"),
    Stage.NOT_TOLD: _l("Decided, not told yet"),
    Stage.NOT_HEARD: _l("Told. Is it OK?"),
    Stage.FOLLOW_UP: _l("Look again, then close"),
}


def kind(value: AskKind) -> str:
    """What stands beside every line, in words."""
    return str(KINDS[value])


def about(value: AboutWhat) -> str:
    """What it is about, as a label."""
    return str(ABOUT[value])


def line_title(line: Line) -> Markup:
    """What the line is called on the page of whoever asks; the whole of the page where it is not one of several."""
    return fill(_title(line), name=said(line.child)) if line.key else Markup.escape(about(line.about))


def _title(line: Line) -> str:
    pair = _PAIRS.get(line.key)
    return str(pair[0 if line.is_young else 1] if pair else _TITLES[line.key])


def decision(value: Decision) -> str:
    """What was decided."""
    return str(DECISIONS[value])


def decision_picture(value: Decision) -> str:
    """The icon that stands beside it."""
    return DECISION_PICTURES[value]


def stage(value: Stage) -> str:
    """What a question waits for."""
    return str(STAGES[value])


def reply_topic(value: str) -> str:
    """What was said to "Is that OK?", for staff."""
    return str(REPLIES.get(value, ""))


def own_reply(value: str) -> str:
    """The same, for who said it."""
    return str(OWN_REPLIES.get(value, ""))


def said_how(value: HowSaid) -> str:
    """How they said it, for who said it; empty when they wrote it themself."""
    return str(_SAID_HOW.get(value, ""))


def quoted(line: Line) -> Markup:
    """The line that is asked about, on the page of whoever asks; empty when it is a whole page or something else."""
    if line.words:
        return fill(_("“%(words)s”"), words=said(line.words))
    return (
        said(_facts(line))
        if babel_locale().language == OF_THE_SETTING
        else Markup("<bdi>{}</bdi>").format(_facts(line))
    )


def kept(line: Line, *, for_team_only: bool) -> str:
    """The same as it is kept with the question: as it stood when they asked, in the language of the setting.

    A reader whom the writer chose may not be one of those for whom the words there were said: then the title stands.
    """
    with in_language(OF_THE_SETTING):
        title = _title(line) % {"name": line.child} if line.key else ""
        words = (line.words if for_team_only or not line.is_heard else "") or _facts(line)
        return words if not title else title if not words else f"{title}{'' if title.endswith('?') else ':'} {words}"


def _facts(line: Line) -> str:
    if line.step:
        return step_label(*line.step)
    if line.on:
        day = dates.day(line.on)
        return _of_session(line.subject, day) if line.subject else day
    if line.topic:
        return str(TOPICS[line.topic])
    if not line.subject:
        return ""
    # 5 January 1970 was a Monday.
    weekday = format_date(date(1970, 1, 5 + line.weekday), "EEEE", locale=babel_locale())
    return _of_session(line.subject, weekday)


def _of_session(subject: str, day: str) -> str:
    # TRANSLATORS: a session of the week: "Art, Tuesday", or of one day: "Art, Tuesday 24 November"
    return str(_("%(subject)s, %(day)s", subject=is_usual(subject) or subject, day=day))


def day_of(moment: datetime | date) -> str:
    """The day of a moment inside a sentence: "today", "on Monday 23 November"."""
    on = clock.london(moment).date() if isinstance(moment, datetime) else moment
    return on_day(on, clock.today())


def due_words(due: Due) -> str:
    """By when, for staff: "by Friday 27 November", "late since Monday 23 November"."""
    if due.is_late:
        # TRANSLATORS: %(day)s is "Monday 23 November"
        return str(_("late: it was due by %(day)s", day=dates.day(due.on)))
    return str(_("by %(day)s", day=dates.day(due.on)))


FILTERS: dict[str, Callable[..., Any]] = {
    "ask_about": about,
    "ask_day": day_of,
    "ask_decision": decision,
    "ask_decision_picture": decision_picture,
    "ask_due": due_words,
    "ask_kind": kind,
    "ask_line": line_title,
    "ask_own_reply": own_reply,
    "ask_quoted": quoted,
    "ask_reply_topic": reply_topic,
    "ask_said_how": said_how,
    "ask_stage": stage,
}
