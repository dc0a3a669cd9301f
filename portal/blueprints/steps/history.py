"""What happened to a step, each save in a plain sentence: "Hana changed Rohan's start on Monday from 9:00 to 10:00"."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from markupsafe import Markup

from portal.blueprints.steps.weeks import FIELDS, TAKEN_OUT, slots_in
from portal.blueprints.steps.words import FIELDS as LABELS
from portal.blueprints.steps.words import ON_WEEKDAY, slot_words, wall, way_word
from portal.models import Person, Revision, Way, WayStep
from portal.returning.steps import Slot
from portal.revisions import ClashError
from portal.web import dates
from portal.web.said import fill, said


@dataclass(frozen=True)
class TakenOut:
    """A step that was taken out before it began: which one, by whom, on which day, and why."""

    step: WayStep
    name: str
    at: datetime
    reason: str

    @classmethod
    def of(cls, step: WayStep, save: Revision) -> "TakenOut":
        """From the save that did it."""
        return cls(step, save.person.first_name, save.saved_at, _words(save).get(TAKEN_OUT, ""))


@dataclass(frozen=True)
class Save:
    """One save: when, and what it changed, a sentence each. The first one is what the step began with."""

    at: datetime
    sentences: tuple[Markup, ...]


def saves_of(revisions: Iterable[Revision], child: str, staff: Iterable[Person]) -> list[Save]:
    """Each save, the newest first, in sentences that name who saved."""
    names = {str(one.id): one.first_name for one in staff}
    newest_first = list(revisions)
    before_each = [*(_words(one) for one in newest_first[1:]), {}]
    return [
        Save(one.saved_at, tuple(_sentences(one, before, child, names)))
        for one, before in zip(newest_first, before_each, strict=False)
    ]


def texts_of(clash: ClashError, staff: Iterable[Person]) -> list[dict[str, str]]:
    """The three texts of each field that two people changed."""
    names = {str(one.id): one.first_name for one in staff}
    both = [
        name
        for name in clash.fields
        if clash.mine[name] != clash.opened.get(name, "") and clash.theirs[name] != clash.opened.get(name, "")
    ]
    texts = (("opened", clash.opened), ("theirs", clash.theirs), ("mine", clash.mine))
    return [
        {"label": str(LABELS[name]), **{key: readable(name, words.get(name, ""), names) for key, words in texts}}
        for name in both
    ]


def readable(name: str, text: str, names: Mapping[str, str]) -> str:
    """A field of a revision in words: a day for a date, names for ids, a week as people read it."""
    match name:
        case "starts_on" | "ends_on":
            return dates.day(date.fromisoformat(text)) if text else ""
        case "way":
            return way_word(Way(text)) if text in set(Way) else text
        case "week":
            return "\n".join(slot_words(slot) for slot in slots_in(text))
        case "meets_id" | "people":
            return ", ".join(names.get(one, "?") for one in text.split())
        case "times" | "lessons":
            return ", ".join(text.split("\n"))
        case _:
            return text


def _sentences(one: Revision, before: dict[str, str], child: str, names: Mapping[str, str]) -> Iterator[Markup]:
    who = said(one.person.first_name) if one.person else Markup("{}").format(_("Somebody"))
    after = _words(one)
    if after.get(TAKEN_OUT) and not before.get(TAKEN_OUT):
        yield fill(_("%(name)s took this step out: %(reason)s"), name=who, reason=said(after[TAKEN_OUT]))
        return
    if not before:
        title = said(after.get("title", ""))
        yield fill(_("%(name)s wrote the step “%(title)s” for %(child)s."), name=who, title=title, child=said(child))
        return
    for name in FIELDS:
        was, now = before.get(name, ""), after.get(name, "")
        if was == now:
            continue
        if name == "week":
            yield from _of_week(slots_in(was), slots_in(now), who, child)
        else:
            yield _changed(str(LABELS[name]), readable(name, was, names), readable(name, now, names), who)


def _changed(label: str, was: str, now: str, who: Markup) -> Markup:
    facts = {"name": who, "what": label, "old": said(was), "new": said(now)}
    if not was:
        # TRANSLATORS: %(what)s is what a box of the form is called: "The last day"
        return fill(_("%(name)s wrote “%(what)s”: %(new)s."), **facts)
    if not now:
        return fill(_("%(name)s took out “%(what)s”: %(old)s."), **facts)
    return fill(_("%(name)s changed “%(what)s” from %(old)s to %(new)s."), **facts)


def _of_week(was: tuple[Slot, ...], now: tuple[Slot, ...], who: Markup, child: str) -> Iterator[Markup]:
    """Sessions are told apart by weekday and by what they are."""
    old, new = _by_place(was), _by_place(now)
    for place in sorted(old.keys() | new.keys()):
        before, after = old.get(place), new.get(place)
        facts = {"name": who, "child": said(child), "day": str(ON_WEEKDAY[place[0]])}
        if before and after:
            yield from _moved(before, after, facts)
        elif after:
            yield fill(_("%(name)s put in a session: %(slot)s."), **facts, slot=slot_words(after))
        elif before:
            yield fill(_("%(name)s took out a session: %(slot)s."), **facts, slot=slot_words(before))


def _moved(before: Slot, after: Slot, facts: Mapping[str, object]) -> Iterator[Markup]:
    if before.starts != after.starts:
        times = {"old": wall(before.starts), "new": wall(after.starts)}
        # TRANSLATORS: "Hana changed Rohan's start on Monday from 9:00 to 10:00."
        yield fill(_("%(name)s changed %(child)s's start %(day)s from %(old)s to %(new)s."), **facts, **times)
    if before.ends != after.ends:
        times = {"old": wall(before.ends), "new": wall(after.ends)}
        yield fill(_("%(name)s changed %(child)s's end %(day)s from %(old)s to %(new)s."), **facts, **times)


def _by_place(slots: tuple[Slot, ...]) -> dict[tuple[int, str, int], Slot]:
    found: dict[tuple[int, str, int], Slot] = {}
    for slot in sorted(slots):
        number = sum(1 for day, subject, _number in found if (day, subject) == (slot.weekday, slot.subject))
        found[(slot.weekday, slot.subject, number)] = slot
    return found


def _words(revision: Revision) -> dict[str, str]:
    words: dict[str, str] = json.loads(revision.fields) if revision.fields else {}
    return words
