"""A text is taken by somebody who says so, or it waits: against a real server on this machine."""

import base64
import hashlib
import hmac
import http.client
import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from portal import clock
from portal.config import UnsafeConfigurationError
from portal.outbox import letters, queue, texts
from portal.outbox.texts import NotTakenError, text_transport_for
from portal.outbox.transports import Mail
from portal.web.words import LANGUAGES
from tests.cast import PEOPLE
from tests.support.texts import TextServer

SERVICE, SECRET, TEMPLATE = (f"{digit * 8}-aaaa-bbbb-cccc-{digit * 12}" for digit in "123")
TEXT = Mail("07700 900301", "", "Zażółć سجّل\n", "ar", "abc123")
GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)


def send(url: str, mail: Mail = TEXT) -> None:
    text_transport_for(url, sender="portal@example.org").send(mail)


def test_a_gateway_gets_the_number_the_words_and_the_reference(text_server: TextServer) -> None:
    send(text_server.url)
    assert text_server.texts == [{"to": "+447700900301", "text": "Zażółć سجّل", "reference": "abc123"}]
    assert text_server.paths == ["/send"]
    assert base64.b64decode(text_server.headers[0]["Authorization"].removeprefix("Basic ")) == b"user:pass:word"


def test_notify_gets_a_token_that_is_fresh_though_the_demos_clock_is_moved(
    text_server: TextServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "offset", lambda: timedelta(days=40))
    text_server.mood = "201"
    send(f"notify+http://orchard%20row-{SERVICE}-{SECRET}@{text_server.host}/{TEMPLATE}")
    assert text_server.paths == ["/v2/notifications/sms"]
    assert text_server.texts == [
        {
            "phone_number": "+447700900301",
            "template_id": TEMPLATE,
            "personalisation": {"text": "Zażółć سجّل"},
            "reference": "abc123",
        }
    ]
    said, _, mark = text_server.headers[0]["Authorization"].removeprefix("Bearer ").rpartition(".")
    head, claims = (json.loads(base64.urlsafe_b64decode(part + "==")) for part in said.split("."))
    assert head == {"typ": "JWT", "alg": "HS256"}
    assert claims["iss"] == SERVICE
    assert abs(claims["iat"] - datetime.now(UTC).timestamp()) < 20
    right = hmac.new(SECRET.encode(), said.encode(), hashlib.sha256).digest()
    assert base64.urlsafe_b64decode(mark + "==") == right


@pytest.mark.parametrize("mood", ["302", "400", "403", "429", "500", "503", "drops", "takes and drops"])
def test_an_answer_that_is_no_success_is_none(text_server: TextServer, mood: str) -> None:
    text_server.mood = mood
    with pytest.raises((OSError, http.client.HTTPException)) as trouble:
        send(text_server.url)
    assert text_server.tries == 1
    assert not [word for word in ("7700", "900301", "Za", "pass") if word in f"{trouble.value!r}"]
    assert getattr(trouble.value, "status", None) == (int(mood) if mood.isdigit() else None)


@pytest.mark.parametrize("mood", ["hangs", "dribbles"])
def test_a_gateway_that_never_comes_to_an_end_is_hung_up_on(
    text_server: TextServer, mood: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "TEXT_SECONDS", 0.4)
    text_server.mood = mood
    before = time.perf_counter()
    with pytest.raises((OSError, http.client.HTTPException)):
        send(text_server.url)
    assert time.perf_counter() - before < 5


def test_the_limits_together_stay_inside_the_lease() -> None:
    assert queue.LEASE.total_seconds() > 2 * texts.CONNECT_SECONDS + texts.TEXT_SECONDS


def test_what_is_no_number_never_leaves(text_server: TextServer) -> None:
    with pytest.raises(NotTakenError):
        send(text_server.url, Mail("Canarytel", "", "x", "en", "1"))
    assert text_server.tries == 0


def test_a_folder_takes_a_text_without_a_subject(tmp_path: Path) -> None:
    send(f"folder://{quote(str(tmp_path))}")
    (kept,) = tmp_path.iterdir()
    assert json.loads(kept.read_text())["to"] == "07700 900301"


@pytest.mark.parametrize(
    "url",
    [
        "smtp://127.0.0.1",
        "https://sms.example.org/send",
        "gateway://sms.example.org/send",
        "gateway+http://sms.example.org/send",
        "gateway+ftp://sms.example.org/send",
        "gateway+https:///send",
        "gateway+https://sms.example.org:port/send",
        "folder://",
        f"notify://{SECRET}@api.example.org/{TEMPLATE}",
        f"notify://key-{SERVICE}-{SECRET}@api.example.org/",
        f"notify+http://key-{SERVICE}-{SECRET}@api.example.org/{TEMPLATE}",
        "notify://",
    ],
)
def test_a_way_for_texts_that_is_unsafe_or_no_way_stops_the_worker(url: str) -> None:
    with pytest.raises(UnsafeConfigurationError, match="PORTAL_SMS") as refused:
        text_transport_for(url, sender="portal@example.org")
    assert SECRET not in str(refused.value)


def test_each_text_is_a_letter_and_has_its_file() -> None:
    folder = Path(letters.__file__).parent.parent / "templates" / "sms"
    assert {path.stem for path in folder.iterdir()} == letters.TEXTS
    assert set(letters.LETTERS) >= letters.TEXTS
    assert not any(letters.LETTERS[letter] for letter in letters.TEXTS), "A text carries no secret."


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letter", sorted(letters.TEXTS))
def test_a_text_is_short_and_names_nobody(letter: str, language: str) -> None:
    words = letters.render_text(letter, language).text
    assert letters.render_text(letter, language).subject == ""
    assert len(words) > 10
    if set(words) <= GSM:
        assert len(words) <= 160
    else:
        assert language != "en", "An English text holds a sign that halves its length."
        assert len(words.encode("utf-16-be")) // 2 <= 134
    names = {name for row in PEOPLE.values() for name in row[:2]} | {"Orchard", "Millbrook", "safe", "child", "school"}
    assert not [name for name in names if name.casefold() in words.casefold().split()]
