"""This room's part of the grid of doors, a module for each noun: add yours here."""

from tests.support.doors import deployments, diary, groups, notes, peer_reviews, triads, visits

PARTS = [deployments, diary, groups, notes, peer_reviews, triads, visits]
TABLES = [part.TABLE for part in PARTS]
ARGUMENTS = {name: arguments for part in PARTS for name, arguments in part.ARGUMENTS.items()}


class Scene(
    deployments.Scene,
    diary.Scene,
    groups.Scene,
    notes.Scene,
    peer_reviews.Scene,
    triads.Scene,
    visits.Scene,
):
    """One of each of this room's things, made when a door asks for it."""
