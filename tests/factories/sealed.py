"""What a phone seals without signal, for tests of what comes of it: the same steps as portal/static/js/sealed.js."""

import base64
import json
import os
import uuid
from typing import Any

import sqlalchemy as sa
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from portal.models import CheckIn, Concern, Contribution, SafetyAnswer
from tests.support.client import Browser
from tests.support.portal import Look

TO = "/check-in/sealed"
CURVE = ec.SECP256R1()
TAPS: dict[str, Any] = {
    "helped": "by_myself",
    "how": ["good"],
    "feelings": ["happy"],
    "body": ["fine"],
    "energy": ["middle"],
    "talk": "not_today",
    "way": "team",
    "words": "",
}


class Phone:
    """A phone that a young person visited us with: it holds a ticket and our key."""

    def __init__(self, browser: Browser, page: str = "/check-in/") -> None:
        [held] = browser.reads(page).all("input", where=lambda node: node.attrs.get("name") == "ticket")
        self.ticket = held.attrs["value"]
        self.key = base64.b64decode(held.attrs["data-key"])

    def seals(self, number: str | None = None, **said: Any) -> dict[str, str]:
        """What it would send: taps, or `safe="no"`, or `help=True`."""
        client_id = number or str(uuid.uuid4())
        body = {
            "ticket": self.ticket,
            "at": "2026-11-24T09:00:00.000Z",
            **(said if {"safe", "help"} & set(said) else TAPS | said),
        }
        return self.closes(client_id, json.dumps(body).encode())

    def closes(self, client_id: str, body: bytes) -> dict[str, str]:
        """These bytes, sealed under this number."""
        own = ec.generate_private_key(CURVE)
        point = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        secret = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, self.key))
        once = HKDF(hashes.SHA256(), 32, point + self.key, b"portal: sealed on a phone").derive(secret)
        iv = os.urandom(12)
        closed = point + iv + AESGCM(once).encrypt(iv, body, client_id.encode())
        return {"client_id": client_id, "ticket": self.ticket, "sealed": base64.b64encode(closed).decode()}


def receipt(answer: object, sent: dict[str, str]) -> bool:
    """Did the portal say that it has this, by its number?"""
    return (answer.status_code, answer.json) == (200, {"stored": sent["client_id"]})  # type: ignore[attr-defined]


def kept(look: Look) -> list[object]:
    """Everything that could have come of it."""
    return [row for model in (CheckIn, SafetyAnswer, Concern, Contribution) for row in look(sa.select(model))]
