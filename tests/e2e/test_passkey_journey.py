"""A member of staff from the printed code to a passkey, in a browser with an authenticator, against the real portal."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.visitor import with_a_lock
from tools.running import RunningPortal

PASSWORD = "violin gravel teapot seventeen"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """One browser."""
    context = browser.new_context(service_workers="block", locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def set_up(page: Page, portal: RunningPortal, email: str) -> None:
    """Printed code, password, app, paper: as somebody does it the first time."""
    code = portal.command("first-code", email).split()[0]
    page.goto(f"{portal.url}/sign-in/staff/first")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Code from your paper").fill(code.lower())
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    seed = re.search(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", page.locator("main").inner_text())
    assert seed
    page.get_by_label("Code from your app").fill(shown(portal, seed.group(0).replace(" ", "")))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ten codes for paper")


def shown(portal: RunningPortal, seed: str) -> str:
    """What an app shows at the portal's own time."""
    shift = int((portal.folder / "clock").read_text())
    return pyotp.TOTP(seed).generate_otp((int(datetime.now(UTC).timestamp()) + shift) // 30)


def add_a_passkey(page: Page, portal: RunningPortal) -> None:
    """From the account page."""
    page.goto(f"{portal.url}/account/ways")
    page.get_by_role("link", name="Add this phone or a key").click()
    page.get_by_role("button", name="Use this phone's lock").click()
    page.wait_for_url("**/account/ways")
    expect(page.get_by_text("Added on")).to_be_visible()


def use_it(page: Page, portal: RunningPortal) -> None:
    """In a browser where nobody is signed in."""
    page.context.clear_cookies()
    page.goto(f"{portal.url}/sign-in/staff")
    page.get_by_role("button", name="Use my passkey").click()


def test_from_a_printed_code_to_a_passkey(page: Page, named_portal: RunningPortal) -> None:
    session, lock = with_a_lock(page)
    set_up(page, named_portal, "sam.okoro@orchardrow.example")
    add_a_passkey(page, named_portal)
    use_it(page, named_portal)
    page.wait_for_url(f"{named_portal.url}/")

    # A finger that the phone does not know opens nothing.
    session.send("WebAuthn.setUserVerified", {"authenticatorId": lock, "isUserVerified": False})
    use_it(page, named_portal)
    expect(page.get_by_text("That did not work").first).to_be_visible()
    session.send("WebAuthn.setUserVerified", {"authenticatorId": lock, "isUserVerified": True})

    # Taken away, it opens nothing any more.
    use_it(page, named_portal)
    page.wait_for_url(f"{named_portal.url}/")
    page.goto(f"{named_portal.url}/account/ways")
    page.get_by_role("button", name="Take it away").click()
    expect(page.get_by_text("None yet.")).to_be_visible()
    use_it(page, named_portal)
    expect(page.get_by_text("That did not work").first).to_be_visible()
    page.goto(f"{named_portal.url}/account/ways")
    expect(page).to_have_url(re.compile("/sign-in$"))


def test_without_a_script_the_password_is_the_way_and_no_passkey_is_offered(
    browser: Browser, named_portal: RunningPortal
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{named_portal.url}/sign-in/staff")
    expect(page.get_by_role("button", name="Use my passkey")).to_have_count(0)
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    context.close()
