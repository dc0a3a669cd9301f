"""Line icons, written into the page: they take its colour and need no request."""

import re
from functools import cache
from pathlib import Path

from flask import Flask
from markupsafe import Markup

FOLDER = Path(__file__).parent.parent / "static" / "img" / "icons"

# Icons that point somewhere turn round where people read from right to left.
DIRECTIONAL = frozenset({"back", "go", "hide", "listen", "next", "stepback", "undo"})


@cache
def icon_shape(name: str) -> Markup:
    """What is inside an icon's drawing. FileNotFoundError for a wrong name."""
    drawing = (FOLDER / f"{name}.svg").read_text()
    inner = re.fullmatch(r"\s*<svg[^>]*>(.*)</svg>\s*", drawing, flags=re.DOTALL)
    if inner is None:
        raise ValueError(f"{name}.svg is not one drawing")
    # Our own drawing from our own file: nothing that anybody typed can get here.
    return Markup(inner[1])  # noqa: S704


def init_app(app: Flask) -> None:
    """Let the icon component draw."""
    app.jinja_env.globals.update(icon_shape=icon_shape, directional=DIRECTIONAL)
