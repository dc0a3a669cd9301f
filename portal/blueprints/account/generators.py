"""The page with the square of a code generator, for the first time and for a new phone."""

from flask import Response

from portal.blueprints.account.audiences import staff_page
from portal.blueprints.account.services import totp
from portal.blueprints.account.staff_forms import GeneratorForm
from portal.keys.squares import square


def generator_page(template: str, form: GeneratorForm, account: totp.Account, seed: str | None) -> Response:
    """The square and the letters of the seed that was offered before, or of a fresh one."""
    seed = seed or totp.draw_seed()
    form.offer.data = totp.offer(account.person_id, seed)
    drawn = square(totp.address_of(seed, account))
    status = 422 if form.errors else 200
    return staff_page(template, form=form, square=drawn, seed=totp.in_groups(seed), status=status)
