"""PDFs that people send: plain ones, and such as do something, hold something, or are two things at once."""

import zlib
from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from portal.demo.policies import pdf_of

ZIP = b"PK\x03\x04 and all that an archive holds"


def a_paper(pages: int = 1, **about: str) -> bytes:
    """A plain PDF with so many pages, and who made it with what (`Author="…"`)."""
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(595, 842)
    writer.add_metadata({f"/{name}": value for name, value in about.items()})
    return _written(writer)


def with_words(words: str) -> bytes:
    """A PDF with these words on it, as the demo makes them."""
    return pdf_of("A letter", words)


def locked(password: str = "x") -> bytes:
    """One that opens with a password only; with an empty one it opens, and may not be changed."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt(user_password=password, owner_password="y", algorithm="AES-256")
    return _written(writer)


def holding(name: str = "x.exe") -> bytes:
    """One with another file inside."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.add_attachment(name, b"MZ")
    return _written(writer)


def doing(action: str, *, where: str = "/OpenAction") -> bytes:
    """One that does this when it is opened (`/JavaScript`, `/Launch`), or when something in it is touched."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    does = _names({"/S": action})
    if action == "/JavaScript":
        does[NameObject("/JS")] = TextStringObject("app.alert(1)")
    if where == "/OpenAction":
        writer.root_object[NameObject("/OpenAction")] = does
    elif where == "/Annots":
        page[NameObject("/Annots")] = ArrayObject([_names({"/Type": "/Annot", "/Subtype": action})])
    else:
        writer.root_object[NameObject(where)] = _names({})
        writer.root_object[NameObject(where)][NameObject(action)] = does  # type: ignore[index]
    return _written(writer)


def packed(catalogue: bytes = b"<< /Type /Catalog /Pages 2 0 R >>") -> bytes:
    """One whose objects are packed together, so that no word of them stands in the file itself."""
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    places = b"1 0 2 %d 3 %d " % (len(catalogue) + 1, len(catalogue) + len(pages) + 2)
    body = zlib.compress(places + b" ".join([catalogue, pages, page]))
    out = b"%PDF-1.5\n"
    of_the_objects = len(out)
    about = b"<< /Type /ObjStm /N 3 /First %d /Filter /FlateDecode /Length %d >>" % (len(places), len(body))
    out += b"4 0 obj\n" + about + b"\nstream\n" + body + b"\nendstream\nendobj\n"
    of_the_table = len(out)
    rows = [(0, 0, 255), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, of_the_objects, 0), (1, of_the_table, 0)]
    table = b"".join(bytes([kind]) + place.to_bytes(3, "big") + bytes([at]) for kind, place, at in rows)
    about = b"<< /Type /XRef /Size 6 /W [1 3 1] /Root 1 0 R /Length %d >>" % len(table)
    out += b"5 0 obj\n" + about + b"\nstream\n" + table + b"\nendstream\nendobj\n"
    return out + b"startxref\n%d\n%%%%EOF\n" % of_the_table


def _names(of: dict[str, str]) -> DictionaryObject:
    return DictionaryObject({NameObject(key): NameObject(value) for key, value in of.items()})


def _written(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
