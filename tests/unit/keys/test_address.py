"""Where the portal lives decides what a card and a passkey are bound to."""

import pytest

from portal.keys import address


@pytest.fixture(autouse=True)
def _as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address, "_public_url", "")


def test_the_secret_of_a_card_stands_where_no_log_sees_it() -> None:
    address.use("https://portal.example.org/")
    assert address.card_url("abc") == "https://portal.example.org/card#abc"


@pytest.mark.parametrize(
    ("url", "domain", "origin"),
    [
        ("https://portal.example.org", "portal.example.org", "https://portal.example.org"),
        ("http://localhost:8000/", "localhost", "http://localhost:8000"),
        ("http://127.0.0.1:8000", None, "http://127.0.0.1:8000"),
        ("http://[::1]:8000", None, "http://[::1]:8000"),
    ],
)
def test_passkeys_need_a_name_not_a_number(url: str, domain: str | None, origin: str) -> None:
    address.use(url)
    assert (address.passkey_domain(), address.origin()) == (domain, origin)


@pytest.mark.parametrize(
    ("ours", "typed", "origin"),
    [
        ("http://localhost:8000", "http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        ("http://127.0.0.1:8000", "http://localhost:8000/", "http://localhost:8000"),
        ("http://localhost:8000", "http://localhost:9000/", "http://localhost:8000"),
        ("http://localhost:8000", "http://evil.example:8000/", "http://localhost:8000"),
        ("https://portal.example.org", "https://localhost/", "https://portal.example.org"),
    ],
)
def test_a_demo_on_this_machine_goes_by_the_name_that_was_typed(ours: str, typed: str, origin: str) -> None:
    address.use(ours)
    address.typed(typed)
    assert address.origin() == origin
    address.typed("")
    assert address.origin() == ours
