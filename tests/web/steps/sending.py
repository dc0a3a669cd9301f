"""A long form as a browser sends it: every field as it stands, and what somebody changed in it."""

from typing import Any

from werkzeug.test import TestResponse

from tests.support.client import Browser
from tests.support.html import Node


def filled(form: Node) -> dict[str, Any]:
    """What a browser would send of a form that nobody touched."""
    data: dict[str, Any] = dict(form.hidden_values())
    for field in form.all("input"):
        kind, name = field.attrs.get("type", "text"), field.attrs.get("name")
        if name and (kind not in ("radio", "checkbox", "hidden") or "checked" in field.attrs):
            data[name] = field.attrs.get("value", "")
    for area in form.all("textarea"):
        data[area.attrs["name"]] = "".join(child for child in area.children if isinstance(child, str)).lstrip("\n")
    for select in form.all("select"):
        chosen = [option for option in select.all("option") if "selected" in option.attrs] or select.all("option")
        data[select.attrs["name"]] = chosen[0].attrs["value"]
    return data


def send(browser: Browser, path: str, **answers: Any) -> TestResponse:
    """Change some fields of a form as it stands, and send it."""
    return browser.post(path, data={**filled(browser.form(path)), **answers})
