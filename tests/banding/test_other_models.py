"""Every number of spring, hearts, northern_hub and crin, read from the running system."""

import json

import pytest
from django.core.management import CommandError, call_command

from banding import services
from banding.models import Cadence, ClauseKind, DutyKind, DutySection, OfferPart, PostGroup
from demo.calendar import TERMS
from schools.services import publish_calendar
from tests.world import a_school, read

pytestmark = pytest.mark.django_db

YEAR = "2026/27"
A_YEAR_OF_39_WEEKS = TERMS[2026]


def edition(code):
    return services.load_pack(actor=None, pack=read(code), start_year=2026).edition


def run(command, *args):
    return json.loads(call_command(command, *args, "--json"))


def levels():
    return {level["code"]: level for level in run("levels", f"--year={YEAR}")}


def duties_of(level):
    return {duty["name"]: duty for duty in level["duties"]}


class TestSpring:
    @pytest.fixture(autouse=True)
    def spring(self):
        self.edition = edition("spring")

    def test_six_levels_under_four_names_with_their_days(self):
        publish_calendar(actor=None, start_year=2026, terms=A_YEAR_OF_39_WEEKS)
        found = levels()
        assert list(found) == [
            "sustain", "sustain_areas", "improve", "repair_1", "repair_2", "stabilise",
        ]  # fmt: skip
        a_term = [level["days_per_term"] for level in found.values()]
        a_year = [level["days_per_year"] for level in found.values()]
        assert a_term == [1, 2, 4, 6, 6, None]
        assert a_year == [3, 6, 12, 18, 18, 39]

    def test_at_stabilise_it_is_at_least_one_day_of_each_school_week(self):
        line = self.edition.offer_lines.get(level__code="stabilise")
        assert (line.quarter_days, line.unit, line.is_at_least) == (4, "week", True)
        assert "not stated" in line.open_doubt

    def test_what_the_document_leaves_blank_is_in_doubt(self):
        doubted = [code for code, level in levels().items() if level["doubt"]]
        assert doubted == ["sustain_areas", "repair_2"]
        assert self.edition.offer_lines.get(level__code="repair_2").open_doubt

    def test_eleven_core_activities_make_27_network_meetings_a_year(self):
        activities = self.edition.duties.filter(section=DutySection.CORE_ACTIVITY)
        assert activities.count() == 11
        times = {Cadence.HALF_TERMLY: 6, Cadence.TERMLY: 3}
        network = activities.filter(kind=DutyKind.NETWORK)
        assert sum(times[duty.cadence] for duty in network) == 27
        assert all(duty.cast.exists() for duty in activities)

    def test_rapid_action_plans_are_approved_by_the_ceo_or_the_board(self):
        plan, found = "Rapid Action Plan (RAP)", levels()
        repair, stabilise = (duties_of(found[code])[plan] for code in ("repair_2", "stabilise"))
        assert (repair["approver"], repair["overseer"]) == ("CEO", "ACC")
        assert repair["proposer"] == "Headteacher/SLT"
        assert stabilise["approver"] == "Trust Board"
        assert plan not in duties_of(found["repair_1"])

    @pytest.mark.parametrize("code", ["improve", "repair_1"])
    def test_plan_updates_go_to_ceo_and_acc_each_term(self, code):
        update = "Termly update of the School Improvement Plan to the CEO and ACC"
        duty = duties_of(levels()[code])[update]
        assert duty["cadence"] == "termly"
        assert (duty["approver"], duty["overseer"]) == ("CEO", "ACC")

    def test_progress_at_repair_is_watched_half_termly(self):
        watched = "Progress against the RAP monitored half-termly by the CEO and ACC"
        assert duties_of(levels()["repair_1"])[watched]["cadence"] == "half_termly"

    def test_at_stabilise_acc_or_board_watch_and_the_board_hears_each_term(self):
        found = duties_of(levels()["stabilise"])
        plan = found["Progress against Ofsted Action Plan (or equivalent) monitored termly"]
        assert (plan["cadence"], plan["proposer"]) == ("termly", "ACC/full Board")
        assert found["Termly update to the Trust Board"]["cadence"] == "termly"
        assert found["At least weekly support from the CEO and SI Lead"]["cadence"] == "weekly"

    def test_six_aspects_are_placed_at_the_standards_check_of_september(self):
        assert self.edition.aspects.count() == 6
        check = self.edition.duties.get(kind=DutyKind.JUDGEMENT)
        assert (check.name, check.month) == ("Annual Standards Check", 9)

    def test_every_school_owes_four_things(self):
        assert self.edition.clauses.filter(kind=ClauseKind.EVERY_SCHOOL).count() == 4

    def test_a_school_has_no_core_days(self):
        a_school()
        assert run("entitlements", f"--year={YEAR}")["total_days"] == 0
        assert not self.edition.offer_lines.filter(part=OfferPart.CORE).exists()


