"""The pages about people, one subject a module."""

from portal.blueprints.people.routes import access, contact, keys, people, responsibility

__all__ = ["access", "contact", "keys", "people", "responsibility"]
