"""The only code that writes plans, what hangs from them and their versions."""

from planning.services.starting import start_plan

__all__ = ["start_plan"]
