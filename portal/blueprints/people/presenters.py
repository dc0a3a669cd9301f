"""What the People pages show: rows turned into sentences."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from markupsafe import Markup

from portal import clock
from portal.access.policy import Role
from portal.blueprints.people import words
from portal.blueprints.people.queries.looks import Look
from portal.models import (
    Contact,
    ContactChange,
    ParentalResponsibility,
    Person,
    Placement,
    Pupil,
    Relationship,
    ResponsibilityProof,
)
from portal.web.dates import full_date
from portal.web.said import fill, said
from portal.web.words import LANGUAGES


@dataclass(frozen=True)
class Standing:
    """Whether an adult sees anything of a pupil, and why not: a tag's words, tone and picture."""

    text: str
    tone: str
    picture: str


@dataclass(frozen=True)
class Tie:
    """Who an adult is to a pupil."""

    id: uuid.UUID
    adult: Person
    pupil: Pupil
    heading: Markup
    standing: Standing
    facts: list[dict[str, object]]
    waiting: ContactChange | None


@dataclass(frozen=True)
class Entry:
    """One pupil in the list, with the key worker and the adults around them."""

    pupil: Pupil
    key_worker: str
    adults: list[tuple[Person, str, Standing]]


def standing_of(tie: Relationship) -> Standing:
    """What stands between this adult and the pupil's pages; the gravest thing first."""
    if tie.contact == Contact.NONE:
        return Standing(_("No contact"), "late", "cross")
    if tie.parental_responsibility == ParentalResponsibility.UNKNOWN:
        return Standing(_("Parental responsibility not checked"), "new", "help")
    if tie.contact == Contact.UNKNOWN:
        return Standing(_("Contact not known"), "new", "help")
    if not tie.is_open_on(clock.today()):
        return Standing(_("No access"), "", "cross")
    if not tie.sees_timetable:
        return Standing(_("Nothing given yet"), "new", "help")
    return Standing(_("Limited contact") if tie.contact == Contact.LIMITED else _("Has access"), "kept", "ok")


def entries_of(pupils: Iterable[Pupil], placements: Iterable[Placement], ties: Iterable[Relationship]) -> list[Entry]:
    """The list's rows."""
    workers = {one.pupil_id: one.key_worker.full_name for one in reversed(list(placements))}
    adults = defaultdict(list)
    for tie in ties:
        adults[tie.pupil_id].append((tie.person, str(words.KIND[tie.kind]), standing_of(tie)))
    return [Entry(pupil, workers.get(pupil.id, ""), adults[pupil.id]) for pupil in pupils]


def heading_of(tie: Relationship) -> Markup:
    """ "Mother of Maya Haddad"."""
    return fill(str(words.KIND_OF[tie.kind]), pupil=said(tie.pupil.person.full_name))


def ties_of(
    rows: Collection[Relationship], *, names: Mapping[uuid.UUID, str], waiting: Iterable[ContactChange]
) -> list[Tie]:
    """Each row in words."""
    waits = {change.relationship_id: change for change in waiting}
    return [
        Tie(tie.id, tie.person, tie.pupil, heading_of(tie), standing_of(tie), _facts(tie, names), waits.get(tie.id))
        for tie in rows
    ]


def _facts(tie: Relationship, names: Mapping[uuid.UUID, str]) -> list[dict[str, object]]:
    given = [str(label) for name, label in words.GIVEN.items() if getattr(tie, name)]
    facts: list[tuple[str, str, object]] = [
        ("responsibility", _("Parental responsibility"), _responsibility(tie, names)),
        ("contact", _("Contact"), words.CONTACT[tie.contact]),
        ("order", _("Court order"), _order(tie, names)),
        ("home", _("Lives with them"), _("Yes") if tie.lives_with else _("No")),
        ("collects", _("Collects them"), _("Yes") if tie.collects else _("No")),
        ("given", _("What they see and get"), _given(tie, given)),
    ]
    if tie.is_education_parent:
        facts.insert(1, ("care", _("Care of the child"), _("Has care day to day")))
    if tie.until_on:
        facts.append(("until", _("Until"), full_date(tie.until_on)))
    return [{"key": key, "label": label, "value": value} for key, label, value in facts]


def _given(tie: Relationship, given: list[str]) -> str:
    """What is given, and while the way is closed, that nothing of it counts."""
    words_ = " · ".join(given)
    if tie.is_open_on(clock.today()) or not words_:
        return words_ or str(_("Nothing"))
    return str(_("Nothing now. Kept for later: %(given)s", given=words_))


def _responsibility(tie: Relationship, names: Mapping[uuid.UUID, str]) -> Markup:
    answer = words.RESPONSIBILITY[tie.parental_responsibility]
    if tie.responsibility_checked_on is None:
        return fill(_("%(answer)s. Nobody has checked it here."), answer=answer)
    return fill(
        _("%(answer)s. %(name)s checked on %(date)s. Seen: %(proof)s."),
        answer=answer,
        name=_name(names, tie.responsibility_checked_by_id),
        date=full_date(tie.responsibility_checked_on),
        proof=words.PROOF[tie.responsibility_proof or ResponsibilityProof.NOTHING],
    )


