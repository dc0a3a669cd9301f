"""What must be there before the portal can serve anybody."""

import shutil
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from portal import migrating
from portal.audit import nights, own_role
from portal.database import db
from portal.outbox import heartbeat

# PostgreSQL's own promises about the disk; a connection cannot ask for them (reliability.md check 43).
FORCES = ("fsync", "full_page_writes")

# Under this, somebody has to make room before anything is refused (check 47).
ROOM_MEGABYTES = 200

# A person has to see to these; the portal itself serves, and taking it away would help no child.
SAID_ONLY = frozenset({heartbeat.EMPTY_RUNG, nights.NOT_READ, nights.NOT_WHOLE, own_role.MAY_CHANGE_IT})


def troubles(data_folder: Path) -> dict[str, str]:
    """Each part and what is wrong with it; an empty sentence for a part that is ready."""
    return {
        "database": _database(),
        "shape": _shape(),
        "disk": _disk() or trouble_of_room(shutil.disk_usage(data_folder).free),
        "worker": _seen(data_folder, heartbeat.WORKER, "no worker was seen in the last two minutes"),
        "ladders": _seen(data_folder, heartbeat.LADDER, "nobody has climbed in the last two minutes"),
        "telling": _seen(data_folder, heartbeat.TELLER, "nobody has told in the last two minutes"),
        "record": nights.trouble(data_folder),
        "role": _role(),
    }


def _seen(data_folder: Path, whose: str, missed: str) -> str:
    return heartbeat.trouble(data_folder, whose) if heartbeat.is_there(data_folder, whose) else missed


def _database() -> str:
    try:
        with db.elevated("is the database there?") as session:
            session.execute(sa.select(sa.literal(1)))
    except DBAPIError:
        return "it does not answer"
    return ""


def _shape() -> str:
    number: sa.Select[str] = sa.select(sa.column("version_num")).select_from(sa.table("alembic_version"))
    try:
        with db.elevated("which shape has the database?") as session:
            has = session.scalar(number)
    except DBAPIError:
        has = None
    return "" if has == migrating.newest() else "the database has another shape than this portal: portal migrate"


def _disk() -> str:
    """What only PostgreSQL's own configuration decides; on SQLite each connection sets it (portal/database.py)."""
    if db.engine.dialect.name == "sqlite":
        return ""
    forced = sa.select(*(sa.func.current_setting(name) for name in FORCES))
    try:
        with db.elevated("does it force what it keeps to the disk?") as session:
            return trouble_of_the_disk(dict(zip(FORCES, session.execute(forced).one(), strict=True)))
    except DBAPIError:
        return ""  # it does not answer, as the first line says


def trouble_of_the_disk(settings: dict[str, str]) -> str:
    """What is wrong with these settings of PostgreSQL, by name; empty when each is on."""
    off = " and ".join(name for name in FORCES if settings[name] != "on")
    return f"what it says is kept can be lost in a power cut: {off} must be on" if off else ""


def trouble_of_room(free: int) -> str:
    """What is wrong when so many bytes are free where the portal keeps its files; empty when there is room."""
    return "" if free >= ROOM_MEGABYTES * 1_000_000 else f"less than {ROOM_MEGABYTES} MB are free"


def _role() -> str:
    try:
        with db.elevated("may the portal's role change the record?") as session:
            return own_role.MAY_CHANGE_IT if own_role.may_change_the_record(session) else ""
    except DBAPIError:
        return ""  # the lines of the database and its shape say it
