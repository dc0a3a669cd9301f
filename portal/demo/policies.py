"""The demo's pages of how things are done, each with a real PDF made from its words."""

import textwrap
import uuid
from datetime import timedelta

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from portal import clock
from portal.models import Policy, PolicyTopic, Setting
from portal.roster.demo import FOLDER

LINES_OF_A_PAGE, SIGNS_OF_A_LINE = 40, 80
# A4 in points, the text 14 points high with its first line 60 points from the top.
TOP, LEFT, SIZE, LEADING = 782, 60, 12, 18


def fill(session: Session, setting_id: uuid.UUID) -> None:
    """Write every page anew: a second time changes only the dates."""
    setting = session.get_one(Setting, setting_id)
    pages = yaml.safe_load((FOLDER / "policies.yml").read_text(encoding="utf-8"))
    there = {row.topic: row for row in session.scalars(sa.select(Policy).where(Policy.setting_id == setting_id))}
    for topic in PolicyTopic:
        facts = pages[topic]
        policy = there.get(topic) or Policy(setting_id=setting_id, topic=topic)
        policy.words, policy.contact = facts["words"].strip(), facts["contact"]
        policy.dated_on = clock.today() - timedelta(days=facts["ago"])
        policy.document = pdf_of(f"{setting.name}: {topic.value}", policy.words)
        policy.document_name = f"{topic.value}.pdf"
        session.add(policy)


def pdf_of(title: str, words: str) -> bytes:
    """A PDF with these words on as many pages as they need, in a typeface that every reader of PDFs has."""
    lines = [title, ""]
    for piece in words.split("\n"):
        lines += textwrap.wrap(piece, SIGNS_OF_A_LINE) or [""]
    pages = [lines[start : start + LINES_OF_A_PAGE] for start in range(0, len(lines), LINES_OF_A_PAGE)]
    # 1 is the catalogue, 2 the list of pages, 3 the typeface; then a page and its words, in turns.
    numbers = [4 + 2 * at for at in range(len(pages))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in zip(numbers, pages, strict=True):
        objects += [_page(number + 1), _words(page)]
    return _file(objects)


def _page(words: int) -> bytes:
    looks = "/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
    return f"<< /Type /Page /Parent 2 0 R {looks} /Contents {words} 0 R >>".encode()


def _words(lines: list[str]) -> bytes:
    drawn = b"".join(b"(%s) Tj T*\n" % _escaped(line) for line in lines)
    body = f"BT /F1 {SIZE} Tf {LEADING} TL {LEFT} {TOP} Td\n".encode() + drawn + b"ET"
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body)


def _escaped(line: str) -> bytes:
    plain = line.encode("cp1252", "replace")
    return plain.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _file(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + head + table + tail
