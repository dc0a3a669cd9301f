"""What the portal does, one package a capability. This is the list."""

from flask import Flask

from portal.config import Settings


def register(app: Flask, settings: Settings) -> None:
    """Register every capability; the demo's doors only where they are allowed."""
    from portal.blueprints import (
        account,
        asks,
        calls,
        checkins,
        concerns,
        goals,
        health,
        home,
        people,
        photos,
        plans,
        policies,
        proposals,
        timetable,
    )
    from portal.blueprints import help as help_now

    families = (asks, calls, checkins, concerns, goals, home, plans, policies, proposals, timetable)
    for capability in (account, health, help_now, people, photos, *families):
        app.register_blueprint(capability.bp)
    if settings.demo:
        from portal.blueprints import demo

        app.register_blueprint(demo.bp)
