"""This room's part of the grid of doors, a module for each noun: add yours here."""

from tests.support.doors import triads, visits

PARTS = [visits, triads]
TABLES = [part.TABLE for part in PARTS]
ARGUMENTS = {name: arguments for part in PARTS for name, arguments in part.ARGUMENTS.items()}


class Scene(visits.Scene, triads.Scene):
    """One of each of this room's things, made when a door asks for it."""
