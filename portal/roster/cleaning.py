"""A cell as a spreadsheet wrote it, without what nobody sees."""

import re
import unicodedata

# Characters that turn the direction of the text around them: they can make a name look like another one.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Characters that nobody sees and that mean nothing here: pasting from a web page brings them along.
_NOTHING = re.compile("[\u00ad\u200b\u2060\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_EXCEL_TEXT = re.compile(r'^="(.*)"$', re.DOTALL)


class CellError(ValueError):
    """A cell that cannot be read; the message is a sentence that says how to mend it."""


def clean(cell: str) -> str:
    """A cell without spaces around it and line breaks inside; ="0012", Excel's way to keep zeros, becomes 0012."""
    if cell.isascii() and cell.isprintable() and not cell.startswith("="):
        return " ".join(cell.split())
    found = _TURNING.search(cell)
    if found:
        raise CellError(
            f"An invisible character (U+{ord(found.group()):04X}) turns the writing around here. "
            "Delete the cell and type it again."
        )
    found = _CONTROL.search(cell)
    if found:
        raise CellError(
            f"A character that cannot be printed (U+{ord(found.group()):04X}) stands here. "
            "Delete the cell and type it again."
        )
    words = " ".join(_NOTHING.sub("", unicodedata.normalize("NFC", cell)).split())
    excel = _EXCEL_TEXT.match(words)
    return excel.group(1).strip() if excel else words
