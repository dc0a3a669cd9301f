"""A mail server on this machine that can be in any mood, and the worker as a process of its own."""

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP
from pydantic import SecretStr

from portal.config import Settings

ROOT = Path(__file__).parents[2]


class MailServer:
    """Takes mails, or does not: `mood` is what it answers to a mail.

    "250 taken", "451 later", "550 no", "hangs", "dawdles" (takes it after a second), "drops" (cuts the line
    unanswered), "takes and drops" (takes the mail, and cuts the line before it says so).
    """

    def __init__(self) -> None:
        self.mood = "250 taken"
        self.mails: list[Message] = []
        self.tries = 0
        self.somebody_asked = threading.Event()
        self.connections = 0
        self._loop = asyncio.new_event_loop()
        self._server: Any = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def start(self) -> "MailServer":
        """Listen on a free port."""
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def stop(self) -> None:
        """Stop listening and hang up on everybody."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    @property
    def url(self) -> str:
        """Its address, as PORTAL_MAIL wants it."""
        return f"smtp://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    @property
    def ids(self) -> list[str]:
        """The Message-ID of each mail it took."""
        return [mail["Message-ID"] for mail in self.mails]

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._server = self._loop.run_until_complete(self._loop.create_server(self._talk, "127.0.0.1", 0))
        self._ready.set()
        self._loop.run_forever()
        self._server.close()
        rest = asyncio.all_tasks(self._loop)
        for task in rest:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*rest, return_exceptions=True))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    def _talk(self) -> SMTP:
        self.connections += 1
        return SMTP(self, enable_SMTPUTF8=True, loop=self._loop)

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802 (aiosmtpd's name)
        """What aiosmtpd asks us about each mail."""
        self.tries += 1
        mood = self.mood
        if mood in ("250 taken", "dawdles", "takes and drops"):
            self.mails.append(message_from_bytes(envelope.content))
        self.somebody_asked.set()
        if mood == "hangs":
            await asyncio.Event().wait()
        if mood == "dawdles":
            await asyncio.sleep(1)
        if mood in ("drops", "takes and drops"):
            server.transport.abort()
        return mood if mood[0].isdigit() else "250 taken"


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server that takes everything, until its mood is changed."""
    server = MailServer().start()
    yield server
    server.stop()


def environment_of(settings: Settings) -> dict[str, str]:
    """The environment a process needs to have these settings."""
    values = {
        name: value.get_secret_value() if isinstance(value, SecretStr) else str(value)
        for name, value in settings
        if value is not None
    }
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    return {**inherited, "PYTHONPATH": str(ROOT), **{f"PORTAL_{name.upper()}": value for name, value in values.items()}}


StartWorker = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start_worker() -> Iterator[StartWorker]:
    """Starts `portal worker` with some settings, as its own process; it is stopped after the test."""
    started: list[subprocess.Popen[str]] = []

    def start(settings: Settings, *options: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "portal", "worker", *options]
        pipe = subprocess.PIPE
        one = subprocess.Popen(command, env=environment_of(settings), stdout=pipe, stderr=subprocess.STDOUT, text=True)
        started.append(one)
        return one

    yield start
    for one in started:
        one.kill()
        one.communicate()


def until(is_so: Callable[[], Any], *, within: float = 60) -> Any:
    """Wait for something that another process does; AssertionError when it does not happen in time."""
    pause = threading.Event()
    for _ in range(int(within / 0.05)):
        if found := is_so():
            return found
        pause.wait(0.05)
    raise AssertionError(f"It did not happen within {within} seconds.")
