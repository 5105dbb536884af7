from core.journal import verb

STARTED = verb("planning.plan.started", "started a plan")
SCHEDULE_MADE = verb("planning.schedule.made", "made a school's monitoring schedule")
ACTIVITY_ADDED = verb("planning.activity.added", "added monitoring to a school's schedule")
ACTIVITY_REPLANNED = verb("planning.activity.replanned", "planned monitoring anew")
ACTIVITY_CANCELLED = verb("planning.activity.cancelled", "cancelled monitoring")
ACTIVITY_RECORDED = verb("planning.activity.recorded", "recorded what monitoring found")
