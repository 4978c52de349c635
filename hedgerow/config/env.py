"""Reads settings from environment variables, refuses nonsense loudly, and remembers every name it was asked for."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlparse
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured

ASKED: dict[str, str] = {}


def _read(name: str, meaning: str) -> str | None:
    ASKED[name] = meaning
    value = os.environ.get(name, "").strip()
    return value or None


def text(name: str, default: str, meaning: str) -> str:
    """The variable's words, or the default when it is not set."""
    return _read(name, meaning) or default


def flag(name: str, default: bool, meaning: str) -> bool:
    """True for 1, true, yes, on; False for 0, false, no, off. Raises ImproperlyConfigured for anything else."""
    value = _read(name, meaning)
    if value is None:
        return default
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}. Set it to yes or no.")


def number(name: str, default: int, meaning: str, *, least: int = 0) -> int:
    """A whole number of at least `least`. Raises ImproperlyConfigured for anything else."""
    value = _read(name, meaning)
    if value is None:
        return default
    try:
        found = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to a whole number.") from None
    if found < least:
        raise ImproperlyConfigured(f"{name} is {found}. Set it to {least} or more.")
    return found


def choice(name: str, default: str, among: list[str], meaning: str) -> str:
    """One of a few words. Raises ImproperlyConfigured for any other."""
    found = _read(name, meaning) or default
    if found not in among:
        raise ImproperlyConfigured(f"{name} is {found!r}. Set it to one of: {', '.join(among)}.")
    return found


def address(name: str, default: str, meaning: str) -> str:
    """An address of a website without a path: http://host or https://host:port. Raises ImproperlyConfigured otherwise."""
    found = (_read(name, meaning) or default).rstrip("/")
    try:
        parts = urlparse(found)
        well = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
        well = well and not (parts.path or parts.query or parts.fragment or parts.username)
    except ValueError:  # a port that is no number
        well = False
    if not well:
        raise ImproperlyConfigured(
            f"{name} is {found!r}. Set it to an address like https://hedgerow.example.org"
        )
    return found


def time_zone(name: str, default: str, meaning: str) -> str:
    """The name of a time zone. Raises ImproperlyConfigured for one that does not exist."""
    found = _read(name, meaning) or default
    try:
        ZoneInfo(found)
    except (KeyError, ValueError, OSError):
        raise ImproperlyConfigured(
            f"{name} is {found!r}. Set it to a time zone like Europe/London."
        ) from None
    return found


def words(name: str, default: list[str], meaning: str) -> list[str]:
    """A list written with commas."""
    value = _read(name, meaning)
    return default if value is None else [part.strip() for part in value.split(",") if part.strip()]


def secret(name: str, kept_in: Path, meaning: str) -> str:
    """A secret: from NAME, else from the file that NAME_FILE names, else made once and kept in `kept_in` (mode 0600)."""
    value = _read(name, meaning)
    if value:
        return value
    named = _read(f"{name}_FILE", f"A file that holds {name}.")
    if named:
        path = Path(named)
        if not path.is_file():
            raise ImproperlyConfigured(f"{name}_FILE names {named}, which cannot be read.")
        return path.read_text().strip()
    if kept_in.is_file():
        return kept_in.read_text().strip()
    kept_in.parent.mkdir(parents=True, exist_ok=True)
    made = secrets.token_urlsafe(48)
    try:
        handle = os.open(kept_in, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process made it first
        return kept_in.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(made)
    return made


def database(url: str) -> dict[str, Any]:
    """Django's settings for `sqlite:///path` or `postgres://user:password@host:port/name`."""

    parts = urlparse(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:] if parts.path.startswith("//") else parts.path),
        }
    if parts.scheme in {"postgres", "postgresql"}:
        options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or options.pop("host", "")),
            "PORT": str(parts.port or ""),
            "OPTIONS": options,
        }
    raise ImproperlyConfigured(f"DATABASE_URL begins with {parts.scheme!r}. Use sqlite:///… or postgres://…")
