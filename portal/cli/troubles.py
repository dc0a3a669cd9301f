"""What keeps a command from running, as a sentence for whoever runs it: never a traceback, never a key."""

from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from portal.config import UnsafeConfigurationError

# How SQLite and PostgreSQL say that a migration is missing.
_OTHER_SHAPE = ("no such table", "no such column", "does not exist")


def sentence_for(error: Exception) -> str | None:
    """The sentence to print instead of an error; None for one that nobody foresaw."""
    match error:
        case UnsafeConfigurationError():
            return str(error)
        case ValidationError():
            return "\n".join([*map(_setting, error.errors()), "docs/running.md says what each of them holds."])
        case DBAPIError():
            return _database(str(error.orig).strip())
        case _:
            return None


def _setting(wrong: object) -> str:
    assert isinstance(wrong, dict)
    name = "PORTAL_" + "_".join(str(part) for part in wrong["loc"]).upper()
    if wrong["type"] == "missing":
        return f"{name} is not set."
    words = str(wrong["msg"]).removeprefix("Input ")
    return f"{name} {words}."


def _database(said: str) -> str:
    first = said.splitlines()[0] if said else "it said nothing"
    if any(words in first for words in _OTHER_SHAPE) and "database" not in first:
        return "The database is empty, or has another shape than this portal. Bring it to the newest: portal migrate"
    return f"The database of PORTAL_DATABASE_URL cannot be used: {first}"
