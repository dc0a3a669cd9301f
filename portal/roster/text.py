"""From bytes on the disk to words: what is not a CSV file in UTF-8 is refused with a sentence."""

import re
import stat
from pathlib import Path

from portal.roster.problems import BadFileError

MEGABYTE = 1_000_000
MOST_MEGABYTES = 50

_SAVE_AS_CSV = "Open it in Excel, choose File, Save As, “CSV UTF-8 (Comma delimited)”, and try again."
# How files of other kinds begin.
_OTHERS = (
    (b"PK\x03\x04", f"This is a spreadsheet (or a zip file), not a CSV file. {_SAVE_AS_CSV}"),
    (b"\xd0\xcf\x11\xe0", f"This is an old Excel file, not a CSV file. {_SAVE_AS_CSV}"),
    (b"%PDF", "This is a PDF, not a CSV file. Ask for the list as a spreadsheet or a CSV file."),
    (b"\xff\xfe", f"This file is in UTF-16, not in UTF-8. {_SAVE_AS_CSV}"),
    (b"\xfe\xff", f"This file is in UTF-16, not in UTF-8. {_SAVE_AS_CSV}"),
    (b"{\\rtf", "This is a text document, not a CSV file. Ask for the list as a CSV file."),
)
_PAGE = re.compile(rb"\s*<(!doctype|html|\?xml)", re.IGNORECASE)


def read_text(path: Path, *, most_megabytes: int = MOST_MEGABYTES) -> str:
    """The words of a file. BadFileError when it is too big (before it is read), of another kind, or not in UTF-8."""
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise BadFileError("This is not a file. Put the file itself into the folder.")
        if facts.st_size > most_megabytes * MEGABYTE:
            raise BadFileError(
                f"This file is {facts.st_size / MEGABYTE:,.0f} MB; {most_megabytes} MB is the most "
                "(--most-megabytes changes it). It has not been opened."
            )
        content = path.read_bytes()
    except OSError as error:
        raise BadFileError(f"This file cannot be opened ({error.strerror}). Check who may read it.") from None
    return decode(content)


def decode(content: bytes) -> str:
    """Bytes as words."""
    for beginning, sentence in _OTHERS:
        if content.startswith(beginning):
            raise BadFileError(sentence)
    if _PAGE.match(content[:1000]):
        raise BadFileError("This is a web page, not a CSV file. Download the list again while you are signed in there.")
    if b"\x00" in content:
        line = content[: content.index(b"\x00")].count(b"\n") + 1
        raise BadFileError(f"Characters that no text has (NUL) stand here: it is not a CSV file. {_SAVE_AS_CSV}", line)
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BadFileError(
            "This line is not in UTF-8 (Excel on Windows often saves another way), so names would be spoilt. "
            + _SAVE_AS_CSV,
            line,
        ) from None
    if not words.strip(' ,;\t\r\n"'):
        raise BadFileError("This file is empty. Fill it, or take it out of the folder.")
    return words
