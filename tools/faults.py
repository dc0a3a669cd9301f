"""Plant each known fault in a copy of the project and see that a test catches it. Green means something only then.

    python tools/faults.py            every fault of tests/faults/*.yml
    python tools/faults.py contact    only those whose name holds the word

A fault is a few lines that somebody could break by accident, whose safety hangs on them, and the tests that must see.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import yaml

from tools.running import ROOT

FOLDER = ROOT / "tests" / "faults"
LEFT_OUT = (
    ".git",
    ".venv",
    "__pycache__",
    "*.pyc",
    "demo-data",
    "build",
    "shots",
    "node_modules",
    ".*_cache",
    ".hypothesis",
)
RED, GREEN = 1, 0


@dataclass(frozen=True)
class Fault:
    """One breakage: where, what instead of what, whose safety, and which tests must notice."""

    name: str
    safety: str
    file: str
    old: str
    new: str
    tests: str
    only: str = ""

    def plant(self, tree: Path) -> None:
        """Break the copy. LookupError when the lines are no longer there, or there twice: the fault needs mending."""
        path = tree / self.file
        text = path.read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise LookupError(f"{self.file} holds the lines of “{self.name}” {text.count(self.old)} times, not once.")
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")

    def heal(self, tree: Path) -> None:
        """Put the file back as it was."""
        shutil.copyfile(ROOT / self.file, tree / self.file)


def all_faults() -> Iterator[Fault]:
    """Every fault, in the order of the files and of the lines in them."""
    for path in sorted(FOLDER.glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")) or []:
            yield Fault(
                **{key: str(value).rstrip("\n") if key in {"old", "new"} else value for key, value in entry.items()}
            )


def run_tests(tree: Path, fault: Fault) -> subprocess.CompletedProcess[str]:
    """The tests that must notice, in the broken copy, until the first of them does."""
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *fault.tests.split()]
    if fault.only:
        command += ["-k", fault.only]
    env = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=tree, env=env, capture_output=True, text=True, check=False)


def verdict(tree: Path, fault: Fault) -> str:
    """'caught by' the test that did, or what happened instead."""
    try:
        fault.plant(tree)
    except LookupError as error:
        return str(error)
    done = run_tests(tree, fault)
    fault.heal(tree)
    if done.returncode == RED:
        found = re.findall(r"^(?:FAILED|ERROR) \S+?::(\w+)", done.stdout, re.M)
        return f"caught by {found[0] if found else 'a test'}"
    if done.returncode == GREEN:
        return "NOT CAUGHT: every test stayed green"
    return f"the tests did not run (pytest ended with {done.returncode}): {done.stdout[-400:]}"


def told(trees: SimpleQueue[Path], fault: Fault) -> bool:
    """Plant a fault in a copy that is free and print what became of it. True when a test caught it."""
    tree, began = trees.get(), time.monotonic()
    try:
        said = verdict(tree, fault)
    finally:
        trees.put(tree)
    print(f"{fault.name}\n    {fault.safety}\n    {said} ({time.monotonic() - began:.0f} s)", flush=True)
    return said.startswith("caught")


def main() -> None:
    """Plant every fault, print a line for each and the sum; fail unless all are caught."""
    wanted = " ".join(sys.argv[1:]).lower()
    faults = [fault for fault in all_faults() if wanted in fault.name.lower()]
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        # A copy for each core: one fault at a time in each.
        trees: SimpleQueue[Path] = SimpleQueue()
        for number in range(os.cpu_count() or 1):
            trees.put(tree := Path(folder) / f"project-{number}")
            shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(*LEFT_OUT))
        with ThreadPoolExecutor(trees.qsize()) as pool:
            caught = sum(pool.map(lambda fault: told(trees, fault), faults))
        print(f"Caught {caught} of {len(faults)}.")
    sys.exit(0 if caught == len(faults) else 1)


if __name__ == "__main__":
    main()
