"""The worker, as a process of its own."""

import signal
import sys
import threading
from collections.abc import Callable, Iterable

import click

from portal import kept, starting
from portal.cli.saying import say_the_log
from portal.config import Settings
from portal.outbox.worker import Worker


@click.command()
@click.option("--once", is_flag=True, help="Tell and send what is due now, then end.")
def worker(once: bool) -> None:
    """Send mails and texts, climb ladders, tell of the way back, anchor and check the record, until stopped."""
    run_worker(Settings(), once=once)  # type: ignore[call-arg]


def run_worker(settings: Settings, *, once: bool = False) -> None:
    """Work until a signal comes, or only once."""
    say_the_log()
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    starting.start(settings)
    from portal.cli.telling import Teller  # reads in half of the portal

    teller = Teller(settings.data_folder)
    if once:
        worker = Worker(settings)
        teller.tell_once()
        click.echo(f"{worker.sweep(threading.Event())} sent.")
    else:
        from portal.blueprints.account.services.tries import forget_old  # reads in the whole web; once does without
        from portal.cli.climbing import Climber  # so does this
        from portal.cli.reading_again import Reader

        worker = Worker(settings, hourly=lambda: (forget_old(), kept.forget_old()))
        reader = Reader(settings.data_folder, settings.anchors)
        _run_until_stopped([*worker.runs(), Climber(settings.data_folder).run, teller.run, reader.run])


def _run_until_stopped(runs: Iterable[Callable[[threading.Event], None]]) -> None:
    """Run each in a thread of its own: this one only waits for signals, so that one never meets the other's locks."""
    stop, ended = threading.Event(), threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())

    def until_it_ends(run: Callable[[threading.Event], None]) -> None:
        try:
            run(stop)
        finally:
            ended.set()

    threads = [threading.Thread(target=until_it_ends, args=(run,)) for run in runs]
    for thread in threads:
        thread.start()
    ended.wait()
    was_told_to = stop.is_set()
    stop.set()
    for thread in threads:
        thread.join()
    if not was_told_to:
        sys.exit(1)  # one of them fell over; whoever looks after the process starts it again
