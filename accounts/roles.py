"""Roles, what each may do, and why: the matrix of security.md section 3, as code.

A role is always held somewhere: for the whole trust, for a hub or for one school (accounts.models).
Where a permission has states ("after release", "draft"), the policy of the noun's own room says so.
"""

from django.db import models


class Role(models.TextChoices):
    EXECUTIVE = "executive", "Chief executive"
    TRUSTEE = "trustee", "Trustee"
    IMPROVEMENT_LEAD = "improvement_lead", "School improvement lead"
    HEADTEACHER = "headteacher", "Headteacher"
    SCHOOL_STAFF = "school_staff", "School staff"
    GOVERNOR = "governor", "Governor"
    SPECIALIST = "specialist", "Specialist"
    ADMIN = "admin", "Administrator"


class Can(models.TextChoices):
    VIEW_SCHOOL = "view_school", "See a school's profile and inspections"
    VIEW_TRUST_FIGURES = "view_trust_figures", "See the trust page"
    VIEW_SCHOOL_FIGURES = "view_school_figures", "See a school's figures"
    VIEW_SMALL_NUMBERS = "view_small_numbers", "See a school's figures with nothing withheld"
    OPEN_COLLECTION = "open_collection", "Open and close collections"
    VIEW_RETURNS = "view_returns", "See which returns are in"
    SUBMIT_DATA = "submit_data", "Give a school's data"
    GIVE_SECTION = "give_section", "Look after a part of a school's data, where asked to"
    REVIEW_DATA = "review_data", "Accept or return a school's data"
    VIEW_PUPILS = "view_pupils", "See pupils by name"
    VIEW_TARGETS = "view_targets", "See a school's targets"
    SET_TARGETS = "set_targets", "Set and revise a school's targets"
    AGREE_TARGETS = "agree_targets", "Agree a school's targets"
    VIEW_WEEKLY = "view_weekly", "See a school's weekly figures"
    GIVE_WEEKLY = "give_weekly", "Give a school's weekly figures"
    PLAN_MODERATION = "plan_moderation", "Plan and close moderation of schools"
    MODERATE = "moderate", "Judge a sample of pupils' work, where named on the event"
    VIEW_BANDING = "view_banding", "See a school's released level"
    VIEW_PROPOSALS = "view_proposals", "See levels that are proposed"
    PROPOSE_BAND = "propose_band", "Propose a level"
    TRY_SCENARIOS = "try_scenarios", "Try out other levels, offers and capacity"
    VIEW_OBLIGATIONS = "view_obligations", "See what is due, and for whom"
    APPROVE_BAND = "approve_band", "Approve a level, where the model's route names the role"
    COMMENT_BAND = "comment_band", "Comment on the facts of a proposed level"
    OPEN_ROUND = "open_round", "Open and close a round of judgements"
    RELEASE_BAND = "release_band", "Release an approved level to its school"
    VIEW_PROFILE = "view_profile", "See profiles of expertise, at least one's own"
    VIEW_REGISTER = "view_register", "See the register of expertise"
    CONFIRM_EXPERTISE = "confirm_expertise", "Confirm what people say they are good at"
    IMPORT_REGISTER = "import_register", "Bring a register of expertise in"
    AGREE_RELEASE = "agree_release", "Agree to lend the school's people to other schools"
    DECLARE_CONFLICT = "declare_conflict", "Declare a conflict of interest"
    KEEP_PROFILE = "keep_profile", "Keep one's own profile of expertise"
    VIEW_SUPPORT = "view_support", "See a school's days of support"
    READ_VISITS = "read_visits", "Read a school's shared visit notes and actions"
    READ_SAFEGUARDING = "read_safeguarding", "Read the outcome of a school's safeguarding reviews"
    LOG_VISIT = "log_visit", "Log a visit"
    WRITE_REVIEW = "write_review", "Write in a review, where named on it"
    REPLY_TO_VISIT = "reply_to_visit", "Answer a visit note"
    VIEW_CAPACITY = "view_capacity", "See how much time people have for schools, and when"
    ISSUE_STATEMENT = "issue_statement", "Issue a school's statement of support"
    GRANT_DAYS = "grant_days", "Carry a school's days to another year, and agree bespoke ones"
    VIEW_TRIADS = "view_triads", "See the triads of a school, and who meets whom when"
    PLAN_ROTA = "plan_rota", "See, make and change the trust's rota of triads"
    VIEW_REQUESTS = "view_requests", "See what schools ask help for, and who helps"
    ASK_SUPPORT = "ask_support", "Ask for help for a school"
    BROKER_SUPPORT = "broker_support", "Choose who helps which school"
    AGREE_DEPLOYMENT = (
        "agree_deployment",
        "Agree to a deployment, as the school that lends or hosts",
    )
    VIEW_DEPLOYMENTS = "view_deployments", "See deployments, at least one's own"
    VIEW_REVIEWS = "view_reviews", "See peer reviews, as far as the role goes or where named"
    READ_REVIEWS = "read_reviews", "Read a school's published peer reviews"
    READ_REVIEW_SUMMARIES = "read_review_summaries", "Read a peer review in brief"
    ORGANISE_REVIEWS = "organise_reviews", "Plan and publish a school's peer reviews"
    REVIEW_PEERS = "review_peers", "Review other schools, where named on the peer review"
    ANSWER_REVIEWS = "answer_reviews", "Comment on the report of a school's peer review"
    VIEW_GROUPS = "view_groups", "See groups: all, or those of the own people"
    KEEP_GROUPS = "keep_groups", "Start groups, and keep any of them"
    VIEW_PLANS = "view_plans", "See a school's plans, as far as the role goes"
    READ_PLANS = "read_plans", "Read a school's plans, drafts among them"
    READ_ISSUED_PLANS = "read_issued_plans", "Read the versions of plans that were issued"
    WRITE_PLANS = "write_plans", "Write a school's plans, and put them forward"
    AGREE_PLANS = "agree_plans", "Check and agree a school's plans, and help write its rapid plans"
    APPROVE_PLANS = "approve_plans", "Approve a plan, where the model's route names the role"
    COMMENT_PLANS = "comment_plans", "Comment on a school's plans"
    MAKE_REPORT = "make_report", "Make a health-check report"
    MANAGE_PEOPLE = "manage_people", "Give and end anybody's roles, and close accounts"
    INVITE_PEOPLE = (
        "invite_people",
        "Invite people (a headteacher: to the school)",
    )
    USE_ADMIN = "use_admin", "Use the administration site"
    VIEW_JOURNAL = "view_journal", "See the audit trail"