class TestHearts:
    @pytest.fixture(autouse=True)
    def hearts(self):
        self.edition = edition("hearts")

    def test_seven_steps_of_the_year_from_july_to_november(self):
        steps = self.edition.duties.filter(section=DutySection.YEAR)
        assert [step.month for step in steps] == [7, 7, 9, 9, 9, 10, 11]

    def test_four_weeks_with_six_six_six_and_three_lines(self):
        lines = self.edition.duties.filter(section=DutySection.JOINING)
        assert [lines.filter(week=week).count() for week in (1, 2, 3, 4)] == [6, 6, 6, 3]
        assert lines.count() == 21

    def test_seven_non_negotiables_one_with_an_amount_not_stated(self):
        seven = self.edition.clauses.filter(kind=ClauseKind.NON_NEGOTIABLE)
        assert seven.count() == 7
        assert [clause.position for clause in seven if clause.open_doubt] == [seven.last().position]

    def test_schools_give_five_percent_and_join_on_the_first_of_september_only(self):
        assert self.edition.contribution_percent == 5
        assert (self.edition.joins_day, self.edition.joins_month) == (1, 9)
        assert "will not formally join the Trust until the 1st September" in (
            self.edition.joining_rule
        )

    def test_the_dashboard_is_weekly_and_the_business_manager_s(self):
        dashboard = self.edition.duties.get(code="weekly_dashboard")
        assert (dashboard.cadence, dashboard.owner.name) == ("weekly", "Business manager")

    def test_it_has_no_levels(self):
        assert levels() == {}
        assert "no levels" in call_command("levels", f"--year={YEAR}")

    def test_teachers_are_to_be_outstanding_within_two_years(self):
        assert "within 2 years" in self.edition.clauses.get(code="two_years").text


class TestNorthernHub:
    @pytest.fixture(autouse=True)
    def northern_hub(self):
        self.edition = edition("northern_hub")

    @pytest.mark.parametrize(
        ("group", "lines", "places"),
        [
            (PostGroup.DEPLOYABLE, 7, 9),
            (PostGroup.LEAD_PRACTITIONER, 6, 6),
            (PostGroup.TRUST_LEADER, 6, 6),
            (PostGroup.TEAM, 5, 5),
            (PostGroup.SLE, 16, 22),
        ],
    )
    def test_posts_leaders_teams_and_places(self, group, lines, places):
        posts = self.edition.posts.filter(group=group)
        assert (posts.count(), sum(post.places for post in posts)) == (lines, places)

    def test_risk_is_assessed_every_fortnight_and_independently(self):
        risks = self.edition.duties.filter(kind=DutyKind.RISK)
        assert [(risk.cadence, risk.owner.code) for risk in risks] == [
            ("fortnightly", "telt"), ("as_agreed", "partner"),
        ]  # fmt: skip

    def test_heads_are_principals_and_sip_is_a_partner(self):
        assert self.edition.word("headteacher") == "Principal"
        assert self.edition.word("improvement_partner") == "SIP"


class TestCrin:
    @pytest.fixture(autouse=True)
    def crin(self):
        self.edition = edition("crin")

    def said(self, kind):
        return [clause.text for clause in self.edition.clauses.filter(kind=kind)]

    def test_five_fields_of_the_plan(self):
        five = ["Priorities", "Outcomes", "Milestones", "Success criteria", "Costs"]
        assert self.said(ClauseKind.PLAN_FIELD) == five

    def test_triads_of_three_each_term_with_a_doubt_for_other_numbers(self):
        triad = self.edition.duties.get(code="triad")
        assert triad.cadence == "termly"
        assert "groups of three" in triad.detail
        assert "not a multiple of three" in triad.open_doubt

    def test_three_fields_for_schools_in_a_category(self):
        assert len(self.said(ClauseKind.CATEGORY_FIELD)) == 3
        assert list(levels()) == ["category"]

    def test_four_things_schools_value_most_in_order(self):
        valued = self.said(ClauseKind.MOST_VALUED)
        assert len(valued) == 4
        assert valued[0] == "Leadership opportunities across schools"
        assert valued[3].startswith("Robust systems that are linked together")

    def test_the_governor_cycle_follows_the_plan(self):
        cycle = self.edition.duties.get(code="governor_cycle")
        assert cycle.owner.role == "governor"
        assert "improvement plan" in cycle.detail


def test_an_edition_is_copied_into_a_draft_for_the_next_year():
    first = edition("spring")
    line = first.offer_lines.get(level__code="stabilise")
    copy = services.copy_edition(actor=None, edition=first, start_year=2027)
    assert (copy.state, copy.duties.count()) == ("draft", first.duties.count())
    assert copy.offer_lines.get(code=line.code).unit == "week"
    with pytest.raises(services.editions.DomainError, match="has an edition for 2027/28 already"):
        services.copy_edition(actor=None, edition=first, start_year=2027)


def test_a_model_is_exported_by_year_and_name():
    edition("crin")
    assert call_command("export_model", f"--year={YEAR}").startswith("model: crin\n")
    said = run("export_model", f"--year={YEAR}", "--model=crin")
    assert said["editions"][0]["first_year"] == YEAR
    with pytest.raises(CommandError, match="no edition of spring for 2026/27"):
        call_command("export_model", f"--year={YEAR}", "--model=spring")
    with pytest.raises(CommandError, match="No improvement model is in force for 2031/32"):
        call_command("export_model", "--year=2031/32")
    with pytest.raises(CommandError, match="No improvement model is in force for 2031/32"):
        call_command("levels", "--year=2031/32")
