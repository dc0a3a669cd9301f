"""A table that nobody thought about shows nothing; so that somebody thinks about it, it must stand in the list."""

from portal.models import Base
from portal.visibility.rules import RULES


def test_every_table_says_who_sees_it() -> None:
    models = {mapper.class_ for mapper in Base.registry.mappers}
    silent = sorted(model.__name__ for model in models - set(RULES))
    assert not silent, f"portal/visibility/rules.py says nothing of {', '.join(silent)}: nobody sees a row of them"
