"""Components and layouts drawn alone: the real templates, a made-up frame, no database and no signing in."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jinja2
from flask import Flask
from flask_babel import Babel, lazy_pgettext

from portal.web import icons, said, sheet
from portal.web.words import FOLDER

TEMPLATES = Path(__file__).parents[1] / "portal" / "templates"
STATIC = TEMPLATES.parent / "static"


@dataclass(frozen=True)
class Place:
    """One place in the bar."""

    url: str
    icon: str
    label: str
    current: bool = False


@dataclass(frozen=True)
class Notice:
    """A sentence about what was just done, or about what did not work."""

    words: str
    is_done: bool = True


@dataclass(frozen=True)
class Frame:
    """What every template gets, filled in as for a carer on a phone."""

    audience: str = "family"
    setting_name: str = "Orchard Row"
    nav: tuple[Place, ...] = ()
    home_url: str = "/"
    locale: str = "en"
    dir: str = "ltr"
    scheme: str = ""
    text: str = ""
    htmx: str = "cdn"
    signed_in: bool = True
    languages: tuple[tuple[str, str], ...] = (("en", "English"),)
    notices: tuple[Notice, ...] = ()
    ring_url: str = "/ring"
    look_url: str = "/look"
    away_url: str = "/bye"
    ends_in: int = 0
    post_goes: bool = True
    record_is_whole: bool = True

    def asks_for_words(self, _content: str) -> bool:
        """Nothing is kept of a sample page."""
        return False

    def but(self, **changes: Any) -> "Frame":
        """The same frame with something else."""
        return replace(self, **changes)


FAMILY_BAR = (
    Place("/today", "home", "Today", current=True),
    Place("/week", "week", "Week"),
    Place("/plan", "way", "Plan"),
    Place("/messages", "chat", "Messages"),
    Place("/help", "hand", "Help"),
)


def static_url(name: str) -> str:
    """The address of a static file that exists, the one sheet among them."""
    if name != sheet.NAME and not (STATIC / name).is_file():
        raise FileNotFoundError(name)
    return f"/static/{name}"


def drawing_app() -> Flask:
    """An application that can draw templates and nothing else."""
    app = Flask("parts", template_folder=str(TEMPLATES), static_folder=None)
    app.jinja_options = {"undefined": jinja2.StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    app.config.update(SERVER_NAME="portal.test", SECRET_KEY="drawn, never served")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(FOLDER)
    Babel(app)
    icons.init_app(app)
    app.jinja_env.globals.update(
        csrf_token=lambda: "token", static_url=static_url, lazy_pgettext=lazy_pgettext, safety=str
    )
    app.jinja_env.filters["theirs"] = said.theirs
    for endpoint, rule in (
        ("account.leave", "/leave"),
        ("account.sign_out", "/sign-out"),
        ("account.bye", "/bye"),
        ("help.help_show", "/help"),
        ("asks.ask_new", "/ask"),
    ):
        app.add_url_rule(rule, endpoint, lambda: "", methods=["GET", "POST"])
    return app


def draw(app: Flask, source: str, **context: Any) -> str:
    """Draw a piece of template text, or a page that extends a layout."""
    context.setdefault("frame", Frame())
    with app.test_request_context("/"):
        return app.jinja_env.from_string(source).render(**context)
