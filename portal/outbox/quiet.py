"""When somebody does not want to be disturbed, and when the one notice of a day goes. Plain; times are London's."""

from datetime import datetime, time, timedelta

from portal import clock

# For somebody who has chosen nothing. It holds over midnight.
USUAL_FROM, USUAL_UNTIL = time(21), time(7)
# What is gathered for a day goes then: school is out, and somebody can still answer.
GATHERED_AT = time(16)


def end_of_quiet(moment: datetime, quiet_from: time | None, quiet_until: time | None) -> datetime:
    """When something may go that is ready at `moment`: then, or at the end of the quiet hours that it falls into.

    From one time to the other, over midnight where the first is later. None, or twice the same time: never quiet.
    """
    if quiet_from is None or quiet_until is None or quiet_from == quiet_until:
        return moment
    local = clock.london(moment)
    wall = local.time()
    over_midnight = quiet_from > quiet_until
    is_quiet = wall >= quiet_from or wall < quiet_until if over_midnight else quiet_from <= wall < quiet_until
    if not is_quiet:
        return moment
    days = 1 if over_midnight and wall >= quiet_from else 0
    return _at(local, quiet_until, days)


def next_gathering(moment: datetime) -> datetime:
    """When what comes at `moment` goes to somebody who hears once a day."""
    local = clock.london(moment)
    today = _at(local, GATHERED_AT, 0)
    return today if today > moment else _at(local, GATHERED_AT, 1)


def _at(local: datetime, wall: time, days: int) -> datetime:
    on = local.date() + timedelta(days=days)
    return datetime.combine(on, wall, tzinfo=clock.LONDON)
