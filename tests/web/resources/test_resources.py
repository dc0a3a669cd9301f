"""Whoever finds groups reads and listens, joined or not; facilitators put things there; nothing is fetched or run."""

import uuid
from io import BytesIO

import pytest
import sqlalchemy as sa

from portal.blueprints.resources.links import NotALinkError, link_from
from portal.models import AuditEntry, GroupResource
from tests.factories import papers
from tests.factories.resources import ADD, PAGE, SHELF, SOUND, shelves
from tests.support.crowd import counted
from tests.support.portal import Look, SignedInAs


def test_every_adult_who_finds_groups_reads_it_and_no_young_person(signed_in_as: SignedInAs) -> None:
    path = shelves(signed_in_as("joanna"))
    for slug in ("leila", "tomasz", "priya", "grace", "okoro", "rees", "joanna"):
        assert "Then speak low." in signed_in_as(slug).reads(path).text, slug
        assert "When it gets loud" in signed_in_as(slug).reads(f"{SHELF}?topic=big_feelings").text, slug
        assert "When it gets loud" not in signed_in_as(slug).reads(f"{SHELF}?topic=needs").text, slug
    for slug in ("maya", "zofia", "hughes", "amara"):
        assert signed_in_as(slug).get(path).status_code == 403, slug
        assert signed_in_as(slug).get(SHELF).status_code == 403, slug
    # Dan may know of no child here; Quinn is of another setting.
    for slug in ("dan", "quinn"):
        assert signed_in_as(slug).get(path).status_code == 404, slug
        assert "When it gets loud" not in signed_in_as(slug).reads(SHELF).text, slug


def test_a_parent_reads_it_in_their_language_else_in_english_and_is_told_so(signed_in_as: SignedInAs) -> None:
    path = shelves(signed_in_as("patel"), title_pl="Kiedy robi się głośno", words_pl="Zatrzymaj się.")
    tomasz, leila = signed_in_as("tomasz"), signed_in_as("leila")
    for browser, language in ((tomasz, "pl"), (leila, "ar")):
        browser.sends("/language", to="/language", language=language)
    polish, arabic = tomasz.get(path).text, leila.get(path).text
    assert "Zatrzymaj się." in polish
    assert '<bdi lang="en" dir="ltr">When it gets loud</bdi>' in arabic
    assert "لدينا هذا بالإنجليزية فقط" in arabic
    assert polish.count("data-listen") >= 2


def test_a_link_says_where_it_leads_and_one_that_is_none_keeps_the_words(signed_in_as: SignedInAs) -> None:
    joanna = signed_in_as("joanna")
    data = {**joanna.form(ADD).hidden_values(), **PAGE, "kind": "link", "link": "http://help"}
    refused = joanna.post(ADD, data=data, content_type="multipart/form-data")
    assert refused.status_code == 422
    assert "This is not a link that we can show." in refused.text
    assert "Then speak low." in refused.text
    assert "http://help" in refused.text
    shown = signed_in_as("leila").get(shelves(joanna, kind="link", link="https://www.youngminds.org.uk/parent")).text
    assert "This leads away from here, to" in shown
    assert 'href="https://www.youngminds.org.uk/parent" rel="noopener noreferrer"' in shown


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "help",
        "http://a.uk",
        "javascript:alert(1)",
        "https://localhost",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://nhs.uk@else.uk",
        "https://a b.uk",
        "https://a.uk:8443",
        "//a.uk",
        "https://a.uk/\x00",
        "https://a..uk",
        "https://" + "a" * 600 + ".uk",
        'https://a.uk/"onclick=',
        "https://a.uk:x",
    ],
)
def test_what_leads_nowhere_safely_is_no_link(typed: str) -> None:
    with pytest.raises(NotALinkError):
        link_from(typed)


def test_a_name_in_letters_that_look_like_others_stands_as_machines_write_it() -> None:
    assert link_from("https://аpple.com/") == "https://xn--pple-43d.com/"
    assert link_from("https://WWW.NHS.uk/page?a=1#b") == "https://www.nhs.uk/page?a=1#b"


