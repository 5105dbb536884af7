"""Lists of schools: every layout, whose schools they are, and nothing lost between reads."""

from datetime import date

import pytest
from django.core.management import CommandError

from core.models import JournalEntry
from schools.models import EstablishmentLink, ImportRun, Phase, School, Trust, TrustMembership
from schools.services import leave_trust

pytestmark = pytest.mark.django_db
HUMBER = ["--trust-uid", "16827", "--groups", "group_links.csv"]


def counts(report):
    return [report[way] for way in ("created", "changed", "unchanged", "skipped")]


def joined(urn):
    return TrustMembership.objects.get(school__urn=urn).starts_on


def test_a_small_list_with_group_links_makes_one_trust_with_dated_members(run):
    report = run("import_schools", "small_list.csv", *HUMBER, "--links", "links.csv")
    assert counts(report) == [3, 0, 0, 1]
    trust = Trust.objects.get()
    assert (trust.name, trust.group_uid) == ("HUMBER EDUCATION TRUST", 16827)
    assert joined(139511) == date(2020, 9, 1)
    assert School.objects.get(urn=137363).phase == Phase.SPECIAL
    assert School.objects.get(urn=139511).la_name == "Kingston upon Hull, City of"


@pytest.mark.parametrize(
    "files",
    [
        ["small_list.csv", *HUMBER, "--links", "links.csv"],
        ["group_links.csv", "--trust-uid", "16827"],
        ["gias_search_2022.csv"],
        ["gias_full_2025.csv", "gias_full_2021.csv", "--directory"],
        ["small_list.csv", "group_links.csv", "--trust-uid", "16827", "--directory"],
        ["ofsted_2026.csv"],
    ],
)
def test_a_second_run_changes_nothing(run, files):
    first = run("import_schools", *files)
    second = run("import_schools", *files)
    assert counts(second) == [0, 0, first["read"] - first["skipped"], first["skipped"]]


def test_a_preview_counts_the_same_and_writes_nothing(run):
    preview = run("import_schools", "small_list.csv", *HUMBER, "--dry-run")
    written = [School, Trust, TrustMembership, ImportRun, JournalEntry]
    assert not any(model.objects.exists() for model in written)
    assert counts(run("import_schools", "small_list.csv", *HUMBER)) == counts(preview)


def test_a_run_is_one_entry_in_the_journal(run):
    run("import_schools", "small_list.csv", *HUMBER)
    entry = JournalEntry.objects.get()
    assert entry.verb == "schools.schools.imported"
    assert entry.after["created"] == 3


def test_sponsor_rows_and_other_trusts_do_not_become_members(run):
    report = run("import_schools", "group_links.csv", "--trust-uid", "16827")
    assert counts(report) == [3, 0, 0, 6]
    assert School.objects.members().count() == 3
    with pytest.raises(CommandError, match="16842 is a school sponsor, not a trust"):
        run("import_schools", "small_list.csv", "--trust-uid", "16842", *HUMBER[2:])


def test_the_rest_of_a_list_is_kept_outside_the_trust_when_asked(run):
    report = run("import_schools", "group_links.csv", "--trust-uid", "16827", "--directory")
    assert report["created"] == 5
    assert School.objects.members().count() == 3


def test_a_directory_makes_no_trust(run):
    run("import_schools", "gias_search_2022.csv", "--directory")
    assert School.objects.exists()
    assert not Trust.objects.exists()


def test_without_a_trust_every_open_school_joins_on_its_opening_day(run):
    report = run("import_schools", "gias_search_2022.csv")
    assert counts(report) == [5, 0, 0, 1]
    assert "Left out: 1 closed schools." in report["notes"]
    assert joined(138764) == date(2012, 9, 1)
    assert School.objects.get(urn=124967).is_open  # "Open, but proposed to close"


def test_a_school_whose_list_gives_no_date_joined_this_academic_year(run, a_list):
    run("import_schools", a_list("URN,Name", "139511,Bude Park"))
    assert joined(139511).month == 9


def test_a_trust_named_without_its_uid_is_found_by_name(run, a_list):
    groups = a_list(
        "URN,Group UID,Group Name,Group Type (code),Group Type,Closed Date,Joined date",
        "136534,3190.0,GLF SCHOOLS,06,Multi-academy trust,,2011-04-01",
        name="groups.csv",
    )
    run("import_schools", "gias_search_2022.csv", "--trust-uid", "3190", "--groups", groups)
    assert School.objects.members().count() == 3


def test_a_trust_that_is_in_no_file_is_said(run):
    with pytest.raises(CommandError, match="No school of these files is in trust 99"):
        run("import_schools", "small_list.csv", "--trust-uid", "99")


def test_an_installation_belongs_to_one_trust(run):
    run("import_schools", "group_links.csv", "--trust-uid", "16827")
    with pytest.raises(CommandError, match="belongs to HUMBER EDUCATION TRUST"):
        run("import_schools", "group_links.csv", "--trust-uid", "3496")


def test_a_known_date_replaces_an_assumed_one_and_never_the_reverse(run):
    run("import_schools", "small_list.csv", "--trust-uid", "16827")
    assert run("import_schools", "small_list.csv", *HUMBER)["changed"] == 3
    assert joined(139511) == date(2020, 9, 1)
    assert run("import_schools", "small_list.csv", "--trust-uid", "16827")["changed"] == 0
    assert joined(139511) == date(2020, 9, 1)


