"""Reading what does not depend on who looks: who is asked, whose answers are lifted. A page shows none of it."""

from typing import Any

import sqlalchemy as sa

from portal.database import db


def all_of(rows: sa.Select[Any]) -> sa.ScalarResult[Any]:
    """These rows of the setting, also those that the viewer may not see. What comes of them names nobody to them.

    As they stand in the database now, also where this request has read them before: a hash is of what is there.
    """
    return db.session.scalars(rows, execution_options={"portal_net": "setting", "populate_existing": True})
