"""A plan as page, PDF and Word file: the same words, for one reader, while they may read them."""

import html
import io
import json
import re
from uuid import uuid4

import docx
import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.roles import Role
from accounts.services import roles
from core import jobs
from core.blocks import words_of
from core.errors import NotAllowed
from core.models import JobState, JournalEntry
from planning import services
from planning.models import PlanFile
from planning.presenters.printed import copy_for
from planning.services.printing import written
from tests import world
from tests.core.documents import pdf_words, squeezed
from tests.core.test_documents_made import word_texts
from tests.planning.plans import (
    a_head,
    a_plan,
    a_priority,
    a_ready_plan,
    a_waiting_version,
    an_approved_version,
)
from tests.planning.sent import a_file

pytestmark = pytest.mark.django_db


def page_words(client, plan, query=""):
    answer = client.get(reverse("planning:plan-print", args=[plan.pk]) + query)
    assert answer.status_code == 200
    return answer.context["document"], answer.content.decode()


@pytest.mark.parametrize("kind", ["sip", "rap", "sef", "pupil_premium"])
def test_page_pdf_and_word_say_the_same_words(sign_in, kind):
    school = world.a_school()
    head = a_head(school)
    plan = a_plan(school, kind, by=head)
    if kind in {"sip", "rap"}:
        a_priority(plan, by=head)
    document = copy_for(head, plan)
    pdf, word = written(document, "pdf"), written(document, "docx")
    in_pdf = pdf_words(pdf)
    in_word = squeezed("".join(word_texts(docx.Document(io.BytesIO(word)))))
    _, page = page_words(sign_in(head), plan)
    in_page = squeezed(html.unescape(re.sub(r"<[^>]+>", "", page)))
    for text in words_of(document):
        if text not in document.stamp:  # the minute may have turned
            assert squeezed(text) in in_pdf, text
            assert squeezed(text) in in_word, text
            assert squeezed(text) in in_page, text
    with pikepdf.open(io.BytesIO(pdf)) as made:
        assert made.Root.MarkInfo.Marked
        assert str(made.Root.Lang) == "en-GB"
        assert str(made.docinfo["/Title"]) == document.title


def test_a_copy_says_what_it_is_and_for_whom():
    version = an_approved_version()
    copy = copy_for(version.made_by, version.plan, version)
    assert copy.made_from.startswith("version 1, approved on ")
    assert copy.recipient == "Hari, and nobody else without asking"
    assert f"URN {version.plan.school.urn}" in copy.subtitle
    assert "Version 1" in copy.subtitle
    services.issue_plan(actor=version.made_by, plan_id=version.plan_id)
    version.refresh_from_db()
    assert ", issued on " in copy_for(version.made_by, version.plan, version).made_from
    assert copy_for(version.made_by, version.plan).made_from.endswith("which is approved")


def test_a_file_is_asked_for_watched_and_downloaded(sign_in):
    plan, head = a_ready_plan()
    client = sign_in(head)
    told = {"kind": "docx", "version": "", "token": str(uuid4())}
    answer = client.post(reverse("planning:file-make", args=[plan.pk]), told)
    assert client.post(reverse("planning:file-make", args=[plan.pk]), told).url == answer.url
    assert b"You can close this page" in client.get(answer.url).content
    jobs.work_off()
    assert b"The Word file is ready." in client.get(answer.url).content
    file = PlanFile.objects.get()
    got = client.get(reverse("planning:file-download", args=[file.pk]))
    assert b"".join(got.streaming_content).startswith(b"PK")
    assert f"sip-{plan.school.urn}-" in got.headers["Content-Disposition"]
    assert got.headers["Cache-Control"] == "no-store"
    assert JournalEntry.objects.filter(verb="planning.file.read", actor_id=head.pk).exists()
    assert file.made_from == "the text as it is now, which is a draft"


