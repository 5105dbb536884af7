"""{% our "headteacher" %} is Headteacher or Principal, as the trust says it."""

from django import template

from accounts import words
from accounts.models import User

register = template.Library()


def _reader(context: template.Context) -> User | None:
    request = getattr(context, "request", None)
    user = getattr(request, "user", None)
    return user if isinstance(user, User) else None


@register.simple_tag(takes_context=True)
def our(context: template.Context, name: str) -> str:
    """The trust's own word for a thing, as it stands alone."""
    return words.word(name, _reader(context))


@register.simple_tag(takes_context=True)
def role_name(context: template.Context, role: str) -> str:
    """A role as the trust calls it."""
    return words.role_name(role, _reader(context))
