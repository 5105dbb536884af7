"""Builders for tests. Each has a sensible default for everything a test does not care about."""

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import count
from uuid import uuid4

from django.utils import timezone

from accounts.models import Invitation, RoleAssignment, User
from accounts.roles import SCHOOL_ONLY, Role
from accounts.services import invitations
from banding import services as banding
from banding.models import (
    ActivityType,
    Answer,
    BandDecision,
    Criterion,
    Edition,
    Level,
    Occasion,
    OfferLine,
    Post,
    Round,
    Scenario,
)
from banding.packs.reader import read_pack
from core.years import AcademicYear
from dashboards.models import Report
from dashboards.services import reports
from monitoring import services as monitoring
from monitoring.models import Collection, Pupil, Spelling, Submission, Upload, UploadState
from monitoring.services.spellings import propose_spelling
from schools.models import Phase, School, Trust, TrustMembership
from schools.rules.calendar import TermDates
from schools.services import publish_calendar
from support import services as support
from support.models import Reviewer, Visit
from support.rules import Agreed, Said
from support.selectors.templates import questions_for
from support.services.answers import keep_answers
from tests.monitoring.marks import a_marksheet

_urns = count(100_000)
_people = count(1)
read = cache(read_pack)  # a tenth of a second each time, and the same every time


def the_trust() -> Trust:
    return Trust.objects.get_or_create(name="Northgate Learning Trust")[0]


def a_school(name: str = "Elm Grove", *, phase: Phase = Phase.PRIMARY, **fields) -> School:
    """A member school of the trust since 2019."""
    school = School.objects.create(urn=next(_urns), name=name, phase=phase, **fields)
    TrustMembership.objects.create(trust=the_trust(), school=school, starts_on=date(2019, 9, 1))
    return school


def a_person(role: Role | None = None, *, at: School | None = None, name: str = "Sam") -> User:
    """A person with one role: at a school, for the whole trust, or (no role) with none."""
    person = User.objects.create_user(
        email=f"{name.lower()}{next(_people)}@example.org", name=name, password="long enough 123"
    )
    if role in SCHOOL_ONLY and at is None:
        at = a_school(f"{name}'s school")
    if role:
        RoleAssignment.objects.create(user=person, role=role, school=at, starts_on=date(2020, 9, 1))
    return person


def an_invitation(
    role: Role = Role.ADMIN, *, to: str = "new@example.org", at: School | None = None, **fields
) -> Invitation:
    """An invitation an administrator has sent, with its e-mail still to be written."""
    fields.setdefault("actor", a_person(Role.ADMIN, name="Ada"))
    schools = [at] if at else []
    return invitations.invite(email=to, name="Nia New", role=role, schools=schools, **fields)


def this_year() -> AcademicYear:
    return AcademicYear.of(timezone.localdate())


def the_model(year: AcademicYear | None = None) -> Edition:
    """The humber model, in force for a year."""
    start_year = (year or this_year()).start_year
    return banding.load_pack(actor=None, pack=read("humber"), start_year=start_year).edition


def a_level(code: str, year: AcademicYear | None = None) -> Level:
    return the_model(year).levels.get(code=code)


def a_settled_band(
    school: School, code: str = "C", *, from_date: date | None = None
) -> BandDecision:
    recorded = banding.record_existing_levels(
        actor=None,
        levels={school: a_level(code)},
        start_year=this_year().start_year,
        reason="Trustees, July.",
        from_date=from_date,
    )
    return recorded[0].decision


def a_proposal(
    school: School | None = None, code: str = "D", *, by: User | None = None
) -> BandDecision:
    """A level proposed from today and waiting for trustees."""
    return banding.propose_band(
        actor=by or a_person(Role.EXECUTIVE, name="Lee"),
        school=school or a_school(),
        level=a_level(code),
        start_year=this_year().start_year,
        reason="Maths has fallen for two terms.",
        from_date=timezone.localdate(),
    )


def an_approved_band(school: School | None = None, code: str = "D") -> BandDecision:
    """Approved by trustees, and not released yet."""
    proposal = a_proposal(school, code)
    return banding.approve_band(
        actor=a_person(Role.TRUSTEE, name="Toni"),
        decision_id=proposal.pk,
        version=proposal.version,
    )


