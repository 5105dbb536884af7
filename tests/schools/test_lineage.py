"""Which URNs a school had before, however the links were written."""

import pytest

from core.models import JournalEntry
from schools.models import EstablishmentLink, School
from schools.selectors import predecessor_urns

pytestmark = pytest.mark.django_db


def a_link(urn, linked_urn, link_type):
    EstablishmentLink.objects.create(urn=urn, linked_urn=linked_urn, link_type=link_type)


def came_from(urn):
    return predecessor_urns(School(urn=urn, name="A school"))


@pytest.mark.parametrize(
    "links",
    [
        [(144672, 117714, "Predecessor")],
        [(117714, 144672, "Successor")],
        [(144672, 117714, "Predecessor"), (117714, 144672, "Successor")],
    ],
)
def test_a_link_written_either_way_or_both_is_one_predecessor(links):
    for link in links:
        a_link(*link)
    assert came_from(144672) == [117714]
    assert came_from(117714) == []


def test_two_predecessors_and_the_one_before_them_are_found_nearest_first(run):
    """Trap 11: Elmstead Wood came from 101606 and 143109, which came from 101607."""
    run("import_schools", "small_list.csv", "--directory", "--links", "links.csv")
    assert came_from(140533) == [143109, 101606, 101607]


def test_a_sixth_form_centre_is_no_predecessor():
    a_link(144672, 100001, "Sixth Form Centre School")
    a_link(144672, 100002, "Result of Amalgamation")
    assert came_from(144672) == []


def test_a_circle_in_the_links_ends():
    a_link(100001, 100002, "Predecessor")
    a_link(100002, 100001, "Predecessor")
    assert came_from(100001) == [100002]


def test_links_are_read_as_cp1252_once_and_bad_ones_are_named(run, a_list):
    run("import_schools", "small_list.csv", "--directory", "--links", "links.csv")
    assert EstablishmentLink.objects.get(urn=108299).linked_name.startswith("St Thomas à Becket")
    links = a_list("URN,LinkURN,LinkType", "100001,x,Successor", "100001,100002,", "y,1,Other")
    report = run("import_schools", "small_list.csv", "--directory", "--links", links)
    assert len([note for note in report["notes"] if note.startswith("Links, row")]) == 3
    assert EstablishmentLink.objects.count() == 8
    assert JournalEntry.objects.count() == 2
