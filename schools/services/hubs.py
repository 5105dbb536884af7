from collections.abc import Iterable

from django.db import transaction

from core import journal
from core.journal import Actor
from schools import verbs
from schools.models import Hub, School


@transaction.atomic
def keep_hub(*, actor: Actor | None, name: str, schools: Iterable[School]) -> Hub:
    """Put these schools, and no others, in the hub of this name."""
    hub = Hub.objects.filter(name=name).first() or Hub(name=name)
    hub.full_clean()
    hub.save()
    urns = sorted(school.urn for school in schools)
    hub.schools.exclude(urn__in=urns).update(hub=None)
    School.objects.filter(urn__in=urns).update(hub=hub)
    journal.record(actor=actor, verb=verbs.HUB_KEPT, target=hub, after={"urns": urns})
    return hub