def a_released_band(school: School | None = None, code: str = "D") -> BandDecision:
    approved = an_approved_band(school, code)
    return banding.release_band(actor=approved.approved_by, decision_id=approved.pk)


def a_round(name: str = "Autumn banding", *, edition: Edition | None = None) -> Round:
    return banding.open_round(
        actor=a_person(Role.EXECUTIVE, name="Lee"),
        edition=edition or the_model(),
        name=name,
        from_date=timezone.localdate(),
    )


def a_judgement(school: School | None = None, *, by: User | None = None, **fields) -> BandDecision:
    """A draft for a change during the year, with nothing found yet."""
    return banding.start_judgement(
        actor=by or a_person(Role.EXECUTIVE, name="Lee"),
        school=school or a_school(),
        edition=the_model(),
        **{
            "occasion": Occasion.MID_YEAR,
            "from_date": timezone.localdate(),
            "trigger": "A new head has started.",
        }
        | fields,
    )


def findings(
    edition: Edition, met: str = "", not_met: str = "", **fields
) -> dict[Criterion, banding.Found]:
    """Every criterion of the named levels met or not met, and the others not yet known.

    `findings(edition, met="BC", not_met="A")`
    """
    answers = dict.fromkeys(met, Answer.MET) | dict.fromkeys(not_met, Answer.NOT_MET)
    criteria = Criterion.objects.filter(level__edition=edition).select_related("level")
    return {
        criterion: banding.Found(answers.get(criterion.level.code, Answer.UNKNOWN), **fields)
        for criterion in criteria
    }


def an_asked_proposal(school: School | None = None, code: str = "D") -> BandDecision:
    """A proposal whose facts the school's head is asked about."""
    proposal = a_proposal(school, code)
    return banding.ask_head(actor=proposal.proposed_by, decision_id=proposal.pk)


def a_prospect(name: str = "Prospect Primary") -> School:
    """A school that is known and is not in the trust."""
    return School.objects.create(urn=next(_urns), name=name, phase=Phase.PRIMARY)


def an_activity(
    code: str = "improvement_visit", year: AcademicYear | None = None, model: str = "humber"
) -> ActivityType:
    """A kind of visit of the model in force for a year."""
    start_year = (year or this_year()).start_year
    loaded = banding.load_pack(actor=None, pack=read(model), start_year=start_year)
    return loaded.edition.activity_types.get(code=code)


def an_offer_line(code: str = "improvement_visits", year: AcademicYear | None = None) -> OfferLine:
    return the_model(year).offer_lines.get(code=code)


def the_calendar(year: AcademicYear | None = None) -> None:
    """Three terms of 39 weeks in all, the same for every school, with no day closed."""
    start = (year or this_year()).start_year
    when = [
        ("autumn", (9, 2), (12, 18), (10, 26), (10, 30)),
        ("spring", (1, 4), (3, 25), (2, 15), (2, 19)),
        ("summer", (4, 12), (7, 21), (5, 31), (6, 4)),
    ]
    terms = []
    for name, first, last, off, on in when:
        in_year = start if name == "autumn" else start + 1
        days = [date(in_year, *day) for day in (first, last, off, on)]
        terms.append(TermDates(days[0], days[1], name, (days[2], days[3])))
    publish_calendar(actor=None, start_year=start, terms=terms, closed=[])


def some_posts(*, fte: str = "1", deployable_percent: int = 50, places: int = 1) -> list[Post]:
    """One post of the central team, with capacity."""
    lead = banding.EnteredPost(
        "lead", "School improvement lead", Decimal(fte), deployable_percent, places
    )
    return banding.enter_posts(actor=None, edition=the_model(), posts=[lead])


def a_what_if(
    name: str = "Two more in Band D", *, by: User | None = None, from_date: date | None = None
) -> Scenario:
    return banding.make_scenario(
        actor=by or a_person(Role.EXECUTIVE, name="Lee"),
        edition=the_model(),
        name=name,
        from_date=from_date or this_year().starts_on,
    )


