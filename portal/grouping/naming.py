"""The name somebody chooses for one group: it is no real name of their family, and no way to reach them (T7)."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal.access.viewer import Viewer
from portal.models import Person, Pupil, Relationship, Setting, Site
from portal.returning.everybody import columns_of

MOST_SIGNS = 24
# Offered when a name cannot be taken; none of them says who somebody is.
OFFERED = ("Robin", "River", "Sunny", "Willow", "Sky", "Maple", "Star", "Coral", "Juniper", "Wren", "Ocean", "Fern")
# So many letters of a name inside a longer word give it away: "mayasmum".
TELLING = 4


@dataclass(frozen=True)
class RealNames:
    """Names that a chosen one must not show: of the family, and of the setting and its places. `own` may stand."""

    own: str
    others: frozenset[str]


def is_too_telling(name: str, real: RealNames) -> bool:
    """True for a name that shows a surname, a child's or another carer's name, or a way to reach somebody.

    Their own first name may stand. Letters, spaces, "-" and "'" make a name, and no more than two digits ("Mum 2").
    """
    if not re.fullmatch(r"(?:[^\W\d_]|[\u0300-\u036f\u064b-\u0652]|[ '’-]|\d)+", name):
        return True
    if sum(sign.isdigit() for sign in name) > 2 or not any(sign.isalpha() for sign in name):
        return True
    own = set(_words(real.own))
    words = [word for word in _words(name) if word not in own]
    run_on = "".join(words)
    for other in real.others:
        for part in _words(other):
            if part not in own and (part in words or (len(part) >= TELLING and part in run_on)):
                return True
            if part not in own and len(part) < TELLING and any(word.startswith(part) for word in words):
                return True
    return False


def alike(name: str, other: str) -> bool:
    """True for two names that read as the same."""
    return "".join(_words(name)) == "".join(_words(other))


def offer(taken: Iterable[str]) -> str:
    """A name that nobody has in the group; empty when all are taken."""
    known = list(taken)
    return next((name for name in OFFERED if not any(alike(name, other) for other in known)), "")


def find_real_names(*, viewer: Viewer) -> RealNames:
    """The names around this person: their own, those of their children and of these children's other adults, and what
    the setting and its places are called. Read past what the viewer may see; nothing of it is shown."""
    mine, theirs, child = aliased(Relationship), aliased(Relationship), aliased(Person)
    pupils = sa.select(mine.pupil_id).where(mine.person_id == viewer.person_id)
    adults = sa.select(theirs.person_id).where(theirs.pupil_id.in_(pupils), theirs.person_id != viewer.person_id)
    children = sa.select(Pupil.person_id).where(Pupil.id.in_(pupils))
    rows = sa.select(child.first_name, child.last_name).where(sa.or_(child.id.in_(adults), child.id.in_(children)))
    around = {name for row in columns_of(rows) for name in row}
    places = (
        sa.select(Setting.name).where(Setting.id == viewer.setting_id),
        sa.select(Site.name).where(Site.setting_id == viewer.setting_id),
    )
    whole = {"".join(_words(row[0])) for rows_of in places for row in columns_of(rows_of)}
    return RealNames(viewer.first_name, frozenset({viewer.last_name, *around, *whole} - {""}))


def check_name(name: str, *, taken: Iterable[str], real: RealNames) -> bool:
    """True when this name can be theirs here: it tells nothing, and nobody in the group has it."""
    return not is_too_telling(name, real) and not any(alike(name, other) for other in taken)


def _words(name: str) -> list[str]:
    """The words of a name as they are compared: small letters, without accents and signs."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))
    return [part for part in re.split(r"[\W\d_]+", plain) if part]
