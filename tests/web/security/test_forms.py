"""Forms as nobody should be able to send them: without a token, from another site, with another's token (check 27)."""

import pytest

from portal.extensions import csrf
from tests.support.fingerprints import TRIES, fingerprint
from tests.support.house import ASKED, VISITOR, House, on_both

PEOPLE = (VISITOR, "leila", "zofia", "okoro", "byrne")
# Each may be sent without a token, for the reason beside it in the code: leaving does no harm, a ticket is a proof.
EXEMPT_AT_MOST = 4


def test_few_forms_need_no_token(house: House) -> None:
    assert house.app.view_functions
    assert len(csrf._exempt_views) <= EXEMPT_AT_MOST, csrf._exempt_views


@pytest.mark.parametrize(ASKED, on_both(PEOPLE, second=["leila"]), indirect=["shared_house"])
def test_a_form_without_a_token_of_its_own_changes_nothing(house: House, slug: str) -> None:
    browser, before = house.browser(slug), fingerprint(without=TRIES)
    browser.get("/help")
    other = next(form.values["csrf_token"] for form in house.visit("tomasz").forms if "csrf_token" in form.values)
    assert len(house.visit(slug).forms) > 5
    for form in house.visit(slug).different_forms():
        for token in ("", "wrong", other):
            answer = browser.post(form.action, data={**form.filled, "csrf_token": token})
            assert answer.status_code == 400, f"{form.action} with token {token[:8]!r}"
    assert fingerprint(without=TRIES) == before


@pytest.mark.parametrize(ASKED, on_both(PEOPLE, second=["leila"]), indirect=["shared_house"])
def test_a_form_that_another_site_sends_changes_nothing(house: House, slug: str) -> None:
    (browser, token), before = house.with_token(slug), fingerprint(without=TRIES)
    for form in house.visit(slug).different_forms():
        with_a_good_token = {**form.filled, "csrf_token": token}
        for site in ("cross-site", "same-site"):
            answer = browser.post(form.action, data=with_a_good_token, headers={"Sec-Fetch-Site": site})
            assert answer.status_code == 400, f"{form.action} from {site}"
        answer = browser.post(form.action, data="contact=open", content_type="text/plain")
        assert answer.status_code == 400, form.action
    assert fingerprint(without=TRIES) == before


@pytest.mark.parametrize(ASKED, on_both(PEOPLE, second=["leila"]), indirect=["shared_house"])
def test_every_way_to_post_wants_a_token_also_where_no_form_leads(house: House, slug: str) -> None:
    """From the url map: what a page does not show, an attacker sends all the same."""
    from tests.house_rules import matrix

    browser, before = house.browser(slug), fingerprint(without=TRIES)
    exempt = {"account.leave", "account.sign_out", "demo.demo_sign_in"}
    asked = [(rule, address) for method, rule, kind, address in matrix.questions(house.app) if method == "POST"]
    assert len(asked) > 40
    for rule, address in asked:
        if rule.endpoint not in exempt:
            assert browser.post(address, data={}).status_code == 400, address
    assert fingerprint(without=TRIES) == before
