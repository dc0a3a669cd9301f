"""`portal demo` as it is typed: one address, two processes that are looked after, data that is kept."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import httpx

from tests.support.mail import ROOT, until
from tools.running import free_port


def start(folder: Path, port: int) -> "subprocess.Popen[str]":
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    env = {**inherited, "PYTHONPATH": str(ROOT), "PORT": str(port), "HOST": "127.0.0.1"}
    command = [sys.executable, "-m", "portal", "demo", "--data", str(folder)]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT)


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


def is_ready(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/ready", timeout=10).status_code == 200
    except httpx.TransportError:
        return False


def test_the_demo_starts_is_looked_after_ends_and_keeps_its_data(tmp_path: Path) -> None:
    port = free_port()
    demo = start(tmp_path / "demo", port)
    try:
        said = said_until_ready(demo)
        assert re.findall(r"http://\S+", said) == [f"http://127.0.0.1:{port}/demo"]
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
    assert not is_ready(port)

    again = start(tmp_path / "demo", port)
    try:
        assert "Made the demo" not in said_until_ready(again)
        again.terminate()
        again.communicate(timeout=60)
    finally:
        again.kill()


def test_a_taken_port_is_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said, _ = start(tmp_path / "demo", port).communicate(timeout=120)
    assert said == f"Something is listening on port {port} already. Another one: make demo PORT={port + 1}\n"
