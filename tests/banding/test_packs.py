import re
from pathlib import Path

import pytest

from banding.packs import reader
from banding.packs.reader import BadPack, parse_pack, read_pack
from core.errors import DomainError

WHOLE = (Path(reader.__file__).parent / "humber.yaml").read_text(encoding="utf-8")
HUMBER = WHOLE.partition("  - first_year: 2026/27")[0]  # the document's own wording


def problems(*, instead_of: str, write: str) -> list[reader.PackProblem]:
    assert instead_of in HUMBER
    with pytest.raises(BadPack) as refused:
        parse_pack(HUMBER.replace(instead_of, write, 1))
    return refused.value.problems


@pytest.mark.parametrize(
    ("instead_of", "write", "path", "value", "remedy"),
    [
        ("tone: calm", "tone: blue", "editions[1].levels[2].tone", "'blue'", "Write one of"),
        ("days: 3.5", "days: 3.3", "editions[1].offer.core[2].days", "'3.3'", ".25, .5"),
        ("days: 1.0", "days: some", "editions[1].offer.core[3].days", "'some'", "a number of days"),
        ("days: 1.5", "days: -1", "editions[1].offer.core[4].days", "'-1'", "a number of days"),
        ("level: D", "level: F", "editions[1].offer.additional[1].level", "'F'", "A, B, C, D, E"),
        ("code: C\n", "code: B\n", "editions[1].levels[3].code", "'B'", "written twice"),
        ("code: bespoke_send", "code: bespoke_ect", "bespoke[13].code", "'bespoke_ect'", "twice"),
        ("2021/22", "2021", "editions[1].first_year", "'2021'", "Write it like 2026/27"),
        ("        label: Band B\n", "", "levels[2].label", "not there", "Add a line 'label: …'"),
        ("label: Band B", "label:", "editions[1].levels[2].label", "empty", "Write words"),
        ("tone: calm", "colour: calm", "editions[1].levels[2].colour", "'calm'", "take it out"),
        ("Leadership team could be new and/or inexperienced.", "3", "text", "'3'", "Write words"),
        ("code: target_setting", "code: Target", "core[1].code", "'Target'", "small letters"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_named_by_path_value_and_remedy(instead_of, write, path, value, remedy):
    [problem] = problems(instead_of=instead_of, write=write)
    assert path in problem.path
    assert value in problem.value
    assert remedy in problem.remedy


def test_a_wrong_line_is_found_in_the_file_by_its_number():
    [problem] = problems(instead_of="tone: calm", write="tone: blue")
    assert HUMBER.splitlines()[problem.line - 1].strip() == "tone: calm"
    assert str(problem).startswith(f"Line {problem.line}, editions[1].levels[2].tone: 'blue'")


def test_every_wrong_line_is_named_at_once():
    text = HUMBER.replace("tone: calm", "tone: blue")
    with pytest.raises(BadPack) as refused:
        parse_pack(text.replace("days: 0.5", "days: 0.4"))
    assert len(refused.value.problems) == 2
    assert len(str(refused.value).splitlines()) == 2


def test_two_editions_for_one_year_are_refused():
    again = HUMBER[HUMBER.index("  - first_year") :]
    for anchor in re.findall(r"&(\w+)", again):
        again = again.replace(f"&{anchor}", f"&{anchor}_again")
    with pytest.raises(BadPack, match=r"editions\[2\]\.first_year: '2021'.*twice"):
        parse_pack(HUMBER + again)


@pytest.mark.parametrize("text", ["", "- a list", "model: [", "model: !!python/name:os.system x"])
def test_a_file_that_is_no_pack_is_refused_in_a_sentence(text):
    with pytest.raises(BadPack, match=r"Line \d+, "):
        parse_pack(text)


def test_an_unknown_pack_is_refused_with_the_ones_there_are():
    with pytest.raises(DomainError, match=r"no improvement model called nope\. There is: .*humber"):
        read_pack("nope")


def test_the_newest_wording_that_had_begun_is_used():
    pack = read_pack("humber")
    assert pack.edition_for(2020) is None
    assert pack.edition_for(2025) is pack.editions[0]
    assert pack.edition_for(2027) is pack.editions[1]


def test_a_wrong_line_that_two_editions_share_is_named_once():
    with pytest.raises(BadPack) as refused:
        parse_pack(WHOLE.replace("days: 3.5", "days: 3.3", 1))
    assert len(refused.value.problems) == 1
