"""Two addresses for whoever watches the machine."""

from flask import Response, current_app

from portal.access.guard import public
from portal.blueprints.health import bp, checks


@bp.get("/health")
@public
def health_show() -> Response:
    """The process is up. Asks nothing of the database, so that a busy one does not get the process killed."""
    return Response("up\n", mimetype="text/plain")


@bp.get("/ready")
@public
def ready_show() -> Response:
    """Each part and whether it is ready; 503 when one does not work. What a person has to see to is only said."""
    found = checks.troubles(current_app.extensions["portal"].data_folder)
    lines = [f"{part}: {trouble or 'ready'}\n" for part, trouble in found.items()]
    is_down = any(trouble and trouble not in checks.SAID_ONLY for trouble in found.values())
    return Response("".join(lines), status=503 if is_down else 200, mimetype="text/plain")
