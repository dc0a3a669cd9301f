"""Choose the versions of all packages again and write the two lists of requirements: hashes, and not one address.

python tools/lock.py            the newest that fit pyproject.toml
python tools/lock.py --keep     only what a changed pyproject.toml asks for
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LISTS = {"requirements.txt": ["--no-dev"], "requirements-dev.txt": ["--all-groups"]}


def uv(*arguments: str) -> None:
    """Run uv from the project's own environment; it never fetches a Python."""
    command = [str(Path(sys.executable).with_name("uv")), *arguments]
    subprocess.run(
        command,
        cwd=ROOT,
        check=True,
        env={**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_CUSTOM_COMPILE_COMMAND": "make lock"},
    )


def main() -> None:
    """Resolve with uv (its own lock names hosts, so git does not keep it) and export."""
    if not Path(sys.executable).with_name("uv").exists():
        print("Installing uv, which chooses the versions …")
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv"], check=True
        )
    uv("lock", *([] if "--keep" in sys.argv else ["--upgrade"]))
    for name, groups in LISTS.items():
        uv("export", "--quiet", "--frozen", "--no-emit-project", "--no-header", *groups, "--output-file", name)
        path = ROOT / name
        path.write_text(
            "# Made by `make lock` from pyproject.toml. Each line is checked against its hash when it is installed.\n"
            + path.read_text()
        )
        print(f"Wrote {name}.")


if __name__ == "__main__":
    main()
