"""The demo's dates are written relative to the day it is built."""

from datetime import date

import pytest

from portal.roster.relative import date_of, name_days

TUESDAY, SATURDAY = date(2026, 11, 24), date(2026, 11, 28)


@pytest.mark.parametrize(
    ("written", "today", "meant"),
    [
        ("today", TUESDAY, TUESDAY),
        ("today-3d", TUESDAY, date(2026, 11, 21)),
        ("monday", TUESDAY, date(2026, 11, 23)),
        ("Monday-3w", TUESDAY, date(2026, 11, 2)),
        ("friday+1w", SATURDAY, date(2026, 12, 4)),
        ("sunday", SATURDAY, date(2026, 11, 29)),
        ("schoolday", TUESDAY, TUESDAY),
        ("schoolday", SATURDAY, date(2026, 11, 30)),
        ("schoolday+3", TUESDAY, date(2026, 11, 27)),
        ("schoolday+4", TUESDAY, date(2026, 11, 30)),
        ("schoolday-2", TUESDAY, date(2026, 11, 20)),
        ("2026-11-21", TUESDAY, None),
        ("someday", TUESDAY, None),
    ],
)
def test_a_relative_date_means_a_day(written: str, today: date, meant: date | None) -> None:
    assert date_of(written, today) == meant


def test_an_id_can_name_the_weekday() -> None:
    assert name_days("maya-sam-{schoolday}", SATURDAY) == "maya-sam-monday"
    assert name_days("jakub-{schoolday+2}-x", TUESDAY) == "jakub-thursday-x"
