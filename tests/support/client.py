"""A browser without a browser: Flask's client, which checks the house rules on every page and fills in forms."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from portal.database import db
from tests.house_rules import page_rules
from tests.support.examples import EVERYTHING
from tests.support.html import Node, parse


class Browser(FlaskClient):
    """One person's browser. Cookies stay from page to page; the portal is spoken to over https."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Ask for a page. A whole page that breaks a house rule fails the test, whatever the test is about."""
        kwargs.setdefault("base_url", "https://localhost")
        response = super().open(*args, **kwargs)
        if page_rules.is_whole_page(response):
            self.judge(response)
        return response

    def judge(self, response: TestResponse) -> None:
        """AssertionError when the page breaks a house rule. PostgreSQL draws no other page than SQLite."""
        if EVERYTHING or db.engine.dialect.name == "sqlite":
            page_rules.check(response.text, where=response.request.path)

    def reads(self, path: str, **kwargs: Any) -> Node:
        """The page at `path` as a tree; it must open (200)."""
        response = self.get(path, **kwargs)
        assert response.status_code == 200, f"{path} answered {response.status_code}"
        return parse(response.text)

    def sends(
        self, path: str, *, to: str | None = None, follow_redirects: bool = False, **answers: Any
    ) -> TestResponse:
        """Open the page at `path`, fill in its form and press its button.

        `to` names the form by the address it is sent to (or the end of it), when the page has several. What the page
        itself put into the form (token, version, hidden fields) is sent along, as a browser would.
        """
        form = self.form(path, to=to)
        action = form.attrs.get("action") or path
        data = {**form.hidden_values(), **answers}
        if "file" in (field.attrs.get("type") for field in form.all("input")):
            # Put together here: the client's own way leaves a file on the disk open for what is large.
            boundary, body = encode_multipart({name: _in_a_form(value) for name, value in data.items()})
            kind = f"multipart/form-data; boundary={boundary}"
            return self.post(action, data=body, content_type=kind, follow_redirects=follow_redirects)
        return self.post(action, data=data, follow_redirects=follow_redirects)

    def form(self, path: str, *, to: str | None = None) -> Node:
        """The form of the page at `path` that is sent by POST: inside `main`, unless `to` names another one."""
        page = self.reads(path)
        forms = [form for form in page.all("form") if form.attrs.get("method", "get").lower() == "post"]
        if to is None:
            forms = [form for form in forms if form.has_ancestor("main")]
        else:
            forms = [form for form in forms if (form.attrs.get("action") or path).split("?")[0].endswith(to)]
        assert forms, f"{path} has no form that is sent {'to ' + to if to else 'by POST'}"
        return forms[0]


def _in_a_form(value: Any) -> Any:
    """A file is given as its content and its name, as Flask's client takes it."""
    return FileStorage(value[0], filename=value[1]) if isinstance(value, tuple) else value
