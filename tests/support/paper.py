"""A page on paper, as the browser prints it."""

import re

from tests.support.visitor import Visitor

# What the printer leaves of A4 inside the margins of the sheet, in CSS pixels.
A4 = {"width": 703, "height": 1031}
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
BOX = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]")


def printed(who: Visitor) -> tuple[int, set[tuple[int, int]]]:
    """How many pages this page is on paper, and their sizes in millimetres."""
    paper = who.page.pdf(prefer_css_page_size=True)
    sizes = {(round(float(wide) * 25.4 / 72), round(float(high) * 25.4 / 72)) for wide, high in BOX.findall(paper)}
    return len(PAGE.findall(paper)), sizes
