"""The cards on which somebody says something beside a section: pictures to tap, and one question a page for home.

What was tapped is kept as words of the person, in the language of the setting, one card a line; a page in another
language shows each card in its own words again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import LazyString, force_locale
from flask_babel import lazy_gettext as _l

from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.models import SectionKind
from portal.web.static import static_url


@dataclass(frozen=True)
class Tap:
    """A picture and its word."""

    code: str
    # A file of static/img/things.
    picture: str
    label: LazyString

    @property
    def kept(self) -> str:
        """The word in which it is kept."""
        with force_locale("en_GB"):
            return str(self.label)

    @property
    def url(self) -> str:
        """Where its picture is."""
        return static_url(f"img/things/{self.picture}.svg")


@dataclass(frozen=True)
class Card:
    """One question: its key (the topic of the words), what is asked, and a hint that helps to begin."""

    key: str
    question: LazyString
    hint: LazyString | None = None


TAPS: dict[SectionKind, tuple[Tap, ...]] = {
    SectionKind.HELPS: (
        # TRANSLATORS: picture cards: what helps a child when it gets hard
        Tap("quiet_room", "turtle", _l("A quiet room")),
        Tap("music", "guitar", _l("Music")),
        Tap("drawing", "artist-palette", _l("Drawing")),
        Tap("outside", "deciduous-tree", _l("Going outside")),
        Tap("animal", "rabbit-face", _l("An animal")),
        Tap("snack", "sandwich", _l("Something to eat")),
        Tap("slowly", "snail", _l("Going slowly")),
        Tap("hold", "puzzle-piece", _l("Something for my hands")),
        Tap("book", "books", _l("A book")),
        Tap("next", "watch", _l("Knowing what comes next")),
        Tap("alone", "umbrella", _l("Time by myself")),
        Tap("talk", "fox", _l("Somebody to talk to")),
    ),
    SectionKind.ABOUT_ME: (
        # TRANSLATORS: picture cards: what a child likes
        Tap("animals", "butterfly", _l("Animals")),
        Tap("music", "drum", _l("Music")),
        Tap("drawing", "artist-palette", _l("Drawing")),
        Tap("cooking", "cooking", _l("Cooking")),
        Tap("bikes", "bicycle", _l("Bikes")),
        Tap("books", "open-book", _l("Stories")),
        Tap("computers", "laptop", _l("Computers")),
        Tap("growing", "seedling", _l("Growing things")),
    ),
}
# What home knows best (domain.md §4.4), one thing a page.
HOME: tuple[Card, ...] = (
    # TRANSLATORS: questions to a parent about their child; each may be skipped
    Card("signs", _l("How do you see that it gets hard?"), _l("And what helps then, at home?")),
    Card("morning", _l("What is a good morning like?"), _l("And what can make it go wrong?")),
    Card("health", _l("How are sleep, food and medicine?"), _l("Has something changed?")),
    Card("travel", _l("How does your child get here?"), _l("Who brings them? Is it hard?")),
    Card("tried", _l("What have you tried?"), _l("What worked? What did not?")),
    Card("contact", _l("When and how can we reach you?"), _l("By phone, text or letter? In which hours?")),
    Card("worries", _l("What do you worry about?"), _l("Work, brothers and sisters, money: all of it counts.")),
    Card("support", _l("What do you need from us?"), _l("You can ask for help, too.")),
    Card("no_go", _l("What should nobody say or do?"), _l("Words and things that make it worse.")),
    Card("joy", _l("What makes you proud at home?"), _l("Small steps count.")),
)
# What a young person is asked beside what helps (domain.md §4.5).
STOP = Card("stop", _l("What should adults stop doing?"), _l("You can say it as it is."))
_PLAIN = Card("", _l("Your words"))


def cards_of(kind: SectionKind, viewer: Viewer) -> tuple[Card, ...]:
    """The cards that this person is asked beside a section, in their order; one without a key where there are none."""
    if kind is SectionKind.HOME and Role.CARER in viewer.roles:
        return HOME
    if kind is SectionKind.HELPS and viewer.audience == "young":
        return _PLAIN, STOP
    return (_PLAIN,)


def taps_of(kind: SectionKind, key: str, viewer: Viewer) -> tuple[Tap, ...]:
    """The pictures that a young person may tap on a card."""
    return TAPS.get(kind, ()) if viewer.audience == "young" and not key else ()


def words_of(tapped: Iterable[str], taps: Sequence[Tap], words: str) -> str:
    """What is kept of taps and words: a card a line, then the words."""
    wanted = set(tapped)
    return "\n".join([*(tap.kept for tap in taps if tap.code in wanted), *([words] if words else [])])


def told(kind: SectionKind, kept: str) -> tuple[tuple[Tap, ...], str]:
    """The same the other way round: the cards that were tapped, and the words after them."""
    known = {tap.kept: tap for tap in TAPS.get(kind, ())}
    lines, found = kept.split("\n"), []
    while lines and lines[0] in known:
        found.append(known[lines.pop(0)])
    return tuple(found), "\n".join(lines)


def card_of(kind: SectionKind, key: str) -> Card | None:
    """The card with this key; None for words that stand for the whole section."""
    cards = {SectionKind.HOME: HOME, SectionKind.HELPS: (STOP,)}.get(kind, ())
    return next((card for card in cards if card.key == key), None) if key else None
