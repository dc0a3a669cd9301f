"""Somebody of the cast as a request would know them, for what home asks of the steps."""

from dataclasses import replace

from portal.access.viewer import Viewer
from tests import cast
from tests.factories import check_ins


def viewer(slug: str) -> Viewer:
    """Somebody with the roles that they hold in the cast."""
    return replace(check_ins.viewer(slug), person_id=cast.person(slug), roles=frozenset(cast.PEOPLE[slug][4]))
