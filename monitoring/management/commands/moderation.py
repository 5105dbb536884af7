from typing import Any

from django.core.management.base import CommandParser
from django.db.models import QuerySet

from core.commands import JsonCommand
from core.errors import BadCommand
from monitoring.models import Collection, Moderation, Sample
from monitoring.rules.agreement import Agreement
from monitoring.selectors.agreement import with_agreement
from monitoring.selectors.moderation import drawn_again


class Command(JsonCommand):
    help = (
        "Prints moderation events with each school's sample and agreement: numerator, denominator "
        "and 95% interval. `is_drawn_again` says whether the kept seed draws the kept sample anew "
        "from the version it was drawn from."
    )

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--collection", help='such as "Autumn 2026"; without it, every one')

    def answer(self, **options: Any) -> list[dict[str, Any]]:
        return [_event(one) for one in _events(options["collection"])]


def _events(name: str | None) -> QuerySet[Moderation]:
    events = Moderation.objects.select_related("collection__scale")
    if name is None:
        return events
    collection = Collection.objects.filter(name__iexact=name.strip()).first()
    if collection is None:
        raise BadCommand(f"There is no collection called {name}.")
    return events.filter(collection=collection)


def _event(moderation: Moderation) -> dict[str, Any]:
    samples = moderation.samples.select_related("school", "submission", "changed_to")
    return {
        "collection": moderation.collection.name,
        "subject": moderation.subject,
        "year_group": moderation.year_group,
        "held_on": moderation.held_on.isoformat(),
        "state": moderation.state,
        "spread": moderation.spread,
        "seed": moderation.seed,
        "schools": [_school(sample) for sample in with_agreement(list(samples))],
    }


def _school(sample: Sample) -> dict[str, Any]:
    found: Agreement = sample.agreement  # type: ignore[attr-defined]
    interval = found.interval
    kept = list(sample.judgements.order_by("place").values_list("pupil__pseudonym", "code"))
    return {
        "urn": sample.school.urn,
        "asked": sample.size,
        "eligible": sample.eligible,
        "sampled": found.sampled,
        "is_drawn_again": kept == [(one.pseudonym, one.code) for one in drawn_again(sample)],
        "numerator": found.agreed,
        "denominator": found.judged,
        "low": interval and round(interval.low, 1),
        "high": interval and round(interval.high, 1),
        "changed": found.changed,
        "unresolved": found.unresolved,
        "version": sample.submission.version,
        "changed_to": sample.changed_to.version if sample.changed_to else None,
    }
