"""Settings, from the environment only: a default stands here only when it is safe in production and may be public."""

from pathlib import Path
from typing import Literal, Self

from pydantic import SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class UnsafeConfigurationError(RuntimeError):
    """The portal refuses to start with these settings; the sentence says which and why."""


class Settings(BaseSettings):
    """Everything an installation decides, read from variables that begin with PORTAL_.

    A setting without a default stops the start when it is missing. Durations carry their unit in their name.
    """

    # What is wrong is said without the value: some of these are keys, and what is said ends in a log.
    model_config = SettingsConfigDict(env_prefix="PORTAL_", frozen=True, hide_input_in_errors=True)

    # "demo" is the only stage in which the demo's doors exist; it must be said twice (stage and demo).
    stage: Literal["production", "demo"] = "production"
    demo: bool = False

    secret_key: SecretStr
    # Keys kept outside the database: the audit chain, the pepper of PINs and codes, sealed fields (newest first).
    audit_key: SecretStr
    pepper: SecretStr
    seal_keys: SecretStr

    database_url: str
    data_folder: Path
    public_url: str

    # smtp://user:password@host:port, or folder:///path, which writes each mail as a file (the demo reads them there).
    mail: str
    mail_from: str
    sms: str = ""

    htmx: Literal["cdn", "own"] = "cdn"
    # Where "Hide this" goes on to, for example a weather page. Empty: a blank page of our own, and no third party.
    neutral_url: str = ""
    trusted_proxies: int = 0
    breach_list: Path | None = None
    anchor_file: Path | None = None

    # From how many of 100 half days a return counts as held, in the third part of domain.md §4.8. Agreed with the
    # commissioner; pages show it beside the counts.
    sustained_percent: int = 85

    max_upload_bytes: int = 12_000_000
    max_words_bytes: int = 6_000_000

    @property
    def cookies_are_secure(self) -> bool:
        """Cookies are `__Host-` and Secure everywhere but in a demo that is served on plain HTTP."""
        return not (self.stage == "demo" and self.public_url.startswith("http://"))

    @property
    def anchors(self) -> Path:
        """Where the worker writes the audit's anchors; production puts it on a second system."""
        return self.anchor_file or self.data_folder / "audit-anchors.txt"

    @model_validator(mode="after")
    def _refuse_what_is_unsafe(self) -> Self:
        if self.demo and self.stage != "demo":
            raise UnsafeConfigurationError(
                "PORTAL_DEMO is on, but this is not a demo (PORTAL_STAGE=demo). "
                "In the demo anyone can sign in as anyone. The portal does not start."
            )
        if self.stage == "production" and not self.public_url.startswith("https://"):
            raise UnsafeConfigurationError(
                "PORTAL_PUBLIC_URL must begin with https:// in production: cookies are only sent over TLS."
            )
        for name in ("secret_key", "audit_key", "pepper", "seal_keys"):
            if len(getattr(self, name).get_secret_value()) < 32:
                raise UnsafeConfigurationError(
                    f"PORTAL_{name.upper()} must hold 32 characters or more. Make one with: portal make-keys"
                )
        return self
