"""How often a property is tried. PROPERTY_EXAMPLES=10000 bin/test … tries each so often."""

import os

from hypothesis import HealthCheck, settings

ASKED = os.environ.get("PROPERTY_EXAMPLES", "")

tried = settings(max_examples=int(ASKED or 500), deadline=None)
# What is not read from a stranger's file: a fifth as often.
tried_less = settings(max_examples=int(ASKED or 500) // 5 or 1, deadline=None)
# Each example is some uploads with all that is written of them: a hundred take half a minute.
through_services = settings(
    max_examples=int(ASKED or 100),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# Each example solves a puzzle of its own.
seldom = settings(max_examples=int(ASKED or 25), deadline=None)
