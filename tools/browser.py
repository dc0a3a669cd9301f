"""Find a Chromium for the journeys, or install one, saying what is done.

    python tools/browser.py     prints where it is; fails with a sentence when there is none to be had

Looked for, in this order: the variable CHROMIUM, the usual names on PATH, the one Playwright keeps.
Installed, in this order: Debian's own package (as root, or with a sudo that asks for no password), Playwright's copy.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The shell is the same engine without windows: it starts and draws in half the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The first of these that this Debian or Ubuntu knows.
DEBIAN_BROWSERS = ("chromium-headless-shell", "chromium")
# Arabic needs a font that has it, or the right-to-left pages are measured in empty boxes.
DEBIAN_PACKAGES = ("fonts-noto-core",)
# No sandbox (root has none), nothing that calls home, and no name outside this machine is ever found.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
)


def works(path: str | None) -> bool:
    """True when the browser starts and says its version; a stub that only names another package does not."""
    if not path:
        return False
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def playwrights_own() -> str | None:
    """Where Playwright keeps the Chromium that fits it."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find() -> str | None:
    """The path of a Chromium that starts, or None."""
    for candidate in (os.environ.get("CHROMIUM"), *map(shutil.which, NAMES)):
        if works(candidate):
            return candidate
    own = playwrights_own()
    return own if works(own) else None


def run(*command: str) -> bool:
    """Run one step of an installation; on failure show its last words."""
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    )
    if done.returncode:
        print("\n".join((done.stdout + done.stderr).splitlines()[-5:]), file=sys.stderr)
    return done.returncode == 0


def with_apt() -> bool:
    """Install Debian's or Ubuntu's own package, when this person may."""
    if not shutil.which("apt-get"):
        return False
    sudo: tuple[str, ...] = ()
    if os.geteuid() != 0:
        sudo = ("sudo", "-n")
        if not shutil.which("sudo") or subprocess.run([*sudo, "true"], capture_output=True, check=False).returncode:
            return False
    print("No Chromium here yet: installing Debian's with apt-get …", flush=True)
    return run(*sudo, "apt-get", "update") and run(
        *sudo, "apt-get", "install", "-y", "--no-install-recommends", debian_browser(), *DEBIAN_PACKAGES
    )


def debian_browser() -> str:
    """The package of the first browser that this Debian or Ubuntu knows; the last one when it knows none."""
    known = (
        name
        for name in DEBIAN_BROWSERS
        if subprocess.run(["apt-cache", "show", name], capture_output=True, check=False).returncode == 0
    )
    return next(known, DEBIAN_BROWSERS[-1])


def with_playwright() -> bool:
    """Fetch the Chromium that Playwright publishes."""
    print("Fetching the Chromium that Playwright publishes …", flush=True)
    install = (sys.executable, "-m", "playwright", "install")
    return run(*install, "--with-deps", "chromium") or run(*install, "chromium")


def main() -> None:
    """Print where the browser is, installing it when it is missing."""
    path = find() or (with_apt() and find()) or (with_playwright() and find())
    if path:
        print(f"Browser: {path}")
        return
    sys.exit(
        "No Chromium was found and none could be installed. Install Chromium or Chrome, or name one: "
        "make test CHROMIUM=/where/it/is"
    )


if __name__ == "__main__":
    main()
