"""Each improvement model has a demonstration trust whose story agrees with its pack."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from banding.models import BandDecision, Edition, Evidence, Obligation
from banding.packs.reader import available, read_pack
from banding.selectors import sheet_of
from demo.cast import Cast
from demo.loading import load
from demo.stories import STORIES
from demo.summary import loaded_story
from demo.visiting import stories as visits_of
from monitoring.models import Submission
from schools.models import School

SMALL = [story for story in STORIES.values() if story.model != "humber"]


def test_there_is_one_for_each_model():
    assert sorted(STORIES) == available()


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_its_levels_and_lines_are_those_of_its_model(story):
    wording = read_pack(story.model).edition_for(2026)
    levels = {band["level"] for band in story.read("bands.yaml")["this_year"]}
    lines = {told.line for told in visits_of(story)}
    offer = wording.offer
    assert levels <= set(wording.level_codes)
    assert lines <= {line.code for line in (*offer.core, *offer.additional, *offer.bespoke)}


@pytest.mark.parametrize("story", SMALL, ids=lambda story: story.model)
def test_it_loads_with_people_returns_and_the_model_in_force(story, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    two = frozenset(sorted(story.urns)[:2])
    load(Cast(story, only=two))
    assert loaded_story() is story
    assert Edition.objects.get(state="in_force", start_year=2026).model.code == story.model
    assert {school.urn for school in School.objects.members()} == two
    assert Submission.objects.counting().exists()
    told = {band["urn"]: band["level"] for band in story.read("bands.yaml")["this_year"]}
    settled = BandDecision.objects.current().filter(start_year=2026)
    assert {d.school.urn: d.level.code for d in settled} == {
        urn: level for urn, level in told.items() if urn in two
    }
    for decision in settled.exclude(findings=None).distinct():
        assert sheet_of(decision).suggested == decision.level, decision
    told_why = {band["urn"] for band in story.read("bands.yaml")["this_year"] if "evidence" in band}
    found = Evidence.objects.values_list("finding__decision__school__urn", flat=True)
    assert set(found) == told_why & two
    owed = Obligation.objects.filter(due_on__lt=date(2026, 8, 1))
    assert owed.to_do().count() <= owed.count() / 10, "somebody does what is asked of each school"
    with pytest.raises(CommandError, match="holds"):
        call_command("demo_trust", "--model", "humber")
