"""What the portal does, one package a capability. This is the list."""

from flask import Flask

from portal.config import Settings


def register(app: Flask, settings: Settings) -> None:
    """Register every capability; the demo's doors only where they are allowed."""
    from portal.blueprints import account, calls, health, home, people, photos, timetable
    from portal.blueprints import help as help_now

    for capability in (account, calls, health, help_now, home, people, photos, timetable):
        app.register_blueprint(capability.bp)
    if settings.demo:
        from portal.blueprints import demo

        app.register_blueprint(demo.bp)
