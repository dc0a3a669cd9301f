"""Shared words that several people edit: each save is a revision, and nobody's save overwrites another's unseen."""

from portal.revisions.saving import ClashError, first_revision, list_revisions, save_words

__all__ = ["ClashError", "first_revision", "list_revisions", "save_words"]
