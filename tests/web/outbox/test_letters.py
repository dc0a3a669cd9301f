"""A letter says how to come in, or that there is news: never whose, never what."""

import re
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal.config import UnsafeConfigurationError
from portal.database import SYSTEM, db
from portal.models import Person, Setting
from portal.outbox import LETTERS, letters
from portal.outbox.transports import FolderTransport, Mail, SmtpTransport, compose, transport_for
from portal.web.words import LANGUAGES
from tests.cast import PEOPLE, person
from tests.web.outbox.conftest import Posts, Sweeps

FOLDER = Path(letters.__file__).parent.parent / "templates" / "mail"
CANARIES = {"link": "https://localhost/sign-in/link#canary", "code": "482913"}


def render(letter: str, language: str) -> letters.Letter:
    return letters.render(letter, language, phone="01632 960 199", **{name: CANARIES[name] for name in LETTERS[letter]})


def test_each_file_is_a_letter_and_each_letter_a_file() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} - {"letter"} == set(LETTERS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_names_nobody(letter: str, language: str) -> None:
    drawn = render(letter, language)
    words = f"{drawn.subject}\n{drawn.text}"
    names = {name for row in PEOPLE.values() for name in row[:2]} | {
        "Orchard",
        "Millbrook",
        "Mill Lane",
        "school",
        "PSP",
    }
    found = [name for name in names if re.search(rf"\b{re.escape(name)}\b", words, re.IGNORECASE)]
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_holds_what_it_was_given_and_its_subject_holds_none_of_it(letter: str, language: str) -> None:
    drawn = render(letter, language)
    for name in LETTERS[letter]:
        assert CANARIES[name] in drawn.text.splitlines()
        assert CANARIES[name] not in drawn.subject
    assert 0 < len(drawn.subject) < 60
    assert "\n" not in drawn.subject


def test_what_the_worker_sends_holds_no_personal_word(posts: Posts, tmp_path: Path, worker_sweeps: Sweeps) -> None:
    """Marks in every column of the person and the setting: none may come out, but the address and the phone."""
    with db.work(SYSTEM, reason="a test plants marks") as session:
        leila = session.get_one(Person, person("leila"))
        leila.first_name, leila.last_name, leila.job, leila.phone = (
            "Canaryfirst",
            "Canarylast",
            "Canaryjob",
            "Canarytel",
        )
        session.scalars(sa.select(Setting).where(Setting.id == leila.setting_id)).one().name = "Canarysetting"
    posts("leila")
    (mail,) = worker_sweeps()
    assert "canary" not in str(mail).lower().replace("a-secret", "")
    assert mail["From"] == "Portal <portal@example.org>"


def mail(to: str = "leila@example.org", subject: str = "Your way in") -> Mail:
    return Mail(to, subject, "مرحبا.\n123456\n", "ar", "abc")


def test_a_mail_has_its_fixed_number_and_its_language() -> None:
    sent = message_from_bytes(compose(mail(), "portal@example.org").as_bytes(), policy=policy.default)
    assert sent["Message-ID"] == "<abc@example.org>"
    assert sent["Content-Language"] == "ar"
    assert sent["Auto-Submitted"] == "auto-generated"
    assert "مرحبا" in sent.get_content()


@pytest.mark.parametrize(
    "bent", [mail(to="leila@example.org\nBcc: all@example.org"), mail(subject="In\r\nBcc: x@y.org")]
)
def test_a_line_break_never_becomes_a_header(bent: Mail) -> None:
    with pytest.raises(ValueError, match=r"(?i)line|CR or LF|invalid"):
        compose(bent, "portal@example.org")


def test_the_folder_keeps_whole_files(tmp_path: Path) -> None:
    FolderTransport(tmp_path, "portal@example.org").send(mail())
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".eml", ".json"]


def test_a_mail_address_of_a_server_is_read_whole() -> None:
    found = transport_for("smtp://us%40er:p%3Aw@mail.example.org:587?starttls=1", sender="Portal <p@example.org>")
    assert isinstance(found, SmtpTransport)
    assert (found.user, found.password, found.port, found.starttls, found.tls) == ("us@er", "p:w", 587, True, False)
    assert transport_for("smtps://mail.example.org", sender="p@example.org").port == 465  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("url", "sender"),
    [
        ("smtp://user:pw@mail.example.org", "p@example.org"),
        ("http://mail.example.org", "p@example.org"),
        ("smtp://", "p@example.org"),
        ("folder://", "p@example.org"),
        ("smtp://127.0.0.1", "nobody"),
    ],
)
def test_a_way_to_send_that_is_unsafe_or_no_way_stops_the_worker(url: str, sender: str) -> None:
    with pytest.raises(UnsafeConfigurationError):
        transport_for(url, sender=sender)
