"""The numbers of every council served, and of every setting: the same for everybody who asks."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import HelpNumber, Level, Person, Pupil, Setting
from portal.safeguarding import first_told, hours_now, own_pupil_id
from portal.safeguarding.finding import Hours
from portal.visibility import pupils_visible_to


@dataclass(frozen=True)
class Number:
    """A council's number, as a setting entered it."""

    service: str
    number: str
    hours: str
    checked_on: date


@dataclass(frozen=True)
class Council:
    """A council and who to ring there; `is_home` for the one where a child of this family lives."""

    name: str
    numbers: tuple[Number, ...]
    is_home: bool


@dataclass(frozen=True)
class Phone:
    """How to ring a setting."""

    setting: str
    number: str
    open_hours: str


def list_councils(*, viewer: Viewer | None) -> list[Council]:
    """Every council of every setting, a child's own first. Without a database there are none, and the page still opens.

    Nothing is written down: nobody learns who looked for help.
    """
    try:
        with db.elevated("the numbers for somebody who is not safe") as session:
            rows = session.scalars(
                sa.select(HelpNumber).order_by(HelpNumber.council, HelpNumber.position, HelpNumber.id)
            ).all()
            homes = _home_councils(viewer)
    except DBAPIError:
        return []
    councils = [_council(name, list(numbers), homes) for name, numbers in groupby(rows, lambda row: row.council)]
    return sorted(councils, key=lambda council: (not council.is_home, council.name.casefold()))


def _home_councils(viewer: Viewer | None) -> frozenset[str]:
    if viewer is None or viewer.audience == "staff":
        return frozenset()
    names = db.session.scalars(
        sa.select(Pupil.home_council).where(Pupil.setting_id == viewer.setting_id, pupils_visible_to(viewer))
    )
    return frozenset(name.casefold() for name in names)


def _council(name: str, rows: list[HelpNumber], homes: frozenset[str]) -> Council:
    # Two settings may have entered the same number: once is enough, with the newer check.
    newest: dict[str, Number] = {}
    for row in sorted(rows, key=lambda row: row.checked_on, reverse=True):
        newest.setdefault(row.number.replace(" ", ""), Number(row.service, row.number, row.hours, row.checked_on))
    order = list(dict.fromkeys(row.number.replace(" ", "") for row in rows))
    return Council(name, tuple(newest[digits] for digits in order), name.casefold() in homes)


def list_phones(*, viewer: Viewer | None) -> list[Phone]:
    """The settings' own numbers; of somebody who is signed in only their setting's."""
    with db.elevated("the numbers of the settings") as session:
        rows = sa.select(Setting).order_by(Setting.name, Setting.id)
        if viewer is not None:
            rows = rows.where(Setting.id == viewer.setting_id)
        return [Phone(row.name, row.phone, row.open_hours) for row in session.scalars(rows)]


def list_first_told(*, viewer: Viewer) -> list[Person] | None:
    """Whom the button would tell; None for somebody who has none. Where no name can be read it stands there without."""
    if Permission.CONCERNS_HELP_ASK not in viewer.permissions:
        return None
    try:
        pupil_id = own_pupil_id(by=viewer)
        return first_told(pupil_id, Level.NOW, by=viewer)[Level.NOW] if pupil_id else None
    except DBAPIError:
        return []


def find_hours(*, viewer: Viewer) -> Hours | None:
    """Does somebody watch now, for somebody who has the button; None for anybody else, and where it cannot be read."""
    if Permission.CONCERNS_HELP_ASK not in viewer.permissions:
        return None
    try:
        return hours_now(by=viewer)
    except DBAPIError:
        return None
