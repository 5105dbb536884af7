"""Key stages 3 and 4, with the years that have nothing (domain-reference 3.8)."""

from functools import partial

from monitoring.rules.families import Family
from monitoring.rules.measuring import codes
from monitoring.rules.measuring.cells import Amount, Codes, Column, Grade
from monitoring.rules.measuring.counting import mean_difference, mean_of, share_met
from monitoring.rules.measuring.dates import Gap, Limit, Span
from monitoring.rules.measuring.definition import (
    Compare,
    Definition,
    Good,
    Limits,
    Pair,
    Row,
    Stage,
    Years,
)
from monitoring.rules.scales import Mark

NO_EXAMS = Gap(
    Span(2019, 2020),
    "There were no exams in 2020 or 2021: grades came from centres and teachers, and DfE "
    "published no figures by school.",
)
ATTAINMENT_8_YEARS = Years((Gap(Span(last=2014), "Attainment 8 began in 2015/16."), NO_EXAMS))
GRADE_YEARS = Years((Gap(Span(last=2015), "Grades 9 to 1 began in 2016/17."), NO_EXAMS))
PROGRESS_8_YEARS = Years(
    (
        Gap(Span(last=2014), "Progress 8 began in 2015/16."),
        NO_EXAMS,
        Gap(
            Span(2024, 2025),
            "There is no Progress 8 for 2024/25 or 2025/26: these pupils took no key stage 2 "
            "tests in 2020 or 2021. It is meant to return in 2026/27.",
        ),
    )
)
EBACC_YEARS = Years(
    (
        Gap(Span(last=2016), "The five subjects were all graded 9 to 1 from 2017/18."),
        NO_EXAMS,
        Gap(Span(2025), "The English Baccalaureate left the performance tables in 2025/26."),
    )
)

GRADE = Grade(codes.GCSE)
ENGLISH, MATHS = Column("english", GRADE), Column("maths", GRADE)
PILLARS = (
    ENGLISH,
    MATHS,
    Column("science", Grade(codes.GCSE, is_pair=True)),
    Column("humanities", GRADE),
    Column("language", GRADE),
)
ATTAINMENT_8 = Column("attainment_8", Amount(0, 90))
AT_THE_END = "Pupils at the end of key stage 4, entered or not"


_gcse = partial(
    Definition,
    stage=Stage.KS4,
    good=Good.HIGHER,
    compare=Compare.NATIONAL,
    source="DfE key stage 4 performance",
)


def _entered_in_all(row: Row, limits: Limits) -> Pair | None:
    given = [row[column.name] for column in PILLARS]
    return int(not any(isinstance(v, Mark) and v.code == "NE" for v in given)), 1


def _passed(code: str, grade: int, limit: Limit, *columns: Column, years: Years,
            beware: str = "") -> Definition:  # fmt: skip
    names = [column.name for column in columns]
    return _gcse(
        code,
        f"Pupils with grade {grade} or above in {', '.join(names[:-1])} and {names[-1]}",
        AT_THE_END,
        share_met(*names, limit=limit),
        columns,
        years=years,
        limits=(limit,),
        beware=beware,
    )


KEY_STAGE_4 = [
    _gcse(
        "attainment_8",
        "Pupils' Attainment 8 scores of 90, added up: eight slots, English and maths twice",
        AT_THE_END,
        mean_of("attainment_8"),
        (ATTAINMENT_8,),
        years=ATTAINMENT_8_YEARS,
        beware="Which subjects may fill the slots is under consultation.",
    ),
    _gcse(
        "progress_8",
        "Attainment 8 less the average of pupils with the same key stage 2 results, divided by "
        "10, added up",
        "Pupils with key stage 2 results; a blank estimate leaves the pupil out",
        mean_difference("attainment_8", "attainment_8_estimate", of=10),
        (
            ATTAINMENT_8,
            Column("attainment_8_estimate", Amount(0, 90), may_be_blank=True),
        ),
        years=PROGRESS_8_YEARS,
        spread=Limit.PROGRESS_8_SPREAD,
        beware="The nation's mean is about 0. The interval needs the year's national spread.",
    ),
    _passed(
        "english_maths_4",
        4,
        Limit.GCSE_STANDARD,
        ENGLISH,
        MATHS,
        years=GRADE_YEARS,
        beware="English is the better of language and literature.",
    ),
    _passed("english_maths_5", 5, Limit.GCSE_STRONG, ENGLISH, MATHS, years=GRADE_YEARS),
    _gcse(
        "ebacc_entry",
        "Pupils entered in English, maths, science, history or geography, and a language",
        AT_THE_END,
        _entered_in_all,
        PILLARS,
        years=EBACC_YEARS,
    ),
    _passed("ebacc_4", 4, Limit.GCSE_STANDARD, *PILLARS, years=EBACC_YEARS),
    _passed("ebacc_5", 5, Limit.GCSE_STRONG, *PILLARS, years=EBACC_YEARS),
    _gcse(
        "ebacc_average",
        "Pupils' English Baccalaureate point scores of 9, added up",
        AT_THE_END,
        mean_of("ebacc_points"),
        (Column("ebacc_points", Amount(0, 9)),),
        years=EBACC_YEARS,
    ),
]

KEY_STAGE_3 = [
    *(
        Definition(
            code=f"ks3_{subject}_expected",
            stage=Stage.KS3,
            counted=f"Pupils of years 7 to 9 at or above what the trust expects by now in "
            f"{subject.capitalize() if subject == 'english' else subject}",
            of="Pupils with a judgement, and those who were absent",
            columns=(Column(subject, Codes(codes.TEACHER), of_trust=True),),
            count=share_met(subject),
            good=Good.HIGHER,
            compare=Compare.OWN,
            source="The trust's own scale",
            family=Family.POINT_IN_TIME,
            beware="Nothing statutory is collected in key stage 3.",
        )
        for subject in ("english", "maths", "science")
    ),
    Definition(
        code="ks3_reading_test",
        stage=Stage.KS3,
        counted="Pupils of year 8 who meet the standard of the test",
        of="Pupils of year 8",
        columns=(Column("outcome", Codes(codes.PHONICS_OUTCOMES)),),
        count=share_met("outcome"),
        good=Good.HIGHER,
        compare=Compare.NATIONAL,
        source="White paper, 2026",
        years=Years(
            (Gap(Span(), "A reading test in year 8 is planned; its marks are not published."),)
        ),
    ),
]
DEFINITIONS = [*KEY_STAGE_3, *KEY_STAGE_4]
