"""News reaches the carers it is for, in their language; nobody whose access ended, no child, no other setting."""

import uuid
from datetime import date

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Contact, HowOften, NewsFor, OutboxItem, Person, Relationship
from tests import cast
from tests.factories.news import TEXT, WRITE, for_whom, how_many_news, sends_news
from tests.factories.reaching import hears
from tests.support.crowd import counted, more_pupils
from tests.support.portal import Look, SignedInAs

CARERS = {"Leila", "Tomasz", "Priya", "Arjun", "Grace"}


def reads_in(slug: str, language: str) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, cast.person(slug)).language = language


def test_news_for_all_is_for_carers_with_access_and_nobody_else(signed_in_as: SignedInAs, look: Look) -> None:
    hears("grace", None)
    hears("tomasz", how_often=HowOften.DAILY)
    path = sends_news(signed_in_as("patel"))
    assert for_whom() == CARERS
    for slug in ("leila", "tomasz", "priya", "grace"):
        assert "The gate on the yard is new." in signed_in_as(slug).reads(path).text
    for slug in ("dan", "quinn"):
        browser = signed_in_as(slug)
        assert browser.get(path).status_code == 404, slug
        assert "A new gate" not in browser.reads("/news/").text
        assert browser.post(f"{path}/open", data=browser.form("/notices/").hidden_values()).status_code == 404
    for slug in ("maya", "zofia", "amara", "hughes", "joanna"):
        assert signed_in_as(slug).get(path).status_code == 403, slug
        assert "News for you" not in signed_in_as(slug).reads("/").text
    sent = look(sa.select(OutboxItem).where(OutboxItem.letter == "news", OutboxItem.cancelled_at.is_(None)))
    assert {one.person_id for one in sent} == {cast.person(slug) for slug in ("leila", "priya", "arjun")}
    assert {one.sealed for one in sent} == {""}


def test_whose_access_ended_reads_no_news_any_more(signed_in_as: SignedInAs) -> None:
    path = sends_news(signed_in_as("patel"))
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, cast.relationship("leila", "maya")).contact = Contact.NONE
        session.get_one(Relationship, cast.relationship("priya", "rohan")).until_on = date(2026, 11, 23)
    for slug in ("leila", "priya"):
        browser = signed_in_as(slug)
        assert browser.get(path).status_code == 404
        assert "A new gate" not in browser.reads("/news/").text
        assert "News for you" not in browser.reads("/").text
    sends_news(signed_in_as("patel"), title_en="Bring boots")
    assert signed_in_as("grace").reads("/news/").text.count("Bring boots") == 1
    assert "Bring boots" not in signed_in_as("leila").reads("/news/").text


def test_some_families_are_those_of_a_site_or_of_ticked_pupils(signed_in_as: SignedInAs) -> None:
    patel, maya = signed_in_as("patel"), cast.pupil("maya").hex[:12]
    nobody = patel.post(WRITE, data={**patel.form(WRITE).hidden_values(), **TEXT, "whom": "some"})
    assert nobody.status_code == 422
    assert "Please ring the bell." in nobody.text
    sends_news(patel, whom="some", pupils=[maya])
    assert for_whom() == {"Leila"}
    sends_news(patel, whom=str(cast.site()))
    assert for_whom() == {"Leila", "Tomasz"}
    # A key worker reaches the families of their own pupils.
    lewis = signed_in_as("lewis")
    data = {**lewis.form(WRITE).hidden_values(), **TEXT, "whom": "some", "pupils": [maya]}
    assert lewis.post(WRITE, data=data).status_code == 422
    path = sends_news(lewis)
    assert "The gate on the yard is new." in signed_in_as("priya").reads(path).text
    for slug in ("leila", "tomasz"):
        assert signed_in_as(slug).get(path).status_code == 404


def test_before_it_goes_the_writer_reads_who_gets_it_in_which_language(signed_in_as: SignedInAs) -> None:
    reads_in("leila", "ar")
    reads_in("tomasz", "pl")
    patel = signed_in_as("patel")
    polish = {"title_pl": "Nowa furtka", "words_pl": "Furtka jest nowa."}
    looked = patel.post(WRITE, data={**patel.form(WRITE).hidden_values(), **TEXT, **polish})
    assert looked.status_code == 200
    assert "5 people" in looked.text
    assert "1, in their language" in looked.text
    assert "1, in English: there are no words in this language" in looked.text
    assert "will see the English" in looked.text
    assert how_many_news() == 0
    half = patel.post(WRITE, data={**patel.form(WRITE).hidden_values(), **TEXT, "title_pl": "Nowa furtka"})
    assert half.status_code == 422
    path = sends_news(patel, **polish)
    assert "Furtka jest nowa." in signed_in_as("tomasz").reads(path).text
    arabic = signed_in_as("leila").get(path).text
    assert '<bdi lang="en" dir="ltr">A new gate</bdi>' in arabic
    assert "لدينا هذا بالإنجليزية فقط" in arabic
    with db.work(SYSTEM, reason="a test") as session:
        letters = {one.person_id: one.language for one in session.scalars(sa.select(OutboxItem))}
    assert letters[cast.person("leila")] == "ar"
    sheet = patel.get(f"{path}/print/pl").text
    assert 'lang="pl"' in sheet.split("<head>")[0]
    assert "Furtka jest nowa." in sheet
    assert patel.get(f"{path}/print/ar").status_code == 404