def a_visit(
    school: School | None = None, *, by: User | None = None, shared: bool = False, **fields
) -> Visit:
    """A draft of half a day, today, with one action; or the same shared with the headteacher."""
    school = school or a_school()
    by = by or a_person(Role.IMPROVEMENT_LEAD, at=school, name="Lena")
    said = {
        "on": timezone.localdate(),
        "quarter_days": 2,
        "purpose": "Reading in year 2",
        "findings": "Phonics is taught daily and well.",
        "actions": [Agreed("Plan a reading workshop", "Headteacher", this_year().ends_on)],
    }
    if not fields.keys() & {"activity", "offer_line"}:
        said["activity"] = an_activity()
    visit = support.log_visit(actor=by, school=school, form_token=uuid4(), **said | fields)
    if shared:
        answer_all(visit)
        return support.share_note(actor=by, visit_id=visit.pk, version=visit.version)
    return visit


def answer_all(visit: Visit, **instead: Said) -> dict[int, Said]:
    """Every question that is needed is answered, those named by their code as they are given."""
    answers = {
        one.pk: instead.get(one.code) or ANSWERS[one.kind]
        for one in questions_for(visit.template, visit.school)
        if one.is_required or one.code in instead
    }
    keep_answers(visit, answers)
    return answers


ANSWERS = {
    "text": Said(text="We looked at books in Year 2."),
    "yes_no": Said(value="yes"),
    "check": Said(value="yes"),
    "date": Said(on=date(2026, 9, 7)),
    "number": Said(number=Decimal(12)),
    "sign_off": Said(on=date(2026, 9, 7), edition="KCSIE 2025"),
}


def a_review(
    school: School | None = None, *, by: User | None = None, names: tuple[str, ...] = ("Ann", "Ben")
) -> list[Reviewer]:
    """A peer review with a reviewer of each name, each head of another school."""
    school = school or a_school()
    visit = a_visit(school, by=by, activity=an_activity("peer_review"), actions=[])
    people = [a_person(Role.HEADTEACHER, name=name) for name in names]
    return support.name_reviewers(actor=visit.author, visit_id=visit.pk, people=people)


def a_collection(name: str = "Autumn 2026", **changes) -> Collection:
    due_on = changes.pop("due_on", None) or timezone.localdate() + timedelta(days=19)
    return monitoring.open_collection(actor=None, name=name, due_on=due_on, **changes)


def a_draft(
    school: School | None = None, collection: Collection | None = None, way: str = "upload"
) -> Submission:
    return monitoring.start_draft(
        actor=None,
        school=school or a_school(),
        collection=collection or a_collection(),
        way=way,
    )


def two_pupils(school: School) -> list[int]:
    made = [Pupil.objects.create(school=school, pseudonym=who) for who in ("one", "other")]
    return [pupil.pk for pupil in made]


def an_upload(draft: Submission, content: bytes, file_name: str = "marks.csv") -> Upload:
    """A file on the draft, its columns as they were guessed, its problems found."""
    upload = monitoring.receive_upload(
        actor=None, submission_id=draft.pk, file_name=file_name, content=content
    )
    if upload.state == UploadState.MAPPING:
        upload = monitoring.confirm_columns(
            actor=None, submission_id=draft.pk, matched=upload.columns
        )
    draft.refresh_from_db()
    return upload


def a_spelling(school: School | None = None, written: str = "EXP+", code: str = "EXS") -> Spelling:
    """What a school wrote and meant, for the trust to decide."""
    spelling = propose_spelling(
        actor=None,
        school=school or a_school(),
        collection=a_collection(),
        written=written,
        code=code,
    )
    assert spelling is not None
    return spelling


def a_return(
    school: School | None = None, collection: Collection | None = None, content: bytes | None = None
) -> Submission:
    """A school's data, sent with whatever it was asked about explained."""
    draft = a_draft(school, collection)
    an_upload(draft, content or a_marksheet())
    said = {difference["code"]: "It is so." for difference in draft.differences}
    monitoring.explain(actor=None, submission_id=draft.pk, explanations=said)
    return monitoring.submit(actor=None, submission_id=draft.pk)


def a_report(school: School | None = None, *, by: User | None = None, **fields) -> Report:
    """A health check somebody asked for; its work is still to be done."""
    school = school or a_school()
    by = by or a_person(Role.IMPROVEMENT_LEAD, at=school, name="Lena")
    collection = fields.pop("collection", None) or a_collection()
    return reports.request_health_check(
        actor=by, school=school, collection=collection, token=uuid4()
    )
