"""Where the log goes: to standard error, which whoever looks after the processes keeps."""

import logging


def say_the_log() -> None:
    """Print our own lines from now on. Other libraries' are left out: nobody has looked at what they may repeat."""
    log = logging.getLogger("portal")
    if not log.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        log.addHandler(handler)
    log.setLevel(logging.INFO)
