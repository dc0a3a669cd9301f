"""Two people at once take the two halves of a rung away (reliability.md check 55): each time, one is refused."""

from collections.abc import Callable

from flask import Flask

from portal.database import db
from tests.web.concerns.races import two_at_once

ROUNDS = 60


def test_two_at_once_are_refused_every_time(app: Flask, figure: Callable[[str], None]) -> None:
    assert app
    counted = two_at_once(ROUNDS)
    figure(f"{db.engine.dialect.name}: refused {counted['refused']} of {ROUNDS}, rungs left empty {counted['empty']}")
    assert counted == {"refused": ROUNDS, "empty": 0}
