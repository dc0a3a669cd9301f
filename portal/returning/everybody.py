"""Reading what does not depend on who looks: who is asked, whose answers are lifted. A page shows none of it."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from portal.database import db

_ALL_OF_IT = {"portal_net": "setting"}


def all_of(rows: sa.Select[Any]) -> sa.ScalarResult[Any]:
    """These rows of the setting, also those that the viewer may not see. What comes of them names nobody to them."""
    return db.session.scalars(rows, execution_options=_ALL_OF_IT)


def columns_of(rows: sa.Select[*tuple[Any, ...]]) -> Sequence[Any]:
    """The same for columns: as they stand in the database now, also where this request has read the rows before."""
    return db.session.execute(rows, execution_options=_ALL_OF_IT).all()
