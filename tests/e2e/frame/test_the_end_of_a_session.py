"""Two minutes before the end the page says so; at the end nothing is left to read. A page from memory is not shown."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.frame.conftest import Opens


def slow_clock(context: BrowserContext) -> None:
    context.clock.install()


def test_the_page_warns_two_minutes_before_and_hides_itself_at_the_end(opens: Opens) -> None:
    page = opens("today?ends_in=600", before=slow_clock)
    warning = page.get_by_text("This page closes in 2 minutes.")
    page.clock.run_for(470_000)
    expect(warning).to_be_hidden()
    page.clock.run_for(20_000)
    expect(warning).to_be_visible()
    with page.expect_navigation():
        page.clock.run_for(120_000)


def test_somebody_who_is_still_there_says_so_and_keeps_what_they_typed(opens: Opens) -> None:
    page = opens("fields?ends_in=600", before=slow_clock)
    page.get_by_label("Anything we should know").fill("We come by bus.")
    page.clock.run_for(500_000)
    page.get_by_role("button", name="I am still here").click()
    expect(page.get_by_text("This page closes in 2 minutes.")).to_be_hidden()
    page.clock.run_for(300_000)
    expect(page.get_by_label("Anything we should know")).to_have_value("We come by bus.")


def presses_and_only_the_main_part_changes(page: Page) -> None:
    """A press that renews the sign-in: htmx brings a new main part, with a warning of its own in it."""
    page.wait_for_function("() => window.htmx")
    page.evaluate("() => { window.still = true; document.querySelector('#here').textContent = 'Old'; }")
    page.get_by_role("button", name="I have seen this").click()
    expect(page.get_by_text("Before")).to_be_visible()


def is_still_the_page(page: Page) -> bool:
    return bool(page.evaluate("() => window.still === true && !document.body.hidden"))


def test_after_a_press_that_changes_the_main_part_the_page_ends_when_the_new_one_says(opens: Opens) -> None:
    page = opens("swapping?htmx=own&ends_in=600", before=slow_clock)
    warning = page.get_by_text("This page closes in 2 minutes.")
    page.clock.run_for(500_000)
    expect(warning).to_be_visible()
    presses_and_only_the_main_part_changes(page)
    expect(warning).to_be_hidden()
    page.clock.run_for(400_000)
    assert is_still_the_page(page), "The page closed at the old time, though somebody had just pressed."
    expect(warning).to_be_hidden()
    page.clock.run_for(100_000)
    expect(warning).to_be_visible()
    with page.expect_navigation():
        page.clock.run_for(120_000)


def test_after_such_a_press_somebody_can_still_say_that_they_are_there(opens: Opens) -> None:
    page = opens("swapping?htmx=own&ends_in=600", before=slow_clock)
    presses_and_only_the_main_part_changes(page)
    page.clock.run_for(500_000)
    page.get_by_role("button", name="I am still here").click()
    expect(page.get_by_text("This page closes in 2 minutes.")).to_be_hidden()
    page.clock.run_for(300_000)
    assert is_still_the_page(page)


def test_a_page_from_the_browsers_memory_is_blanked_and_asked_for_again(opens: Opens) -> None:
    page = opens("today")
    with page.expect_navigation():
        blank = page.evaluate(
            """() => {
              window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
              return document.body.hidden;
            }"""
        )
    assert blank
