"""Building the demo's database the first time, and moving its weeks to today when they have run out."""

from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa

from portal import clock, migrating
from portal.config import Settings, UnsafeConfigurationError
from portal.database import SYSTEM, db
from portal.demo import keys_given_out
from portal.demo.furnishing import furnish
from portal.demo.school_time import LATEST_FIRST_LOOK, next_school_moment
from portal.models import DayKind, Setting, TermDate

# The settings of portal/demo_setting/settings.csv. A database that holds another one is somebody's, not the demo's.
OURS = frozenset({"orchard-row", "millbrook"})
# The roster holds the term for four weeks after the week it was made for; two of them are always still to come.
LASTS = timedelta(weeks=3)


def refuse_real_data() -> None:
    """UnsafeConfigurationError when the database holds a setting that is not the demo's."""
    if not sa.inspect(db.engine).has_table(Setting.__tablename__):
        return
    with db.work(SYSTEM, reason="is this the demo's database?") as session:
        others = set(session.scalars(sa.select(Setting.external_id))) - OURS
    if others:
        raise UnsafeConfigurationError(
            f"This database holds a setting that is not the demo's ({', '.join(sorted(others))}). "
            "In the demo anyone can sign in as anyone, so it does not start here."
        )


def prepare(settings: Settings) -> bool:
    """Make everything ready for the demo's processes. True when it was built now, False when it was there already."""
    if not has_newest_shape():
        migrating.upgrade(settings.database_url)
    folder = settings.data_folder
    is_new = not _is_built()
    _put_the_clock_into_school_hours(folder, is_new=is_new)
    if is_new or clock.today() >= _monday_of(_built_for(folder)) + LASTS:
        _build(folder)
    if is_new:
        furnish()
        keys_given_out.give_out(folder)
    return is_new


def has_newest_shape() -> bool:
    """Has this database every migration?"""
    if not sa.inspect(db.engine).has_table("alembic_version"):
        return False
    number: sa.Select[str] = sa.select(sa.column("version_num")).select_from(sa.table("alembic_version"))
    with db.work(SYSTEM, reason="which shape has the database?") as session:
        return session.scalar(number) == migrating.newest()


def _is_built() -> bool:
    with db.work(SYSTEM, reason="is the demo there?") as session:
        return session.scalars(sa.select(Setting.id).limit(1)).first() is not None


def _build(folder: Path) -> None:
    from portal.roster.demo import build_demo  # reading files is slow to load, and seldom needed

    build_demo(None, clock.today())
    (folder / "built-for").write_text(clock.today().isoformat())


def _built_for(folder: Path) -> date:
    try:
        return date.fromisoformat((folder / "built-for").read_text())
    except (OSError, ValueError):
        return date.min + LASTS


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _put_the_clock_into_school_hours(folder: Path, *, is_new: bool) -> None:
    """Forward only, and never when somebody has moved it by hand: they know what time they want."""
    if (folder / "clock-by-hand").exists():
        return
    if is_new:
        begins = next_school_moment(clock.now(), until=LATEST_FIRST_LOOK)
    else:
        begins = next_school_moment(clock.now(), is_closed=_is_closed)
    if begins > clock.now():
        clock.move(begins - clock.now())


def _is_closed(day: date) -> bool:
    closed = sa.select(TermDate.id).where(
        TermDate.kind.in_([DayKind.HOLIDAY, DayKind.CLOSED]), TermDate.from_on <= day, TermDate.until_on >= day
    )
    with db.work(SYSTEM, reason="is the demo's school open?") as session:
        return session.scalars(closed.limit(1)).first() is not None
