"""Styles, scripts and pictures: served by WhiteNoise, compressed, under addresses that change when the file does."""

import atexit
import fcntl
import gzip
import hashlib
import os
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir, mkdtemp
from typing import IO

import brotli  # type: ignore[import-untyped]
from flask import Flask
from whitenoise import WhiteNoise

from portal.web import sheet
from portal.web.headers import EVERYWHERE, OF_A_FILE

ROOT = Path(__file__).parent.parent / "static"
PREFIX = "/static/"
WORDS = frozenset({".css", ".js", ".svg"})
# What the folders of all our processes begin with, and the file in each that is locked while somebody serves from it.
FOLDERS = "portal-static-"
LOCK = "in-use"
_kept: list[IO[bytes]] = []


def init_app(app: Flask) -> None:
    """Serve the static files; an address with a version never changes, so a phone keeps what is there."""
    served = WhiteNoise(app.wsgi_app, add_headers_function=_headers, max_age=31536000, allow_all_origins=False)
    served.add_files(str(_built()), prefix=PREFIX)
    app.wsgi_app = served  # type: ignore[method-assign]
    app.jinja_env.globals.update(static_url=static_url, recording_url=recording_url)


@cache
def files() -> dict[str, bytes]:
    """Every file as it is sent, by name: what stands in the folder, and the one sheet made from its parts."""
    parts = {f"css/{part}.css" for part in sheet.PARTS}
    paths = (path for path in ROOT.rglob("*") if path.is_file() and path.suffix != ".md")
    names = {path.relative_to(ROOT).as_posix(): path for path in paths}
    found = {name: path.read_bytes() for name, path in names.items() if name not in parts}
    apart = {f"css/{part}.css": sheet.apart(part).encode() for part in sheet.APART}
    return found | apart | {sheet.NAME: sheet.sheet().encode()}


@cache
def static_url(name: str) -> str:
    """The address of a static file, with a version that changes when the file does. KeyError for a wrong name."""
    return f"{PREFIX}{name}?v={hashlib.sha256(files()[name]).hexdigest()[:8]}"


def recording_url(name: str, language: str) -> str:
    """The address of what was recorded under this name in a language ("pl"); empty where nothing was."""
    file = f"sound/{name}.{language[:2]}.mp3"
    return static_url(file) if file in files() else ""


@cache
def _built() -> Path:
    # Once a process: WhiteNoise sends the smaller form that lies beside a file.
    clear_what_was_left()
    made = Path(mkdtemp(prefix=FOLDERS))
    atexit.register(_clear, made, os.getpid())
    _hold(made)
    folder = made / "files"
    for name, content in files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if path.suffix in WORDS:
            path.with_name(f"{path.name}.br").write_bytes(brotli.compress(content))
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, mtime=0))
    return folder


def clear_what_was_left() -> None:
    """Throw away the folders of processes that were killed: nobody holds their lock any more."""
    for folder in Path(gettempdir()).glob(f"{FOLDERS}*"):
        try:
            with (folder / LOCK).open("rb") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                rmtree(folder, ignore_errors=True)
        except OSError:
            continue  # in use, or not ours


def _hold(folder: Path) -> None:
    """Lock a folder for as long as this process, or one that is forked from it, is there."""
    lock = (folder / LOCK).open("wb")
    fcntl.flock(lock, fcntl.LOCK_EX)
    _kept.append(lock)


def _clear(folder: Path, maker: int) -> None:
    while _kept:
        _kept.pop().close()
    # A process that was forked from the one that made the folder leaves it to the others.
    if os.getpid() == maker:
        rmtree(folder, ignore_errors=True)


def _headers(headers: dict[str, str], _path: str, _url: str) -> None:
    for name, value in {**EVERYWHERE, "Content-Security-Policy": OF_A_FILE}.items():
        headers[name] = value
