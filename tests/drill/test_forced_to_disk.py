"""What was acknowledged survives a power cut: the disk is told to keep it, counted with strace (check 42).

A kill cannot tell: the kernel still writes what a dead process left behind (reliability.md §0.4).
"""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.databases import Postgres
from tools.crowd import furnish
from tools.running import RunningPortal, wait_until

WRITES = 50
FORCED = re.compile(r"\b(fsync|fdatasync|sync_file_range|syncfs)\(")


@pytest.fixture(scope="module")
def strace() -> str:
    """The program that sees what a process asks of the system. It is installed when it is not there; never left out."""
    if not shutil.which("strace") and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "install", "-y", "-q", "strace"], capture_output=True, check=False)
    found = shutil.which("strace")
    if not found:
        pytest.fail("strace is missing, so nobody knows what reaches the disk. Install it: apt-get install strace")
    return found


class Watched:
    """Processes under strace: every request to force something to the disk stands in a file."""

    def __init__(self, strace: str, pids: list[int], file: Path) -> None:
        self.file = file
        which = [part for pid in pids for part in ("-p", str(pid))]
        calls = "trace=fsync,fdatasync,sync_file_range,syncfs"
        said = file.with_suffix(".said")
        with said.open("w") as to:
            self._process = subprocess.Popen([strace, "-f", "-q", "-e", calls, "-o", str(file), *which], stderr=to)
        wait_until("strace", lambda: _is_traced(pids[0]) or self._process.poll() is not None, 20)
        if self._process.poll() is not None:
            pytest.fail(f"strace could not attach: {said.read_text()}", pytrace=False)

    def stop(self) -> int:
        """How often something was forced to the disk."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(20)
        return len(FORCED.findall(self.file.read_text(errors="replace")))


def _is_traced(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status").read_text()
    return "TracerPid:\t0" not in status


def _family(pid: int) -> list[int]:
    """A process and everything it has started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _family(int(child)))]


@pytest.fixture(params=["sqlite", "postgresql"])
def on_a_disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[RunningPortal, list[int]]]:
    """A running portal whose database lies on a disk, not in memory, and the processes that write it."""
    folder = tmp_path / "running"
    if request.param == "sqlite":
        portal = RunningPortal(folder)
        furnish(portal)
        portal.start_web(workers=1)
        yield portal, _family(portal.processes["web"].pid)
    else:
        server: Postgres = request.getfixturevalue("postgres")
        portal = RunningPortal(folder, server.create("forced"))
        furnish(portal)
        portal.start_web(workers=1)
        httpx.post(f"{portal.url}/demo/leila")
        pid = int((Path(server.socket_folder) / "postmaster.pid").read_text().splitlines()[0])
        yield portal, _family(pid)
    portal.stop()
    if request.param == "postgresql":
        server.drop("forced")


def test_each_acknowledged_write_was_forced_to_the_disk(
    on_a_disk: tuple[RunningPortal, list[int]], strace: str, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    portal, pids = on_a_disk
    watched = Watched(strace, pids, tmp_path / "strace.txt")
    acknowledged = sum(httpx.post(f"{portal.url}/demo/leila").status_code == 302 for _ in range(WRITES))
    forced = watched.stop()
    kind = portal.database_url.split(":", 1)[0]
    figure(f"{kind}: forced to the disk {forced} times for {acknowledged} acknowledged writes")
    assert acknowledged == WRITES
    assert forced >= acknowledged