DESCRIPTIONS: dict[Role, str] = {
    Role.EXECUTIVE: "Leads the trust: sees every school, proposes levels, makes reports.",
    Role.TRUSTEE: "Sees every school in figures only, approves levels.",
    Role.IMPROVEMENT_LEAD: "Helps assigned schools: reviews data, logs visits, proposes levels.",
    Role.HEADTEACHER: "Gives one school's data, answers visits, sees everything of that school.",
    Role.SCHOOL_STAFF: "Helps give one school's data.",
    Role.GOVERNOR: "Sees one school in figures, with small numbers withheld.",
    Role.SPECIALIST: "Sees the schools of a deployment, between its dates.",
    Role.ADMIN: "Keeps people, calendars and the rulebook right. Sees no pupil.",
}

_OWNER = {Can.VIEW_SCHOOL, Can.VIEW_SCHOOL_FIGURES, Can.VIEW_OBLIGATIONS}
_READER = _OWNER | {Can.VIEW_BANDING, Can.VIEW_SUPPORT, Can.VIEW_TARGETS}

GRANTS: dict[Role, frozenset[Can]] = {
    Role.EXECUTIVE: frozenset(
        _READER
        | {Can.VIEW_TRUST_FIGURES, Can.VIEW_RETURNS, Can.VIEW_PROPOSALS, Can.PROPOSE_BAND}
        | {Can.READ_VISITS, Can.READ_SAFEGUARDING, Can.GRANT_DAYS, Can.VIEW_CAPACITY}
        | {Can.ISSUE_STATEMENT}
        | {Can.MAKE_REPORT, Can.OPEN_COLLECTION, Can.VIEW_JOURNAL}
        | {Can.TRY_SCENARIOS, Can.PLAN_MODERATION}
        | {Can.APPROVE_BAND, Can.OPEN_ROUND, Can.RELEASE_BAND}
        | {Can.AGREE_TARGETS, Can.VIEW_WEEKLY, Can.VIEW_PROFILE, Can.VIEW_REGISTER}
        | {Can.VIEW_PLANS, Can.READ_PLANS, Can.APPROVE_PLANS}
        | {Can.VIEW_TRIADS, Can.PLAN_ROTA}  # a rota is of the whole trust
        | {Can.VIEW_REQUESTS, Can.BROKER_SUPPORT, Can.VIEW_DEPLOYMENTS}
        | {Can.VIEW_REVIEWS, Can.READ_REVIEWS}
        | {Can.VIEW_GROUPS}
    ),
    Role.TRUSTEE: frozenset(
        _READER
        | {Can.VIEW_TRUST_FIGURES, Can.VIEW_PROPOSALS, Can.APPROVE_BAND, Can.RELEASE_BAND}
        | {Can.VIEW_PLANS, Can.APPROVE_PLANS}
    ),
    Role.IMPROVEMENT_LEAD: frozenset(
        _READER
        | {Can.VIEW_TRUST_FIGURES, Can.VIEW_RETURNS, Can.REVIEW_DATA, Can.VIEW_PROPOSALS}
        | {Can.PROPOSE_BAND, Can.LOG_VISIT, Can.READ_VISITS, Can.MAKE_REPORT}
        | {Can.PLAN_MODERATION, Can.MODERATE, Can.WRITE_REVIEW}
        | {Can.TRY_SCENARIOS}  # where it is held for the whole trust: the policy says so
        | {Can.AGREE_TARGETS, Can.VIEW_WEEKLY}
        | {Can.VIEW_PLANS, Can.READ_PLANS, Can.AGREE_PLANS, Can.COMMENT_PLANS}
        # These reach the whole trust, wherever the role is held: the rooms' policies say so.
        | {Can.VIEW_PROFILE, Can.VIEW_REGISTER, Can.CONFIRM_EXPERTISE, Can.IMPORT_REGISTER}
        | {Can.DECLARE_CONFLICT}
        | {Can.VIEW_TRIADS, Can.PLAN_ROTA, Can.VIEW_CAPACITY}
        | {Can.VIEW_REQUESTS, Can.BROKER_SUPPORT, Can.VIEW_DEPLOYMENTS}
        | {Can.ISSUE_STATEMENT, Can.ASK_SUPPORT}  # for the lead's own schools
        | {Can.VIEW_TRIADS, Can.PLAN_ROTA}
        | {Can.VIEW_REVIEWS, Can.READ_REVIEWS, Can.ORGANISE_REVIEWS}
        | {Can.VIEW_GROUPS, Can.KEEP_GROUPS}
    ),
    Role.HEADTEACHER: frozenset(
        _READER
        | {Can.VIEW_TRUST_FIGURES, Can.VIEW_SMALL_NUMBERS, Can.SUBMIT_DATA, Can.VIEW_PUPILS}
        | {Can.READ_VISITS, Can.READ_SAFEGUARDING, Can.REPLY_TO_VISIT, Can.WRITE_REVIEW}
        | {Can.MAKE_REPORT, Can.VIEW_RETURNS}
        | {Can.INVITE_PEOPLE, Can.COMMENT_BAND}
        | {Can.SET_TARGETS, Can.VIEW_WEEKLY, Can.GIVE_WEEKLY}
        | {Can.VIEW_PLANS, Can.READ_PLANS, Can.WRITE_PLANS, Can.COMMENT_PLANS}
        | {Can.VIEW_PROFILE, Can.VIEW_REGISTER, Can.AGREE_RELEASE}
        | {Can.VIEW_TRIADS}
        | {Can.VIEW_REQUESTS, Can.ASK_SUPPORT, Can.AGREE_DEPLOYMENT, Can.VIEW_DEPLOYMENTS}
        | {Can.VIEW_TRIADS, Can.VIEW_REVIEWS, Can.READ_REVIEWS}
        | {Can.REVIEW_PEERS, Can.ANSWER_REVIEWS}
        | {Can.VIEW_GROUPS}
    ),
    Role.SCHOOL_STAFF: frozenset(
        _OWNER
        | {Can.VIEW_WEEKLY, Can.GIVE_WEEKLY, Can.GIVE_SECTION}
        | {Can.VIEW_PLANS, Can.READ_PLANS}
        | {Can.VIEW_PROFILE, Can.KEEP_PROFILE, Can.DECLARE_CONFLICT, Can.VIEW_DEPLOYMENTS}
        | {Can.VIEW_REVIEWS, Can.READ_REVIEWS, Can.REVIEW_PEERS, Can.WRITE_REVIEW}
        | {Can.VIEW_GROUPS}
    ),
    Role.GOVERNOR: frozenset(
        _OWNER
        | {Can.VIEW_BANDING, Can.VIEW_TARGETS}
        | {Can.VIEW_PLANS, Can.READ_ISSUED_PLANS, Can.COMMENT_PLANS}
        | {Can.VIEW_REVIEWS, Can.READ_REVIEW_SUMMARIES}
    ),
    Role.SPECIALIST: frozenset(
        _OWNER
        | {Can.MODERATE, Can.VIEW_PROFILE, Can.KEEP_PROFILE, Can.DECLARE_CONFLICT}
        | {Can.VIEW_DEPLOYMENTS, Can.WRITE_REVIEW}
        | {Can.VIEW_REVIEWS, Can.REVIEW_PEERS}
        | {Can.VIEW_GROUPS}
    ),
    Role.ADMIN: frozenset(
        {Can.VIEW_SCHOOL, Can.OPEN_COLLECTION, Can.MANAGE_PEOPLE, Can.INVITE_PEOPLE}
        | {Can.USE_ADMIN, Can.VIEW_JOURNAL}
    ),
}

TRUST_WIDE_ONLY = frozenset({Role.EXECUTIVE, Role.TRUSTEE, Role.ADMIN})
SCHOOL_ONLY = frozenset({Role.HEADTEACHER, Role.SCHOOL_STAFF, Role.GOVERNOR})

# A headteacher brings in these people, for the headteacher's own school (security.md section 3).
INVITED_BY_HEADTEACHERS = frozenset({Role.SCHOOL_STAFF, Role.GOVERNOR})

# Cross-school, pupil-level or admin access asks for a second step (security.md, decision 6).
NEEDS_SECOND_STEP = frozenset(Role) - {Role.SCHOOL_STAFF, Role.GOVERNOR}
