"""The one style sheet, made from its parts: small files to read, one file to send."""

import re
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "static" / "css"
NAME = "css/portal.css"

# In the order in which they are read: a later part may refine an earlier one.
PARTS = ("tokens", "ground", "page", "buttons", "cards", "forms", "timetable", "plan", "staff", "kinder", "print")
# What only sheets for the printer load beside it: a phone that prints nothing never asks for it.
APART = ("paper",)


def without_air(css: str) -> str:
    """The same style sheet without comments and without space that means nothing."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    return re.sub(r": (?=[^{}]*[;}])", ":", css).replace(";}", "}").strip()


def sheet() -> str:
    """The whole look of the portal, for every audience."""
    return without_air("\n".join((FOLDER / f"{part}.css").read_text() for part in PARTS))


def apart(part: str) -> str:
    """A small sheet by itself, for the pages that need it: one of `APART`."""
    return without_air((FOLDER / f"{part}.css").read_text())
