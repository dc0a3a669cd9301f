"""The web: gunicorn, in one way for the demo and for production."""

import gc
import sys

import click
from flask import Flask
from gunicorn.app import wsgiapp  # type: ignore[import-untyped]

from portal import create_app, starting
from portal.cli.saying import say_the_log
from portal.config import Settings
from portal.database import db


def run_gunicorn(host: str, port: int, *, workers: int = 2, threads: int = 8) -> None:
    """Serve until a signal comes. Threads, because a request waits for the database more than it computes.

    The app is made once, before the workers are forked: a setting that is refused stops the start and says so.
    """
    words = {
        "--bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "--worker-class": "portal.cli.refusing.RefusingWorker",
        "--workers": str(workers),
        "--threads": str(threads),
        # Longer than the database waits for its lock, so that a busy hour ends in a page and not in a cut line.
        "--timeout": "60",
        "--graceful-timeout": "25",
        "--keep-alive": "5",
        # Below this gunicorn names what a request held.
        "--log-level": "error",
    }
    say_the_log()
    options = [part for pair in words.items() for part in pair]
    sys.argv = ["portal", *options, "--preload", "--no-control-socket", "portal.cli.serve:served()"]
    wsgiapp.run()


def served() -> Flask:
    """The app; the garbage collector makes no rounds while it is loaded, and later none through what was loaded."""
    gc.disable()
    app = create_app()
    gc.freeze()
    gc.enable()
    return app


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen; a proxy with TLS stands in front."
)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="Processes; about one for each core.")
@click.option("--threads", default=8, show_default=True, help="Requests at a time in each process.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the portal until it is stopped. It needs `portal worker` beside it."""
    settings = Settings()  # type: ignore[call-arg]
    # The app does the same; here, what is wrong with them is still a sentence.
    starting.start(settings)
    if settings.demo:
        from portal.demo.building import refuse_real_data

        refuse_real_data()
    db.stop()
    run_gunicorn(host, port, workers=workers, threads=threads)
