from schools.services.calendar import publish_calendar
from schools.services.census import keep_census
from schools.services.hubs import keep_hub
from schools.services.inspections import keep_inspections
from schools.services.membership import join_trust, leave_trust
from schools.services.schools import Whose, keep_schools

__all__ = [
    "Whose",
    "join_trust",
    "keep_census",
    "keep_hub",
    "keep_inspections",
    "keep_schools",
    "leave_trust",
    "publish_calendar",
]
