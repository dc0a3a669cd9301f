"""Every model that points to a person says how it ends with that person's access, or why it stays."""

import sqlalchemy as sa

from portal.access.ending import REGISTRY
from portal.models import Base

MODELS = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}


def test_every_model_that_points_to_a_person_or_to_a_way_in_says_how_it_ends() -> None:
    silent = []
    for name in _given_to_somebody():
        says = MODELS[name].__when_access_ends__
        if says not in REGISTRY and not (says.startswith("kept: ") and len(says) > 30):
            silent.append(name)
    named = ", ".join(silent)
    assert not silent, f"{named}: name an entry of access/ending.py in __when_access_ends__, or say 'kept: …' and why"


def test_every_entry_of_the_registry_is_named_by_a_model() -> None:
    named = {model.__when_access_ends__ for model in MODELS.values()}
    assert set(REGISTRY) - named == set()


def _given_to_somebody() -> set[str]:
    """Tables with a key to a person, and those with a key to what such a table gives (a card, a phone)."""
    ending = {name for name, model in MODELS.items() if model.__when_access_ends__ in REGISTRY}
    return {
        table.name
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if _points_to(key) in {"person", *ending}
    } | {table.name for table in Base.metadata.tables.values() if "browser_hash" in table.columns}


def _points_to(key: sa.ForeignKey) -> str:
    return key.column.table.name
