"""How a mail leaves: by SMTP, or as a file into a folder (the demo reads it there)."""

import contextlib
import json
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from portal import clock
from portal.config import UnsafeConfigurationError

# One answer of the mail server may take this long, and one mail altogether: well inside the lease of 60 seconds.
ANSWER_SECONDS = 15
MAIL_SECONDS = 40
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True)
class Mail:
    """Something to send, to one address."""

    to: str
    subject: str
    text: str
    language: str
    message_id: str


class Transport(Protocol):
    """A way for mails to leave."""

    def send(self, mail: Mail) -> None:
        """Returns when the other side has taken it, raises otherwise."""


def transport_for(url: str, *, sender: str) -> Transport:
    """The transport that PORTAL_MAIL describes. UnsafeConfigurationError when it cannot be used."""
    parts = urlsplit(url)
    address = parseaddr(sender)[1]
    if "@" not in address:
        raise UnsafeConfigurationError("PORTAL_MAIL_FROM must hold an e-mail address.")
    if folder := folder_of(parts):
        return FolderTransport(folder, address)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise UnsafeConfigurationError("PORTAL_MAIL must look like smtp://host:port, smtps://host or folder:///path.")
    starttls = parse_qs(parts.query).get("starttls") == ["1"]
    if parts.username and parts.scheme == "smtp" and not starttls and parts.hostname not in LOOPBACK:
        raise UnsafeConfigurationError(
            "PORTAL_MAIL would send its password readable for everyone on the way: use smtps://, or add ?starttls=1"
        )
    return SmtpTransport(
        host=parts.hostname,
        port=parts.port or (465 if parts.scheme == "smtps" else 25),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=parts.scheme == "smtps",
        starttls=starttls,
        sender=address,
    )


def folder_of(parts: SplitResult) -> Path | None:
    """The folder of folder:///path; None for any other way."""
    return Path(unquote(parts.path)) if parts.scheme == "folder" and parts.path else None


def compose(mail: Mail, sender: str) -> EmailMessage:
    """The mail with its headers. ValueError when an address or subject holds a line break.

    The sender has a neutral name, whatever is configured: it shows on a lock screen.
    """
    message = EmailMessage()
    message["From"] = Address("Portal", addr_spec=sender)
    message["To"] = Address(addr_spec=mail.to)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{mail.message_id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    message["Content-Language"] = mail.language  # set_content takes away what was said of the content before
    return message


@dataclass(frozen=True)
class SmtpTransport:
    """A mail server; one connection for each mail."""

    host: str
    port: int
    user: str
    password: str
    tls: bool
    starttls: bool
    sender: str

    def send(self, mail: Mail) -> None:
        """Hand a mail to the server. Raises smtplib.SMTPException or OSError when it was not taken."""
        message = compose(mail, self.sender)
        server = self._connect()
        try:
            with at_most(MAIL_SECONDS, server):
                if self.starttls:
                    server.starttls(context=ssl.create_default_context())
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(message)
            # It was taken; a server that is clumsy about goodbye does not make it go twice.
            with contextlib.suppress(smtplib.SMTPException, OSError):
                server.quit()
        finally:
            server.close()

    def _connect(self) -> smtplib.SMTP:
        # A name of our own in the greeting: asking the machine for its name may wait for the network.
        name = self.sender.rpartition("@")[2]
        if not self.tls:
            return smtplib.SMTP(self.host, self.port, name, ANSWER_SECONDS)
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(self.host, self.port, name, timeout=ANSWER_SECONDS, context=context)


class _Line(Protocol):
    """Something that holds a line: a mail server's client, or one of HTTP."""

    @property
    def sock(self) -> Any: ...


@contextlib.contextmanager
def at_most(seconds: float, server: _Line) -> Iterator[None]:
    """Hang up on a server that answers a byte at a time: each wait is short, together they outlast the lease."""

    def hang_up() -> None:
        if server.sock:
            with contextlib.suppress(OSError):
                server.sock.shutdown(socket.SHUT_RDWR)

    watch = threading.Timer(seconds, hang_up)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


@dataclass(frozen=True)
class FolderTransport:
    """A folder: the mail as it would go (.eml) and what the demo's page shows of it (.json)."""

    folder: Path
    sender: str

    def send(self, mail: Mail) -> None:
        """Write both files; a reader never meets half of one."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{clock.now():%Y%m%d-%H%M%S-%f}-{mail.message_id}"
        shown = {
            "at": clock.now().isoformat(),
            "to": mail.to,
            "subject": mail.subject,
            "text": mail.text,
            "language": mail.language,
        }
        if "@" in mail.to:
            self._write(f"{name}.eml", compose(mail, self.sender).as_bytes())
        self._write(f"{name}.json", json.dumps(shown, ensure_ascii=False).encode())

    def _write(self, name: str, content: bytes) -> None:
        half = self.folder / f".{name}"
        half.write_bytes(content)
        half.replace(self.folder / name)
