"""Draw again who may open what: the picture under version control, and what changed in it."""

from __future__ import annotations

import difflib
import os
import subprocess
import sys

from tools.running import ROOT

PICTURE = ROOT / "tests" / "house_rules" / "access_matrix.txt"


def main() -> None:
    """Ask every route as everyone, write the picture, print the rows that are new or other than before."""
    before = PICTURE.read_text().splitlines() if PICTURE.exists() else []
    test = "tests/house_rules/test_access_matrix.py"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", test], cwd=ROOT, env={**os.environ, "REDRAW_MATRIX": "1"}, check=False
    )
    after = PICTURE.read_text().splitlines() if PICTURE.exists() else []
    changes = [line for line in difflib.unified_diff(before, after, lineterm="", n=0) if line[:1] in "+-"][2:]
    print("\n".join(changes) or "The picture is as it was.")
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
