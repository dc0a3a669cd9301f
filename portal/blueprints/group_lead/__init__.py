"""For those who run a parent group: today's list, its dates and notes; and numbers for the setting."""

from flask import Blueprint

bp = Blueprint("group_lead", __name__, url_prefix="/groups/run")