def test_whoever_lost_the_role_meanwhile_gets_no_file_and_opens_none(sign_in):
    plan, _ = a_ready_plan()
    lead = world.a_person(Role.IMPROVEMENT_LEAD, at=plan.school, name="Lena")
    file = a_file(plan, by=lead)
    jobs.work_off()
    client = sign_in(lead)
    url = reverse("planning:file-download", args=[file.pk])
    assert b"".join(client.get(url).streaming_content).startswith(b"%PDF")
    roles.end_role(actor=world.a_person(Role.ADMIN), assignment_id=lead.assignments.get().pk)
    answer = client.get(url)
    assert answer.status_code == 403


def test_the_permission_is_asked_again_when_the_file_is_made():
    plan, _ = a_ready_plan()
    lead = world.a_person(Role.IMPROVEMENT_LEAD, at=plan.school, name="Lena")
    file = a_file(plan, by=lead)
    roles.end_role(actor=world.a_person(Role.ADMIN), assignment_id=lead.assignments.get().pk)
    jobs.work_off()
    file.job.refresh_from_db()
    assert file.job.state == JobState.FAILED
    assert file.job.error == "You may not read this plan."


def test_a_governor_prints_what_was_issued_and_nothing_else(sign_in):
    version = an_approved_version()
    plan, governor = version.plan, world.a_person(Role.GOVERNOR, at=version.plan.school, name="Gia")
    with pytest.raises(NotAllowed, match="once it is issued"):
        a_file(plan, by=governor, version=version)
    services.issue_plan(actor=version.made_by, plan_id=plan.pk)
    version.refresh_from_db()
    with pytest.raises(NotAllowed, match="once it is issued"):
        a_file(plan, by=governor)
    assert a_file(plan, by=governor, version=version).version == version
    document, _ = page_words(sign_in(governor), plan)
    assert "Version 1" in document.subtitle


def test_a_trustee_has_a_rapid_plan_that_waits_and_no_improvement_plan():
    trustee = world.a_person(Role.TRUSTEE)
    waiting = a_waiting_version(kind="rap")
    assert a_file(waiting.plan, by=trustee, version=waiting)
    with pytest.raises(NotAllowed, match="versions of this plan that wait or stand"):
        a_file(waiting.plan, by=trustee)
    with pytest.raises(NotAllowed, match="how this plan goes, and not its text"):
        a_file(a_ready_plan()[0], by=trustee)


def test_another_version_is_printed_by_its_number(sign_in):
    version = a_waiting_version()
    client = sign_in(version.made_by)
    document, _ = page_words(client, version.plan, "?version=1")
    assert document.made_from == "version 1, waiting for approval"
    for number in ("2", "x", "\u0661"):
        url = reverse("planning:plan-print", args=[version.plan_id])
        assert client.get(url, {"version": number}).status_code == 404


def test_printing_costs_the_same_for_one_priority_or_many(sign_in, django_assert_max_num_queries):
    plan, head = a_ready_plan()
    for number in range(3):
        a_priority(plan, f"Priority {number}", by=head)
    client = sign_in(head)
    with django_assert_max_num_queries(45):
        client.get(reverse("planning:plan-print", args=[plan.pk]))


@pytest.mark.parametrize(("command", "begins"), [("plan_pdf", b"%PDF"), ("plan_docx", b"PK")])
def test_a_command_writes_a_plan_as_a_file(tmp_path, command, begins):
    plan, _ = a_ready_plan()
    out = tmp_path / "plan"
    said = json.loads(call_command(command, school=plan.school.urn, kind="sip", out=out, json=True))
    assert out.read_bytes().startswith(begins)
    assert (said["plan"], said["bytes"]) == (plan.pk, out.stat().st_size)
    assert said["from"] == "the text as it is now, which is a draft"
    with pytest.raises(CommandError, match="has no rapid action plan"):
        call_command(command, school=plan.school.urn, kind="rap", out=out)
    with pytest.raises(CommandError, match="There is no folder"):
        call_command(command, school=plan.school.urn, out=tmp_path / "no" / "plan")
    with pytest.raises(CommandError, match="No school of the trust"):
        call_command(command, school=1, out=out)
