"""What the columns and labels of schools' plans are called, and what each is taken as."""

import re

TARGETS = {
    "priority": "Priority",
    "outcome": "Intended outcome",
    "baseline": "Where we start",
    "success": "Success criterion",
    "milestone": "Milestone",
    "action": "Action",
    "owner": "Who does it",
    "start": "Starts",
    "due": "Due",
    "when": "When (from and to)",
    "cost": "Cost",
    "funding": "Paid from",
    "cpd": "Training needed",
    "monitoring": "What is looked at",
    "monitor_who": "Who looks",
    "monitor_when": "When it is looked at",
    "rag": "Colour",
    "progress": "How it goes",
    "leave": "Not taken",
}
LEAVE = "leave"
CONTEXT = "context"
OF_WORDS = {  # what a paragraph outside tables may be taken as
    "priority": TARGETS["priority"],
    "outcome": TARGETS["outcome"],
    "baseline": TARGETS["baseline"],
    "success": TARGETS["success"],
    "action": TARGETS["action"],
    CONTEXT: "About our school",
    LEAVE: TARGETS[LEAVE],
}

# The first that is found in a head says what it is, so what is special stands before what is usual.
_FOUND = [
    (target, re.compile(pattern))
    for target, pattern in (
        (LEAVE, r"^(no|number|ref|reference|item|#)$"),
        ("funding", r"^(funding|funded|paid)( source| by| from)?$|source of fund|^source$"),
        ("monitor_who", r"monitor\w* (by|who)|who (will )?monitor|monitor\w* lead|checked by"),
        ("monitor_when", r"monitor\w* (when|date)|when (will it be )?monitor"),
        ("monitoring", r"monitor|quality assur|scrutiny|how (will )?we check"),
        ("success", r"success|kpi|performance (indicator|measure)|criteri|will we know"),
        ("milestone", r"milestone|^(autumn|spring|summer)|checkpoint|interim"),
        ("cpd", r"cpd|training|development need|staff development"),
        ("cost", r"cost|resource|budget|financ|£|spend"),
        ("rag", r"\brag\b|status|colour|rating"),
        ("outcome", r"outcome|(intended|expected|desired) impact|\baims?\b|intent|want to see"),
        ("progress", r"progress|evaluation|impact|review|update|comment|evidence|how it go"),
        ("due", r"deadline|\bdue\b|by when|complet|\bend\b|finish|target date"),
        ("start", r"start(?!ing point)|begin|commence"),
        ("when", r"time|when|dates?\b|timing"),
        ("owner", r"\bwho\b|whom|lead|responsib|owner|person|staff|personnel|accountab"),
        ("baseline", r"baseline|starting point|current|where (are we|we are)"),
        ("action", r"action|task|activit|steps?\b|strateg|will we do|to do|implementation|how\b"),
        ("priority", r"priorit|objective|goal|focus|area|issue"),
        ("outcome", r"targets?\b"),
    )
]  # fmt: skip
# A head is made of these words and no other: "English lead" is a person, "Lead" is a head.
_SAID_IN_HEADS = """
    a accountable action actions activities activity aim aims and are area areas as at autumn
    baseline be begin begins budget by check checked checkpoint checkpoints colour comment comments
    commence complete completed completion cost costs costing cpd criteria criterion current date
    dates deadline desired development do does due end evaluation evidence expected finance
    financial finish focus for from frame fund funded funding goal goals half how impact
    implementation improvement in indicator indicators intended intent interim is issue issues item
    key know kpi kpis lead leader leads line me measure measures milestone milestones monitor
    monitored monitoring must name named need needed needs no notes number objective objectives of
    on or our outcome outcomes owner owners paid people performance person personnel persons plan
    planned point position priorities priority professional progress quality assurance rag rating
    ref reference required resource resources responsible responsibility review reviewed scale
    school see sip source specific spend spring staff start starting starts status step steps
    strategic strategies strategy success summer target targets task tasks term the their time
    timeframe timeline times timescale timescales timing to training update updates us want way we
    what when where which who whom why will with s rated taken against
"""
_VOCABULARY = frozenset(_SAID_IN_HEADS.split())
_SMALL = frozenset("12")
# A row that names columns has some of these; "Review" or "Staff" alone may be what a cell says.
_STRONG = re.compile(
    r"\b(actions?|tasks?|activit|who|whom|lead\b|owners?|responsib|persons?\b|when|dates?|deadline|"
    r"due\b|time ?(scale|frame|line)|costs?|resources?|budget|funding|success|criteria|kpi|"
    r"milestones?|monitor|outcomes?|priorit|objectives?|rag\b|status|impact|evaluation|baseline|"
    r"cpd|targets?|goals?|aims?)",
    re.IGNORECASE,
)
LONGEST_HEAD = 60
_PRIORITY = re.compile(
    r"^(?:(?:key|school|strategic|sip|improvement)\s+)*"
    r"(?:priority|objective|goal|target|key issue|focus|area for (?:improvement|development))"
    r"(?:\s+(?:area|for improvement))?\s*(?:no\.?\s*)?(?:\d{1,2}|[a-h])?\s*[:.)\u2013\u2014-]+\s*"
    r"|^(?:priority|objective|goal|key issue)\s+(?:\d{1,2}|[a-h])\b\s*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\d{1,2}\s*[.):\u2013-]\s*(?=\D)")
_LABEL = re.compile(r"^([^:\n]{2,60}):\s*(?=\S)")


def squeezed(text: str) -> str:
    """One line, as heads are compared and shown."""
    return " ".join(text.split())


def words(text: str) -> list[str]:
    return re.findall(r"[a-z]+|\d+|[^\W\d_]|[£#]", text.casefold())


def guess(head: str) -> str:
    """What a column of this head is taken as; not taken where nobody could know."""
    plain = " ".join(words(head))
    return next((target for target, pattern in _FOUND if pattern.search(plain)), LEAVE)


def is_head(text: str) -> bool:
    """Whether a cell is made of the words of heads only."""
    said = words(text)
    if not said or len(text) > LONGEST_HEAD:
        return False
    known = all(word in _VOCABULARY or word in _SMALL or word in "£#" for word in said)
    return known and guess(text) != LEAVE


def is_header(cells: list[str], *, below_another: bool = False) -> bool:
    """Whether a row names columns: its cells are heads, and of more than one thing.

    Half of them are enough for the first such row of a table; below it, all must be.
    """
    filled = [cell for cell in cells if cell]
    heads = [cell for cell in filled if is_head(cell)]
    strong = {guess(cell) for cell in heads if _STRONG.search(cell)}
    enough = len(heads) == len(filled) if below_another else 2 * len(heads) >= len(filled)
    return len(strong) >= 2 and enough


def labelled(text: str) -> tuple[str, str] | None:
    """(success, 80% at expected) of “Success criteria: 80% at expected”."""
    found = _LABEL.match(text)
    if found is None or not is_head(found[1]):
        return None
    return guess(found[1]), text[found.end() :].strip()


def names_priority(text: str) -> bool:
    return bool(_PRIORITY.match(squeezed(text)))


def title_of(text: str) -> str:
    """A priority's title without “Priority 1:” before it; the whole where nothing else is said."""
    plain = squeezed(text)
    rest = _PRIORITY.sub("", plain, count=1) or plain
    return _NUMBER.sub("", rest, count=1).strip()
