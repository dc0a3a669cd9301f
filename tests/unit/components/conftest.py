"""Fixtures of the components: draw a piece of template text."""

from collections.abc import Callable

import pytest
from flask import Flask

from tools.parts import draw, drawing_app


@pytest.fixture(scope="session")
def drawing() -> Flask:
    return drawing_app()


@pytest.fixture
def drawn(drawing: Flask) -> Callable[..., str]:
    return lambda source, **context: draw(drawing, source, **context)
