"""A phrase that nobody has checked stands on the page twice; what stands inside it is then said twice, too."""

from datetime import date

from flask import Flask
from flask_babel import lazy_pgettext

from portal.web.said import day_said, names_list
from portal.web.words import safety


def test_names_and_days_are_english_in_the_english_beside_it(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "ar"}):
        sent = str(safety(lazy_pgettext("safety", "Sent to %(names)s.", names=names_list(["Hana", "Ruth"]))))
        until = lazy_pgettext(
            "safety", "No one here reads this until %(day)s at %(time)s.", day=day_said(date(2026, 11, 23)), time="8:30"
        )
        shut = str(safety(until))
    theirs, english = sent.split('<span class="original"')
    assert "Hana" in theirs
    assert " and " not in theirs
    assert "<bdi>Hana</bdi> and <bdi>Ruth</bdi>." in english
    assert "until Monday 23 November at" in shut.split('<span class="original"')[1]
    assert "Monday" not in shut.split('<span class="original"')[0]
