"""Reads that answer a question. What other rooms ask is named here."""

from monitoring.selectors.collections import schools_asked, years_of
from monitoring.selectors.returns import Coverage, coverage
from monitoring.selectors.scales import scale_rules

__all__ = ["Coverage", "coverage", "scale_rules", "schools_asked", "years_of"]
