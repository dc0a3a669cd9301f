"""The sample pages in parts_pages/: every component on a page as a person would meet it."""

import json
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    FileField,
    Form,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    validators,
)
from wtforms.fields.choices import SelectChoice

from portal.web.date_parts import DateParts
from tools.parts import FAMILY_BAR, Frame, Notice, Place, draw, static_url

FOLDER = Path(__file__).parent / "parts_pages"
WORDS = json.loads((FOLDER / "words.json").read_text())
# "Leila" and "a question", as the options of a server would say it. The loopback address has no name to be bound to.
PASSKEY = {
    "create": json.dumps(
        {
            "rp": {"name": "Orchard Row", "id": "localhost"},
            "user": {"id": "TGVpbGE", "name": "leila", "displayName": "Leila"},
            "challenge": "YSBxdWVzdGlvbg",
            "pubKeyCredParams": [{"type": "public-key", "alg": -7}],
            "authenticatorSelection": {"residentKey": "required", "userVerification": "required"},
        }
    ),
    "get": json.dumps({"rpId": "localhost", "challenge": "YSBxdWVzdGlvbg", "userVerification": "required"}),
}
THINGS = (
    "fox",
    "kite",
    "drum",
    "red-apple",
    "guitar",
    "turtle",
    "key",
    "rocket",
    "deciduous-tree",
    "sailboat",
    "owl",
    "bicycle",
)

FAMILY = Frame(nav=FAMILY_BAR, notices=(Notice("Thank you. We have told Sam."),), ends_in=600)
YOUNG = Frame(
    audience="young",
    htmx="own",
    nav=(
        Place("/today", "home", "My day", current=True),
        Place("/week", "week", "My week"),
        Place("/help", "hand", "Help"),
    ),
)
STAFF = Frame(
    audience="staff",
    nav=(
        Place("/today", "home", "Today", current=True),
        Place("/people", "people", "People"),
        Place("/me", "me", "My account"),
    ),
)
VISITOR = Frame(signed_in=False, htmx="own")

# Each page: its template, for whom, in which words, and what was typed ("" opens a form, None has none).
PAGES: dict[str, tuple[str, Frame, str]] = {
    "today": ("today", FAMILY, "en"),
    "today-ar": ("today", FAMILY.but(locale="ar", dir="rtl"), "ar"),
    "board": ("board", YOUNG, "en"),
    "board-ar": ("board", YOUNG.but(locale="ar", dir="rtl"), "en"),
    "week": ("week", FAMILY, "en"),
    "week-ar": ("week", FAMILY.but(locale="ar", dir="rtl"), "en"),
    "staff": ("staff", STAFF, "en"),
    "door": ("door", VISITOR, "en"),
    "door-problem": ("door", VISITOR, "en"),
    "fields": ("fields", FAMILY, "en"),
    "fields-problem": ("fields", FAMILY.but(locale="ar", dir="rtl"), "en"),
    "fields-staff": ("fields", STAFF, "en"),
    "pin": ("pin", YOUNG.but(signed_in=False, nav=()), "en"),
    "question": ("question", YOUNG.but(nav=()), "en"),
    "help": ("help", VISITOR, "en"),
    "recorded": ("recorded", FAMILY, "en"),
    "card": ("card", VISITOR, "en"),
    "passkey": ("passkey", VISITOR, "en"),
    "swapping": ("swapping", FAMILY, "en"),
    "folded": ("folded", FAMILY, "en"),
    "paper": ("paper", STAFF, "en"),
    "error-404": ("errors/404", FAMILY, "en"),
    "error-400": ("errors/400", VISITOR, "en"),
}


class DoorForm(Form):  # type: ignore[misc]
    """The door, with two fields."""

    csrf_token = HiddenField(default="token")
    who = StringField("Your e-mail", [validators.InputRequired("Type your e-mail")])
    phone = RadioField(
        "Is this your own phone?",
        choices=[SelectChoice("shared", "No, I share it"), SelectChoice("own", "Yes, it is mine")],
    )


class FieldsForm(Form):  # type: ignore[misc]
    """One field of each kind."""

    csrf_token = HiddenField(default="token")
    code = StringField("Your code", [validators.InputRequired("Type the 6 digits")])
    card = StringField("The letters on your card")
    on = DateParts("Until when?", missing="Type a day")
    note = TextAreaField("Anything we should know", [validators.InputRequired("Write a few words")])
    site = SelectField("Where?", choices=[SelectChoice("bridge", "Bridge Street"), SelectChoice("mill", "The Mill")])
    photo = FileField("Your photo")
    sure = BooleanField("I have checked this", [validators.InputRequired("Say that you have checked")])


def draw_page(app: Flask, name: str, **frame: Any) -> str:
    """Draw one sample page, with something else in its frame if asked."""
    template, around, language = PAGES[name]
    typed = (
        MultiDict({"csrf_token": "token", "on-day": "31", "on-month": "2", "on-year": "2026"})
        if name.endswith("-problem")
        else None
    )
    form = (FieldsForm if template == "fields" else DoorForm)(typed)
    if typed is not None:
        form.validate()
    source = f'{{% extends "{template}.html" %}}' if "/" in template else (FOLDER / f"{template}.html").read_text()
    return draw(
        app,
        source,
        frame=around.but(**frame),
        form=form,
        words=WORDS[language],
        number="7f3a-19c2",
        passkey_options=PASSKEY,
        kept=[("note", "We will be late on Monday. The bus does not come before ten."), ("when", "mon")],
        again="/send" if name == "error-400" else "",
        pictures=[{"value": thing, "label": thing, "url": static_url(f"img/things/{thing}.svg")} for thing in THINGS],
    )
