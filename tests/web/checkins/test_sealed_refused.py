"""What came from a phone and is not as a phone seals it: not taken, nothing kept, and the phone keeps it."""

import base64
import uuid
from collections.abc import Callable

import pytest
from cryptography.fernet import Fernet

from tests import cast
from tests.factories.sealed import TO, Phone, kept, receipt
from tests.support.client import Browser
from tests.support.portal import Look

WORDS = "Tata krzyczał"
Change = Callable[[dict[str, str]], dict[str, str]]


def without(*names: str) -> Change:
    return lambda sent: {name: value for name, value in sent.items() if name not in names}


def instead(**changes: str) -> Change:
    return lambda sent: {**sent, **changes}


BAD: dict[str, tuple[int, Change]] = {
    "no number": (400, without("client_id")),
    "no ticket": (400, without("ticket")),
    "nothing sealed": (400, without("sealed")),
    "a number that is none": (400, instead(client_id="1")),
    "another number": (422, instead(client_id=str(uuid.UUID(int=7)))),
    "an altered ticket": (403, lambda sent: {**sent, "ticket": sent["ticket"][:-4] + "AAAA"}),
    "a ticket that somebody made": (403, instead(ticket=Fernet(Fernet.generate_key()).encrypt(b"{}").decode())),
    "a ticket with strange signs": (403, instead(ticket="\u0142\x00")),
    "no base64": (422, instead(sealed="\u0142")),
    "too short": (422, instead(sealed="AAAA")),
    "no point of the curve": (422, instead(sealed=base64.b64encode(b"\x04" + b"\xff" * 200).decode())),
    "an altered body": (422, lambda sent: {**sent, "sealed": sent["sealed"][:-8] + "AAAAAAA="}),
}


@pytest.mark.parametrize("bad", BAD)
def test_what_is_not_as_a_phone_sends_it_is_not_taken(visitor: Browser, phone: Phone, look: Look, bad: str) -> None:
    status, change = BAD[bad]
    answer = visitor.post(TO, json=change(phone.seals(safe="no")))
    assert (answer.status_code, answer.json["stored"]) == (status, None)
    assert kept(look) == []


@pytest.mark.parametrize(
    "said",
    [
        {"how": ["wonderful"]},
        {"how": "good"},
        {"feelings": ["happy", "sad", "calm", "tired"]},
        {"energy": [{}]},
        {"talk": str(cast.person("okoro"))},
        {"helped": "dan"},
        {"way": "team_and_home"},
        {"way": "just_me", "words": WORDS},
        {"safe": "perhaps"},
        {"safe": []},
        {"safe": "no", "form": "x"},
        {"help": True, "form": []},
    ],
)
def test_answers_that_no_page_offers_are_not_taken(
    visitor: Browser, phone: Phone, look: Look, said: dict[str, object]
) -> None:
    assert visitor.post(TO, json=phone.seals(**said)).status_code == 422
    assert kept(look) == []


@pytest.mark.parametrize("body", [b"[]", b"\xff\xfe", b"no json", b"[" * 90_000, b"{}"])
def test_a_body_that_is_none_is_not_taken(visitor: Browser, phone: Phone, look: Look, body: bytes) -> None:
    assert visitor.post(TO, json=phone.closes(str(uuid.uuid4()), body)).status_code in {403, 422}
    assert kept(look) == []


@pytest.mark.parametrize(
    "how", [{"data": {}}, {"json": []}, {"json": None}, {"data": b"{", "content_type": "text/plain"}]
)
def test_what_is_no_envelope_is_not_taken(visitor: Browser, how: dict[str, object]) -> None:
    assert visitor.post(TO, **how).status_code == 400


def test_too_much_is_not_read(visitor: Browser, phone: Phone) -> None:
    assert visitor.post(TO, json={**phone.seals(), "sealed": "A" * 1_100_000}).status_code == 413


def test_another_site_cannot_send_it(visitor: Browser, phone: Phone, look: Look) -> None:
    assert visitor.post(TO, json=phone.seals(), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 400
    assert kept(look) == []


def test_more_than_a_child_can_tap_waits(visitor: Browser, phone: Phone, look: Look) -> None:
    statuses = [visitor.post(TO, json=phone.seals()).status_code for _ in range(31)]
    assert statuses == [200] * 30 + [429]
    # A "no" never waits.
    sent = phone.seals(safe="no")
    assert receipt(visitor.post(TO, json=sent), sent)
