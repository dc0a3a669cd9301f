"""What must be there before the portal can serve anybody."""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from portal import migrating
from portal.audit import nights, own_role
from portal.database import db
from portal.outbox import heartbeat

# A person has to see to these; the portal itself serves, and taking it away would help no child.
SAID_ONLY = frozenset({heartbeat.EMPTY_RUNG, nights.NOT_READ, nights.NOT_WHOLE, own_role.MAY_CHANGE_IT})


def troubles(data_folder: Path) -> dict[str, str]:
    """Each part and what is wrong with it; an empty sentence for a part that is ready."""
    return {
        "database": _database(),
        "shape": _shape(),
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


def _role() -> str:
    try:
        with db.elevated("may the portal's role change the record?") as session:
            return own_role.MAY_CHANGE_IT if own_role.may_change_the_record(session) else ""
    except DBAPIError:
        return ""  # the lines of the database and its shape say it
