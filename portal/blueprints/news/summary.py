"""What Today may know: the news somebody has not opened."""

from dataclasses import dataclass

from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.blueprints.news.queries import OneNews, list_unopened

MOST = 3


@dataclass(frozen=True)
class Fresh:
    """The first that were not opened, and whether there is news for this person at all."""

    new: tuple[OneNews, ...] = ()
    is_any: bool = False


def summarise(*, viewer: Viewer) -> Fresh:
    """One statement for a carer; none for anybody else."""
    if Permission.NEWS_READ not in viewer.permissions or viewer.audience != "family":
        return Fresh()
    new, is_any = list_unopened(MOST, viewer=viewer)
    return Fresh(tuple(new), is_any)
