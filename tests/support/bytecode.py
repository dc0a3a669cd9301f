"""What is compiled in a run is compiled once: the processes that it starts find it in one folder, thrown away after.

Only where Python was told to leave no bytecode beside the sources: otherwise it lies there and is found. A run of its
own begins with nothing, so that no fault of tools/faults.py meets the bytecode of another.
"""

import atexit
import os
import shutil
import sys
import tempfile


def share() -> None:
    """Say to this process, and to all that it starts, where bytecode is kept until the run ends."""
    if not os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
        return
    folder = tempfile.mkdtemp(prefix="portal-bytecode-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = folder
    sys.dont_write_bytecode = False


share()
