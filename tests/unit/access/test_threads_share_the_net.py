"""One net serves the requests of all threads at once: what it works out for one is never left lying for the next."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal.access.policy import Role
from portal.models import Pupil
from portal.visibility.net import Net


def test_the_condition_of_one_statement_is_handed_over_and_kept_nowhere() -> None:
    mesh = next(mesh for mesh in Net(frozenset({Role.CARER}))._meshes if mesh.entity.class_ is Pupil)
    before, other = mesh.where_criteria, aliased(Pupil, name="other")
    first, second = (mesh._resolve_where_criteria(sa.inspect(row)) for row in (Pupil, other))
    assert mesh.where_criteria is before
    assert "pupil.setting_id" in str(first)
    assert "other.setting_id" in str(second)
    assert "other." not in str(first)
