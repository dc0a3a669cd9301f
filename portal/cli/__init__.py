"""The command line: `portal <command>`. One file a command."""

import click

from portal.cli.database import make_keys, migrate
from portal.cli.record import audit
from portal.cli.roster import import_roster


@click.group()
def main() -> None:
    """The family and pupil portal."""


main.add_command(audit)
main.add_command(import_roster)
main.add_command(make_keys)
main.add_command(migrate)
