import json
import time

import pytest
from django.core.management import CommandError, call_command

from accounts.roles import Role
from core.errors import NotAllowed, WrongState
from core.models import JournalEntry
from people.imports.grid import read_text
from people.models import (
    Area,
    Employment,
    Expertise,
    Person,
    Qualification,
    RegisterImport,
    SchoolAlias,
    UnnamedCapacity,
)
from people.rules.answers import AliasAnswer, Answers, SameAnswer, read_answers
from people.services import imports
from people.services.reading import read_register
from tests.people.sheets import COLUMNS, INVENTED, Large
from tests.world import a_person, a_school, the_trust

pytestmark = pytest.mark.django_db
EVENS = SameAnswer("Carys Evans", "Carys Evens", "Kingswood Parks", is_same=True)


def a_file(tmp_path, text: str = INVENTED, name: str = "model.txt"):
    path = tmp_path / name
    path.write_text(text)
    return path


def command(*arguments) -> dict:
    return json.loads(call_command("import_register", *map(str, arguments), "--json"))


def everything() -> list:
    models = (Person, Employment, Expertise, Qualification, UnnamedCapacity, Area, RegisterImport)
    return [list(model.objects.order_by("pk").values()) for model in models]


def bring_in(text: str = INVENTED, **answers):
    return imports.bring_in(source="model.txt", grid=read_text(text), answers=Answers(**answers))


def some_schools():
    names = ["Tweendykes School", "Highlands Primary School", "Kingswood Parks Primary School"]
    return [a_school(name) for name in names]


def test_an_empty_database_reads_the_register_and_keeps_nothing(tmp_path):
    told = command(a_file(tmp_path))
    assert list(told) == [
        "people", "cells", "designations", "fte", "totals_row", "not_schools", "aliases",
        "questions", "problems",
    ]  # fmt: skip
    assert (told["people"], told["fte"], told["not_schools"]) == (13, 1.8, ["HET"])
    assert told["totals_row"]["SLE"] == {"stated": 4, "cells": 4, "designations": 5}
    assert {alias["proposed"] for alias in told["aliases"]} == {None}
    assert [alias["label"] for alias in told["aliases"]] == [
        "Tweendykes", "Highlands", "Adelaide", "Tweedykes", "Kingswood Parks", "C Pickering",
        "Maybury", "Clifton",
    ]  # fmt: skip
    [question] = told["questions"]
    assert (question["a"], question["b"]) == ("Carys Evans", "Carys Evens")
    assert question["school"] == "Kingswood Parks"
    assert not Person.objects.exists()


def test_a_document_says_what_its_trust_is_called_in_short():
    text = INVENTED.replace("HET S2S", "S2S").replace("HET Subject", "Subject")
    assert read_register(read_text(text)).preview.not_schools == []
    around = f"{text}\nThe Humber Education Trust decides."
    assert read_register(read_text(around)).preview.not_schools == ["HET"]


def test_both_spellings_are_proposed_to_the_one_school(tmp_path):
    some_schools()
    aliases = {alias["label"]: alias for alias in command(a_file(tmp_path))["aliases"]}
    assert aliases["Tweendykes"]["proposed"] == "Tweendykes School"
    assert aliases["Tweedykes"]["proposed"] == "Tweendykes School"
    assert aliases["Tweedykes"]["distance"] == 1
    assert aliases["Maybury"]["proposed"] is None


def test_applying_twice_changes_nothing_the_second_time(tmp_path):
    some_schools()
    path = a_file(tmp_path)
    first = command(path, "--apply")
    kept = everything()
    entries = JournalEntry.objects.count()
    assert command(path, "--apply") == first
    assert everything() == kept
    assert JournalEntry.objects.count() == entries


def test_nothing_is_joined_that_nobody_answered():
    some_schools()
    bring_in()
    assert Person.objects.count() == 13
    assert not Employment.objects.exclude(school=None).exists()
    assert Person.objects.filter(name__startswith="Carys Ev").count() == 3


