"""`portal demo` as it is typed: one address, two processes that are looked after, data that is kept."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from portal.cli import main
from tests.support.mail import ROOT, until
from tools.running import free_port


def start(folder: Path, port: int, **more: str) -> "subprocess.Popen[str]":
    """`portal demo` in a group of its own, as a terminal has it. `more` stands in its environment."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    # Some shells set HOST to the machine's name: nobody asked for the demo to be opened to others.
    env = {**inherited, "PYTHONPATH": str(ROOT), "PORT": str(port), "HOST": "a-name-of-this-machine", **more}
    command = [sys.executable, "-m", "portal", "demo", "--data", str(folder)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return subprocess.Popen(command, env=env, text=True, cwd=ROOT, start_new_session=True, **pipes)


def said_until_ready(demo: "subprocess.Popen[str]") -> str:
    assert demo.stdout
    said = ""
    for line in demo.stdout:
        said += line
        if "plain HTTP" in line:
            return said
    raise AssertionError(f"The demo did not start:\n{said}")


def children_of(demo: "subprocess.Popen[str]") -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(demo.pid)], capture_output=True, text=True, check=False)
    return [int(number) for number in found.stdout.split()]


def grandchildren(pids: list[int]) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", ",".join(map(str, pids))], capture_output=True, text=True)
    return [int(number) for number in found.stdout.split()]


def is_ready(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/ready", timeout=10).status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo that was made, started and ended once."""
    folder = tmp_path_factory.mktemp("made") / "demo"
    demo = start(folder, free_port())
    try:
        assert "Made the demo" in said_until_ready(demo)
        demo.terminate()
        demo.communicate(timeout=60)
        assert demo.returncode == 0
    finally:
        demo.kill()
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A demo of the test's own, as it was when it was made."""
    return Path(shutil.copytree(made, tmp_path / "demo"))


def test_the_demo_starts_is_looked_after_ends_and_keeps_its_data(folder: Path, tmp_path: Path) -> None:
    port = free_port()
    demo = start(folder, port)
    try:
        said = said_until_ready(demo)
        assert re.findall(r"http://\S+", said) == [f"http://localhost:{port}/demo"]
        assert "Ctrl+C" in said
        assert httpx.post(f"http://127.0.0.1:{port}/demo/leila").status_code == 302
        for child in children_of(demo):
            os.kill(child, 9)
        until(lambda: len(children_of(demo)) == 2 and is_ready(port), within=120)
        demo.terminate()
        assert "ended by itself" in demo.communicate(timeout=60)[0]
        assert demo.returncode == 0
    finally:
        demo.kill()
    # The workers of the web that was killed see it within a second or two and follow.
    until(lambda: not is_ready(port), within=30)

    again = start(folder, port)
    try:
        assert "Made the demo" not in said_until_ready(again)
        again.terminate()
        again.communicate(timeout=60)
    finally:
        again.kill()
    roster = tmp_path / "roster"
    roster.mkdir()
    (roster / "sites.csv").write_text("setting,id,name\norchard-row,mill-lane,The Mill\n")
    done = acting_on(folder, "import", str(roster))
    assert (done.returncode, "mill-lane (name)" in done.stdout) == (0, True), done.stdout + done.stderr


def test_starting_again_leaves_a_demo_that_runs_its_data_and_later_begins_with_nothing(folder: Path) -> None:
    demo = start(folder, port := free_port())
    try:
        said_until_ready(demo)
        for taken in (port, free_port()):
            other = start(folder, taken, FRESH="1")
            said, _ = other.communicate(timeout=60)
            assert (other.returncode, len(said.splitlines())) == (1, 1), said
            assert "is listening on port" in said or "is running" in said
        assert httpx.post(f"http://127.0.0.1:{port}/demo/leila").status_code == 302
        os.killpg(demo.pid, signal.SIGINT)  # Ctrl+C: everybody in the terminal's group hears it
        said, _ = demo.communicate(timeout=60)
        assert (demo.returncode, said.strip().splitlines()[-1], "by itself" in said) == (0, "Stopping …", False)
    finally:
        demo.kill()

    (folder / "sent" / "of-before").write_text("A letter of the first demo.")
    again = start(folder, free_port(), FRESH="1")
    try:
        assert "Made the demo" in said_until_ready(again)
        assert not (folder / "sent" / "of-before").exists()
        again.terminate()
        again.communicate(timeout=60)
    finally:
        again.kill()


def acting_on(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "portal", "--demo", str(folder), *words]
    return subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=ROOT, text=True, capture_output=True
    )


def test_a_command_for_a_demo_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    done = acting_on(tmp_path, "audit", "verify")
    assert (done.returncode, done.stderr) == (
        1,
        f"Error: No demo stands in {tmp_path}. `make demo` makes one in demo-data.\n",
    )


def left_behind(folder: Path) -> list[Path]:
    return list(folder.glob("portal-static-*"))


def test_what_was_killed_is_cleared_by_the_next_start_and_a_start_that_ends_leaves_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    killed = start(folder, free_port())
    said_until_ready(killed)
    children = children_of(killed)
    for process in (killed.pid, *children, *grandchildren(children)):
        os.kill(process, 9)
    killed.communicate(timeout=60)
    assert len(left_behind(scratch)) == 1

    demo = start(folder, port := free_port())
    try:
        said_until_ready(demo)
        (served,) = left_behind(scratch)
        assert httpx.get(f"http://127.0.0.1:{port}/static/css/portal.css").status_code == 200
        demo.terminate()
        demo.communicate(timeout=60)
        assert not served.exists()
    finally:
        demo.kill()
    assert left_behind(scratch) == []


def test_the_log_has_a_line_for_each_request_and_nobodys_name(folder: Path) -> None:
    demo = start(folder, port := free_port())
    try:
        said_until_ready(demo)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", follow_redirects=True) as leila:
            assert "Maya" in leila.post("/demo/leila").text
            leila.get("/week/maya@family.example?name=Haddad")
        demo.terminate()
        demo.communicate(timeout=60)
    finally:
        demo.kill()
    log = (folder / "web.log").read_text()
    assert re.search(r"POST demo\.\S+ 302 \d+ms [0-9a-f]{8}\n", log)
    assert re.search(r"GET home\.\S+ 200 \d+ms", log)
    assert not re.search("leila|maya|haddad|@|127.0.0.1", log, re.IGNORECASE)


@pytest.mark.parametrize(
    ("host", "port", "sentence"),
    [
        ("127.0.0.1", "99999", "is not in the range"),
        ("nowhere.invalid", "8000", "cannot be reached under the name or number nowhere.invalid"),
        ("192.0.2.1", "8000", "cannot be reached under the name or number 192.0.2.1"),
    ],
)
def test_an_address_that_cannot_be_is_a_sentence(host: str, port: str, sentence: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["demo", "--data", str(tmp_path / "demo"), "--host", host, "--port", port])
    assert isinstance(result.exception, SystemExit)
    assert sentence in result.output
    assert not (tmp_path / "demo").exists()


def test_a_taken_port_is_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said, _ = start(tmp_path / "demo", port).communicate(timeout=120)
    assert said == f"Something is listening on port {port} already. Another one: make demo PORT={port + 1}\n"
