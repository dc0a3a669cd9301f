"""How fast Today and the week are: p50 over HTTP, as a ratio to a bare Flask page on the same database in the same run.

The bare page does what any page here does at the least: one SELECT, and one INSERT that is committed and forced to the
disk (every look at a child leaves a line). Same server, same number of workers, one after another. Aim: at most 4.
Then: how many SQL statements each page takes with 20 pupils and with 2,000. They must be equal.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path

import httpx
import sqlalchemy as sa
from flask import Flask, jsonify
from flask.typing import ResponseReturnValue

from portal.database import make_engine
from tools.crowd import arrive_with
from tools.running import RunningPortal

PAGES = {"leila": ("/", "/week/"), "maya": ("/", "/week/"), "okoro": ("/",)}
# Only counted: the pages of the plan, and the lists of somebody who looks after many. {child} is Leila's.
COUNTED = {
    "leila": (*PAGES["leila"], "/plan/", "/goals/", "/asks/", "/calls/"),
    "maya": PAGES["maya"],
    "okoro": (*PAGES["okoro"], "/people/", "/plan/{child}", "/goals/of/{child}", "/asks/waiting"),
}
WARM, MEASURED = 10, 100
AIM = 4.0


def bare() -> Flask:
    """The page that everything is measured against."""
    app = Flask("bare")
    engine = make_engine(os.environ["PORTAL_DATABASE_URL"])
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS bare_line (id TEXT PRIMARY KEY, at TEXT)")
        connection.commit()

    @app.get("/")
    def page() -> ResponseReturnValue:
        with engine.connect() as connection:
            name = connection.execute(sa.text("SELECT name FROM setting LIMIT 1")).scalar()
            connection.execute(sa.text("INSERT INTO bare_line VALUES (:id, 'now')"), {"id": uuid.uuid4().hex})
            connection.commit()
        return jsonify(name=name)

    return app


def p50(client: httpx.Client, path: str) -> float:
    """Milliseconds of the middle request. RuntimeError when the page does not open."""
    took = []
    for number in range(WARM + MEASURED):
        began = time.perf_counter()
        answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
        if number >= WARM:
            took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def times(folder: Path) -> bool:
    """Print the p50 of each page beside the bare one's. True when every ratio is within the aim."""
    running = RunningPortal(folder)
    keys = arrive_with(running, pupils=20)
    running.start_web(app="tools.bench:bare()")
    with httpx.Client(base_url=running.url) as client:
        base = p50(client, "/")
    running.stop()
    print(f"{'a bare page':24} {base:7.1f} ms", flush=True)
    running.start_web()
    good = True
    for slug, paths in PAGES.items():
        with httpx.Client(base_url=running.url, cookies={"portal": keys[slug]}) as client:
            for path in paths:
                took = p50(client, path)
                good &= took / base <= AIM
                print(f"{slug + ' ' + path:24} {took:7.1f} ms   {took / base:4.1f} times the bare page", flush=True)
    running.stop()
    return good


def statements(folder: Path, many: int = 2000) -> bool:
    """Print how many statements each page takes with few and with many pupils. True when they are equal."""
    counts: dict[int, dict[str, int]] = {}
    for pupils in (20, many):
        running = RunningPortal(folder / str(pupils))
        keys = arrive_with(running, pupils=pupils)
        running.start_web(workers=1, app="tools.counting:counted()")
        child = ""
        for slug, paths in COUNTED.items():
            with httpx.Client(base_url=running.url, cookies={"portal": keys[slug]}, follow_redirects=True) as client:
                for path in paths:
                    client.get(path.format(child=child))
                    answer = client.get(path.format(child=child)).raise_for_status()
                    child = answer.url.path.split("/")[-1] if path == "/plan/" else child
                    counts.setdefault(pupils, {})[f"{slug} {path}"] = int(answer.headers["Statements"])
        running.stop()
    for page, few in counts[20].items():
        print(f"{page:24} {few:3} statements with 20 pupils, {counts[many][page]:3} with {many:,}")
    return counts[20] == counts[many]


def main() -> None:
    """Measure, print, and fail when a page is slower than the aim or asks more of the database as a setting grows."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        fast = times(Path(name) / "times")
        equal = statements(Path(name) / "statements")
    print(f"Within {AIM:.0f} times the bare page: {'yes' if fast else 'no'}.")
    print(f"As many statements with 2,000 pupils as with 20: {'yes' if equal else 'no'}.")
    sys.exit(0 if fast and equal else 1)


if __name__ == "__main__":
    main()
