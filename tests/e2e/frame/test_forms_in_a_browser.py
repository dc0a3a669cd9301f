"""Forms: problems are gone to at once, letters are counted and none is cut, a card's secret leaves the address."""

from playwright.sync_api import expect

from tests.e2e.frame.conftest import Opens
from tests.support.parts_server import PartsServer


def test_the_list_of_problems_has_the_focus_and_leads_to_each_field(opens: Opens) -> None:
    page = opens("fields-problem")
    problems = page.get_by_role("alert")
    expect(problems).to_be_focused()
    expect(page).to_have_title("Problem: Every field")
    problems.get_by_role("link", name="Type a real date, like 27 3 2026").click()
    expect(page.get_by_label("Day")).to_be_focused()
    expect(page.get_by_label("Day")).to_have_value("31")


def test_letters_are_counted_and_a_pasted_text_stays_whole(opens: Opens) -> None:
    page = opens("fields")
    note = page.get_by_label("Anything we should know")
    note.fill("👩‍👩‍👧" + "a" * 10)
    expect(page.get_by_text("Letters left: 185")).to_be_visible()
    note.fill("a" * 250)
    expect(page.get_by_text("Letters to take out: 50")).to_be_visible()
    expect(note).to_have_value("a" * 250)


def test_print_is_offered_by_the_script(opens: Opens) -> None:
    page = opens(
        "week", before=lambda context: context.add_init_script("window.print = () => { window.printed = true; };")
    )
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("() => window.printed")
    assert opens("week", java_script_enabled=False).get_by_role("button", name="Print").count() == 0


def test_the_secret_of_a_card_goes_into_the_form_and_out_of_the_address(opens: Opens, parts: PartsServer) -> None:
    page = opens("card#a-secret-of-22-letters")
    expect(page.locator("[data-card-secret]")).to_have_value("a-secret-of-22-letters")
    assert page.url == f"{parts.url}/parts/card"
    assert not any("a-secret" in path for _how, path in parts.asked)
