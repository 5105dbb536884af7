from schools.models import Trust

SMALLEST_GROUP = 6  # what a trust that has not chosen withholds below (security.md, decision 4)


def smallest_group() -> int:
    """Figures of fewer pupils than this are withheld beyond the school."""
    trust = Trust.objects.first()
    return trust.smallest_group if trust else SMALLEST_GROUP
