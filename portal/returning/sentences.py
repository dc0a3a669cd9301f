"""What one save of shared words did, in plain sentences: who, what, from what, to what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup

from portal.web.said import fill, said

# Longer words do not fit into a sentence; they stand below it, as they were and as they are.
FITS = 60


@dataclass(frozen=True)
class Change:
    """A field of shared words as it was and as it is, each in words to read."""

    field: str
    before: str
    after: str

    @property
    def is_short(self) -> bool:
        """True when the sentence says all of it."""
        return max(len(self.before), len(self.after)) <= FITS and "\n" not in self.before + self.after


def changes_between(before: Mapping[str, str], after: Mapping[str, str], fields: Iterable[str]) -> tuple[Change, ...]:
    """The fields in which two saves differ, in this order. A field that one of them lacks was empty there."""
    pairs = ((name, before.get(name, ""), after.get(name, "")) for name in fields)
    return tuple(Change(name, was, now) for name, was, now in pairs if was != now)


def sentence_of(who: str, what: object, change: Change) -> Markup:
    """ "Sam changed the day we hope for from 3 March 2027 to 10 March 2027." Names and words keep their direction.

    `who` is a first name; `what` is what the field is called inside a sentence ("the words of “What helps”").
    """
    facts = {"name": said(who), "what": what, "before": said(change.before), "after": said(change.after)}
    if not change.is_short:
        # TRANSLATORS: %(what)s is a part of the plan, such as "What we agree"
        return fill(_("%(name)s changed “%(what)s”."), **facts)
    if not change.before:
        return fill(_("%(name)s wrote “%(what)s”: %(after)s"), **facts)
    if not change.after:
        return fill(_("%(name)s took out “%(what)s”. It was: %(before)s"), **facts)
    return fill(_("%(name)s changed “%(what)s” from %(before)s to %(after)s"), **facts)