def test_what_was_printed_and_put_right_is_a_file_of_answers(tmp_path):
    some_schools()
    path = a_file(tmp_path)
    told = command(path)
    told["questions"][0]["same"] = True
    answers = a_file(tmp_path, json.dumps(told), "answers.json")
    assert command(path, "--answers", answers)["people"] == 12
    assert not SchoolAlias.objects.exists()

    told = command(path, "--apply", "--answers", answers)
    assert (told["people"], told["questions"]) == (12, [])
    assert [alias["label"] for alias in told["aliases"]] == [
        "Adelaide", "C Pickering", "Maybury", "Clifton",
    ]  # fmt: skip
    evans = Person.objects.get(name="Carys Evans")
    assert evans.also_written == "Carys Evens"
    assert {claim.subject for claim in evans.expertise.all()} == {"EYFS", "Reading"}
    at = Employment.objects.filter(school__name="Tweendykes School")
    assert sorted(at.values_list("person__name", flat=True)) == ["Jonas Weir", "Priya Nair"]
    kept = everything()
    assert command(path, "--apply")["questions"] == []
    assert everything() == kept


def test_answers_that_come_later_settle_what_is_here():
    some_schools()
    bring_in()
    bring_in(aliases=[AliasAnswer("Highlands", "Highlands Primary School")], same=[EVENS])
    assert Person.objects.count() == 12
    marsh = Employment.objects.get(person__name="Ewan Marsh")
    assert (str(marsh.school), marsh.label) == ("Highlands Primary School", "")
    evans = Person.objects.get(name="Carys Evans")
    assert {claim.subject for claim in evans.expertise.all()} == {"EYFS", "Reading"}
    assert evans.employments.count() == 1


def test_told_to_be_two_people_they_are_not_asked_about_again():
    reading = bring_in(same=[SameAnswer("Carys Evens", "Carys Evans", "Kingswood Parks", False)])
    assert reading.preview.questions == []
    assert read_register(read_text(INVENTED)).preview.questions == []


def test_a_name_near_somebody_who_is_here_is_asked_about_too():
    bring_in()
    sheet = "Name\tSchool\tSLE\nJonas Wier\tTweedykes\tMusic"
    [question] = read_register(read_text(sheet)).preview.questions
    assert (question.a, question.b) == ("Jonas Wier", "Jonas Weir")
    assert "in the register already" in question.why
    bring_in(sheet, same=[SameAnswer("Jonas Wier", "Jonas Weir", "Tweedykes", is_same=True)])
    assert Person.objects.count() == 13
    assert Expertise.objects.filter(person__name="Jonas Weir", area__name="Music").exists()


def test_a_label_may_be_the_centre():
    bring_in(aliases=[AliasAnswer("Maybury", "centre")])
    assert Employment.objects.get(person__name="Dev Anand").is_central


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        ("{", "is not JSON"),
        ("[]", "not in the shape"),
        ('{"aliases": 3}', "not in the shape"),
        ('{"aliases": [{"label": 3}]}', "not in the shape"),
        ('{"aliases": [{"label": "A", "proposed": []}]}', "not in the shape"),
        ('{"questions": [1]}', "not in the shape"),
        ('{"questions": [{"a": 1}]}', "not in the shape"),
        ('{"aliases": {"Highlands": "Atlantis"}}', "“Atlantis” is no school"),
    ],
)
def test_answers_that_cannot_be_used_say_why(tmp_path, answers, fault):
    path = a_file(tmp_path, answers, "answers.json")
    for apply in ([], ["--apply"]):
        with pytest.raises(CommandError, match=fault):
            command(a_file(tmp_path), "--answers", path, *apply)
    assert not Person.objects.exists()


def test_an_answer_left_open_is_none():
    told = {
        "aliases": [{"label": "A", "proposed": None}],
        "questions": [{"a": "", "b": "", "school": ""}],
    }
    assert read_answers(told) == Answers([], [])


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        command(tmp_path / "none.txt")


def test_undo_deletes_what_it_made_and_nothing_else():
    the_trust()
    before = everything()
    run = imports.start_import(actor=None, source="model.txt", grid=read_text(INVENTED))
    imports.apply_import(actor=None, import_id=run.pk)
    assert Area.objects.filter(name="Strategic School Improvement").exists()
    imports.undo_import(actor=None, import_id=run.pk)
    assert everything()[:-1] == before[:-1]
    with pytest.raises(WrongState):
        imports.undo_import(actor=None, import_id=run.pk)


