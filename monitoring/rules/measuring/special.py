"""Pupils below the tests, and steps against a pupil's own expectations (domain-reference 3.9).

Special schools are compared with special schools only.
"""

from collections.abc import Sequence
from functools import partial

from monitoring.rules.families import Family
from monitoring.rules.measuring import codes
from monitoring.rules.measuring.cells import Codes, Column, Word
from monitoring.rules.measuring.counting import OUT, is_out, share_met
from monitoring.rules.measuring.definition import (
    Compare,
    Count,
    Definition,
    Good,
    Limits,
    Pair,
    Row,
    Stage,
)
from monitoring.rules.scales import Mark

NEEDS = (
    "SPLD", "MLD", "SLD", "PMLD", "SEMH", "SLCN", "HI", "VI", "MSI", "PD", "ASD", "OTH", "NSA",
)  # fmt: skip
SPLITS = {"pmld": ("PMLD",), "sld": ("SLD",), "mld_asd": ("MLD", "ASD")}
JUDGEMENT = Column("judgement", Codes(codes.PERSONAL), of_trust=True)
NEED = Column("need", Word(NEEDS))
JUDGED = "Pupils judged against their own expectation this term"


def _at(*wanted: str) -> Count:
    """Pupils with one of these codes, of all who are on roll."""

    def count(row: Row, limits: Limits) -> Pair | None:
        outcome = row["outcome"]
        if is_out(outcome):
            return OUT
        return int(isinstance(outcome, Mark) and outcome.code in wanted), 1

    return count


def _met_by(needs: Sequence[str]) -> Count:
    """Pupils of these needs who meet or exceed their expectation."""
    met = share_met("judgement")

    def count(row: Row, limits: Limits) -> Pair | None:
        return met(row, limits) if row["need"] in needs else OUT

    return count


_special = partial(Definition, stage=Stage.SPECIAL, compare=Compare.SPECIAL)
_personal = partial(
    _special,
    good=Good.HIGHER,
    source="Small steps of the school",
    family=Family.PERSONAL_STEPS,
    beware="Each pupil has an expectation of their own, so it says how well it was met and not "
    "how high it was. PMLD, SLD, MLD and ASD are needs, not bands.",
)


def _who(code: str, counted: str, beware: str, *wanted: str) -> Definition:
    return _special(
        code,
        counted,
        "Pupils on roll in the year group",
        _at(*wanted),
        (Column("outcome", Codes(codes.BELOW_THE_TESTS)),),
        good=Good.NEITHER,
        source="Statutory assessment below the tests",
        beware=beware,
    )


DEFINITIONS = [
    _who(
        "engagement_pupils",
        "Pupils who are assessed by the engagement model",
        "It says who is assessed this way and nothing more: it is no scale, so it has no average "
        "and no rank.",
        "EM",
    ),
    _who(
        "pre_key_stage_pupils",
        "Pupils at a pre-key stage standard, PK1 to PK6",
        "P scales are withdrawn. PK5 is about working towards the standard of key stage 1 and PK6 "
        "about reaching it.",
        *(f"PK{step}" for step in range(1, 7)),
    ),
    _personal(
        "personal_met",
        "Pupils who meet or exceed their personal expectation",
        JUDGED,
        share_met("judgement"),
        (JUDGEMENT,),
    ),
    *(
        _personal(
            f"personal_met_{code}",
            f"Pupils whose first need is {' or '.join(needs)} who meet or exceed their personal "
            "expectation",
            f"{JUDGED}, with that need",
            _met_by(needs),
            (JUDGEMENT, NEED),
        )
        for code, needs in SPLITS.items()
    ),
    _personal(
        "personal_exceeded",
        "Pupils who exceed their personal expectation",
        JUDGED,
        share_met("judgement", higher=True),
        (JUDGEMENT,),
    ),
    _personal(
        "ehcp_outcomes_met",
        "Outcomes of EHC plans that are met or exceeded: one row for each outcome",
        "Outcomes that were judged",
        share_met("judgement"),
        (JUDGEMENT,),
    ),
]
