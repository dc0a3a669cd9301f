"""What components say and mark: errors, choices, states, addresses."""

from collections.abc import Callable
from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from tests.support.html import Node, parse
from tools.parts import Frame
from tools.parts_pages import DoorForm, FieldsForm

Drawn = Callable[..., str]


def component(drawn: Drawn, name: str, call: str, body: str = "", **context: object) -> Node:
    source = f'{{% from "components/{name}.html" import {name} %}}'
    source += f"{{% call {call} %}}{body}{{% endcall %}}" if body else f"{{{{ {call} }}}}"
    return parse(drawn(source, **context))


def test_an_icon_that_points_turns_round_and_another_does_not(drawn: Drawn) -> None:
    assert component(drawn, "icon", 'icon("next")').one("svg").attrs["class"] == "icon icon--flip"
    assert component(drawn, "icon", 'icon("clock")').one("svg").attrs["class"] == "icon"


def test_a_misspelt_icon_way_or_thing_is_an_error(drawn: Drawn) -> None:
    for name, call in (("icon", 'icon("hous")'), ("way", 'way("by_boat")'), ("picture", 'picture("dragon")')):
        with pytest.raises((FileNotFoundError, KeyError)):
            component(drawn, name, call)


def test_a_clock_points_to_the_hour_and_the_minute(drawn: Drawn) -> None:
    hour, minute = (
        hand.attrs["transform"] for hand in component(drawn, "clock_face", "clock_face(13, 45)").all("path")[1:]
    )
    assert (hour, minute) == ("rotate(52 32 32)", "rotate(270 32 32)")


def test_a_face_that_does_not_come_is_marked_and_has_no_words_of_its_own(drawn: Drawn) -> None:
    face = component(drawn, "face", 'face("/f", gone=true)').one("img")
    assert (face.attrs["class"], face.attrs["alt"]) == ("face face--gone", "")


def test_a_tag_has_words_beside_its_colour(drawn: Drawn) -> None:
    tag = component(drawn, "tag", 'tag("late", "late", "clock")').all("span")[0]
    assert tag.attrs["class"] == "tag tag--late"
    assert tag.text == "late"


def test_a_number_is_rung_without_its_spaces_and_read_left_to_right(drawn: Drawn) -> None:
    link = component(drawn, "call", 'call("Call Childline", "0800 1111", "Free")').one("a")
    assert link.attrs["href"] == "tel:08001111"
    assert link.one("bdi").attrs["dir"] == "ltr"


def test_only_999_has_the_one_strong_colour(drawn: Drawn) -> None:
    assert "btn--help" in component(drawn, "call", 'call("Call 999", "999", danger=true)').one("a").attrs["class"]
    assert "btn--help" not in component(drawn, "call", 'call("Call us", "1")').one("a").attrs["class"]


def test_a_change_stays_until_somebody_says_that_they_have_seen_it(drawn: Drawn) -> None:
    banner = component(drawn, "banner_of_change", 'banner_of_change("c", "Anna comes", seen_url="/seen")')
    form = banner.one("form")
    assert (form.attrs["action"], form.hidden_values()) == ("/seen", {"csrf_token": "token"})


def test_of_three_boxes_what_was_typed_stays(drawn: Drawn) -> None:
    form = FieldsForm(MultiDict({"on-day": "31", "on-month": "2", "on-year": "2026"}))
    form.validate()
    boxes = component(drawn, "date_field", "date_field(form.on)", form=form)
    assert [box.attrs["value"] for box in boxes.all("input")] == ["31", "2", "2026"]
    assert "Type a real date, like 27 3 2026" in boxes.text


def test_of_a_date_the_boxes_show_the_day_the_form_was_opened_with(drawn: Drawn) -> None:
    drawn_date = component(drawn, "date_field", "date_field(form.on)", form=FieldsForm(on=date(2026, 3, 27)))
    assert [box.attrs["value"] for box in drawn_date.all("input")] == ["27", "3", "2026"]


def test_no_answer_is_chosen_beforehand(drawn: Drawn) -> None:
    answers = component(drawn, "radios", "radios(form.phone)", form=DoorForm())
    assert [answer.attrs.get("checked") for answer in answers.all("input")] == [None, None]


def test_a_long_text_is_counted_and_never_cut(drawn: Drawn) -> None:
    area = component(drawn, "text_area", "text_area(form.note, limit=200)", form=FieldsForm()).one("textarea")
    assert "maxlength" not in area.attrs
    assert area.attrs["aria-describedby"] == "note-count"


def test_what_people_typed_is_shown_as_they_typed_it_and_never_runs(drawn: Drawn) -> None:
    form = FieldsForm(MultiDict({"note": "\n  <script>alert(1)</script> & ‮abc"}))
    html = drawn('{% from "components/text_area.html" import text_area %}{{ text_area(form.note) }}', form=form)
    assert "<script>" not in html
    assert "\n\n  &lt;script&gt;" in html


def test_a_tap_card_is_a_button_that_answers(drawn: Drawn) -> None:
    card = component(
        drawn, "picture_choices", 'picture_choices("how", [{"value": "ok", "label": "OK", "url": "/p"}])'
    ).one("button")
    assert (card.attrs["name"], card.attrs["value"], card.text) == ("how", "ok", "OK")


def test_young_people_and_families_can_hide_and_staff_can_sign_out(drawn: Drawn) -> None:
    page = '{% extends "layouts/page.html" %}{% block title %}T{% endblock %}'
    for audience, words in (("young", "Hide this"), ("family", "Hide this"), ("staff", "Sign out")):
        header = parse(drawn(page, frame=Frame(audience=audience))).one("header")
        assert [button.text for button in header.all("button")] == [words]


def test_only_grown_ups_who_are_signed_in_have_the_cdns_name_on_their_page(drawn: Drawn) -> None:
    page = '{% extends "layouts/page.html" %}{% block title %}T{% endblock %}'
    assert "jsdelivr" in drawn(page, frame=Frame(htmx="cdn"))
    assert "https://" not in drawn(page, frame=Frame(htmx="own"))