def test_undo_leaves_what_somebody_has_touched():
    bring_in()
    marsh = Person.objects.get(name="Ewan Marsh")
    marsh.expertise.filter(kind="sle").update(version=2)
    Person.objects.filter(name="Dev Anand").update(user=a_person(Role.SPECIALIST, at=a_school()))
    imports.undo_import(actor=None, import_id=RegisterImport.objects.get().pk)
    assert sorted(Person.objects.values_list("name", flat=True)) == ["Dev Anand", "Ewan Marsh"]
    assert [str(claim) for claim in Expertise.objects.all()] == ["sle: Assessment"]


def test_another_part_of_full_time_follows_the_one_before_and_undo_brings_that_back():
    bring_in()
    bring_in(INVENTED.replace("0.4 FTE", "0.6 FTE"))
    birkett = Employment.objects.filter(person__name="Tom Birkett")
    assert [one.fte_hundredths for one in birkett.current()] == [60]
    assert birkett.count() == 2
    imports.undo_import(actor=None, import_id=RegisterImport.objects.first().pk)
    assert [one.fte_hundredths for one in birkett.current()] == [40]


def test_capacity_without_a_name_is_kept_once():
    sheet = "Name\tSchool\tSLE\nScience SLE x4\tHET\tScience\nVacancy\tElm\t\nVacancy\tElm\t"
    bring_in(sheet)
    bring_in(sheet)
    assert [str(one) for one in UnnamedCapacity.objects.all()] == [
        "Science SLE, 4 places",
        "Vacancy",
        "Vacancy",
    ]


def test_a_slip_for_a_qualification_is_kept_as_it_was_written():
    bring_in("Name\tSchool\tNPQ\nAnn Lee\tElm\tNQPSL, NPQH\nBo Ng\tElm\tNPQH")
    found = Qualification.objects.order_by("pk")
    assert [(one.code, one.was_mapped) for one in found] == [
        ("NPQSL", True),
        ("NPQH", False),
        ("NPQH", False),
    ]


def test_two_people_of_one_name_at_a_school_stay_two():
    sheet = "Name\tSchool\tSLE\nAnn Lee\tElm\tMaths\nAnn Lee\tElm\tPE"
    reading = bring_in(sheet)
    assert [question.why for question in reading.preview.questions] == ["The same name twice."]
    kept = everything()
    bring_in(sheet)
    assert everything() == kept
    assert Person.objects.count() == 2


def test_only_leads_bring_a_register_in():
    for role in (Role.EXECUTIVE, Role.HEADTEACHER, Role.ADMIN):
        with pytest.raises(NotAllowed):
            imports.start_import(actor=a_person(role), source="", grid=read_text(INVENTED))
    lead = a_person(Role.IMPROVEMENT_LEAD, at=a_school())
    run = imports.start_import(actor=lead, source="", grid=read_text(INVENTED))
    assert run.source == "Pasted"
    imports.apply_import(actor=lead, import_id=run.pk)
    run.refresh_from_db()
    assert run.grid == {}
    verbs = JournalEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["people.register.read", "people.register.applied"]


def test_a_register_of_five_thousand_people_is_read_in_under_five_seconds():
    large = Large(5_000, twins=40, misspelt=20, unread=30)
    for name in large.schools:
        a_school(name)
    began = time.perf_counter()
    reading = read_register(read_text(large.text))
    seconds = time.perf_counter() - began
    told = reading.as_dict()
    assert (told["people"], told["cells"]) == (5_000, large.cells)
    assert {heading: told["totals_row"][heading]["stated"] for heading in COLUMNS[:4]} == {
        heading: large.cells[heading] for heading in COLUMNS[:4]
    }
    asked = {(question["a"], question["b"]) for question in told["questions"]}
    assert asked == {(row[0], twin[0]) for row, twin in zip(large.rows, large.twins, strict=False)}
    assert len(told["aliases"]) == 20
    for alias in told["aliases"]:
        assert (alias["proposed"], alias["distance"]) == (alias["label"].replace("x P", " P"), 1)
    assert {problem["value"] for problem in told["problems"]} == {"half"}
    assert len(told["problems"]) == 30
    assert seconds < 5
