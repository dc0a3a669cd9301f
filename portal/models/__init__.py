"""What the portal keeps: one noun a file."""

from portal.models.audit import AuditEntry, AuditPupil
from portal.models.base import Base, FromRoster, OfPupil, OfSetting
from portal.models.call_request import CallRequest, GoodTime
from portal.models.outbox import Channel, OutboxItem
from portal.models.person import Person, Photo, RoleHolding
from portal.models.pupil import Placement, Pupil
from portal.models.relationship import (
    STRICTNESS,
    Contact,
    ContactChange,
    ContactReason,
    OrderType,
    ParentalResponsibility,
    Relationship,
    RelationshipKind,
    ResponsibilityProof,
    is_stricter,
)
from portal.models.setting import DayKind, HelpNumber, Setting, Site, TermDate
from portal.models.sign_in import (
    Attempt,
    Card,
    CardTry,
    Challenge,
    Device,
    HalfWay,
    LinkRequest,
    OwnDevice,
    Passkey,
    PrintedCode,
    RecoveryCode,
    SignIn,
    StaffSecret,
)
from portal.models.timetable import ChangeSeen, SessionChange, TimetableSession, Way

__all__ = [
    "STRICTNESS",
    "Attempt",
    "AuditEntry",
    "AuditPupil",
    "Base",
    "CallRequest",
    "Card",
    "CardTry",
    "Challenge",
    "ChangeSeen",
    "Channel",
    "Contact",
    "ContactChange",
    "ContactReason",
    "DayKind",
    "Device",
    "FromRoster",
    "GoodTime",
    "HalfWay",
    "HelpNumber",
    "LinkRequest",
    "OfPupil",
    "OfSetting",
    "OrderType",
    "OutboxItem",
    "OwnDevice",
    "ParentalResponsibility",
    "Passkey",
    "Person",
    "Photo",
    "Placement",
    "PrintedCode",
    "Pupil",
    "RecoveryCode",
    "Relationship",
    "RelationshipKind",
    "ResponsibilityProof",
    "RoleHolding",
    "SessionChange",
    "Setting",
    "SignIn",
    "Site",
    "StaffSecret",
    "TermDate",
    "TimetableSession",
    "Way",
    "is_stricter",
]
