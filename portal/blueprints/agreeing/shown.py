"""What a page shows of what is agreed to: each part with its words and its lines."""

import uuid
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from portal.access.viewer import Viewer
from portal.blueprints.agreeing.matter import Matter
from portal.blueprints.agreeing.queries import Lines, get_part_time, get_way, list_lines
from portal.blueprints.agreeing.words import PARTS, PARTS_YOUNG, REASONS
from portal.models import PartTime, SectionKind, WaySection
from portal.pupils import Child, get_child
from portal.returning.titles import PICTURES, section_title
from portal.web.dates import day


@dataclass(frozen=True)
class Part:
    """One part that somebody agrees to: its words, what happens about the rest, and its lines."""

    key: str
    title: Markup | str
    icon: str
    words: str = ""
    rest: str = ""
    lines: tuple[Any, ...] = ()
    # Sentences of ours, where it has any.
    ours: str = ""

    @property
    def is_empty(self) -> bool:
        """True while nothing stands in it."""
        return not (self.words or self.rest or self.lines or self.ours)


def plan_of(pupil_id: uuid.UUID, way_id: uuid.UUID | None, *, viewer: Viewer) -> tuple[Child, Matter]:
    """The plan of a pupil. NoResultFound (shown as 404) where this person sees none."""
    child = get_child(pupil_id, viewer=viewer, given="sees_plan")
    return child, Matter(get_way(pupil_id, viewer=viewer, way_id=way_id))


def part_time_of(part_time_id: uuid.UUID, *, viewer: Viewer) -> tuple[Child, Matter]:
    """A part-time timetable. NoResultFound (shown as 404) for anybody else's."""
    way, part_time = get_part_time(part_time_id, viewer=viewer)
    return get_child(way.pupil_id, viewer=viewer, given="sees_plan"), Matter(way, part_time)


def parts_of(matter: Matter, child: Child, *, viewer: Viewer) -> tuple[Part, ...]:
    """Everything that is agreed to and is not empty, in the order in which it is read."""
    if matter.part_time:
        found = _of_part_time(matter.part_time, viewer.audience)
    else:
        lines = list_lines(matter.way, viewer=viewer)
        found = [_of_section(section, lines, child, viewer.audience) for section in lines.sections]
    return tuple(part for part in found if not part.is_empty)


def _of_section(section: WaySection, lines: Lines, child: Child, audience: str) -> Part:
    of: dict[SectionKind, list[Any]] = {
        SectionKind.PEOPLE: lines.people,
        SectionKind.STEPS: lines.steps,
        SectionKind.RISK: lines.risks,
    }
    title, icon = section_title(section.kind, audience, child.first_name), PICTURES[section.kind]
    inside = tuple(of.get(section.kind, ()))
    return Part(section.kind.value, title, icon, section.agreed, section.about_the_rest, inside)


def _of_part_time(one: PartTime, audience: str) -> list[Part]:
    days = _("It starts on %(start)s. It ends on %(end)s.", start=day(one.starts_on), end=day(one.ends_on))
    often = _("We look at it together at least every %(n)s days.", n=one.review_gap_days)
    texts: dict[str, dict[str, Any]] = {
        "why": {"ours": str(REASONS[one.reason]), "words": one.reason_words},
        "days": {"ours": f"{days} {often}"},
        "week": {"lines": tuple(one.sessions)},
        "home": {"words": "\n".join(text for text in (one.work_for_home, one.check_at_home) if text)},
        "step_up": {"words": one.step_up},
    }
    own = PARTS_YOUNG if audience == "young" else {}
    return [Part(key, str(own.get(key, title)), icon, **texts[key]) for key, (title, icon) in PARTS.items()]
