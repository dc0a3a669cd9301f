"""The worker, as a process of its own."""

import signal
import sys
import threading
from collections.abc import Callable

import click

from portal import starting
from portal.cli.saying import say_the_log
from portal.config import Settings
from portal.outbox.worker import Worker


@click.command()
@click.option("--once", is_flag=True, help="Send what is due now, then end.")
def worker(once: bool) -> None:
    """Send mails and texts, and anchor the record, until it is stopped."""
    run_worker(Settings(), once=once)  # type: ignore[call-arg]


def run_worker(settings: Settings, *, once: bool = False) -> None:
    """Work until a signal comes, or only once."""
    say_the_log()
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    starting.start(settings)
    if once:
        click.echo(f"{Worker(settings).sweep(threading.Event())} sent.")
    else:
        from portal.blueprints.account.services.tries import forget_old  # reads in the whole web; once does without

        _run_until_stopped(Worker(settings, hourly=forget_old).run)


def _run_until_stopped(run: Callable[[threading.Event], None]) -> None:
    """Run in a second thread: this one only waits for signals, so that one never meets the other's locks."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    thread = threading.Thread(target=run, args=(stop,))
    thread.start()
    thread.join()
    if not stop.is_set():
        sys.exit(1)  # it fell over; whoever looks after the process starts it again
