"""The ids of the example rows: each follows from what the row is and whose family it stands for."""

import uuid

from tests import cast


def row(what: str, owner: str) -> uuid.UUID:
    """The id of an example row of one family; the `stock` of its room puts it there."""
    return uuid.uuid5(cast.NAMESPACE, f"example {what} {owner}")
