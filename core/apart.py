"""Runs a reader on a file in a process of its own, so that no file can hurt the site (ADR 0009).

The child has a most of time, memory and answer, starts nothing, knows no secret and no database.
Whatever becomes of it, the caller gets plain data or a sentence with a code.
"""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from core.errors import TooMuch, UnreadableFile

ROOT = Path(__file__).resolve().parent.parent
CHILD = [sys.executable, "-s", "-m", "core.apart_child"]
KEPT_OF_ENVIRONMENT = ("PATH", "LANG", "LD_LIBRARY_PATH", "PYTHONDONTWRITEBYTECODE")
START = 5  # seconds a busy machine may need to start a child, beyond what reading may take
AT_ONCE = 2  # children of one server process; each may take half a gigabyte
PATIENCE = 20  # seconds to wait for one of those to end

logger = logging.getLogger(__name__)
_turns = threading.BoundedSemaphore(AT_ONCE)


COPY_PUPILS = (
    "An export of one school does not do that: copy the pupils into a new file, without other "
    "sheets and columns, and send that."
)
COPY_TABLES = (
    "A plan does not do that: copy its tables into a new document, without pictures, and send that."
)


@dataclass(frozen=True)
class Limits:
    """What one file may take. `kind` is the middle of its codes: E-XLSX-TIME."""

    kind: str
    seconds: int
    megabytes: int
    advice: str = COPY_PUPILS


CSV = Limits("CSV", seconds=20, megabytes=384)
XLSX = Limits("XLSX", seconds=30, megabytes=512)
XML = Limits("XML", seconds=20, megabytes=384)  # for readers upon core.safe_xml, such as of CTF
PAPER = Limits("PAPER", seconds=30, megabytes=512, advice=COPY_TABLES)  # Word files and workbooks


def read(reader: Callable[..., Any], content: bytes, limits: Limits, **told: Any) -> Any:
    """What `reader(content, **told)` returns, as JSON gives it back: tuples become lists.

    The reader is a function of a module and needs no database. Callables among `told` are too.
    Raises its `UnreadableFile`, or one of our own: E-…-TIME, E-…-MEMORY, E-…-STOPPED. Raises
    `TooMuch` when no child can be started because others are running.
    """
    order = {
        "reader": _name(reader),
        "told": {key: value for key, value in told.items() if not callable(value)},
        "functions": {key: _name(value) for key, value in told.items() if callable(value)},
        "seconds": limits.seconds,
        "megabytes": limits.megabytes,
    }
    if not _turns.acquire(timeout=PATIENCE):
        raise TooMuch(
            "E-BUSY", "The server is reading other files just now. Try again in a minute.", 60
        )
    try:
        with tempfile.TemporaryFile() as answer:
            ended = _ended(json.dumps(order).encode() + b"\n" + content, answer, limits)
            return _told(ended, answer, limits)
    finally:
        _turns.release()


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}:{function.__qualname__}"


def _ended(order: bytes, answer: IO[bytes], limits: Limits) -> int | None:
    """How the child ended: its exit code, less than 0 for a signal, or None when we ended it."""
    child = subprocess.Popen(  # noqa: S603 - nothing of the file is in the command
        CHILD,
        stdin=subprocess.PIPE,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={name: os.environ[name] for name in KEPT_OF_ENVIRONMENT if name in os.environ},
        start_new_session=True,
    )
    try:
        child.communicate(order, timeout=limits.seconds + START)
    except subprocess.TimeoutExpired:
        return None
    finally:
        child.kill()
        child.wait()
    return child.returncode


def _told(ended: int | None, answer: IO[bytes], limits: Limits) -> Any:
    if ended is None or ended == -signal.SIGXCPU:
        raise _refusal(limits, "TIME", f"took longer than {limits.seconds} seconds to read")
    answer.seek(0)
    try:
        told: Mapping[str, Any] = json.load(answer)
    except ValueError:
        told = {"failed": f"ended with {ended}"}
    if "answer" in told:
        return told["answer"]
    if "refused" in told:
        raise UnreadableFile(*told["refused"])
    if "memory" in told:
        raise _refusal(limits, "MEMORY", f"takes more than {limits.megabytes} MB to read")
    logger.error("The reader of %s stopped: %s", limits.kind, told["failed"])
    raise _refusal(limits, "STOPPED", "could not be read: our reader stopped at it")


def _refusal(limits: Limits, why: str, what: str) -> UnreadableFile:
    return UnreadableFile(
        f"E-{limits.kind}-{why}",
        f"This file {what}. {limits.advice} If it happens again, tell your administrator the code.",
    )
