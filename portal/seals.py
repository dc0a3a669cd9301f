"""Secrets: sealing what must be read again, hashing what must only be compared."""

import base64
import hashlib
import hmac
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from portal.config import UnsafeConfigurationError

# About 40 ms on a small machine (stack.md §1); OWASP's second choice.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_fernet: MultiFernet | None = None
_pepper = b""
# For what a phone seals: made from the same keys, newest first, so that nobody has another one to keep.
_for_phones: list[ec.EllipticCurvePrivateKey] = []
_CURVE = ec.SECP256R1()
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_POINT, _IV = 65, 12


def use_keys(seal_keys: str, *, pepper: str) -> None:
    """The keys, newest first and separated by commas, and the pepper; all from outside the database.

    UnsafeConfigurationError when one of them is no key.
    """
    global _fernet, _pepper
    keys = [key.strip() for key in seal_keys.split(",") if key.strip()]
    try:
        _fernet = MultiFernet([Fernet(key) for key in keys])
    except ValueError:
        raise UnsafeConfigurationError(
            "PORTAL_SEAL_KEYS must hold keys that portal make-keys has made, with commas between several."
        ) from None
    _pepper = pepper.encode()
    _for_phones[:] = [_key_for_phones(base64.urlsafe_b64decode(key)) for key in keys]


def _key_for_phones(key: bytes) -> ec.EllipticCurvePrivateKey:
    # 16 bytes more than the curve needs, so that every key is as likely as every other (FIPS 186-5, A.2.1).
    number = int.from_bytes(_drawn_from(key, b"", b"portal: key for phones", 48), "big")
    return ec.derive_private_key(number % (_ORDER - 1) + 1, _CURVE)


def _drawn_from(secret: bytes, salt: bytes, what: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, what).derive(secret)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def key_for_phones() -> str:
    """The public key to which a phone seals, in base64: with it anybody can close, and only we can open."""
    return base64.b64encode(_point(_for_phones[0].public_key())).decode()


def open_from_phone(sealed: bytes, name: bytes) -> bytes:
    """What a phone sealed under this name: its key of one use, a nonce, the ciphertext. Older keys of ours open, too.

    cryptography.fernet.InvalidToken for anything else.
    """
    theirs, nonce, ciphertext = sealed[:_POINT], sealed[_POINT : _POINT + _IV], sealed[_POINT + _IV :]
    try:
        public = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, theirs)
    except ValueError:
        raise InvalidToken from None
    for key in _for_phones:
        salt = theirs + _point(key.public_key())
        shared = _drawn_from(key.exchange(ec.ECDH(), public), salt, b"portal: sealed on a phone", 32)
        try:
            return AESGCM(shared).decrypt(nonce, ciphertext, name)
        except (InvalidTag, ValueError):
            continue
    raise InvalidToken


def seal(words: str) -> str:
    """Words that only this installation can read again."""
    if _fernet is None:
        raise RuntimeError("No keys for sealing yet.")
    return _fernet.encrypt(words.encode()).decode()


def unseal(sealed: str) -> str:
    """The words again. cryptography.fernet.InvalidToken when they are not ours."""
    if _fernet is None:
        raise RuntimeError("No keys for sealing yet.")
    return _fernet.decrypt(sealed.encode()).decode()


def slow_hash(secret: str) -> str:
    """For what people can remember or guess: argon2id over the peppered secret."""
    return _hasher.hash(_peppered(secret))


def slow_matches(hashed: str | None, secret: str) -> bool:
    """Is this the secret? Takes as long when there is none to compare with (reliability.md check 20)."""
    try:
        return _hasher.verify(hashed or _nobodys(), _peppered(secret)) and hashed is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def quick_hash(secret: str) -> str:
    """For short codes that live for minutes and are counted: a keyed hash."""
    return _peppered(secret)


def _peppered(secret: str) -> str:
    return hmac.new(_pepper, secret.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


_nobody: str | None = None


def _nobodys() -> str:
    global _nobody
    _nobody = _nobody or _hasher.hash(secrets.token_hex(16))
    return _nobody


def fresh_keys() -> dict[str, str]:
    """A set of fresh keys, by the name of their variable in the environment."""
    keys = {f"PORTAL_{name}": secrets.token_urlsafe(48) for name in ("SECRET_KEY", "AUDIT_KEY", "PEPPER")}
    return {**keys, "PORTAL_SEAL_KEYS": Fernet.generate_key().decode()}
