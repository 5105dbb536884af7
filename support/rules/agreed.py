"""What is agreed on a visit, as it is typed."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Agreed:
    """An action as it is typed: what, by which post, by when."""

    what: str
    owner: str
    due_on: date