def test_a_recording_is_played_and_never_run_as_ours(signed_in_as: SignedInAs) -> None:
    joanna = signed_in_as("joanna")
    path = shelves(joanna, sound=SOUND, words_en="")
    assert f'<audio controls preload="none" src="{path}/file">' in signed_in_as("leila").get(path).text
    file = signed_in_as("leila").get(f"{path}/file")
    assert file.data == SOUND
    assert file.headers["Content-Type"] == "audio/webm"
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    page = {**joanna.form(ADD).hidden_values(), **PAGE, "kind": "recording"}
    page_in_disguise = {**page, "sound": (BytesIO(b"<script>alert(1)</script>"), "hello.mp3")}
    refused = joanna.post(ADD, data=page_in_disguise, content_type="multipart/form-data")
    assert refused.status_code == 422
    assert "Then speak low." in refused.text


def test_a_paper_is_written_anew_and_one_that_does_things_is_not_taken(signed_in_as: SignedInAs) -> None:
    joanna = signed_in_as("joanna")
    page = {**joanna.form(ADD).hidden_values(), **PAGE, "kind": "document"}
    for bad in (papers.doing("/JavaScript"), papers.locked(), b"<html>"):
        sent = {**page, "paper": (BytesIO(bad), "a.pdf")}
        refused = joanna.post(ADD, data=sent, content_type="multipart/form-data")
        assert refused.status_code == 422
        assert "Then speak low." in refused.text
    good = {**page, "paper": (BytesIO(papers.a_paper(Author="Somebody")), "a.pdf")}
    path = joanna.post(ADD, data=good, content_type="multipart/form-data").headers["Location"]
    assert "Open the paper (PDF)" in signed_in_as("leila").reads(path).text
    file = signed_in_as("leila").get(f"{path}/file")
    assert file.data.startswith(b"%PDF-")
    assert b"Somebody" not in file.data
    assert file.headers["Content-Disposition"] == 'attachment; filename="paper.pdf"'
    assert "sandbox" in file.headers["Content-Security-Policy"]


def test_only_facilitators_and_who_sets_up_put_things_there_and_take_them_away(
    signed_in_as: SignedInAs, look: Look
) -> None:
    path = shelves(signed_in_as("joanna"))
    for slug in ("grace", "leila", "okoro", "maya"):
        assert signed_in_as(slug).get(ADD).status_code == 403, slug
        assert signed_in_as(slug).get(f"{path}/take-away").status_code == 403, slug
    patel = signed_in_as("patel")
    assert patel.sends(f"{path}/take-away").status_code == 302
    assert "It was taken away" in patel.reads(path).text
    leila = signed_in_as("leila")
    assert leila.get(path).status_code == 404
    assert "When it gets loud" not in leila.reads(SHELF).text
    assert look(sa.select(AuditEntry.event).where(AuditEntry.event == "resources.resource.taken_away"))


def test_a_form_sent_twice_is_one_and_a_childs_name_is_asked_about(signed_in_as: SignedInAs, look: Look) -> None:
    joanna, number = signed_in_as("joanna"), str(uuid.uuid4())
    assert shelves(joanna, client_id=number) == shelves(joanna, client_id=number)
    assert len(look(sa.select(GroupResource.id))) == 1
    data = {**joanna.form(ADD).hidden_values(), **PAGE, "words_en": "Maya did this."}
    asked = joanna.post(ADD, data=data, content_type="multipart/form-data")
    assert asked.status_code == 422
    assert "Maya did this." in asked.text
    assert len(look(sa.select(GroupResource.id))) == 1


def test_the_shelf_asks_the_same_however_much_stands_there(signed_in_as: SignedInAs) -> None:
    joanna, leila, numbers = signed_in_as("joanna"), signed_in_as("leila"), []
    for more in (2, 20):
        for _one in range(more):
            shelves(joanna)
        with counted() as said:
            assert leila.get(SHELF).status_code == 200
        numbers.append(len(said))
    assert numbers[0] == numbers[1]
    assert "Page 1 of 2" in leila.reads(SHELF).text
