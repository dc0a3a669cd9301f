"""The record: is it whole, and what stands out in it?"""

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import click
import sqlalchemy as sa

from portal import audit as the_record
from portal import clock, starting
from portal.audit.reviewing import Findings
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.models import Setting

# So many pupils are named in a line of the review.
NAMED = 10


@click.group()
def audit() -> None:
    """Who did or saw what: check it, anchor it, go through it."""


def _start() -> Settings:
    settings = Settings()  # type: ignore[call-arg]
    starting.start(settings)
    return settings


@audit.command()
def verify() -> None:
    """Read the whole record and its anchors.

    Ends with 0 when it is whole, with 1 when anything is wrong (each thing is a sentence), and with 2 when there is no
    anchor: then the newest lines could be gone and nobody would notice.
    """
    settings = _start()
    with db.own_look(SYSTEM) as session:
        wrong = the_record.verify(session, settings.anchors)
        anchored = the_record.is_anchored(session, settings.anchors)
    for sentence in wrong:
        click.echo(sentence)
    if not anchored:
        click.echo(f"Nothing is anchored in {settings.anchors}. Whether the newest lines are missing cannot be seen.")
    things = "1 thing is" if len(wrong) == 1 else f"{len(wrong)} things are"
    click.echo(f"{things} wrong with the record." if wrong else "The record is whole.")
    sys.exit(1 if wrong else 0 if anchored else 2)


@audit.command()
def anchor() -> None:
    """Write each setting's count and last seal to the anchor file."""
    settings = _start()
    with db.work(SYSTEM, reason="anchor the record") as session:
        count = the_record.write_anchor(session, settings.anchors)
    click.echo(f"Anchored the record of {count} settings.")


@audit.command()
@click.option("--days", type=click.IntRange(1, 366), default=7, help="How far back to look.")
def review(days: int) -> None:
    """What stands out in the last days, for the safeguarding lead: people and pupils by their ids of the roster.

    Looks off the caseload, looks at pupils around whom somebody is kept away, more than 20 different pupils opened
    within an hour, and more than 5 refusals. Lists count for nobody.
    """
    _start()
    since = clock.now() - timedelta(days=days)
    with db.own_look(SYSTEM) as session:
        for setting_id, name in session.execute(sa.select(Setting.id, Setting.name).order_by(Setting.name)).all():
            click.echo(f"{name}, since {clock.london(since):%d %B %Y, %H:%M}")
            found = the_record.review(session, setting_id, since)
            for one in found:
                click.echo(f"  {one.who} ({', '.join(sorted(one.roles)) or 'no role'})")
                for sentence in _sentences(one):
                    click.echo(f"    {sentence}")
            if not found:
                click.echo("  Nothing stands out.")


def _sentences(one: Findings) -> Iterator[str]:
    if one.off_caseload:
        yield f"off the caseload: {_looks(one.off_caseload)}"
    if one.restricted:
        yield f"somebody is kept away: {_looks(one.restricted)}"
    if one.opened_many:
        yield f"within one hour: {one.most_in_an_hour} different pupils"
    if one.refused_often:
        yield f"refused: {one.refused} times"


def _looks(counted: Counter[str]) -> str:
    most = ", ".join(f"{pupil} {count}" for pupil, count in counted.most_common(NAMED))
    more = f" and {len(counted) - NAMED} more" if len(counted) > NAMED else ""
    return f"{counted.total()} looks at {len(counted)} pupils ({most}{more})"
