"""The project as it is run, with one slow kind of work that only the fault tests know."""

from trust.settings import *  # noqa: F403, TID251
from trust.settings import INSTALLED_APPS  # noqa: TID251

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults"]
