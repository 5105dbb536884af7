"""Key stage 1 and key stage 2 (domain-reference 3.4 to 3.6, formats 4)."""

from monitoring.rules.families import Family
from monitoring.rules.measures import SUBJECTS
from monitoring.rules.measuring import codes
from monitoring.rules.measuring.cells import Amount, Codes, Column, Reader, Score, YesNo
from monitoring.rules.measuring.counting import mean_of, share_met, share_of_code
from monitoring.rules.measuring.dates import Gap, Limit, Span
from monitoring.rules.measuring.definition import (
    Compare,
    Count,
    Definition,
    Good,
    Stage,
    Years,
)
from monitoring.rules.results import FIRST_YEAR

LEVELS = Gap(
    Span(last=FIRST_YEAR - 1),
    "Results were levels, which nothing today compares with.",
)
NOT_SAT = Gap(Span(2019, 2020), "Nobody was assessed at the end of a key stage in 2020 or 2021.")
KS2_YEARS = Years((LEVELS, NOT_SAT))
KS1_YEARS = Years(
    (
        LEVELS,
        NOT_SAT,
        Gap(
            Span(2023),
            "Key stage 1 is optional since 2023/24 and nothing is published, so there is nothing "
            "to compare with. The ks1_optional measures are for a school's own tests.",
        ),
    )
)
OPTIONAL_YEARS = Years(
    (Gap(Span(last=2022), "Until 2022/23 key stage 1 was statutory: use the ks1 measures."),)
)
PROGRESS_YEARS = Years(
    (
        LEVELS,
        NOT_SAT,
        Gap(
            Span(2023, 2024),
            "These pupils had no key stage 1 assessment in 2020 or 2021, so there is no start to "
            "measure from.",
        ),
        Gap(
            Span(2025, 2025),
            "DfE meant to bring progress back, but its school profile says there is none for "
            "2025/26. It is not shown until that is settled.",
        ),
        Gap(
            Span(2027),
            "From 2027/28 progress starts at the reception baseline; how is not published yet.",
        ),
    )
)
DISCOUNTED = Column("is_discounted", YesNo(), is_optional=True)
SCALED = Score(80, 120, codes.TESTS)
READERS: dict[str, Reader] = {
    "reading": SCALED,
    "maths": SCALED,
    "gps": SCALED,
    "writing": Codes(codes.WRITING),
    "science": Codes(codes.SCIENCE),
}
OF = "Pupils who were eligible, whether or not they took the test"
OF_JUDGED = "Pupils who were eligible"
OF_ALL_THREE = "Pupils eligible in all three"
TAKERS = "Pupils with a scaled score"
TESTED_AND_JUDGED = ("reading", "maths", "writing")


def _ks2(code: str, counted: str, of: str, count: Count, *subjects: str,
         limits: tuple[Limit, ...] = (), beware: str = "") -> Definition:  # fmt: skip
    columns = tuple(Column(subject, READERS[subject]) for subject in subjects)
    return Definition(
        code=code,
        stage=Stage.KS2,
        counted=counted,
        of=of,
        columns=(*columns, DISCOUNTED),
        count=count,
        good=Good.HIGHER,
        compare=Compare.NATIONAL,
        source="DfE key stage 2 attainment",
        years=KS2_YEARS,
        limits=limits,
        beware=beware,
        family=Family.SCALED_SCORE,
    )


def _ks2_test(subject: str) -> list[Definition]:
    words = SUBJECTS[subject]
    return [
        _ks2(
            f"{subject}_expected",
            f"Pupils with a scaled score of 100 or more in {words}",
            OF,
            share_met(subject, limit=Limit.KS2_EXPECTED),
            subject,
            limits=(Limit.KS2_EXPECTED,),
        ),
        _ks2(
            f"{subject}_higher",
            f"Pupils with a scaled score of 110 or more in {words}",
            OF,
            share_met(subject, limit=Limit.KS2_HIGHER, higher=True),
            subject,
            limits=(Limit.KS2_HIGHER,),
        ),
        _ks2(
            f"{subject}_average",
            f"Scaled scores in {words}, added up",
            TAKERS,
            mean_of(subject),
            subject,
            beware="A scaled score is not a standardised score: 100 is the expected standard "
            "here, and the average of the nation's pupils there.",
        ),
    ]


COMPARE_RWM = "Before 2017/18 writing was judged against another framework, so older figures of "
COMPARE_RWM += "all three do not compare with later ones. It cannot be made from three percentages."

