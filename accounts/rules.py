"""Where each kind of role may be held. Pure: names of roles in, a sentence or nothing out."""


def why_not_there(
    *, names_schools: bool, names_hub: bool, trust_wide_only: bool, school_only: bool, scoped: bool
) -> str:
    """Why a role of this kind cannot be held there, or an empty string when it can.

    `scoped` roles (a specialist's) are never for the whole trust (security.md section 3, rule 9).
    """
    if names_schools and names_hub:
        return "Choose a hub or schools, not both."
    if trust_wide_only and (names_schools or names_hub):
        return "This role is for the whole trust: leave schools and hub empty."
    if school_only and not names_schools:
        return "Choose the school this role is for."
    if scoped and not (names_schools or names_hub):
        return "Choose the schools or the hub this role is for."
    return ""
