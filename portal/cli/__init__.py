"""The command line: `portal <command>`. One file a command, read when it is asked for, so that each starts quickly."""

from importlib import import_module
from pathlib import Path
from typing import Any

import click

# Where each command is. Keep alphabetical.
COMMANDS = {
    "audit": "portal.cli.record:audit",
    "demo": "portal.cli.demo:demo",
    "first-code": "portal.cli.first_code:first_code",
    "import": "portal.cli.roster:import_roster",
    "make-keys": "portal.cli.database:make_keys",
    "migrate": "portal.cli.database:migrate",
    "serve": "portal.cli.serve:serve",
    "worker": "portal.cli.worker:worker",
}


class Commands(click.Group):
    """The commands of the table above."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click passes it)
        """Their names."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, if there is one."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command. What an installation got wrong is a sentence and an end with 1."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            from portal.cli.troubles import sentence_for  # slow to load, and seldom needed

            sentence = sentence_for(error)
            if sentence is None:
                raise
            raise click.ClickException(sentence) from None


@click.group(cls=Commands)
@click.option("--demo", type=click.Path(path_type=Path), metavar="FOLDER", help="Act on the demo in demo-data.")
def main(demo: Path | None) -> None:
    """The family and pupil portal."""
    if demo is not None:
        from portal.demo import folder

        folder.take_up(folder.environment_of(demo))
