"""Lists of ids, put together: several roles of one person each give one."""

from typing import Any

import sqlalchemy as sa

Ids = sa.Select[Any] | sa.CompoundSelect[Any]


def any_of(*ids: Ids) -> Ids:
    """All of these in one list, side by side: SQLite knows no list of lists."""
    flat = [part for each in ids for part in (each.selects if isinstance(each, sa.CompoundSelect) else (each,))]
    return ids[0] if len(flat) == 1 else sa.union(*flat)
