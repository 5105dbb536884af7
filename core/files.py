"""Files we keep: uploads, reports. Random names under MEDIA_ROOT, whole or not there at all.

Nothing under MEDIA_ROOT is served by itself. A view checks the reader, then answers `response_for`.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from django.conf import settings
from django.http import FileResponse

from core.errors import DomainError

FILE_MODE = 0o640
FOLDER_MODE = 0o750
NAME_BYTES = 24


class CannotKeep(DomainError):
    """The disk refused: it is full, or may not be written to."""

    code = "E-DISK"

    def __init__(self) -> None:
        super().__init__(
            "The file could not be kept because there is no room for it on the server (E-DISK). "
            "Nothing was changed. Tell your administrator, then try again."
        )


class NoLongerKept(DomainError):
    """The record of a file outlived the file."""

    def __init__(self) -> None:
        super().__init__("This file is no longer kept here.")


def store(content: bytes | IO[bytes], folder: str) -> str:
    """Keep a file and return its path within MEDIA_ROOT. What fails half-way leaves nothing."""
    relative = f"{folder}/{secrets.token_hex(NAME_BYTES)}"
    target = _inside(relative)
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        with _appearing_whole(target) as file:
            _copy(content, file)
    except OSError as refusal:
        raise CannotKeep from refusal
    return relative


def open_stored(relative: str) -> BinaryIO:
    try:
        return _inside(relative).open("rb")
    except FileNotFoundError as missing:
        raise NoLongerKept from missing


def remove(relative: str) -> None:
    """Delete a kept file. One that is gone already is no reason to fail: the work may run twice."""
    _inside(relative).unlink(missing_ok=True)


def response_for(relative: str, name: str) -> FileResponse:
    """The file as a download called `name`, never shown in the page and never cached."""
    response = FileResponse(open_stored(relative), as_attachment=True, filename=name)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _inside(relative: str) -> Path:
    root = Path(settings.MEDIA_ROOT).resolve()
    path = (root / relative).resolve()
    if not path.is_relative_to(root):
        raise ValueError("A stored file is always inside MEDIA_ROOT.")
    return path


@contextmanager
def _appearing_whole(target: Path) -> Iterator[BinaryIO]:
    """Write beside the target, to disk, and only then give it its name."""
    partial = target.with_name(f".{target.name}.partial")
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
        _sync_folder(target.parent)
    finally:
        partial.unlink(missing_ok=True)


def _copy(content: bytes | IO[bytes], file: BinaryIO) -> None:
    if isinstance(content, bytes):
        file.write(content)
        return
    content.seek(0)
    shutil.copyfileobj(content, file)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