def _order(tie: Relationship, names: Mapping[uuid.UUID, str]) -> Markup:
    if tie.order_type is None:
        return fill(_("None that we have seen"))
    lines = [fill("%(order)s.", order=words.ORDER[tie.order_type])]
    if tie.order_seen_on:
        seen = _("Seen by %(name)s on %(date)s.")
        lines.append(fill(seen, name=_name(names, tie.order_seen_by_id), date=full_date(tie.order_seen_on)))
    if tie.order_expires_on:
        lines.append(fill(expiry_sentence(tie), date=full_date(tie.order_expires_on)))
    return Markup(" ").join(lines)


def expiry_sentence(tie: Relationship) -> str:
    """The day on an order reminds people; it lifts nothing."""
    if tie.order_expires_on and tie.order_expires_on < clock.today():
        return str(_("The order ended on %(date)s. Contact stays as it is until two people change it."))
    return str(_("The order ends on %(date)s. Nothing changes by itself on that day."))


def _name(names: Mapping[uuid.UUID, str], person_id: uuid.UUID | None) -> Markup:
    known = names.get(person_id) if person_id else None
    return said(known) if known else fill(_("somebody before the portal"))


def checkers_of(rows: Iterable[Relationship]) -> set[uuid.UUID | None]:
    """Whose names the facts need."""
    return {one for tie in rows for one in (tie.responsibility_checked_by_id, tie.order_seen_by_id)}


@dataclass(frozen=True)
class Change:
    """A change of contact in words."""

    id: uuid.UUID
    adult: Person
    heading: Markup
    before: object
    facts: list[dict[str, object]]
    is_in_force: bool
    is_over: bool
    answered_by: Markup | None
    is_confirmed: bool | None


def changes_of(rows: Iterable[ContactChange], names: Mapping[uuid.UUID, str]) -> list[Change]:
    """Each change in words."""
    return [
        Change(
            id=row.id,
            adult=row.about.person,
            heading=heading_of(row.about),
            before=words.CONTACT[row.before],
            facts=_facts_of_change(row, names),
            is_in_force=row.answered_at is None and row.counts_at_once,
            is_over=row.answered_at is not None or row.replaced_at is not None,
            answered_by=_name(names, row.answered_by_id) if row.answered_by_id else None,
            is_confirmed=row.is_confirmed,
        )
        for row in rows
    ]


def _facts_of_change(row: ContactChange, names: Mapping[uuid.UUID, str]) -> list[dict[str, object]]:
    asked = fill(
        _("%(name)s, on %(date)s"),
        name=_name(names, row.asked_by_id),
        date=full_date(clock.london(row.asked_at).date()),
    )
    facts: list[tuple[str, object]] = [
        (_("Contact was"), words.CONTACT[row.before]),
        (_("Contact is to be"), words.CONTACT[row.after]),
        (_("Court order"), words.ORDER[row.order_type] if row.order_type else _("No order")),
        (_("Why"), words.REASON[row.reason]),
        (_("Asked by"), asked),
    ]
    if row.words:
        facts.insert(4, (_("In their words"), said(row.words)))
    return [{"label": label, "value": value} for label, value in facts]


def answerers_of(rows: Iterable[ContactChange]) -> set[uuid.UUID | None]:
    """Whose names these sentences need."""
    return {one for row in rows for one in (row.asked_by_id, row.answered_by_id)}


def about_person(person: Person, roles: Iterable[Role]) -> Markup:
    """What somebody is here, in a line."""
    return said(person.job) if person.job else fill("%(roles)s", roles=_role_words(roles))


def facts_of_person(
    person: Person, placements: Iterable[Placement], pupil: Pupil | None = None
) -> list[dict[str, object]]:
    """A pupil's key worker and site; how to reach an adult."""
    facts: list[tuple[str, object]] = []
    for placement in placements:
        facts += [
            (_("Key worker"), said(placement.key_worker.full_name)),
            (_("Site"), said(placement.site.name)),
        ]
    if pupil is None:
        facts += [
            (_("E-mail"), said(person.email or _("Not entered"))),
            (_("Phone"), said(person.phone or _("Not entered"))),
        ]
    facts.append((_("Language"), LANGUAGES.get(person.language, person.language)))
    return [{"label": label, "value": value} for label, value in facts]


@dataclass(frozen=True)
class LookShown:
    """On this day, somebody in these roles."""

    on: date
    roles: str


def looks_of(rows: Iterable[Look]) -> list[LookShown]:
    """Each look in words."""
    return [LookShown(row.on, _role_words(row.roles)) for row in rows]


def _role_words(roles: Iterable[Role]) -> str:
    return ", ".join(str(words.ROLE[role]) for role in sorted(roles))
