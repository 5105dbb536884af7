"""Typed readers for the environment. A value that cannot be read stops the start and says why."""

import hashlib
import os
from pathlib import Path
from typing import Any
from urllib.parse import ParseResult, parse_qsl, unquote, urlparse

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}
DEMONSTRATION = "for demonstration on this machine only"


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    raw = text(name).lower()
    if not raw:
        return default
    if raw in TRUE | FALSE:
        return raw in TRUE
    raise ImproperlyConfigured(f"{name} is '{raw}'. Use 1 or 0.")


def whole_number(name: str, default: int) -> int:
    raw = text(name)
    if not raw:
        return default
    if not raw.isascii() or not raw.isdigit():
        raise ImproperlyConfigured(f"{name} is '{raw}'. Use a whole number.")
    return int(raw)


def names(name: str, default: tuple[str, ...] = ()) -> list[str]:
    return [part.strip() for part in text(name).split(",") if part.strip()] or list(default)


def folder(name: str, default: Path) -> Path:
    return Path(text(name, str(default))).expanduser().resolve()


def secret(name: str, *, demonstration: bool) -> str:
    """A secret from the environment; only a demonstration may do without."""
    found = text(name)
    if demonstration:
        return found or DEMONSTRATION
    if not found:
        raise ImproperlyConfigured(f"{name} is not set. With DEBUG=0 it has no default: set it.")
    if found == DEMONSTRATION:
        raise ImproperlyConfigured(f"{name} is the demonstration's. With DEBUG=0 set your own.")
    return found


def derived(secret: str, purpose: str) -> str:
    """Another secret for one purpose, for an installation that was given only one."""
    return hashlib.sha256(f"{purpose}:{secret}".encode()).hexdigest()


def _location(name: str, default: str, schemes: set[str]) -> ParseResult:
    found = urlparse(text(name, default))
    if found.scheme not in schemes:
        raise ImproperlyConfigured(
            f"{name} starts with '{found.scheme}:'. Use one of {', '.join(sorted(schemes))}."
        )
    return found


def redis(name: str) -> str:
    """A Redis address, or nothing."""
    return _location(name, "", {"redis", "rediss", "unix"}).geturl() if text(name) else ""


def database(name: str, default: str, *, sqlite_options: dict[str, Any]) -> dict[str, Any]:
    """A Django DATABASES entry from sqlite:///path or postgresql://user:password@host:port/name."""
    url = _location(name, default, {"sqlite", "postgres", "postgresql"})
    if url.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(url.path.removeprefix("/")) or ":memory:",
            "OPTIONS": sqlite_options,
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.removeprefix("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(url.query)),
    }


def email(name: str, default: str) -> dict[str, Any]:
    """Django's EMAIL_* settings from console:, smtp://user:password@host:port or smtps://…"""
    url = _location(name, default, {"console", "memory", "smtp", "smtps"})
    if url.scheme in {"console", "memory"}:
        backend = {"console": "console", "memory": "locmem"}[url.scheme]
        return {"EMAIL_BACKEND": f"django.core.mail.backends.{backend}.EmailBackend"}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname or "localhost",
        "EMAIL_PORT": url.port or (465 if url.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_USE_TLS": url.scheme == "smtp" and bool(url.username),
        "EMAIL_TIMEOUT": 10,
    }
