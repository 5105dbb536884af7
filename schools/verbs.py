from core.journal import verb

SCHOOLS_IMPORTED = verb("schools.schools.imported", "read a list of schools")
CENSUS_IMPORTED = verb("schools.census.imported", "read a school census")
INSPECTIONS_IMPORTED = verb("schools.inspections.imported", "read a list of inspections")
SCHOOL_JOINED = verb("schools.membership.started", "recorded that a school joined the trust")
SCHOOL_LEFT = verb("schools.membership.ended", "recorded that a school left the trust")
CALENDAR_PUBLISHED = verb("schools.calendar.published", "published the school calendar")
HUB_KEPT = verb("schools.hub.kept", "put schools in a hub")
NOTICE_PUT_UP = verb("schools.notice.put_up", "put a notice on every page")