def test_a_school_that_left_stays_out_when_an_old_list_is_read_again(run):
    run("import_schools", "small_list.csv", *HUMBER)
    leave_trust(actor=None, school=School.objects.get(urn=139511), ends_on=date(2024, 8, 31))
    assert run("import_schools", "small_list.csv", *HUMBER)["changed"] == 0
    assert not School.objects.members().filter(urn=139511).exists()


def test_a_member_that_closes_leaves_on_that_day(run, a_list):
    run("import_schools", a_list("URN,Name,OpenDate", "139511,Bude Park,01-04-2013"))
    header = "URN,Name,EstablishmentStatus (name),CloseDate"
    report = run("import_schools", a_list(header, "139511,Bude Park,Closed,31-08-2025"))
    assert report["changed"] == 1
    assert TrustMembership.objects.get().ends_on == date(2025, 8, 31)
    assert not School.objects.get().is_open


def test_phases_come_from_the_type_before_the_phase_and_the_ages(run):
    report = run("import_schools", "gias_search_2021.csv", "--directory")
    assert dict(School.objects.values_list("urn", "phase")) == {
        100528: Phase.SECONDARY,
        124911: Phase.NURSERY,
        124916: Phase.AP,
        125452: Phase.SPECIAL,
        145004: Phase.POST16,
    }
    assert {"Left out: 1 children's centres.", "Left out: 1 universities."} <= {*report["notes"]}


def test_links_that_overflow_the_last_column_are_read(run):
    """Trap 2: 125020 is closed, so it is known from elsewhere before its links count."""
    School.objects.create(urn=125020, name="South Camberley")
    run("import_schools", "gias_search_2022.csv", "--directory")
    links = EstablishmentLink.objects.filter(urn=125020)
    assert {(link.linked_urn, link.link_type) for link in links} == {
        (124970, "Predecessor"),
        (125063, "Predecessor"),
        (145279, "Successor"),
    }


def test_a_full_layout_damaged_by_a_spreadsheet_is_still_read(run):
    """Trap 16 and 17: 16/01/2025, type code 2 for 02, a UPRN of 1.00063E+11."""
    report = run("import_schools", "gias_full_2025.csv")
    assert counts(report) == [1, 0, 0, 2]
    school = School.objects.get()
    assert (school.laestab, school.phase, school.pupils) == ("8453090", Phase.PRIMARY, 661)
    assert school.opened_on == date(2016, 8, 1)


def test_wales_is_left_out_and_a_lost_letter_is_no_reason_to_fall(run):
    report = run("import_schools", "gias_full_2021.csv")
    assert "Left out: 2 schools outside England." in report["notes"]
    assert report["created"] == 2


def test_a_download_of_few_columns_is_taken_and_what_it_lacks_is_named(run, a_list):
    report = run("import_schools", a_list("EstablishmentName,URN,Postcode", "Elm,139511,HU7 4EY"))
    assert report["created"] == 1
    assert "the type of school, the phase, the status" in report["notes"][0]


def test_columns_that_a_list_does_not_have_leave_what_is_known(run, a_list):
    run("import_schools", "gias_full_2025.csv")
    run("import_schools", a_list("URN,Name", "143034,St Paul's"))
    school = School.objects.get()
    assert (school.name, school.pupils) == ("St Paul's", 661)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",Elm,1", "There is no URN."),
        ("abc,Elm,1", "'abc' is not a URN."),
        ("12,Elm,1", "'12' is not a URN."),
        ("139511,,1", "School 139511 has no name."),
        (f"139511,{'a' * 201},1", "The name is longer than 200 characters."),
    ],
)
def test_a_row_that_cannot_be_a_school_is_refused_with_its_number(run, a_list, row, reason):
    report = run("import_schools", a_list("URN,Name,SchoolCapacity", "139512,Oak,210", row))
    assert report["created"] == 1
    assert [(r["row"], r["reason"]) for r in report["refused"]] == [(3, reason)]


def test_a_damaged_lesser_cell_is_noted_and_the_school_is_kept(run, a_list):
    header = "URN,Name,SchoolCapacity,OpenDate,StatutoryLowAge,StatutoryHighAge"
    report = run("import_schools", a_list(header, "139511,Elm,1.5E+03,someday,11,4"))
    assert report["created"] == 1
    assert len([note for note in report["notes"] if note.startswith("Row 2")]) == 3


def test_cp1252_and_two_rows_for_one_school_are_read(run, a_list):
    report = run(
        "import_schools",
        a_list("URN,Name", "126416,St Thomas à Becket", "126416,St Thomas", encoding="cp1252"),
    )
    assert counts(report) == [1, 0, 1, 0]
    assert School.objects.get().name == "St Thomas à Becket"


def test_files_of_another_kind_are_refused_whole(run, a_list):
    with pytest.raises(CommandError, match="has no column URN"):
        run("import_schools", a_list("Group UID,Group Name", "1,A"))
    with pytest.raises(CommandError, match="no column with the schools' names"):
        run("import_schools", "census_2024.csv")
    with pytest.raises(CommandError, match="no readable file"):
        run("import_schools", "/nowhere/at/all")
