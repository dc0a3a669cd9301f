"""Is this a password that others already know? Looked up here, on this machine: no password ever leaves it."""

import hashlib
from pathlib import Path

from zxcvbn.frequency_lists import FREQUENCY_LISTS

_COMMON = frozenset(FREQUENCY_LISTS["passwords"])


def is_known(password: str, breach_list: Path | None) -> bool:
    """True for one of the thirty thousand commonest, or one whose SHA-1 stands in the installation's list.

    `breach_list` is a text file of SHA-1 sums in capital hex, one a line and sorted, each maybe followed by ":count".
    """
    if password.lower() in _COMMON:
        return True
    if breach_list is None:
        return False
    digest = hashlib.sha1(password.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest().upper()
    return _stands_in(breach_list, digest.encode())


def _stands_in(path: Path, wanted: bytes) -> bool:
    """Halve the file until the line is found: thirty looks into a list of a thousand million lines."""
    with path.open("rb") as lines:
        low, high = 0, lines.seek(0, 2)
        while low < high:
            middle = (low + high) // 2
            lines.seek(middle)
            if middle:
                lines.readline()  # the rest of a line that began before
            line = lines.readline()
            if line and line[: len(wanted)] < wanted:
                low = middle + 1
            else:
                high = middle
        lines.seek(low)
        if low:
            lines.readline()
        return lines.readline()[: len(wanted)] == wanted
