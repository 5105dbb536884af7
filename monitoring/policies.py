"""Who may ask for data, give it and judge it, and what stands in the way."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone

from accounts.access import holds, holds_anywhere, schools_for
from accounts.models import User
from accounts.roles import SCHOOL_ONLY, Can
from accounts.words import word
from core.errors import DomainError, NotAllowed, WrongState
from core.years import AcademicYear
from monitoring.models import (
    Aim,
    Collection,
    CollectionState,
    Moderation,
    Moderator,
    Sample,
    SectionAsked,
    Submission,
    SubmissionState,
    Upload,
    UploadState,
    Way,
)
from schools.models import School


def check_can_open(actor: User | None) -> None:
    if actor and not holds_anywhere(actor, Can.OPEN_COLLECTION):
        raise NotAllowed("Only the chief executive or an administrator opens and closes these.")


def check_can_return(collection: Collection) -> None:
    """What is handed back has to be sent again, and a closed collection takes nothing."""
    if collection.state != CollectionState.OPEN:
        raise WrongState(
            f"{collection.name} is closed, so the school could not send again. "
            "Ask for it to be opened again first."
        )


def check_can_prepare(actor: User | None, school: School) -> None:
    if actor and not holds(actor, Can.SUBMIT_DATA, school):
        head = word("headteacher", actor).lower()
        raise NotAllowed(f"Only the {head} gives this school's data.")


def check_can_extend(actor: User, school: School) -> None:
    if not holds(actor, Can.REVIEW_DATA, school):
        raise NotAllowed("Only the school's improvement leads give it more time.")


def check_is_open(collection: Collection) -> None:
    if collection.state != CollectionState.OPEN:
        raise WrongState(closed_words(collection))
    if collection.opens_on > timezone.localdate():
        raise WrongState(f"{collection.name} opens on {collection.opens_on:%A %-d %B %Y}.")


def check_way(collection: Collection, way: str) -> None:
    """A kind is counted pupil by pupil: totals somebody typed could not be checked."""
    if way == Way.GRID and collection.asking:
        raise WrongState(f"{collection.name} is given as a file with a row for each pupil.")


def closed_words(collection: Collection) -> str:
    return f"{collection.name} is closed. Ask the trust to open it again."


def check_is_draft(submission: Submission) -> None:
    if submission.state != SubmissionState.DRAFT:
        raise WrongState("This has been sent already. Start a new version to change it.")


def check_can_send(submission: Submission, upload: Upload | None) -> None:
    """Everything that must be settled before a draft is sent, the first thing first."""
    check_is_open(submission.collection)
    if upload and upload.state == UploadState.REFUSED:
        raise WrongState("You can send when a file has been read. The last one could not be.")
    if upload and upload.state == UploadState.MAPPING:
        raise WrongState("You can send when the columns are matched and checked.")
    wrong = blocking(submission, upload)
    if wrong:
        what = "row" if submission.way == Way.UPLOAD else "cell"
        those = f"{wrong} {what}s" if wrong > 1 else what
        mended = " or left out" if submission.way == Way.UPLOAD else ""
        raise WrongState(
            f"You can send when the {those} above {'are' if wrong > 1 else 'is'} fixed{mended}."
        )
    if not submission.summary:
        raise WrongState("There is nothing to send yet.")
    open_ones = unexplained(submission)
    if open_ones:
        them = f"{open_ones} differences" if open_ones > 1 else "difference"
        raise WrongState(f"You can send when the {them} above {_is(open_ones)} explained.")


def _is(number: int) -> str:
    return "are" if number > 1 else "is"


def blocking(submission: Submission, upload: Upload | None) -> int:
    """Rows of the file, or cells of the grid, that stop it from being sent."""
    if submission.way == Way.GRID:
        return len(submission.typed.get("problems", []))
    if upload is None:
        return 0
    kept = {problem["row"] for problem in upload.problems if problem["severity"] == "error"}
    return max(upload.rows_wrong, len(kept))


def unexplained(submission: Submission) -> int:
    return sum(
        1
        for difference in submission.differences
        if not submission.explanations.get(difference["code"], "").strip()
    )


def check_can_be_asked(person: User, school: School) -> None:
    if not holds(person, Can.GIVE_SECTION, school):
        raise NotAllowed(
            f"{person} is not on this school's list of staff. Invite them as school staff first."
        )


def check_can_look_after(actor: User, asked: SectionAsked) -> None:
    """The person asked, while it is asked of them and they work at the school."""
    is_theirs = asked.person_id == actor.pk and asked.ended_at is None
    if not is_theirs or not holds(actor, Can.GIVE_SECTION, asked.school):
        raise NotAllowed("This part is not asked of you any more.")


def check_can_review(actor: User | None, submission: Submission) -> None:
    if actor is None:
        return
    if not holds(actor, Can.REVIEW_DATA, submission.school):
        raise NotAllowed("Only the school's improvement leads accept or return its data.")
    if submission.submitted_by_id == actor.pk:
        raise NotAllowed("You sent this, so somebody else must look at it.")


def check_can_withdraw(actor: User | None, submission: Submission) -> None:
    """While the trust has not settled it: after that it is handed back, not taken back."""
    check_can_prepare(actor, submission.school)
    check_is_open(submission.collection)
    if submission.state != SubmissionState.SUBMITTED:
        state = submission.get_state_display().lower()
        raise WrongState(f"This version is {state}, so it cannot be taken back.")
    if Sample.objects.filter(changed_to=submission).exists():
        raise WrongState("Moderators settled this version, so it cannot be taken back.")
    if Sample.objects.filter(submission=submission, moderation__closed_at=None).exists():
        raise WrongState("Moderators are looking at pupils of this version. Ask the trust.")


def why_not_withdraw(actor: User, submission: Submission) -> str:
    """Why it cannot be undone, or an empty string when it can."""
    try:
        check_can_withdraw(actor, submission)
    except DomainError as refusal:
        return str(refusal)
    return ""


def why_not_send(submission: Submission, upload: Upload | None) -> str:
    try:
        check_can_send(submission, upload)
    except DomainError as refusal:
        return str(refusal)
    return ""


def why_not_review(actor: User, submission: Submission) -> str:
    """Why Accept and Return are grey, or an empty string when they are live."""
    if submission.state not in (SubmissionState.SUBMITTED, SubmissionState.ACCEPTED):
        return f"This version is {submission.get_state_display().lower()}."
    try:
        check_can_review(actor, submission)
    except NotAllowed as refusal:
        return str(refusal)
    return ""


def why_not_return(submission: Submission) -> str:
    """Why only Return is grey, for a version that could be accepted."""
    try:
        check_can_return(submission.collection)
    except WrongState as refusal:
        return str(refusal)
    return ""


def check_can_set_targets(actor: User | None, school: School) -> None:
    if actor and not holds(actor, Can.SET_TARGETS, school):
        head = word("headteacher", actor).lower()
        raise NotAllowed(f"Only the {head} sets this school's targets.")


def check_is_year_to_aim_at(start_year: int, on: date) -> None:
    """Targets are set in July for the year to come and revised in October of the year itself."""
    this_year = AcademicYear.of(on).start_year
    if start_year not in (this_year, this_year + 1):
        raise WrongState(
            f"Targets are set for {AcademicYear(this_year)} and {AcademicYear(this_year + 1)} now."
        )


def why_not_aim_at(start_year: int, on: date) -> str:
    try:
        check_is_year_to_aim_at(start_year, on)
    except WrongState as refusal:
        return str(refusal)
    return ""


def check_can_agree_targets(actor: User, school: School, aims: Sequence[Aim]) -> None:
    """`aims` are the targets that nobody has agreed yet."""
    if not aims:
        raise WrongState("There is no target that waits to be agreed.")
    if not holds(actor, Can.AGREE_TARGETS, school):
        raise NotAllowed("The school's improvement lead or the chief executive agrees targets.")
    if any(aim.set_by_id == actor.pk for aim in aims):
        raise NotAllowed("You set these targets, so somebody else must agree them.")


def why_not_agree_targets(actor: User, school: School, aims: Sequence[Aim]) -> str:
    try:
        check_can_agree_targets(actor, school, aims)
    except DomainError as refusal:
        return str(refusal)
    return ""


def check_can_give_week(actor: User | None, school: School) -> None:
    if actor and not holds(actor, Can.GIVE_WEEKLY, school):
        raise NotAllowed("Only the school itself gives its weekly figures.")


def check_week_has_begun(monday: date, on: date) -> None:
    if monday > on:
        raise WrongState("That week has not begun yet.")


def check_can_plan(actor: User | None, schools: Iterable[School]) -> None:
    """Somebody plans and closes moderation of schools they help, and of no other."""
    if actor is None:
        return
    helped = set(schools_for(actor, Can.PLAN_MODERATION).values_list("pk", flat=True))
    beyond = [school.name for school in schools if school.pk not in helped]
    if beyond:
        raise NotAllowed(f"You do not help {beyond[0]}, so somebody else must do this.")


def works_at(user: User, school: School) -> bool:
    """Head, staff or governor of the school today: never a moderator of it."""
    return any(
        held.role in SCHOOL_ONLY and held.school_id == school.pk for held in user.roles_today()
    )


def check_can_be_named(user: User, moderation: Moderation, accredited_until: date | None) -> None:
    if not holds_anywhere(user, Can.MODERATE):
        raise NotAllowed(
            f"{user} is neither a specialist nor an improvement lead. "
            "An administrator gives the role first."
        )
    if accredited_until and accredited_until < moderation.held_on:
        raise NotAllowed(
            f"The accreditation ends on {accredited_until:%-d %B %Y}, before the event."
        )


def check_is_judging(moderation: Moderation) -> None:
    if not moderation.is_open:
        raise WrongState("This moderation is closed. Its judgements stay as they are.")


def check_can_judge(actor: User | None, sample: Sample) -> None:
    """Named on the event, still allowed to moderate, and not at work in the school."""
    check_is_judging(sample.moderation)
    if actor is None:
        return
    named = Moderator.objects.filter(moderation_id=sample.moderation_id, user=actor).exists()
    if not named or not holds_anywhere(actor, Can.MODERATE):
        raise NotAllowed("You are not named as a moderator of this event.")
    if works_at(actor, sample.school):
        raise NotAllowed(f"You work at {sample.school}, so somebody else must judge its sample.")


def why_not_close(actor: User, moderation: Moderation, schools: Iterable[School]) -> str:
    try:
        check_is_judging(moderation)
        check_can_plan(actor, schools)
    except DomainError as refusal:
        return str(refusal)
    return ""
