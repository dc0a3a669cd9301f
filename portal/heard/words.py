"""Words that name another child: asked about before they are sent, never refused (domain.md §8.4)."""

import re
import uuid

import sqlalchemy as sa

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Person, Pupil

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def names_of_others(words: str, pupil_id: uuid.UUID, *, viewer: Viewer) -> list[str]:
    """The first names of other pupils of the setting that stand in these words, as they are written there.

    It looks inside the setting beside the viewer's own transaction, and gives back nothing but what they typed: nobody
    learns from it which names are pupils' who did not write the name. A pupil's own first name is no other child's.
    """
    written = {word.casefold(): word for word in _WORD.findall(words)}
    if not written:
        return []
    spellings = {each for word in written for each in (word, word.casefold(), word.capitalize(), word.title())}
    rows = (
        sa.select(Person.first_name, Pupil.id)
        .join(Pupil, Pupil.person_id == Person.id)
        .where(sa.or_(Person.first_name.in_(spellings | set(written.values())), Pupil.id == pupil_id))
    )
    with db.own_look(viewer.setting_id) as session:
        known = [(name.casefold(), pupil) for name, pupil in session.execute(rows)]
    own = {name for name, pupil in known if pupil == pupil_id}
    return sorted({written[name] for name, _pupil in known if name in written and name not in own})
