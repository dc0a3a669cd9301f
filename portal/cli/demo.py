"""The demo: built the first time, kept from then on, web and worker side by side."""

import errno
import os
import socket
import sys
from pathlib import Path

import click

from portal import starting
from portal.cli.serve import run_gunicorn
from portal.cli.worker import run_worker
from portal.config import Settings, UnsafeConfigurationError
from portal.database import db
from portal.demo import building, folder, looking_after


@click.command()
@click.option("--port", default=8000, show_default=True, envvar="PORT", type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 lets other machines in.")
@click.option("--data", default="demo-data", show_default=True, type=click.Path(path_type=Path), help="Its folder.")
@click.option("--fresh", is_flag=True, default=lambda: os.environ.get("FRESH", "") not in {"", "0", "no"})
def demo(port: int, host: str, data: Path, *, fresh: bool) -> None:
    """Start the portal with the people of Orchard Row. FRESH=1 starts again from nothing."""
    try:
        _run(port, host, data, fresh=fresh)
    except (UnsafeConfigurationError, looking_after.GivenUpError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)


def _run(port: int, host: str, data: Path, *, fresh: bool) -> None:
    _refuse_a_taken_port(host, port)
    if fresh:
        folder.start_again(data)
    with folder.hold(data):
        _run_on(data, host, port)


def _run_on(data: Path, host: str, port: int) -> None:
    folder.take_up(folder.environment(data, host=host, port=port))
    settings = Settings()  # type: ignore[call-arg]
    _prepare(settings)
    runs = {"web": lambda: run_gunicorn(host, port), "worker": lambda: run_worker(settings)}
    pair = looking_after.Pair(runs, folder=settings.data_folder, say=click.echo)
    pair.run(health=f"{settings.public_url}/health", ready=lambda: _say_where(settings, data))


def _prepare(settings: Settings) -> None:
    starting.start(settings)
    building.refuse_real_data()
    if building.prepare(settings):
        click.echo("Made the demo: Orchard Row, its people, and six weeks around today.")
    db.stop()


def _refuse_a_taken_port(host: str, port: int) -> None:
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UnsafeConfigurationError(_why_not(error, host, port)) from None


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8000
        return f"Something is listening on port {port} already. Another one: make demo PORT={other}"
    if error.errno == errno.EACCES:
        return f"Port {port} is kept for the system. Take one above 1023: make demo PORT=8000"
    return f"This machine cannot be reached under the name or number {host}. Another one: make demo HOST=127.0.0.1"


def _say_where(settings: Settings, data: Path) -> None:
    click.echo(f"\n    {settings.public_url}/demo\n")
    click.echo("Open it and choose a person. Stop with Ctrl+C.")
    click.echo(f"What you do is kept in {data}. To start again from nothing: make demo FRESH=1")
    if not settings.cookies_are_secure:
        click.echo("This is plain HTTP, so its cookies are not Secure. Everywhere else they are.")
