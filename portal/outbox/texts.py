"""How a text leaves: by a plain HTTP gateway, or by GOV.UK Notify; a folder takes it in the demo (transports.py).

Only an answer of success counts as taken: not a redirect, not a line that is cut. A text that goes again carries the
same reference. What is raised holds neither number nor words: it ends in a log.
"""

import base64
import hashlib
import hmac
import http.client
import json
import re
import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, quote, unquote, urlencode, urlsplit

from portal import clock
from portal.config import UnsafeConfigurationError
from portal.outbox.numbers import e164
from portal.outbox.transports import LOOPBACK, FolderTransport, Mail, Transport, at_most, folder_of

# To reach the other side, and to be answered: together well inside the lease of 60 seconds, also where a name has two
# addresses and the first is dead.
CONNECT_SECONDS = 10
TEXT_SECONDS = 20

_FORMS = (
    "PORTAL_SMS must look like gateway+https://user:password@host/path, notify://key@host/template or folder:///path."
)
_ID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
# As Notify gives it out: the name of the key, the service's id, the secret.
_NOTIFY_KEY = re.compile(rf"(?:.+-)?(?P<service>{_ID})-(?P<secret>{_ID})")


class NotTakenError(OSError):
    """The other side has not taken it. `status` is its answer; 0 when the text never left."""

    def __init__(self, why: str, status: int = 0) -> None:
        super().__init__(why)
        self.status = status


def text_transport_for(url: str, *, sender: str) -> Transport:
    """The transport that PORTAL_SMS describes. UnsafeConfigurationError when it cannot be used."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise UnsafeConfigurationError(_FORMS) from error
    if folder := folder_of(parts):
        return FolderTransport(folder, sender)
    way, _, plain = parts.scheme.partition("+")
    if way not in {"gateway", "notify"} or plain not in {"", "http", "https"} or not parts.hostname:
        raise UnsafeConfigurationError(_FORMS)
    if plain == "http" and parts.hostname not in LOOPBACK:
        raise UnsafeConfigurationError(
            "PORTAL_SMS would send numbers and its password readable for everyone on the way: use gateway+https://"
        )
    if way == "gateway":
        if not plain:
            raise UnsafeConfigurationError(_FORMS)
        return GatewayTransport(_Place.of(parts), unquote(parts.username or ""), unquote(parts.password or ""))
    key, template = _NOTIFY_KEY.fullmatch(unquote(parts.username or "")), parts.path.strip("/")
    if not key or not re.fullmatch(_ID, template):
        raise UnsafeConfigurationError(
            "PORTAL_SMS for GOV.UK Notify must hold the whole API key and the id of a template whose text is "
            "((text)): notify://key@api.notifications.service.gov.uk/template"
        )
    place = _Place(parts.hostname, parts.port, "/v2/notifications/sms", plain != "http")
    return NotifyTransport(place, key["service"], key["secret"], template)


@dataclass(frozen=True)
class _Place:
    """Where a text is handed over."""

    host: str
    port: int | None
    path: str
    tls: bool

    @classmethod
    def of(cls, parts: SplitResult) -> "_Place":
        path = quote(parts.path or "/", safe="/%") + (f"?{parts.query}" if parts.query else "")
        return cls(parts.hostname or "", parts.port, path, not parts.scheme.endswith("+http"))

    def post(self, body: bytes, headers: dict[str, str]) -> None:
        """Hand it over. NotTakenError, OSError or http.client.HTTPException unless the answer says success."""
        connection = (
            http.client.HTTPSConnection(
                self.host, self.port, timeout=CONNECT_SECONDS, context=ssl.create_default_context()
            )
            if self.tls
            else http.client.HTTPConnection(self.host, self.port, timeout=CONNECT_SECONDS)
        )
        try:
            connection.connect()
            with at_most(TEXT_SECONDS, connection):
                connection.sock.settimeout(TEXT_SECONDS)
                connection.request("POST", self.path, body, headers)
                status = connection.getresponse().status
        finally:
            connection.close()
        if not 200 <= status < 300:
            raise NotTakenError("The other side did not take a text.", status)


def _number(mail: Mail) -> str:
    number = e164(mail.to)
    if not number:
        raise NotTakenError("This is no number.")
    return number


@dataclass(frozen=True)
class GatewayTransport:
    """A gateway that takes a form: `to`, `text`, `reference`."""

    place: _Place
    user: str
    password: str

    def send(self, mail: Mail) -> None:
        """Hand a text to the gateway; raises when it was not taken."""
        headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
        if self.user:
            headers["Authorization"] = f"Basic {base64.b64encode(f'{self.user}:{self.password}'.encode()).decode()}"
        form = {"to": _number(mail), "text": mail.text.strip(), "reference": mail.message_id}
        self.place.post(urlencode(form).encode(), headers)


@dataclass(frozen=True)
class NotifyTransport:
    """GOV.UK Notify: one call of its REST API (why not its client: docs/dependencies.md)."""

    place: _Place
    service: str
    secret: str
    template: str

    def send(self, mail: Mail) -> None:
        """Hand a text to Notify; raises when it was not taken."""
        body = {
            "phone_number": _number(mail),
            "template_id": self.template,
            "personalisation": {"text": mail.text.strip()},
            "reference": mail.message_id,
        }
        headers = {"Authorization": f"Bearer {self._token()}", "Content-Type": "application/json"}
        self.place.post(json.dumps(body).encode(), headers)

    def _token(self) -> str:
        """A JSON Web Token, HS256. Notify refuses one that is half a minute off, so the demo's clock does not count."""
        issued = int((clock.now() - clock.offset()).timestamp())
        said = f"{_packed({'typ': 'JWT', 'alg': 'HS256'})}.{_packed({'iss': self.service, 'iat': issued})}"
        mark = hmac.new(self.secret.encode(), said.encode(), hashlib.sha256).digest()
        return f"{said}.{_base64(mark)}"


def _packed(part: dict[str, Any]) -> str:
    return _base64(json.dumps(part, separators=(",", ":")).encode())


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
