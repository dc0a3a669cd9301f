"""Pages of the doors: nobody is signed in yet, and still the page is made for somebody."""

from typing import Any

from flask import Response, g

from portal.web.pages import page


def young_page(template: str, *, status: int = 200, **context: Any) -> Response:
    """A page for young people: larger, calmer, nothing from outside."""
    g.audience = "young"
    return page(template, status=status, **context)


def staff_page(template: str, *, status: int = 200, **context: Any) -> Response:
    """A page for staff and for adults who come with a job."""
    g.audience = "staff"
    return page(template, status=status, **context)
