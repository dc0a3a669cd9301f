"""The faces of staff."""

import uuid

from flask import Response, current_app, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.blueprints.photos import bp
from portal.blueprints.photos.forms import ChangePhotoForm
from portal.blueprints.photos.queries import get_member_of_staff, get_photo
from portal.blueprints.photos.services import keep_photo, remove_photo
from portal.web import notices
from portal.web.pages import page
from portal.web.press import PressForm

KEPT = notices.sentence("photo-kept", _l("The photo is saved. Families see it from now on."))
REMOVED = notices.sentence("photo-removed", _l("The photo is gone. Families see a drawing."))


@bp.get("/<uuid:photo_id>")
@requires(Permission.PHOTOS_SEE)
def photo_show(photo_id: uuid.UUID) -> ResponseReturnValue:
    """A face, for whoever may see the person.

    Not kept by the browser (`no-store`, as every answer): on a shared phone the cache would tell the next person that
    somebody from here looks after a child of this home. A face weighs about 8 KB, so a page of four costs 32 KB again.
    """
    photo = get_photo(photo_id, viewer=current_user)
    response = Response(photo.content, mimetype="image/jpeg")
    response.headers["Content-Disposition"] = 'inline; filename="face.jpg"'
    return response


@bp.route("/of/<uuid:person_id>", methods=["GET", "POST"])
@requires(Permission.PEOPLE_PHOTO_CHANGE)
@writes
def photo_change(person_id: uuid.UUID) -> ResponseReturnValue:
    """Upload the photo of a member of staff."""
    person = get_member_of_staff(person_id, viewer=current_user)
    form = ChangePhotoForm(most_bytes=current_app.extensions["portal"].max_upload_bytes)
    if form.validate_on_submit() and form.face:
        keep_photo(person, form.face, by=current_user)
        notices.say_next(KEPT)
        return redirect(url_for("people.person_show", person_id=person_id))
    return page("photos/photo_change.html", form=form, person=person, status=422 if form.errors else 200)


@bp.route("/of/<uuid:person_id>/remove", methods=["GET", "POST"])
@requires(Permission.PEOPLE_PHOTO_CHANGE)
@writes
def photo_remove(person_id: uuid.UUID) -> ResponseReturnValue:
    """Take the photo away; the drawing comes back."""
    person = get_member_of_staff(person_id, viewer=current_user)
    form = PressForm()
    if form.validate_on_submit():
        remove_photo(person, by=current_user)
        notices.say_next(REMOVED)
        return redirect(url_for("people.person_show", person_id=person_id))
    return page("photos/photo_remove.html", form=form, person=person)
