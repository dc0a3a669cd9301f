"""Talk in a parent group: every post is read by a person before it shows. And what there is to read and listen to."""

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfSetting, created
from portal.models.group import GroupTopic
from portal.models.person import Person


class PostKind(StrEnum):
    """A topic, a reply to one, "what helped me", or words to whoever runs the group alone."""

    TOPIC = "topic"
    REPLY = "reply"
    HELPED = "helped"
    TO_LEADER = "to_leader"


class ReadAs(StrEnum):
    """What whoever read a post decided: it shows, it goes back with a reason, or it worries (and does not show)."""

    SHOWN = "shown"
    SENT_BACK = "sent_back"
    WORRIES = "worries"


class WhySentBack(StrEnum):
    """Why a post goes back to whoever wrote it: a sentence for each, never a blame."""

    NAMES_SOMEBODY = "names_somebody"
    HOW_TO_REACH = "how_to_reach"
    UNKIND = "unkind"
    ADVICE = "advice"
    SELLING = "selling"
    OTHER = "other"


class GroupPost(OfSetting, Base):
    """What a member wrote. Its words passed portal.heard; they point to no pupil. Nobody writes over them."""

    __tablename__ = "support_group_post"
    group_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("support_group.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    kind: Mapped[PostKind]
    # The topic that a reply belongs to.
    topic_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("support_group_post.id"), index=True)
    # The name they had chosen when they wrote: other members see this, and no row of theirs.
    shown_as: Mapped[str]
    # Which member wrote, as a number that says nothing: mutes and "your own" go by it.
    member_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("support_group_member.id"), index=True)
    title: Mapped[str] = mapped_column(default="")
    words: Mapped[str]
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    sent_at: Mapped[datetime] = created()
    # By when a person has read it, as the writer was told.
    due_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    read_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    read_as: Mapped[ReadAs | None]
    why_sent_back: Mapped[WhySentBack | None]
    withdrawn_at: Mapped[datetime | None]
    # After it had shown: whoever runs the group took it down.
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    replies: Mapped[list["GroupPost"]] = relationship(lazy="raise_on_sql", viewonly=True)
    __as_said__ = ("group_id", "kind", "topic_id", "shown_as", "title", "words", "sent_at", "due_at")
    __table_args__ = (
        sa.CheckConstraint("(kind = 'reply') = (topic_id IS NOT NULL)", name="reply_to_a_topic"),
        sa.CheckConstraint("(read_at IS NULL) = (read_as IS NULL)", name="read_as_something"),
        sa.CheckConstraint("(read_as = 'sent_back') = (why_sent_back IS NOT NULL)", name="sent_back_with_a_reason"),
    )
    __when_access_ends__ = "kept: what was said stays under the chosen name; they themself no longer reach it"


_to_read = GroupPost.read_at.is_(None)
sa.Index("ix_support_group_post_to_read", GroupPost.due_at, sqlite_where=_to_read, postgresql_where=_to_read)


class WhyReported(StrEnum):
    """Why somebody reports a post, by one tap; none need be said."""

    NOT_SAID = "not_said"
    UNKIND = "unkind"
    NAMES_SOMEBODY = "names_somebody"
    WORRIED = "worried"
    SELLING = "selling"


class GroupReport(OfSetting, Base):
    """A member does not want to see a post: hidden from them at once, and looked at by whoever runs the group."""

    __tablename__ = "support_group_report"
    group_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("support_group.id"), index=True)
    post_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("support_group_post.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    why: Mapped[WhyReported] = mapped_column(default=WhyReported.NOT_SAID)
    reported_at: Mapped[datetime] = created()
    looked_at: Mapped[datetime | None]
    looked_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    # Whether the post was taken down for everybody.
    was_hidden: Mapped[bool | None]
    post: Mapped[GroupPost] = relationship(lazy="raise_on_sql")
    __table_args__ = (sa.UniqueConstraint("post_id", "person_id"),)
    __when_access_ends__ = "kept: a report is looked at whoever made it"


class GroupMute(OfSetting, Base):
    """Somebody does not want to read what one member writes; nobody is told."""

    __tablename__ = "support_group_mute"
    group_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("support_group.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("support_group_member.id"), index=True)
    # The name they muted, as they saw it.
    shown_as: Mapped[str]
    muted_at: Mapped[datetime] = created()
    __table_args__ = (sa.UniqueConstraint("person_id", "member_id"),)
    __when_access_ends__ = "kept: whom somebody did not want to read opens nothing"


class ResourceKind(StrEnum):
    """A short page, a document, a link or a recording."""

    PAGE = "page"
    DOCUMENT = "document"
    LINK = "link"
    RECORDING = "recording"


class GroupResource(OfSetting, Base):
    """Something to read, open or listen to, by topic; for everybody who may find groups, joined or not."""

    __tablename__ = "support_group_resource"
    topic: Mapped[GroupTopic]
    kind: Mapped[ResourceKind]
    # Of a link: where it leads (https).
    link: Mapped[str] = mapped_column(default="")
    by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    made_at: Mapped[datetime] = created()
    withdrawn_at: Mapped[datetime | None]
    words: Mapped[list["GroupResourceWords"]] = relationship(lazy="raise_on_sql", viewonly=True)
    file: Mapped["GroupResourceFile | None"] = relationship(lazy="raise_on_sql", viewonly=True)
    by: Mapped[Person] = relationship(lazy="raise_on_sql")
    __table_args__ = (sa.CheckConstraint("(kind = 'link') = (length(link) > 0)", name="link_of_a_link"),)
    __when_access_ends__ = "kept: what was put there to be read"


class GroupResourceWords(OfSetting, Base):
    """The resource in one language; English is always there."""

    __tablename__ = "support_group_resource_words"
    resource_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("support_group_resource.id"), index=True)
    language: Mapped[str]
    title: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    __table_args__ = (sa.UniqueConstraint("resource_id", "language"),)


class GroupResourceFile(OfSetting, Base):
    """The document (a PDF that was looked into) or the recording (recognised by its first bytes)."""

    __tablename__ = "support_group_resource_file"
    resource_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("support_group_resource.id"), unique=True)
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    size: Mapped[int]
    kind: Mapped[str]
