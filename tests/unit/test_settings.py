"""What is wrong with the settings is said without their values."""

import pytest
from pydantic import ValidationError

from portal.config import Settings
from tests.support.portal import SECRET


def test_a_setting_that_is_missing_shows_no_piece_of_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SECRET_KEY", SECRET)
    monkeypatch.delenv("PORTAL_DATABASE_URL", raising=False)
    with pytest.raises(ValidationError, match="database_url") as error:
        Settings()  # type: ignore[call-arg]
    assert SECRET[:8] not in str(error.value)
