"""What an operator may set, each by an ``IMRF_`` environment variable. Nothing here is global."""

from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The service's settings; ``Settings()`` reads the environment once, at the edge."""

    model_config = SettingsConfigDict(env_prefix="IMRF_", frozen=True)

    database_url: str = Field(
        default="sqlite:///var/imrf.db",
        description="SQLAlchemy address: sqlite:///relative, sqlite:////absolute, "
        "or postgresql+psycopg://user@host/name",
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on")
    port: int = Field(default=8000, ge=0, le=65_535, description="Port to listen on")
    public_url: str = Field(
        default="",
        description="Address under which people reach the service; http://host:port if empty",
    )
    trusted_proxies: str = Field(
        default="127.0.0.1,::1",
        description="Addresses or networks whose X-Forwarded-For and -Proto are believed, "
        "separated by commas",
    )
    threads: int = Field(
        default=40,
        ge=1,
        le=1_000,
        description="Requests answered at once; the database pool has as many connections",
    )
    tick_seconds: int = Field(
        default=300,
        ge=1,
        description="How often it is looked whether a data date has to move",
    )
    job_seconds: int = Field(
        default=2, ge=1, description="How often it is looked whether a job waits to be run"
    )
    job_days: int = Field(
        default=30, ge=1, le=36_500, description="How many days what a job has answered is kept"
    )
    max_body_bytes: int = Field(
        default=1_000_000, ge=1_000, description="Largest request body that is read"
    )
    key_requests_per_minute: int = Field(
        default=6_000, ge=1, description="Requests answered to one key in a minute, by each process"
    )
    anonymous_requests_per_minute: int = Field(
        default=3_000,
        ge=1,
        description="Requests answered to one address without a key in a minute, by each process; "
        "feeds are not counted",
    )
    unknown_keys_per_minute: int = Field(
        default=60, ge=1, description="Keys that open nothing, from one address in a minute"
    )

    @field_validator("public_url")
    @classmethod
    def _can_be_followed(cls, url: str) -> str:
        parts = urlsplit(url)
        good = parts.scheme in {"http", "https"} and parts.hostname
        if url and (not good or parts.query or parts.fragment):
            raise ValueError("must be an address that a link can have, as https://plan.example.org")
        return url

    @property
    def base_url(self) -> str:
        """Where links in feeds and pages point; never ends in a slash."""
        return (self.public_url or f"http://{self._authority}").rstrip("/")

    @property
    def _authority(self) -> str:
        """Who listens on all addresses of this machine is reached by one of them."""
        reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - nothing is bound to it
        host = reached.get(self.host, self.host)
        bracketed = f"[{host}]" if ":" in host else host
        return f"{bracketed}:{self.port}"
