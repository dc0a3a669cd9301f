"""Draw every component and layout into a folder and photograph them: widths, schemes, sizes of text.

Run as: python tools/pictures_of_parts.py FOLDER [NAME …], where a name is one of tools/parts_pages.py.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from portal.web.static import files
from tools.browser import ARGUMENTS, find
from tools.parts import drawing_app
from tools.parts_pages import PAGES, draw_page

SHOTS: tuple[tuple[str, int, dict[str, str]], ...] = (
    ("320", 320, {}),
    ("360", 360, {}),
    ("768", 768, {}),
    ("1200", 1200, {}),
    ("dark", 360, {"scheme": "dark"}),
    ("calm", 360, {"scheme": "calm"}),
    ("largest", 360, {"text": "largest"}),
)


def write(folder: Path, names: list[str]) -> None:
    """Write the pages as files that a browser can open without a server."""
    app = drawing_app()
    for name, content in files().items():
        path = folder / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for name in names:
        for shot, _width, frame in SHOTS:
            if frame or shot == "360":
                html = draw_page(app, name, **frame).replace("/static/", "static/")
                (folder / f"{name}-{shot}.html").write_text(html)


def photograph(folder: Path, browser: Browser, names: list[str]) -> None:
    """Photograph each page whole."""
    for shot, width, frame in SHOTS:
        context = browser.new_context(viewport={"width": width, "height": 740}, service_workers="block")
        page = context.new_page()
        for name in names:
            page.set_viewport_size({"width": width, "height": 740})
            page.goto(f"file://{folder}/{name}-{shot if frame else '360'}.html")
            page.evaluate("() => document.querySelectorAll('[data-listen]').forEach(button => button.hidden = false)")
            over = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
            # As tall as the page: the bar at the foot would stand in the middle of a long picture.
            page.set_viewport_size({"width": width, "height": page.evaluate("() => document.body.scrollHeight")})
            page.screenshot(path=folder / f"{name}-{shot}.png", full_page=True)
            print(f"{name}-{shot}.png", f"{over} px too wide" if over > 0 else "")
        context.close()


def main() -> None:
    """Write and photograph what the command line names, or everything."""
    folder = Path(sys.argv[1]).resolve()
    names = sys.argv[2:] or list(PAGES)
    write(folder, names)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        photograph(folder, browser, names)


if __name__ == "__main__":
    main()
