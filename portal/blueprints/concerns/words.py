"""How people, states and causes are called."""

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from babel.lists import format_list
from markupsafe import Markup

from portal.web.said import said
from portal.web.words import babel_locale


class _Named(Protocol):
    @property
    def first_name(self) -> str: ...


def names_of(people: Iterable[_Named]) -> Markup:
    """Their first names, as a sentence lists them: "Ruth, Amir and Sam"."""
    # Each is markup already: what a name holds was escaped by `said`.
    return Markup(format_list([str(said(one.first_name)) for one in people], locale=babel_locale()))  # noqa: S704


FILTERS: dict[str, Callable[..., Any]] = {"names_of": names_of}
