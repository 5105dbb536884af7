from core.journal import verb

STARTED = verb("planning.plan.started", "started a plan")
