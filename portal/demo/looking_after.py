"""Two processes side by side, web and worker: started, watched, started again when one ends, ended together.

They are forked, so that what is slow to load is loaded once: the demo starts in a third of the time.
"""

import atexit
import ctypes
import multiprocessing
import os
import signal
import sys
import time
import traceback
import urllib.error
import urllib.request
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path

Say = Callable[[str], None]
Run = Callable[[], None]

FIRST_ANSWER_SECONDS = 60
# A process that ends sooner than this, three times running, will not get better by being started again.
QUICK_SECONDS = 10
MOST_QUICK_ENDS = 3
ENDING_SECONDS = 30
ASKS_TO_STOP = (signal.SIGTERM, signal.SIGINT)


class GivenUpError(RuntimeError):
    """A process does not stay up; the sentence says which, and what it said last."""


class Pair:
    """The demo's processes, by name. What they print goes into NAME.log in the demo's folder."""

    def __init__(self, runs: dict[str, Run], *, folder: Path, say: Say) -> None:
        self._runs, self._folder, self._say = runs, folder, say
        self._processes: dict[str, BaseProcess] = {}
        self._started: dict[str, float] = {}
        self._quick_ends = dict.fromkeys(runs, 0)
        self._asked_to_stop = False

    def run(self, *, health: str, ready: Callable[[], None]) -> None:
        """Start them, call `ready` when `health` answers, and look after them until somebody asks to stop.

        GivenUpError when one does not stay up.
        """
        for number in ASKS_TO_STOP:
            signal.signal(number, self._note_the_asking)
        try:
            for name in self._runs:
                self._start(name)
            self._wait_for_the_first_answer(health)
            if not self._asked_to_stop:
                ready()
            while not self._asked_to_stop:
                self._look()
            self._say("Stopping …")
        finally:
            self._end()

    def _note_the_asking(self, *_: object) -> None:
        # A note, no exception: one raised from here can surface inside a callback, where Python swallows it.
        self._asked_to_stop = True

    def _start(self, name: str) -> None:
        self._started[name] = time.monotonic()
        fork = multiprocessing.get_context("fork")
        process = fork.Process(target=_be, args=(self._runs[name], self._folder / f"{name}.log"), name=name)
        # Held back while forking: a signal that reached the child before it let go of our handlers would be lost.
        signal.pthread_sigmask(signal.SIG_BLOCK, ASKS_TO_STOP)
        process.start()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ASKS_TO_STOP)
        self._processes[name] = process

    def _look(self) -> None:
        """A moment of watching: whoever has ended is started again."""
        for name, process in self._processes.items():
            process.join(0.1)
            # Ctrl+C reaches them too: whoever was asked to end does not end by itself.
            if process.exitcode is not None and not self._asked_to_stop:
                self._say(f"The {name} ended by itself ({process.exitcode}). Starting it again …")
                self._count(name)
                self._start(name)

    def _count(self, name: str) -> None:
        lived = time.monotonic() - self._started[name]
        self._quick_ends[name] = self._quick_ends[name] + 1 if lived < QUICK_SECONDS else 0
        if self._quick_ends[name] == MOST_QUICK_ENDS:
            raise GivenUpError(f"The {name} does not stay up. It said last:\n{self._last_words(name)}")

    def _wait_for_the_first_answer(self, health: str) -> None:
        until = time.monotonic() + FIRST_ANSWER_SECONDS
        while not self._asked_to_stop and not _answers(health):
            self._look()
            if time.monotonic() > until:
                raise GivenUpError(f"No answer from {health}. The web said last:\n{self._last_words('web')}")

    def _last_words(self, name: str) -> str:
        return "\n".join((self._folder / f"{name}.log").read_text(errors="replace").splitlines()[-15:])

    def _end(self) -> None:
        for number in ASKS_TO_STOP:
            signal.signal(number, signal.SIG_IGN)
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            process.join(ENDING_SECONDS)
            process.kill()


def _be(run: Run, log: Path) -> None:
    """In the new process: become the web or the worker."""
    for number in ASKS_TO_STOP:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ASKS_TO_STOP)
    if sys.platform == "linux":
        # A demo that is killed leaves no server behind on its port (PR_SET_PDEATHSIG).
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
    written = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.dup2(written, 1)
    os.dup2(written, 2)
    try:
        run()
    except Exception:
        traceback.print_exc()
        sys.exit(1)
    finally:
        atexit._run_exitfuncs()  # multiprocessing ends its children without: temporary folders would stay behind


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310 (our own address)
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
