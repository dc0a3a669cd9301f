"""A row in hand and the condition in the database give the same answer, whatever stands in the row."""

from datetime import timedelta
from itertools import product

import sqlalchemy as sa
from flask import Flask

from portal import clock
from portal.database import SYSTEM, db
from portal.models import Contact, ParentalResponsibility, Relationship
from portal.visibility import relationship_is_open
from tests.cast import relationship


def test_both_ways_of_asking_agree(app: Flask) -> None:
    today = clock.today()
    before, after = today - timedelta(days=1), today + timedelta(days=1)
    spans = [(before, None), (today, today), (before, before), (after, None)]
    opened = 0
    every = product(Contact, ParentalResponsibility, (True, False), spans)
    with db.work(SYSTEM, reason="a test") as session:
        row = session.get_one(Relationship, relationship("leila", "maya"))
        asked = sa.select(Relationship.id).where(Relationship.id == row.id, relationship_is_open(today))
        for contact, responsibility, cares, (begins, ends) in every:
            row.contact, row.parental_responsibility, row.is_education_parent = contact, responsibility, cares
            row.from_on, row.until_on = begins, ends
            session.flush()
            in_the_database = session.scalar(asked) is not None
            assert in_the_database == row.is_open_on(today), (contact, responsibility, cares, begins, ends)
            opened += in_the_database
    # open or limited; yes or council whatever the care, no with care; on two of the four spans
    assert opened == 2 * (2 + 2 + 1) * 2
