"""A whole plan on paper, of whatever kind: what its page, PDF and Word file are drawn from."""

from core.blocks import Block, Heading, Paragraph, facts, prose
from planning.rules.printing import evaluation, premium, priorities
from planning.rules.printing.words import Beside, Content, show_day

KNOWN_SHAPE = 1
EMPTY = "Nothing is written in this plan yet."


def blocks_of(content: Content, beside: Beside) -> tuple[Block, ...]:
    """`content` is a version's, or a plan's as it is now."""
    if content["shape"] != KNOWN_SHAPE:
        raise ValueError(f"A plan of shape {content['shape']} cannot be printed.")
    made = _frame(content)
    if content.get("premium"):
        made += premium.statement(content, beside)
    made += evaluation.summary(content)
    for one in content["areas"]:
        made += evaluation.area(one, beside)
    made += priorities.overview(content, beside)
    for number, one in enumerate(content["priorities"], start=1):
        made += priorities.priority(number, one, content, beside)
    made += priorities.costs(content)
    return tuple(made or [Paragraph(EMPTY)])


def _frame(content: Content) -> list[Block]:
    frame = content["frame"]
    made = facts(
        [
            ("Starts", show_day(frame.get("starts_on"))),
            ("Ends", show_day(frame.get("ends_on"))),
            ("Lead professional", frame.get("lead_professional", "")),
        ]
    )
    for name, text in (
        ("Our school", frame.get("context", "")),
        ("In three years", frame.get("horizon", "")),
        ("When this plan ends", frame.get("exit_criteria", "")),
    ):
        if text:
            made += [Heading(name), *prose(text)]
    required = [one for one in content["required"] if one["text"]]
    if required:
        made.append(Heading("What the trust asks a school at our level to say"))
    for one in required:
        made += [Heading(one["label"], 3), *prose(one["text"])]
    return made
