"""The pages of agreeing: for whoever is asked, and for staff."""

from portal.blueprints.agreeing.routes import answers, staff

__all__ = ["answers", "staff"]
