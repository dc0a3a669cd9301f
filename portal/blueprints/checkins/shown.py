"""A check-in as its readers see it: each answer in words, with what was said beside it. Nothing of safety is here.

That answer stands in another table (models/check_in.py), and nothing of this module asks for it.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from portal import clock
from portal.blueprints.checkins.patterns import different_now
from portal.blueprints.checkins.queries.reading import Words
from portal.blueprints.checkins.words import answer_words
from portal.models import CheckIn, HelperFrom, HowSaid
from portal.web.said import fill, said

# The questions that are shown again: their own title of each, and everybody else's. A wish to talk is an ask by itself.
TITLES: dict[str, tuple[Any, Any]] = {
    # TRANSLATORS: what a child said in a check-in, under this heading
    "how": (_l("How I was"), _l("How they were")),
    "feelings": (_l("What I felt"), _l("Feelings")),
    "body": (_l("My body"), _l("Body")),
    "energy": (_l("My energy"), _l("Energy")),
}
FACES = frozenset({"great", "good", "ok", "not_so_good", "really_hard", "dont_know"})

_HELPED: dict[tuple[HowSaid, HelperFrom | None], Any] = {
    (HowSaid.READ_TO_ME, HelperFrom.HOME): _l("An adult at home read it to them."),
    (HowSaid.READ_TO_ME, HelperFrom.HERE): _l("One of us read it to them."),
    (HowSaid.READ_TO_ME, None): _l("An adult read it to them."),
    (HowSaid.WRITTEN_FOR_ME, HelperFrom.HOME): _l("Wrote it with an adult at home."),
    (HowSaid.WRITTEN_FOR_ME, HelperFrom.HERE): _l("Wrote it with one of us."),
    (HowSaid.WRITTEN_FOR_ME, None): _l("Wrote it with an adult."),
}


@dataclass(frozen=True)
class Answer:
    """One question, and what was said to it; with a face where it is how they were."""

    question: str
    title: str
    words: tuple[str, ...]
    face: str = ""


@dataclass(frozen=True)
class Shown:
    """One check-in."""

    row: CheckIn
    on: date
    answers: tuple[Answer, ...]
    words: tuple[Words, ...] = ()

    @property
    def how(self) -> Answer | None:
        """How they were; None where that was not asked."""
        return next((one for one in self.answers if one.question == "how"), None)


@dataclass(frozen=True)
class Week:
    """A week in which they checked in: the days on which they did, and no other ones."""

    monday: date
    days: tuple[Shown, ...]


def shown(row: CheckIn, words: Iterable[Words] = (), *, own: bool = False) -> Shown:
    """A finished check-in. What was not asked is not there."""
    assert row.finished_at is not None
    mine = tuple(one for one in words if one.said.about_id == row.id)
    return Shown(row, clock.london(row.finished_at).date(), tuple(_answers(row, own)), mine)


def _answers(row: CheckIn, own: bool) -> Iterator[Answer]:
    for question, titles in TITLES.items():
        values = str(getattr(row, question)).split()
        if values:
            face = values[0] if question == "how" and values[0] in FACES else ""
            title = str(titles[0 if own else 1])
            yield Answer(question, title, tuple(str(answer_words(value)) for value in values), face)


def weeks_of(rows: Iterable[CheckIn], *, own: bool = False) -> list[Week]:
    """The same by weeks, the newest week first and its days in their order."""
    weeks: dict[date, list[Shown]] = {}
    for one in sorted((shown(row, own=own) for row in rows), key=lambda one: (one.on, one.row.finished_at)):
        weeks.setdefault(one.on - timedelta(days=one.on.weekday()), []).append(one)
    return [Week(monday, tuple(days)) for monday, days in sorted(weeks.items(), reverse=True)]


def helped(row: CheckIn, names: Mapping[uuid.UUID, str]) -> str | Markup:
    """Who helped, for staff; empty when nobody did. At home it is never shown: another adult may have been there."""
    if row.how_said is HowSaid.ON_PAPER:
        name = names.get(row.entered_by_id, "") if row.entered_by_id else ""
        return fill(_("It was on paper. %(name)s typed it in, as it was said."), name=said(name or str(_("One of us"))))
    return str(_HELPED.get((row.how_said, row.helper_from), ""))


def what_is_different(name: str, rows: Sequence[CheckIn]) -> Markup:
    """One sentence about what is different from what they usually say; empty when nothing is. Newest first."""
    found = different_now([row.how for row in rows])
    if found is None:
        return Markup()
    # TRANSLATORS: "Maya usually says good or OK. The last 3 times: really hard."
    words = _("%(name)s usually says %(usual)s. The last 3 times: %(now)s.")
    return fill(words, name=said(name), usual=_either(found.usual), now=_either(found.now))


def _either(values: tuple[str, ...]) -> str:
    words = [str(answer_words(value)) for value in values]
    # TRANSLATORS: one of two answers: "good or OK"
    return words[0] if len(words) == 1 else str(_("%(one)s or %(other)s", one=words[0], other=words[1]))
