"""Whoever steals the database still has to guess each PIN and password slowly: what OWASP asks of argon2id, or more."""

from argon2 import Type

from tests.support.hashing import AS_THE_PORTAL_DOES


def test_a_guess_costs_as_much_as_owasp_asks() -> None:
    assert AS_THE_PORTAL_DOES.type is Type.ID
    assert AS_THE_PORTAL_DOES.memory_cost >= 19 * 1024
    assert AS_THE_PORTAL_DOES.time_cost >= 2
    assert AS_THE_PORTAL_DOES.hash_len >= 32
    assert AS_THE_PORTAL_DOES.salt_len >= 16
