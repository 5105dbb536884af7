"""When one figure may not be shown beyond the school (domain-reference 3.11, security.md 3 rule 7).

A mask says which measures of a subject are hidden: 1 expected, 2 the higher standard, 3 both, and
then the number of pupils is hidden too. The rule itself is monitoring's, whose pages obey it too.
"""

from monitoring.rules.small_numbers import FEW, TINY, is_too_small, says_too_much

__all__ = ["BOTH", "EXPECTED", "FEW", "HIGHER", "TINY", "is_too_small", "says_too_much"]

EXPECTED, HIGHER, BOTH = 1, 2, 3
