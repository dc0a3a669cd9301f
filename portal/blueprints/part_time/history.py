"""What happened to a part-time timetable: who wrote, changed, agreed, started and ended it, in plain sentences."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from portal import clock
from portal.blueprints.part_time.services.writing import ENDED
from portal.blueprints.part_time.words import field_text
from portal.models import AgreeAnswer, Agreement, EndedWhy, PartTime, Revision
from portal.returning.sentences import Change, changes_between, sentence_of
from portal.web.said import fill, said

# What happened on one page.
PAGE = 20
# What each field is called in a sentence that a family reads, in the order of the page.
FIELDS: dict[str, LazyString] = {
    # TRANSLATORS: parts of a part-time plan, inside “Sam changed “The last day” from … to …”
    "reason": _l("Why"),
    "reason_words": _l("Why, in plain words"),
    "starts_on": _l("The first day"),
    "ends_on": _l("The last day"),
    "week": _l("The week"),
    "work_for_home": _l("Work for home"),
    "check_at_home": _l("Who rings at home"),
    "step_up": _l("How the time grows"),
    "review_gap_days": _l("How often we look at it"),
    "next_review_on": _l("When we look at it next"),
    "full_time_offer": _l("The day after"),
}
# Whom else the setting told stands on no page of a family.
TOLD: dict[str, LazyString] = {
    "council_told_on": _l("The council was told on"),
    "social_worker_told_on": _l("The social worker was told on"),
    "ehcp_team_told_on": _l("The council's special needs team (EHCP) was told on"),
}
_OWN: dict[AgreeAnswer, LazyString] = {
    AgreeAnswer.AGREE: _l("You said yes."),
    AgreeAnswer.PART: _l("You said yes to a part of it."),
    AgreeAnswer.NO: _l("You said no."),
    AgreeAnswer.NOT_CLEAR: _l("You said: I do not understand yet."),
}
_THEIRS: dict[AgreeAnswer, LazyString] = {
    AgreeAnswer.AGREE: _l("%(name)s agreed."),
    AgreeAnswer.PART: _l("%(name)s agreed with a part of it."),
    AgreeAnswer.NO: _l("%(name)s did not agree."),
    AgreeAnswer.NOT_CLEAR: _l("%(name)s did not understand it yet."),
}
_ENDED: dict[EndedWhy, LazyString] = {
    EndedWhy.END_DATE: _l("It was over. It does not go on by itself."),
    # Who said no is nobody's business but theirs and the staff's.
    EndedWhy.WITHDRAWN: _l("It stopped. Not everybody agrees."),
    EndedWhy.FULL_TIME_SOONER: _l("It ended sooner."),
}


@dataclass(frozen=True)
class Reading:
    """Who reads it: "young", "family" or "staff"; and what the child is called."""

    audience: str
    child: str

    @property
    def is_staff(self) -> bool:
        """Staff read everybody's answer; a family and a young person their own."""
        return self.audience == "staff"


@dataclass(frozen=True)
class Happened:
    """One thing that happened: when, and in sentences; a change whose words are long stands below its sentence."""

    at: datetime
    lines: tuple[tuple[Markup, Change | None], ...]

    @property
    def on(self) -> date:
        """The day, in London."""
        return clock.london(self.at).date()


@dataclass(frozen=True)
class History:
    """A page of what happened, the newest first, and which page of how many it is."""

    events: tuple[Happened, ...]
    at: int
    of: int


def history_of(
    one: PartTime, revisions: Sequence[Revision], answers: Iterable[Agreement], reading: Reading, page: int
) -> History:
    """Everything that happened to it, as far as its rows were given. `revisions`: the newest first."""
    events = [*_saves(revisions, reading), *_answers(answers, reading), *_states(one, revisions, reading)]
    events.sort(key=lambda each: each.at, reverse=True)
    of = max(1, -(-len(events) // PAGE))
    at = min(max(page, 1), of)
    return History(tuple(events[(at - 1) * PAGE : at * PAGE]), at, of)


def _saves(revisions: Sequence[Revision], reading: Reading) -> Iterator[Happened]:
    before_each = [*(_words(one) for one in revisions[1:]), {}]
    for one, before in zip(revisions, before_each, strict=False):
        lines = tuple(_lines(one, before, reading))
        if lines:
            yield Happened(one.saved_at, lines)


def _lines(one: Revision, before: Mapping[str, str], reading: Reading) -> Iterator[tuple[Markup, Change | None]]:
    name, after = one.person.first_name, _words(one)
    if one.version == 1:
        yield _named(_("%(name)s wrote this plan."), name), None
        return
    if after.get(ENDED) and not before.get(ENDED):
        yield _named(_("%(name)s ended this plan. Full time comes sooner."), name), None
    labels = {**FIELDS, **TOLD} if reading.is_staff else FIELDS
    for each in changes_between(before, after, labels):
        change = Change(each.field, field_text(each.field, each.before), field_text(each.field, each.after))
        yield sentence_of(name, labels[each.field], change), change


def _answers(answers: Iterable[Agreement], reading: Reading) -> Iterator[Happened]:
    for one in answers:
        name = one.person.first_name
        lines = [(_named(str(_THEIRS[one.answer]), name) if reading.is_staff else _plain(_OWN[one.answer]), None)]
        if reading.is_staff and one.entered_by:
            lines.append((_named(_("%(name)s wrote it down for them."), one.entered_by.first_name), None))
        yield Happened(one.given_at, tuple(lines))
        if one.lifted_at:
            again = _("The words changed. We ask %(name)s again.") if reading.is_staff else ""
            words = _named(again, name) if again else _plain(_("The words changed. We ask you again."))
            yield Happened(one.lifted_at, ((words, None),))
        if one.withdrawn_at:
            back = _("%(name)s took the answer back.") if reading.is_staff else ""
            words = _named(back, name) if back else _plain(_("You took your answer back."))
            yield Happened(one.withdrawn_at, ((words, None),))


def _states(one: PartTime, revisions: Iterable[Revision], reading: Reading) -> Iterator[Happened]:
    if one.chose_not_to_say_at:
        own = _plain(_("You did not want to say what you think. That is OK."))
        theirs = _named(_("%(name)s did not want to say what they think."), reading.child)
        yield Happened(one.chose_not_to_say_at, ((own if reading.audience == "young" else theirs, None),))
    if one.started_at and one.started_by:
        yield Happened(one.started_at, ((_named(_("%(name)s started this plan."), one.started_by.first_name), None),))
    is_told = any(_words(each).get(ENDED) for each in revisions)
    if one.ended_at and one.ended_why and not is_told:
        yield Happened(one.ended_at, ((_plain(_ENDED[one.ended_why]), None),))


def _named(phrase: str, name: str) -> Markup:
    return fill(phrase, name=said(name))


def _plain(words: object) -> Markup:
    return Markup.escape(str(words))


def _words(revision: Revision) -> dict[str, str]:
    words: dict[str, str] = json.loads(revision.fields) if revision.fields else {}
    return words
