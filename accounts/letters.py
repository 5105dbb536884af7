"""Letters to people: two templates each, and addresses that work outside the site."""

from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from schools.models import Trust


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def post(template: str, *, to: str, context: dict[str, Any]) -> None:
    """Send `{template}_subject.txt` and `{template}_message.txt`, which may say `trust_name`."""
    trust = Trust.objects.first()
    context = {"trust_name": trust.name if trust else "the trust", **context}
    subject = render_to_string(f"{template}_subject.txt", context).strip()
    body = render_to_string(f"{template}_message.txt", context).strip()
    send_mail(subject, body, None, [to])
