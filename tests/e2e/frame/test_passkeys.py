"""A phone's own lock: registered and used by the script; where there is none, the page says nothing of it."""

import json
from base64 import urlsafe_b64decode

from playwright.sync_api import Page, expect

from tests.e2e.frame.conftest import Opens
from tests.support.parts_server import PartsServer

PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


def with_a_lock(page: Page, *, unlocked: bool = True) -> None:
    """Give the browser an authenticator, as a phone has one."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**PHONE, "isUserVerified": unlocked}})


def client_data(credential: dict[str, dict[str, str]]) -> dict[str, str]:
    text = credential["response"]["clientDataJSON"]
    return json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))  # type: ignore[no-any-return]


def here(parts: PartsServer) -> str:
    """A passkey is bound to a name, and the loopback address is none."""
    return parts.url.replace("127.0.0.1", "localhost") + "/parts/passkey"


def test_a_phone_is_registered_and_then_opens(opens: Opens, parts: PartsServer) -> None:
    page = opens(here(parts))
    with_a_lock(page)
    page.get_by_role("button", name="Use this phone's lock").click()
    page.wait_for_url("**/passkey/create")
    page.get_by_role("button", name="Come in with this phone").click()
    page.wait_for_url("**/passkey/get")
    made, used = parts.credentials
    assert (client_data(made)["type"], client_data(used)["type"]) == ("webauthn.create", "webauthn.get")
    assert {client_data(made)["challenge"], client_data(used)["challenge"]} == {"YSBxdWVzdGlvbg"}
    assert made["id"] == used["id"]
    assert used["response"]["userHandle"] == "TGVpbGE"


def test_a_lock_that_stays_shut_leads_to_a_sentence(opens: Opens, parts: PartsServer) -> None:
    page = opens(here(parts))
    with_a_lock(page, unlocked=False)
    page.get_by_role("button", name="Use this phone's lock").click()
    expect(page.get_by_text("That did not work. You can come in another way.")).to_be_visible()
    assert parts.credentials == []


def test_without_a_script_nothing_is_offered_that_cannot_work(opens: Opens, parts: PartsServer) -> None:
    page = opens(here(parts), java_script_enabled=False)
    expect(page.get_by_role("button", name="Use this phone's lock")).to_have_count(0)
