"""Readers that go wrong, and the plain file they are given. Imported by the child of core.apart."""

import ctypes
import time
from typing import Any

from core.errors import UnreadableFile


def lengths(content: bytes, *, times: int) -> list[Any]:
    return [len(content) * times, ("a", "b")]


def refuses(content: bytes) -> None:
    raise UnreadableFile("E-XML-ROOT", "This is not a file of the kind we read here.")


def hangs(content: bytes) -> None:
    time.sleep(60)


def never_ends(content: bytes) -> None:
    while True:
        content = content[::-1]


def takes_all_memory(content: bytes) -> int:
    return len(bytearray(2_000_000_000))


def crashes(content: bytes) -> int:
    return ctypes.string_at(0)[0]


def says_too_much(content: bytes) -> str:
    return "x" * 100_000_000


def fails(content: bytes) -> int:
    return int(content.decode())


def looks_around(content: bytes) -> list[str]:
    """What a reader could learn of the site: secrets in the environment, other processes."""
    with open("/proc/self/environ") as file:  # noqa: PTH123 - pathlib would cost every test
        return file.read().split("\0")
