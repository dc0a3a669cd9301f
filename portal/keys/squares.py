"""QR codes, drawn into the page."""

import segno
from markupsafe import Markup


def square(words: str) -> Markup:
    """The QR code of some words as an inline drawing: black on white in every scheme, no style attribute."""
    drawn = segno.make(words, error="m", micro=False).svg_inline(
        omitsize=True, svgclass=None, lineclass=None, light="#fff", dark="#000"
    )
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S704 (segno drew it: paths only)
