"""What the portal does, one package a capability. This is the list."""

from flask import Flask

from portal.config import Settings


def register(app: Flask, settings: Settings) -> None:
    """Register every capability; the demo's doors only where they are allowed."""
    from portal.blueprints import (
        account,
        after,
        agreeing,
        asks,
        calls,
        cant_come,
        checkins,
        concerns,
        contacts,
        goals,
        group_dates,
        group_lead,
        group_talk,
        groups,
        health,
        home,
        kept,
        marks,
        messages,
        news,
        notices,
        part_time,
        people,
        photos,
        plans,
        policies,
        promises,
        proposals,
        resources,
        steps,
        timetable,
        way,
    )
    from portal.blueprints import help as help_now

    families = (asks, calls, checkins, concerns, goals, home, plans, policies, proposals, timetable)
    way_back = (after, agreeing, marks, part_time, promises, steps, way)
    in_touch = (cant_come, contacts, messages, news, notices)
    parents = (group_dates, group_lead, group_talk, groups, resources)
    for capability in (account, health, help_now, kept, people, photos, *families, *way_back, *in_touch, *parents):
        app.register_blueprint(capability.bp)
    if settings.demo:
        from portal.blueprints import demo

        app.register_blueprint(demo.bp)
