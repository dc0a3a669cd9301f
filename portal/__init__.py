"""The family and pupil portal. The table of contents of its web is `create_app` (portal/application.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from portal.config import Settings

__all__ = ["create_app"]


def create_app(settings: Settings | None = None) -> Flask:
    """The portal, ready to serve. Read in when it is asked for: the worker and the commands do without the web."""
    from portal import application

    return application.create_app(settings)
