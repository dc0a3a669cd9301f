"""One page about a child, in their own words: to give to somebody who does not know them yet."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from portal.access.viewer import Viewer
from portal.blueprints.way.cards import STOP, Tap, told
from portal.blueprints.way.carrying import WhomToAsk, carried, whom_to_ask
from portal.blueprints.way.presenters import OF_THE_PROFILE, is_for_school_only
from portal.blueprints.way.queries.ways import find_ways, list_people, list_sections
from portal.models import Contribution, Place, SectionKind, WayPerson, WaySection
from portal.planning.titles import CARDS
from portal.pupils import Child
from portal.returning.paper import room_of, shortened

# A box holds so many signs of small type, and a page so many people: more would want a second page.
MOST_SIGNS, MOST_PEOPLE = 280, 5
# Up to so many signs a box is printed in large type, or in middle.
SIZES = {"large": 110, "middle": 190}
# A picture that was tapped, and where one person's words end and others begin, take as much room as so many signs.
A_TAP, A_GAP = 24, 20
# The boxes, in the order in which they are read: the card of "About me", the words beside a section of the plan with
# the card they answer, the section whose agreed words stand there while the child says nothing, and the picture.
_BOXES: tuple[tuple[str, tuple[SectionKind, str] | None, str], ...] = (
    ("likes", (SectionKind.ABOUT_ME, ""), "balloon"),
    ("matters", None, "kite"),
    ("helps", (SectionKind.HELPS, ""), "turtle"),
    ("not_helps", (SectionKind.HELPS, STOP.key), "umbrella"),
    ("early_signs", None, "owl"),
    ("talk", None, "fox"),
)


@dataclass(frozen=True)
class Box:
    """One box of the page: its title, its picture, the cards the child tapped, their words, or what was agreed."""

    key: str
    title: str
    picture: str
    taps: tuple[Tap, ...]
    texts: tuple[str, ...]
    agreed: str = ""

    @property
    def is_empty(self) -> bool:
        """Nobody has said anything: it is drawn with lines, to write by hand."""
        return not (self.taps or self.texts or self.agreed)

    @property
    def room(self) -> int:
        """How much room it takes, in signs."""
        return sum(room_of(words) + A_GAP for words in (*self.texts, self.agreed) if words) + A_TAP * len(self.taps)


@dataclass(frozen=True)
class Profile:
    """The one page."""

    child: Child
    boxes: tuple[Box, ...]
    people: tuple[WayPerson, ...]
    ask: WhomToAsk
    # Something had no room; it stands in the plan.
    is_cut: bool
    left_out: int
    is_for_school_only: bool

    @property
    def size(self) -> str:
        """The type for which every box has room: large, middle or small."""
        most = max(box.room for box in self.boxes)
        return next((size for size, up_to in SIZES.items() if most <= up_to), "small")


def profile_of(pupil_id: uuid.UUID, *, viewer: Viewer) -> Profile | None:
    """The page about a child. NoResultFound (shown as 404) for a pupil none of whose plan is theirs to read.

    For a link teacher what was released of it; None where nothing of it was.
    """
    ways = find_ways(pupil_id, viewer=viewer)
    school_only = is_for_school_only(pupil_id, viewer)
    sections = list_sections(ways.now.id, viewer=viewer) if ways.now else []
    by_kind = {each.kind: each for each in sections if each.kind in OF_THE_PROFILE}
    if school_only and not by_kind:
        return None
    # The cards "About me" were never released to a school; words beside a released section may be meant for it.
    places = (Place.WAY,) if school_only else (Place.ABOUT_ME, Place.WAY)
    words = carried(pupil_id, *places, viewer=viewer)
    made = [_box(*each, by_kind, words.said) for each in _BOXES]
    people = list_people(ways.now.id, viewer=viewer) if ways.now and SectionKind.PEOPLE in by_kind else []
    return Profile(
        child=ways.child,
        boxes=tuple(box for box, _cut in made),
        people=tuple(people[:MOST_PEOPLE]),
        ask=whom_to_ask(pupil_id, viewer=viewer),
        is_cut=any(cut for _box, cut in made) or len(people) > MOST_PEOPLE,
        left_out=words.left_out,
        is_for_school_only=school_only,
    )


def _box(
    key: str,
    beside: tuple[SectionKind, str] | None,
    picture: str,
    sections: dict[SectionKind, WaySection],
    said: Iterable[Contribution],
) -> tuple[Box, bool]:
    """A box, and whether something had no room in it."""
    section = sections.get(beside[0]) if beside else None
    taps: list[Tap] = []
    texts: list[str] = []
    for one in said:
        if one.place is Place.ABOUT_ME and one.about_id is None and one.topic == key:
            texts.append(one.words)
        elif section is not None and beside and (one.about_id, one.topic) == (section.id, beside[1]):
            tapped, words = told(section.kind, one.words)
            taps += tapped
            texts.append(words)
    texts = [words for words in texts if words]
    agreed = section.agreed if section and beside and not beside[1] and not texts and not taps else ""
    shown = list(dict.fromkeys(taps))[: MOST_SIGNS // A_TAP // 2]
    kept, cut = shortened(texts, MOST_SIGNS - A_TAP * len(shown) - A_GAP * len(texts))
    told_instead, cut_too = shortened([agreed] if agreed else [], MOST_SIGNS)
    box = Box(key, str(CARDS[key][0]), picture, tuple(shown), kept, "".join(told_instead))
    return box, cut or cut_too or len(shown) < len(set(taps))
