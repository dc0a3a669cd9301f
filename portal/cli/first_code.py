"""A one-time code for the first member of staff, before anybody is there who could print one."""

import click
import sqlalchemy as sa

from portal import starting
from portal.access.policy import PROFESSIONALS
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.keys.printed_codes import print_code
from portal.models import Person, RoleHolding, Setting


@click.command("first-code")
@click.argument("email")
@click.option("--setting", default="", help="The setting's id in the roster, where the address is known in several.")
def first_code(email: str, setting: str) -> None:
    """Print a one-time code for the member of staff with this EMAIL. It works once, for seven days."""
    settings = Settings()  # type: ignore[call-arg]
    starting.start(settings)
    with db.work(SYSTEM, reason="a first code from the command line") as session:
        found = list(session.scalars(_staff_with(email, setting)))
        if len(found) != 1:
            raise click.ClickException(_why_not(len(found), email))
        code = print_code(found[0], by=None)
    click.echo(f"{code}\nThey type it at {settings.public_url.rstrip('/')}/sign-in/staff/first, with their email.")


def _staff_with(email: str, setting: str) -> sa.Select[Person]:
    roles = sa.select(RoleHolding.person_id).where(RoleHolding.role.in_(PROFESSIONALS))
    people = sa.select(Person).where(Person.email == email.strip().lower(), Person.id.in_(roles))
    if setting:
        people = people.join(Setting, Setting.id == Person.setting_id).where(Setting.external_id == setting)
    return people.order_by(Person.id)


def _why_not(count: int, email: str) -> str:
    if count:
        return f"{email} is known in {count} settings. Say which one with --setting."
    return f"Nobody with the email {email} has a role that signs in here. Look at staff.csv of the roster."
