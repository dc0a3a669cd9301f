"""Secrets: sealing what must be read again, hashing what must only be compared."""

import hashlib
import hmac
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from cryptography.fernet import Fernet, MultiFernet

from portal.config import UnsafeConfigurationError

# About 40 ms on a small machine (stack.md §1); OWASP's second choice.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_fernet: MultiFernet | None = None
_pepper = b""


def use_keys(seal_keys: str, *, pepper: str) -> None:
    """The keys, newest first and separated by commas, and the pepper; all from outside the database.

    UnsafeConfigurationError when one of them is no key.
    """
    global _fernet, _pepper
    try:
        _fernet = MultiFernet([Fernet(key.strip()) for key in seal_keys.split(",") if key.strip()])
    except ValueError:
        raise UnsafeConfigurationError(
            "PORTAL_SEAL_KEYS must hold keys that portal make-keys has made, with commas between several."
        ) from None
    _pepper = pepper.encode()


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
