"""Forms of the administration site for schools and their calendar."""

from schools.forms.calendar import CalendarForm, published

__all__ = ["CalendarForm", "published"]
