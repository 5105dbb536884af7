"""House rules a reviewer should not have to remember."""

import re
import sys
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import CheckConstraint, Q

from core import journal
from tests.architecture.code import (
    MIGRATIONS,
    MODULES,
    RANK,
    ROOT,
    calls,
    for_each,
    imports,
    name,
    part_of,
    room_of,
)

OURS = [model for model in apps.get_models() if model._meta.app_label in RANK]
PURE = [path for path in MODULES if part_of(path) in {"rules", "figures"}]
PURE_CORE = {
    "core.blocks",
    "core.papers",
    "core.errors",
    "core.imports",
    "core.units",
    "core.years",
}
# What only counts and solves: it knows no clock and reads nothing.
COUNTING = {"figures": {"pandas", "numpy"}, "rules": {"numpy", "ortools"}}
READERS = {"policies", "selectors", "filters", "forms", "views", "admin", "management"}
WRITING = {"save", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
PERSONAL = {"upn", "surname", "forename", "date_of_birth", "email"}

every_model = for_each(OURS, lambda model: model._meta.label)


@for_each(MIGRATIONS)
def test_migrations_are_named_for_what_they_do(path):
    assert not re.search(r"_auto_\d|_and_more|_alter_", path.stem)


@for_each([*MODULES, *sorted((ROOT / "tests").rglob("*.py"))])
def test_modules_stay_readable(path):
    assert len(path.read_text().splitlines()) <= 400, "split by noun"


def test_a_test_that_empties_the_database_gives_back_what_migrations_put_there():
    for path in (ROOT / "tests").rglob("test_*.py"):
        for mark in re.findall(r"django_db\(transaction=True.*", path.read_text()):
            assert "serialized_rollback=True" in mark, name(path)


@for_each(PURE)
def test_rules_are_pure(path):
    allowed = sys.stdlib_module_names | COUNTING[part_of(path)]
    for module, _ in imports(path):
        top = module.partition(".")[0]
        pure_core = module in PURE_CORE
        own = re.fullmatch(rf"{room_of(path)}\.(rules|figures)(\..*)?", module)
        rules = re.fullmatch(r"\w+\.rules\..*", module)  # of rooms before: as pure as these
        assert top in allowed or pure_core or own or rules, f"{module} is not pure"
    assert not re.search(r"\.(today|now)\(", path.read_text()), "take the date as an argument"


@for_each([path for path in MODULES if part_of(path) in READERS])
def test_only_services_write(path):
    found = [f"line {line}: .{call}(" for call, line in calls(path) if call in WRITING]
    assert not found, "call a service"


@every_model
def test_constraints_carry_their_room(model):
    for constraint in model._meta.constraints:
        assert constraint.name.startswith(f"{model._meta.app_label}_")


@every_model
def test_optional_means_optional_in_forms_too(model):
    for field in model._meta.local_fields:
        assert not field.null or field.blank, f"{field} is null but not blank"
        assert not (field.null and field.get_internal_type() in {"CharField", "TextField"})


@every_model
def test_every_model_says_what_it_is(model):
    ours = [base for base in model.__mro__ if base.__module__.partition(".")[0] in RANK]
    assert any("__str__" in vars(base) for base in ours)


@every_model
def test_an_earlier_room_gains_no_attribute_from_a_later_one(model):
    for field in model._meta.local_fields + model._meta.local_many_to_many:
        other = field.related_model
        if other is None or other._meta.app_label not in RANK:
            continue
        if other._meta.app_label != model._meta.app_label:
            assert field.remote_field.related_name.endswith("+"), (
                f"{field} adds a reverse name to {other._meta.label}"
            )


@every_model
def test_personal_data_is_declared_with_how_long_it_is_kept(model):
    fields = {field.name for field in model._meta.local_fields}
    privacy = getattr(model, "Privacy", None)
    declared = set(privacy.holds) if privacy else set()
    assert fields & PERSONAL <= declared, "say so in class Privacy"
    assert declared <= fields, "Privacy names a field that is not there"
    assert privacy is None or privacy.keep_for > timedelta(0)


def names_in(condition: Any) -> set[str]:
    found: set[str] = set()
    for part in condition.children:
        found |= names_in(part) if isinstance(part, Q) else {str(part[0]).partition("__")[0]}
    return found


@every_model
def test_who_and_when_are_set_together(model):
    optional = {field.name for field in model._meta.fields if field.null}
    guarded = [
        names_in(constraint.condition)
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint)
    ]
    for when in optional:
        pair = {when, f"{when.removesuffix('_at')}_by"}
        if when.endswith("_at") and pair <= optional:
            assert any(pair <= names for names in guarded), f"{pair} can come apart"


def test_every_verb_is_written_by_its_own_room():
    source = dict.fromkeys(RANK, "")
    for path in MODULES:
        if part_of(path) != "verbs":
            source[room_of(path)] += path.read_text()
    for verb in journal.VERBS:
        room = verb.partition(".")[0]
        assert room in RANK, f"{verb} does not begin with a room"
        constant = next(
            (key for key, value in vars(sys.modules[f"{room}.verbs"]).items() if value == verb),
            None,
        )
        assert constant, f"{verb} is not in {room}/verbs.py"
        assert re.search(rf"\bverbs\.{constant}\b|\b{constant}\b", source[room]), (
            f"{room}.verbs.{constant} is never recorded"
        )


def test_every_subscriber_listens_for_a_verb_there_is():
    assert {subscription.verb for subscription in journal.SUBSCRIPTIONS} <= set(journal.VERBS)
