"""The form of a page that asks nothing and has a button all the same: it carries the token."""

from flask_wtf import FlaskForm


class PressForm(FlaskForm):  # type: ignore[misc]
    """A button and nothing to fill in."""
