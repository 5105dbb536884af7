"""Rows put into a table without instances are the rows that were given, on either database."""

import pytest
from django.utils import timezone

from core import bulk
from core.models import JournalEntry

TEXTS = ["plain", "", 'a, "b"', "line\nbreak", "tab\tand \\ slash", "é"]


@pytest.mark.django_db
def test_texts_and_nulls_arrive_as_they_are():
    fields = ["at", "verb", "actor_id", "actor_name", "target_type", "target_id", "target_name"]
    at = timezone.now()
    bulk.insert(
        JournalEntry,
        [*fields, "school_id", "before", "after"],
        [(at, "v", None, text, "t", "1", text, 7, "{}", "{}") for text in TEXTS],
    )
    kept = JournalEntry.objects.order_by("pk")
    assert [(entry.actor_name, entry.target_name) for entry in kept] == list(
        zip(TEXTS, TEXTS, strict=True)
    )
    assert {(entry.actor_id, entry.school_id, entry.at) for entry in kept} == {(None, 7, at)}


@pytest.mark.django_db
@pytest.mark.parametrize("beyond", [-1, 0, 1])
def test_as_many_rows_arrive_as_were_given(beyond, monkeypatch):
    monkeypatch.setattr(bulk, "VALUES_AT_ONCE", 40)
    fields = ["at", "verb", "actor_name", "target_type", "target_id", "target_name"]
    given = [str(number) for number in range(15 + beyond)]  # five in a statement
    bulk.insert(
        JournalEntry,
        [*fields, "before", "after"],
        [(timezone.now(), "v", "", "t", "1", name, "{}", "{}") for name in given],
    )
    assert list(JournalEntry.objects.order_by("pk").values_list("target_name", flat=True)) == given
