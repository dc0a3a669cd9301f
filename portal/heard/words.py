"""Words that name another child: asked about before they are sent, never refused (domain.md §8.4)."""

import re
import uuid
from collections.abc import Iterable

import sqlalchemy as sa

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Person, Pupil

# A word, without the "'s" of what is somebody's: of "Zofia's" the name, of "Anna-Lena" two words, of "don't" one.
_WORD = re.compile(r"[^\W\d_]+(?:['’](?!s(?![^\W\d_]))[^\W\d_]+)*", re.IGNORECASE)


def names_of_others(words: str, pupil_id: uuid.UUID, *, viewer: Viewer) -> list[str]:
    """The first names of other pupils of the setting that stand in these words, as they are written there.

    It looks inside the setting beside the viewer's own transaction, and gives back nothing but what they typed: nobody
    learns from it which names are pupils' who did not write the name. A pupil's own first name is no other child's.
    """
    if not _WORD.search(words):
        return []
    rows = sa.select(Person.first_name, Pupil.id).join(Pupil, Pupil.person_id == Person.id)
    with db.own_look(viewer.setting_id) as session:
        known = [(_parts(name), pupil) for name, pupil in session.execute(rows)]
    own = {name for name, pupil in known if pupil == pupil_id}
    return _written_in(words, {name for name, _ in known}, own)


def names_of_pupils(words: str, *, viewer: Viewer) -> list[str]:
    """The first and last names of all pupils of the setting that stand in words that are about no child, in that way.

    A last name counts as it is written on the roll: "green" is a colour, "Green" may be a family.
    """
    pupils = sa.select(Person.first_name, Person.last_name).join(Pupil, Pupil.person_id == Person.id)
    return _names_of(pupils, words, (), viewer)


def names_of_families(words: str, *, also: Iterable[str] = (), viewer: Viewer) -> list[str]:
    """The same of all pupils and all adults of their families, and of names that somebody goes by (`also`)."""
    families = sa.select(Person.first_name, Person.last_name).where(~Person.is_staff)
    return _names_of(families, words, also, viewer)


def _names_of(people: sa.Select[str, str], words: str, also: Iterable[str], viewer: Viewer) -> list[str]:
    if not _WORD.search(words):
        return []
    with db.own_look(viewer.setting_id) as session:
        known = [tuple(row) for row in session.execute(people)]
    families = {last for _first, last in known if last and re.search(rf"(?<!\w){re.escape(last)}(?!\w)", words)}
    names = {_parts(name) for name in (*(first for first, _last in known), *also)} - {()}
    return sorted({*_written_in(words, names, set()), *families})


def _written_in(words: str, names: set[tuple[str, ...]], own: set[tuple[str, ...]]) -> list[str]:
    """Which of the names stand there, and are nobody's own."""
    places, written = [found.span() for found in _WORD.finditer(words)], _parts(words)
    most, found, at = max(map(len, names), default=0), set(), 0
    while at < len(places):
        # The longest name that begins at this word: "Anna Maria" before "Anna".
        longest = min(most, len(places) - at)
        many = next((many for many in range(longest, 0, -1) if written[at : at + many] in names), 0)
        if many and written[at : at + many] not in own:
            found.add(words[places[at][0] : places[at + many - 1][1]])
        at += many or 1
    return sorted(found)


def _parts(words: str) -> tuple[str, ...]:
    """Words as they are compared: however they are written, and whatever stands between them."""
    return tuple(word.replace("’", "'").casefold() for word in _WORD.findall(words))
