"""A list of stolen passwords is looked up where it lies, line by line, whatever its size."""

import hashlib
from pathlib import Path

import pytest

from portal.blueprints.account.services.breach import is_known


def _digest(password: str) -> str:
    return hashlib.sha1(password.encode()).hexdigest().upper()


@pytest.mark.parametrize("ending", ["\n", ":17\r\n"])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 50, 1000])
def test_every_password_of_a_list_is_found_and_no_other(tmp_path: Path, count: int, ending: str) -> None:
    path = tmp_path / "stolen.txt"
    path.write_bytes("".join(sorted(f"{_digest(f'stolen password {n}')}{ending}" for n in range(count))).encode())
    assert all(is_known(f"stolen password {number}", path) for number in range(count))
    assert not any(is_known(f"nobody's password {number}", path) for number in range(200))


def test_the_commonest_are_known_without_a_list() -> None:
    assert is_known("Password", None)
    assert not is_known("violin gravel teapot seventeen", None)
