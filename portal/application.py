"""The web portal put together: `create_app` is its table of contents."""

from flask import Flask

from portal import blueprints, starting
from portal.access.guard import check_every_view_declares_access
from portal.config import Settings
from portal.extensions import csrf
from portal.web import compress, errors, frame, headers, icons, limits, logs, requests, static, templates, words


class Portal(Flask):
    """A Flask whose pages are put together quickly."""

    jinja_environment = templates.QuickEnvironment


def create_app(settings: Settings | None = None) -> Flask:
    """The portal, ready to serve. Raises when a setting is unsafe or a view does not say who may open it."""
    settings = settings or Settings()  # type: ignore[call-arg]
    app = Portal("portal", static_folder=None)
    app.extensions["portal"] = settings
    starting.start(settings)

    compress.init_app(app)
    limits.init_app(app, settings)
    logs.init_app(app)
    requests.init_app(app)
    words.init_app(app)
    csrf.init_app(app)
    templates.init_app(app)
    icons.init_app(app)
    frame.init_app(app, settings)
    headers.init_app(app, settings)
    errors.init_app(app)
    static.init_app(app)
    blueprints.register(app, settings)

    check_every_view_declares_access(app)
    return app