KEY_STAGE_2 = [
    _ks2(
        "rwm_expected",
        "Pupils with 100 or more in reading and in maths, and EXS or GDS in writing",
        OF_ALL_THREE,
        share_met(*TESTED_AND_JUDGED, limit=Limit.KS2_EXPECTED),
        *TESTED_AND_JUDGED,
        limits=(Limit.KS2_EXPECTED,),
        beware=COMPARE_RWM,
    ),
    _ks2(
        "rwm_higher",
        "Pupils with 110 or more in reading and in maths, and GDS in writing",
        OF_ALL_THREE,
        share_met(*TESTED_AND_JUDGED, limit=Limit.KS2_HIGHER, higher=True),
        *TESTED_AND_JUDGED,
        limits=(Limit.KS2_HIGHER,),
        beware=COMPARE_RWM,
    ),
    *(measure for subject in ("reading", "maths", "gps") for measure in _ks2_test(subject)),
    _ks2(
        "writing_expected",
        "Pupils judged EXS or GDS in writing",
        OF_JUDGED,
        share_met("writing"),
        "writing",
    ),
    _ks2(
        "writing_higher",
        "Pupils judged GDS in writing",
        OF_JUDGED,
        share_met("writing", higher=True),
        "writing",
    ),
    _ks2(
        "writing_wts",
        "Pupils judged WTS in writing",
        OF_JUDGED,
        share_of_code("writing", "WTS"),
        "writing",
        beware="Fewer is better only when more are at expected.",
    ),
    _ks2(
        "science_expected",
        "Pupils judged EXS in science",
        OF_JUDGED,
        share_met("science"),
        "science",
    ),
]


def _progress(subject: str, spread: Limit) -> Definition:
    return Definition(
        code=f"{subject}_progress",
        stage=Stage.KS2,
        counted="Pupils' progress scores, added up: points above or below pupils with the same "
        "start",
        of="Pupils with a progress score",
        columns=(Column(f"{subject}_progress", Amount(-60, 60), may_be_blank=True),),
        count=mean_of(f"{subject}_progress"),
        good=Good.HIGHER,
        compare=Compare.NATIONAL,
        source="DfE key stage 2 progress",
        years=PROGRESS_YEARS,
        spread=spread,
        beware="The nation's mean is about 0. One pupil's score is not shown to pupils or parents.",
    )


PROGRESS = [
    _progress("reading", Limit.READING_SPREAD),
    _progress("writing", Limit.WRITING_SPREAD),
    _progress("maths", Limit.MATHS_SPREAD),
]


def _ks1(subject: str, *, higher: bool) -> Definition:
    return Definition(
        code=f"ks1_{subject}_{'higher' if higher else 'expected'}",
        stage=Stage.KS1,
        counted=f"Pupils judged {'GDS' if higher else 'EXS or GDS'} in {subject}",
        of=OF_JUDGED,
        columns=(Column(subject, Codes(codes.KEY_STAGE_1)),),
        count=share_met(subject, higher=higher),
        good=Good.HIGHER,
        compare=Compare.NATIONAL,
        source="Key stage 1 teacher assessment",
        years=KS1_YEARS,
        beware="Results of 2022 and 2023 still matter as the start of progress to key stage 2.",
    )


def _ks1_optional(subject: str) -> list[Definition]:
    column = Column(subject, Score(85, 115, codes.OPTIONAL_TESTS))

    def measure(kind: str, counted: str, of: str, count: Count, *limits: Limit) -> Definition:
        return Definition(
            code=f"ks1_optional_{subject}_{kind}",
            stage=Stage.KS1,
            counted=counted,
            of=of,
            columns=(column,),
            count=count,
            good=Good.HIGHER,
            compare=Compare.NOTHING,
            source="Optional key stage 1 tests",
            years=OPTIONAL_YEARS,
            limits=limits,
        )

    return [
        measure(
            "expected",
            "Pupils with a scaled score of 100 or more",
            "Pupils of the year group, whether or not they took the test",
            share_met(subject, limit=Limit.KS1_EXPECTED),
            Limit.KS1_EXPECTED,
        ),
        measure("average", "Scaled scores, added up", TAKERS, mean_of(subject)),
    ]


KEY_STAGE_1 = [
    *(
        _ks1(subject, higher=higher)
        for subject in ("reading", "writing", "maths")
        for higher in (False, True)
    ),
    *(measure for subject in ("reading", "maths") for measure in _ks1_optional(subject)),
]
DEFINITIONS = [*KEY_STAGE_1, *KEY_STAGE_2, *PROGRESS]
