"""The portal as it really runs: gunicorn and the worker as processes, for journeys, drills and measurements."""

from __future__ import annotations

import base64
import ctypes
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parents[1]
PATIENCE_SECONDS = 60
# What a copy of an installation has to share with it, or it cannot read what was sealed, hashed and recorded.
KEYS = ("secret_key", "audit_key", "pepper", "seal_keys")


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _end_with_whoever_started_us() -> None:
    """A test run that is killed leaves no server behind (Linux: PR_SET_PDEATHSIG)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def wait_until(what: str, happened: object, seconds: float = PATIENCE_SECONDS) -> None:
    """Ask `happened()` again and again until it is true. TimeoutError, with `what` was waited for, when it never is."""
    pause = threading.Event()
    for _try in range(int(seconds / 0.05)):
        if happened():  # type: ignore[operator]
            return
        pause.wait(0.05)
    raise TimeoutError(f"{what} did not happen within {seconds:.0f} seconds.")


class RunningPortal:
    """One installation in a folder: its settings, its database, its processes."""

    def __init__(self, folder: Path, database_url: str | None = None, **settings: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.database_url = database_url or f"sqlite:///{folder}/portal.db"
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        own = {
            "stage": "demo",
            "demo": "1",
            "secret_key": secrets.token_urlsafe(48),
            "audit_key": secrets.token_urlsafe(48),
            "pepper": secrets.token_urlsafe(48),
            "seal_keys": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
            "database_url": self.database_url,
            "data_folder": str(folder),
            "public_url": self.url,
            "mail": f"folder://{folder}/mail",
            "mail_from": "portal@example.org",
            **settings,
        }
        self.env = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")},
            **{f"PORTAL_{name.upper()}": value for name, value in own.items()},
            "PYTHONPATH": str(ROOT),
        }

    def copy_to(self, folder: Path, **settings: str) -> RunningPortal:
        """The same installation once more, in `folder`: its files and keys, at an address of its own.

        Nothing of it may be running, and its database must be the SQLite file in its folder.
        """
        assert not self.processes, "A file that is being written cannot be copied."
        shutil.copytree(self.folder, folder)
        return RunningPortal(folder, **{name: self.env[f"PORTAL_{name.upper()}"] for name in KEYS}, **settings)

    def command(self, *words: str) -> str:
        """Run `portal <words>` to its end and return what it printed. CalledProcessError when it fails."""
        done = subprocess.run(
            [sys.executable, "-m", "portal", *words],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            print(done.stdout, done.stderr, file=sys.stderr)
            done.check_returncode()
        return done.stdout

    def start_web(self, *, workers: int = 2, app: str = "") -> None:
        """Start the web as `portal serve` does (or another app on the same server) and wait until it answers."""
        if app:
            server = ["--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread", "--log-level", "warning"]
            self.start("web", "-m", "gunicorn", *server, "--workers", str(workers), "--threads", "8", app)
        else:
            self.start("web", "-m", "portal", "serve", "--port", str(self.port), "--workers", str(workers))
        wait_until(f"The portal's first answer on {self.url}", self.answers)

    def start_worker(self) -> None:
        """Start the worker beside it."""
        self.start("worker", "-m", "portal", "worker")

    def start(self, name: str, *words: str) -> None:
        """Start one process in a group of its own; what it prints goes to NAME.log in the folder."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, *words],
                cwd=ROOT,
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_end_with_whoever_started_us,
            )

    def answers(self) -> bool:
        """True when the web answers anything at all."""
        if (code := self.processes["web"].poll()) is not None:
            raise RuntimeError(f"The web stopped with {code}:\n{self.log('web')[-3000:]}")
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=5):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    def kill(self, name: str) -> None:
        """End a process and its children at once, as a power cut would (kill -9)."""
        self._end(name, signal.SIGKILL)

    def stop(self) -> None:
        """End everything in order."""
        for name in list(self.processes):
            self._end(name, signal.SIGTERM)

    def _end(self, name: str, how: signal.Signals) -> None:
        process = self.processes.pop(name)
        try:
            os.killpg(process.pid, how)
            process.wait(15)
        except ProcessLookupError:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(15)

    def log(self, name: str) -> str:
        """Everything a process has printed."""
        path = self.folder / f"{name}.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def the_time_is(self, london: str) -> None:
        """Move the demo's clock, for web and worker alike: `the_time_is("2026-11-24 10:00")`. It runs on from there."""
        wanted = datetime.fromisoformat(london).replace(tzinfo=ZoneInfo("Europe/London"))
        (self.folder / "clock").write_text(str(int((wanted - datetime.now(UTC)).total_seconds())))
