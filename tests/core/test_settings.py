"""Settings come from the environment; an unsafe or unreadable one stops the start and says why."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from trust import env

ROOT = Path(__file__).resolve().parents[2]
READ = ["DATABASE_URL", "REDIS_URL", "MEDIA_ROOT", "SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "PORT"]
PRODUCTION = {
    "DEBUG": "0",
    "SECRET_KEY": "a long and secret string that nobody would guess, 2026 edition",
    "ALLOWED_HOSTS": "trust.example.org",
    "DATABASE_URL": "postgresql://app:p%40ss@db.example.org:5433/trust",
    "REDIS_URL": "redis://cache.example.org/0",
    "EMAIL_URL": "smtps://post:secret@mail.example.org",
}


def start(show: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Start the project in a process of its own with only these settings, and print one of them."""
    clean = {k: v for k, v in os.environ.items() if k not in {*READ, "EMAIL_URL", "PSEUDONYM_KEY"}}
    return subprocess.run(
        [sys.executable, "-c", f"from trust import settings as s; print({show})"],
        cwd=ROOT,
        env=clean | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_with_nothing_set_it_is_a_demonstration_on_this_machine():
    shown = start(
        "s.DEBUG, s.JOBS_ENGINE, s.DATABASES['default']['ENGINE'].rpartition('.')[2],"
        " s.DATABASES['default']['OPTIONS']['transaction_mode'], s.ALLOWED_HOSTS[0],"
        " s.EMAIL_BACKEND.split('.')[-2]"
    )
    assert shown.stdout == ("True thread sqlite3 IMMEDIATE localhost console\n"), shown.stderr


def test_production_starts_with_what_the_readme_lists():
    shown = start(
        "s.DEBUG, s.JOBS_ENGINE, s.DATABASES['default']['PASSWORD'],"
        " s.DATABASES['default']['PORT'], s.EMAIL_USE_SSL, s.SESSION_COOKIE_SECURE, s.REQUIRE_MFA",
        **PRODUCTION,
    )
    assert shown.stdout == "False celery p@ss 5433 True True True\n", shown.stderr


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "", "SECRET_KEY is not set"),
        ("SECRET_KEY", env.DEMONSTRATION, "SECRET_KEY is the demonstration's"),
        ("DEBUG", "maybe", "DEBUG is 'maybe'. Use 1 or 0."),
        ("PORT", "http", "PORT is 'http'. Use a whole number."),
        ("DATABASE_URL", "mysql://localhost/trust", "DATABASE_URL starts with 'mysql:'"),
        ("EMAIL_URL", "pigeon://loft", "EMAIL_URL starts with 'pigeon:'"),
        ("REDIS_URL", "memcached://cache", "REDIS_URL starts with 'memcached:'"),
    ],
)
def test_production_refuses_to_start_and_says_which_setting_and_why(name, value, sentence):
    refused = start("s.DEBUG", **PRODUCTION | {name: value})
    assert refused.returncode != 0
    assert sentence in refused.stderr


def test_pupils_keep_their_pseudonym_key_when_the_secret_key_is_all_there_is():
    first = start("s.PSEUDONYM_KEY", **PRODUCTION).stdout
    assert first == start("s.PSEUDONYM_KEY", **PRODUCTION).stdout
    assert PRODUCTION["SECRET_KEY"] not in first
    assert start("s.PSEUDONYM_KEY", **PRODUCTION, PSEUDONYM_KEY="apart").stdout == "apart\n"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 587, False, False)),
        ("smtp://post:x@mail.example.org:25", ("mail.example.org", 25, False, True)),
        ("smtps://post:x@mail.example.org", ("mail.example.org", 465, True, False)),
    ],
)
def test_where_mail_goes_is_read_from_one_address(monkeypatch, url, expected):
    monkeypatch.setenv("EMAIL_URL", url)
    read = env.email("EMAIL_URL", "console:")
    names = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_SSL", "EMAIL_USE_TLS")
    assert tuple(read[name] for name in names) == expected


@pytest.mark.parametrize("raw", ["yes", "ON", " 1 "])
def test_a_flag_is_read_however_it_is_written(monkeypatch, raw):
    monkeypatch.setenv("DEBUG", raw)
    assert env.flag("DEBUG", default=False) is True


@pytest.mark.parametrize("raw", ["-1", "1.5", "\u0661", "1 000"])
def test_a_number_that_is_not_one_is_refused(monkeypatch, raw):
    monkeypatch.setenv("PORT", raw)
    with pytest.raises(ImproperlyConfigured, match="whole number"):
        env.whole_number("PORT", 8000)
