"""Which schools should keep their people: those their model helps most."""

MANY = 4  # levels, from which on the last two are the lowest


def is_low(rank: int, last: int, supported_school: str = "") -> bool:
    """`rank` 1 needs least support, `last` is the model's highest.

    Also where the model says trustees may or will make it a Supported School
    (improvement-models.md, humber).
    """
    lowest = last - 1 if last >= MANY else last
    return bool(supported_school) or (last > 1 and rank >= lowest)
