"""Something on the shelf, for tests."""

from io import BytesIO
from typing import Any

from tests.support.client import Browser

ADD = "/groups/resources/add"
SHELF = "/groups/resources/"
PAGE = {
    "topic": "big_feelings",
    "kind": "page",
    "title_en": "When it gets loud",
    "words_en": "Stop. Breathe out.\nThen speak low.",
}
# As much of a WebM as says that it is one.
SOUND = b"\x1a\x45\xdf\xa3" + b"a voice" * 20


def shelves(browser: Browser, *, sound: bytes | None = None, **fields: Any) -> str:
    """Somebody puts something on the shelf. Returns the path of it."""
    data: dict[str, Any] = {**browser.form(ADD).hidden_values(), **PAGE, **fields}
    if sound is not None:
        data = {**data, "kind": "recording", "sound": (BytesIO(sound), "hello.webm")}
    sent = browser.post(ADD, data=data, content_type="multipart/form-data")
    assert sent.status_code == 302, sent.status_code
    return sent.headers["Location"]
