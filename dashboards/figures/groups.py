"""The pupil groups figures are made for, and the families that share all pupils out among
themselves.
"""

ALL = "ALL"
FAMILIES: dict[str, tuple[str, ...]] = {
    "disadvantage": ("DIS", "NOT_DIS"),
    "sen": ("SEN_N", "SEN_K", "SEN_E"),
    "language": ("EAL", "NOT_EAL"),
    "sex": ("F", "M"),
}
GROUPS: tuple[str, ...] = (ALL, *(group for family in FAMILIES.values() for group in family))
FAMILY_OF = {group: family for family, groups in FAMILIES.items() for group in groups}

# What is withheld together: all pupils, or a whole family (ADR 0005).
BLOCKS: dict[str, tuple[str, ...]] = {ALL: (ALL,), **FAMILIES}

RWM = "rwm"
RWM_SUBJECTS = ("reading", "writing", "maths")
