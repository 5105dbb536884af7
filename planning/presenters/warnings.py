"""Phrases of a section that look like a child's name, as a sentence for whoever typed them."""

from collections.abc import Mapping

from accounts.models import User
from planning.models import Plan
from planning.rules.names import phrases_like_names
from planning.selectors.plans import pupils_named_for
from schools.models import School


def name_warning(user: User, plan: Plan, texts: Mapping[str, str]) -> str:
    return name_warning_at(user, plan.school, texts)


def name_warning_at(user: User, school: School, texts: Mapping[str, str]) -> str:
    """Of texts that are in no plan yet."""
    known = pupils_named_for(user, school)
    found = phrases_like_names(texts.items(), known=known)
    said = ", ".join(f"“{text}”" for text in dict.fromkeys(one.text for one in found))
    if not said:
        return ""
    return f"Does this name a child? {said}. Plans are read by governors and kept for years."
