"""How much one person may upload, so that nobody can keep the server busy (security.md 5.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

UPLOADS_AN_HOUR = 20
BYTES_A_DAY = 200 * 1024 * 1024
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, order=True)
class Sent:
    """A file somebody sent, whether it could be read or not."""

    at: datetime
    size: int


def free_at(sent: Sequence[Sent], size: int, now: datetime) -> tuple[str, datetime] | None:
    """None when a file of `size` bytes may be sent now; else which limit, and when it may.

    The limit is "hour" or "day". `sent` is what the person sent in the last day, in any order.
    """
    of_hour = sorted(one.at for one in sent if one.at > now - HOUR)
    if len(of_hour) >= UPLOADS_AN_HOUR:
        return "hour", of_hour[-UPLOADS_AN_HOUR] + HOUR
    room, until = BYTES_A_DAY - size, None
    for one in sorted((one for one in sent if one.at > now - DAY), reverse=True):
        room -= one.size
        if room < 0:
            until = one.at + DAY
            break
    return ("day", until) if until else None