def test_a_form_that_is_sent_twice_is_one_news(signed_in_as: SignedInAs, look: Look) -> None:
    patel, number = signed_in_as("patel"), str(uuid.uuid4())
    assert sends_news(patel, client_id=number) == sends_news(patel, client_id=number)
    assert how_many_news() == 1
    assert len(look(sa.select(NewsFor))) == len(CARERS)
    # Somebody else's form of that number is none of theirs.
    byrne = signed_in_as("byrne")
    data = {**byrne.form(WRITE).hidden_values(), **TEXT, "client_id": number, "step": "send"}
    assert byrne.post(WRITE, data=data).status_code == 404


@pytest.mark.parametrize("words", ["Maya has a new desk.", "Thank you to the Haddad family."])
def test_a_pupils_name_in_news_is_asked_about_and_stays_when_it_may(signed_in_as: SignedInAs, words: str) -> None:
    patel = signed_in_as("patel")
    data = {**patel.form(WRITE).hidden_values(), **TEXT, "words_en": words, "step": "send"}
    asked = patel.post(WRITE, data=data)
    assert asked.status_code == 422
    assert "A pupil here has that name." in asked.text
    assert how_many_news() == 0
    assert patel.post(WRITE, data={**data, "names_ok": "y"}).status_code == 302


def test_staff_see_who_has_opened_it_and_who_had_it_on_paper(signed_in_as: SignedInAs) -> None:
    path = sends_news(signed_in_as("patel"))
    leila = signed_in_as("leila")
    assert "News for you" in leila.reads("/").text
    leila.reads(path)
    assert "opened: 0, on paper: 0, neither: 5" in signed_in_as("patel").reads(path).text
    assert leila.sends("/", to="/open").headers["Location"] == path
    assert "News for you" not in leila.reads("/").text
    okoro = signed_in_as("okoro")
    # A key worker reads it of the families of their own pupils, and news that is for none of these not at all.
    of_rohan = sends_news(signed_in_as("lewis"))
    assert okoro.get(of_rohan).status_code == 404
    assert "opened: 1, on paper: 0, neither: 1" in okoro.reads(path).text
    assert "Priya" not in okoro.reads(path).text
    paper = f"{path}/paper/{cast.person('tomasz')}"
    assert okoro.sends(path, to=paper).status_code == 302
    token = okoro.form("/notices/").hidden_values()
    assert okoro.post(f"{path}/paper/{cast.person('priya')}", data=token).status_code == 404
    assert "opened: 1, on paper: 1, neither: 3" in signed_in_as("patel").reads(path).text
    assert signed_in_as("tomasz").get(f"{path}/print/en").status_code == 403


def test_what_was_taken_back_leaves_a_trace_and_no_words(signed_in_as: SignedInAs) -> None:
    path = sends_news(signed_in_as("okoro"))
    assert signed_in_as("lewis").get(f"{path}/take-back").status_code == 404
    assert signed_in_as("patel").sends(f"{path}/take-back").status_code == 302
    leila = signed_in_as("leila")
    assert "We took this news back." in leila.reads(path).text
    assert "This news was taken back." in leila.reads("/news/").text
    for page in (path, "/news/", "/"):
        assert "gate" not in leila.reads(page).text
    assert "The gate on the yard is new." in signed_in_as("patel").reads(path).text


def test_200_families_ask_as_little_as_five(signed_in_as: SignedInAs) -> None:
    patel = signed_in_as("patel")
    few, many = sends_news(patel), ""
    counts: dict[str, list[int]] = {}
    for size in ("few", "many"):
        if size == "many":
            more_pupils(200)
            with db.work(SYSTEM, reason="a test") as session:
                session.execute(sa.update(Relationship).values(gets_messages=True))
            many = sends_news(patel)
        path = few if size == "few" else many
        for page in ("/news/", path, WRITE, f"{path}/print/en"):
            with counted() as said:
                assert patel.get(page).status_code == 200
            counts.setdefault(page.replace(path, "one"), []).append(len(said))
    assert all(one == other for one, other in counts.values()), counts
    assert "Next" in patel.reads(many).text
