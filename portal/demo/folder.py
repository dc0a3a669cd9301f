"""The demo's folder: keys that are made once, and the settings that follow from where it stands."""

import fcntl
import os
import shutil
from pathlib import Path
from typing import IO
from urllib.parse import quote

from portal import seals
from portal.config import UnsafeConfigurationError

KEYS = "keys.env"
RUNNING = "running.lock"
DATABASE = "PORTAL_DATABASE_URL"


def start_again(folder: Path) -> None:
    """Throw the demo's data away. UnsafeConfigurationError when that is not what stands there."""
    if DATABASE in os.environ:
        raise UnsafeConfigurationError(
            f"{DATABASE} is set: the demo throws away its own folder only. Empty that database yourself, or unset it."
        )
    if folder.is_dir() and {one.name for one in folder.iterdir()} - {RUNNING} and not (folder / KEYS).exists():
        raise UnsafeConfigurationError(f"{folder} is not a folder of the demo. It was left alone.")
    if (folder / RUNNING).exists():
        _refuse_one_that_runs(folder)
    shutil.rmtree(folder, ignore_errors=True)


def hold(folder: Path) -> IO[str]:
    """Say that a demo runs on this folder, for as long as the file that comes back is open: here, or in a child."""
    folder.mkdir(parents=True, exist_ok=True)
    held = (folder / RUNNING).open("a")
    fcntl.flock(held, fcntl.LOCK_SH)
    return held


def _refuse_one_that_runs(folder: Path) -> None:
    with (folder / RUNNING).open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UnsafeConfigurationError(
                f"The demo in {folder} is running, and starting again would take its data from under it. "
                "Stop it first (Ctrl+C where it was started)."
            ) from None


def environment(folder: Path, *, host: str, port: int) -> dict[str, str]:
    """The environment of the demo's processes. What stands in ours counts for the database and the address only."""
    folder = folder.resolve()
    ours = {
        "PORTAL_STAGE": "demo",
        "PORTAL_DEMO": "1",
        DATABASE: os.environ.get(DATABASE, f"sqlite:///{folder}/portal.db"),
        "PORTAL_DATA_FOLDER": str(folder),
        "PORTAL_PUBLIC_URL": os.environ.get("PORTAL_PUBLIC_URL", f"http://{_reachable(host)}:{port}"),
        "PORTAL_MAIL": f"folder://{quote(str(folder))}/sent",
        "PORTAL_SMS": f"folder://{quote(str(folder))}/sent",
        "PORTAL_MAIL_FROM": "portal@demo.example",
        **_keys(folder / KEYS),
    }
    others = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    return {**others, **ours}


def environment_of(folder: Path) -> dict[str, str]:
    """The environment of the demo that stands in a folder. UnsafeConfigurationError when none does."""
    if not (folder / KEYS).exists():
        raise UnsafeConfigurationError(f"No demo stands in {folder}. `make demo` makes one in demo-data.")
    return environment(folder, host="", port=int(os.environ.get("PORT", "8000")))


def take_up(environment: dict[str, str]) -> None:
    """Make it this process's environment: the web and the worker read it again, as everywhere."""
    for name in [name for name in os.environ if name.startswith("PORTAL_")]:
        del os.environ[name]
    os.environ.update(environment)


def _reachable(host: str) -> str:
    # A name: browsers bind passkeys to names, never to numbers.
    return "localhost" if host in {"", "0.0.0.0", "::", "127.0.0.1"} else host  # noqa: S104 (said, not bound)


def _keys(file: Path) -> dict[str, str]:
    """The keys of this demo; made the first time, and readable for their owner only."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text("".join(f"{name}={value}\n" for name, value in seals.fresh_keys().items()))
    return dict(line.split("=", 1) for line in file.read_text().splitlines())
