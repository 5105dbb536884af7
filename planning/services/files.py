"""Files of plans as the web knows them: asked for once, read by whoever asked."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import jobs
from planning import verbs
from planning.models import Plan, PlanFile, PlanVersion
from planning.policies import printing as policies
from planning.services.plans import note

KIND = "planning.file"


@transaction.atomic
def request_file(
    *, actor: User, plan: Plan, version: PlanVersion | None, kind: str, token: UUID
) -> PlanFile:
    """Ask for a file once: `token` comes with the form, so a double click asks once."""
    Plan.objects.select_for_update().get(pk=plan.pk)
    policies.check_can_print(actor, plan, version)
    asked = PlanFile.objects.filter(pk=token, requested_by=actor).first()
    if asked:
        return asked
    job = jobs.enqueue(
        kind=KIND,
        args={"file": str(token)},
        key=f"{KIND}:{token}",
        requested_by=actor,
        school=plan.school,
    )
    file = PlanFile(
        id=token,
        job=job,
        school=plan.school,
        plan=plan,
        version=version,
        kind=kind,
        requested_by=actor,
    )
    file.full_clean()
    file.save(force_insert=True)
    note(verbs.FILE_ASKED, actor=actor, plan=plan, after=_about(file))
    return file


@transaction.atomic
def record_file_reading(*, actor: User, file: PlanFile) -> None:
    """A download is a reading of a plan and its figures, so it leaves a trace."""
    policies.check_can_read_file(actor, file)
    after = _about(file) | {"at": timezone.now().isoformat()}
    note(verbs.FILE_READ, actor=actor, plan=file.plan, after=after)


def file_name(file: PlanFile) -> str:
    """A file name with nothing personal in it."""
    plan = file.plan
    version = f"-version-{file.version.number}" if file.version else "-draft"
    year = str(plan.academic_year).replace("/", "-")
    return f"{plan.kind.replace('_', '-')}-{plan.school.urn}-{year}{version}.{file.kind}"


def _about(file: PlanFile) -> dict[str, object]:
    number = file.version.number if file.version else None
    return {"file": str(file.pk), "as": file.kind, "version": number}
