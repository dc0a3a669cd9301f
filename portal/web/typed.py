"""What somebody typed, made fit to be kept: nothing of their words is lost, nothing that a database refuses stays."""

import re
import unicodedata

# Control signs but for tab and new line; and halves of signs that no encoding takes.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def tidy(words: str | None) -> str:
    """The words in one spelling (NFC), with one kind of line end, without control signs, without spaces around them."""
    plain = unicodedata.normalize("NFC", (words or "").replace("\r\n", "\n").replace("\r", "\n"))
    return _UNFIT.sub("", plain).strip()
