"""Voices side by side: whose words stand in which box, in one size, and what stands where somebody said nothing."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from markupsafe import Markup

from portal import clock
from portal.access.policy import SAFEGUARDING
from portal.access.viewer import Viewer
from portal.heard import Reader
from portal.heard.audience import voice_of
from portal.models import Contribution, Person, Placement, Voice
from portal.pupils import Child
from portal.web.said import fill
from portal.web.said import said as as_said

# The school's words stand with the team's.
_BOX_OF = {Voice.YOUNG: "young", Voice.HOME: "home", Voice.TEAM: "team", Voice.SCHOOL: "team"}
BOXES = ("young", "home", "team")


@dataclass(frozen=True)
class Quote:
    """What somebody said on a day, and who wrote it down for them, if somebody did. `said` is the row itself."""

    words: str
    on: date
    written_by: str
    said: Contribution


@dataclass(frozen=True)
class Box:
    """One voice: whose it is, and their words, or a sentence where there are none."""

    kind: str
    title: Markup | str
    person: Person | None = None
    quotes: tuple[Quote, ...] = ()
    empty: str = ""


@dataclass(frozen=True)
class Listener:
    """Who looks at the page: everybody's voices are put in order for them."""

    viewer: Viewer
    child: Child
    # Reads every word about this pupil: for them alone a gap means that nobody asked.
    reads_all: bool

    @classmethod
    def of(cls, viewer: Viewer, child: Child, placement: Placement | None) -> "Listener":
        """The viewer, beside this pupil."""
        is_key_worker = placement is not None and placement.key_worker_id == viewer.person_id
        return cls(viewer, child, is_key_worker or bool(viewer.roles & SAFEGUARDING))

    @property
    def own(self) -> str:
        """The box of their own voice."""
        return _BOX_OF[voice_of(self.viewer)]


def voices_on(
    said: Iterable[Contribution], topic: str, writers: Mapping[uuid.UUID, Reader], listener: Listener
) -> tuple[Box, ...]:
    """The boxes of one card or question: the young person, then home, then the team, one box for each who said it."""
    return voices_of([one for one in said if one.topic == topic], writers, listener)


def voices_of(said: Sequence[Contribution], writers: Mapping[uuid.UUID, Reader], listener: Listener) -> tuple[Box, ...]:
    """The same for everything that was said in one place, whatever card it is about."""
    boxes: list[Box] = []
    for kind in BOXES:
        theirs = [one for one in said if _BOX_OF[one.voice] == kind]
        authors = list(dict.fromkeys(one.person_id for one in theirs))
        boxes += [_box(kind, [one for one in theirs if one.person_id == who], writers, listener) for who in authors]
        if not authors:
            boxes.append(_nothing(kind, listener))
    return tuple(boxes)


def _box(kind: str, theirs: Sequence[Contribution], writers: Mapping[uuid.UUID, Reader], listener: Listener) -> Box:
    who = theirs[0].person_id
    is_own = who == listener.viewer.person_id
    title = _("You say") if is_own else fill(_("%(name)s says"), name=as_said(_name_of(who, writers)))
    quotes = tuple(_quote(one, writers) for one in theirs)
    return Box(kind, title, theirs[0].person if kind == "team" else None, quotes)


def _quote(one: Contribution, writers: Mapping[uuid.UUID, Reader]) -> Quote:
    written_by = _name_of(one.entered_by_id, writers) if one.entered_by_id else ""
    return Quote(one.words, clock.london(one.said_at).date(), written_by, one)


def _name_of(person_id: uuid.UUID, writers: Mapping[uuid.UUID, Reader]) -> str:
    return writers[person_id].first_name if person_id in writers else ""


def _nothing(kind: str, listener: Listener) -> Box:
    """A voice that says nothing keeps its place. Who may not read everything is told nothing about a gap."""
    if kind == listener.own and kind != "team":
        return Box(kind, _("You say"), empty=_("You have said nothing here yet."))
    titles = {
        "young": fill(_("%(name)s says"), name=as_said(listener.child.first_name)),
        "home": _("At home"),
        "team": _("The team"),
    }
    sentence = _("We have not asked yet.") if listener.reads_all else _("Nothing to read here yet.")
    return Box(kind, titles[kind], empty=sentence)
