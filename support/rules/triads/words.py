"""A rota in words: why these schools are together, who meets again, and what could not be had."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from support.rules.triads.asked import (
    FEWEST,
    ONE_GROUP_UP_TO,
    Asked,
    Earlier,
    Group,
    Groups,
    Member,
    Pair,
    Repeat,
    pairs,
    sizes,
)
from support.rules.triads.costs import kilometres, stage

COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NAMED_AT_MOST = 5
STAGES = {
    "primary": "primary schools",
    "secondary": "secondary schools",
    "special": "special schools",
    "ap": "alternative provision",
}


def count(number: int) -> str:
    return COUNTS[number] if number < len(COUNTS) else str(number)


def named(names: Iterable[str]) -> str:
    """Ash, Beech and Cedar."""
    every = list(names)
    return " and ".join([", ".join(every[:-1]), every[-1]]) if len(every) > 1 else "".join(every)


def some_named(members: Sequence[Member]) -> str:
    names = [member.name for member in members[:NAMED_AT_MOST]]
    more = len(members) - len(names)
    return named([*names, f"{count(more)} more"] if more else names)


def group_of(members: Sequence[Member], again: Collection[Repeat]) -> Group:
    """`again` are the pairs of this group that meet again."""
    said = [_phases(members), _levels(members), _ways(members)]
    said += [repeat.words for repeat in again]
    return Group(
        tuple(member.urn for member in members),
        tuple(member.name for member in members),
        " ".join(filter(None, said)),
    )


def _phases(members: Sequence[Member]) -> str:
    stages = list(dict.fromkeys(stage(member) for member in members))
    if "unknown" in stages:
        return ""
    if len(stages) == 1:
        return f"All are {STAGES[stages[0]]}."
    return f"{named(STAGES[one] for one in stages).capitalize()} together."


def _levels(members: Sequence[Member]) -> str:
    ranked = sorted((m for m in members if m.rank is not None), key=lambda m: m.rank or 0)
    labels = list(dict.fromkeys(member.level for member in ranked))
    if len(ranked) < len(members) or not labels:
        return ""
    if len(labels) == 1:
        return f"All are on {labels[0]}."
    return f"{named(labels)}: some have more to give, some more to take."


def _ways(members: Sequence[Member]) -> str:
    ways = [kilometres(one, other) for one, other in pairs_of(members)]
    known = [way for way in ways if way is not None]
    if not known:
        return ""  # the notes say whose place is not known
    if len(known) < len(ways):
        return "How far apart all of them are is not known."
    return f"At most {max(known)} km from one to another."


def pairs_of(members: Sequence[Member]) -> list[tuple[Member, Member]]:
    return [(one, other) for at, one in enumerate(members) for other in members[at + 1 :]]


def repeats_of(asked: Asked, terms: Sequence[Earlier]) -> list[Repeat]:
    """Every pair that meets again within the terms asked for, in the terms of `asked`."""
    names = {member.urn: member.name for member in asked.members}
    every = [*asked.counted, *terms]
    found = []
    for at, now in enumerate(every):
        if at < len(asked.counted):
            continue
        near = every[max(0, at - asked.apart + 1) : at]
        last: dict[Pair, str] = {pair: e.term for e in near for pair in _pairs(e.groups)}
        for pair in sorted(pair for pair in _pairs(now.groups) if pair in last):
            found.append(_repeat(now.term, pair, last[pair], names))
    return found


def _pairs(groups: Groups) -> list[Pair]:
    return [pair for group in groups for pair in pairs(group)]


def _repeat(term: str, pair: Pair, last: str, names: Mapping[int, str]) -> Repeat:
    both = named(names[urn] for urn in pair)
    return Repeat(term, pair, last, f"{both} meet again: they last met in {last}.")


def too_few(asked: Asked) -> str:
    many = len(asked.members)
    schools = "school" if many == 1 else "schools"
    return (
        f"There are {count(many)} {schools}, and a triad needs at least {count(FEWEST)}: "
        "no rota can be made."
    )


def notes_on(asked: Asked, repeats: Sequence[Repeat], *, is_proved: bool) -> list[str]:
    return [
        *_on_sizes(asked),
        *_on_repeats(asked, repeats, is_proved=is_proved),
        *_on_what_is_unknown(asked),
        *_on_special_schools(asked),
    ]


def _on_sizes(asked: Asked) -> list[str]:
    many = len(asked.members)
    fours = sizes(many).count(4)
    if many <= ONE_GROUP_UP_TO:
        return [f"With {count(many)} schools there is one group, the same each term."]
    if not fours:
        return []
    groups = "one group" if fours == 1 else f"{count(fours)} groups"
    return [f"{many} schools do not divide by three, so each term has {groups} of four."]


def _on_repeats(asked: Asked, repeats: Sequence[Repeat], *, is_proved: bool) -> list[str]:
    within = f"within {count(asked.apart)} terms"
    if asked.apart == 1:
        return ["Schools may meet again the next term, as you asked."]
    if not repeats:
        return [f"No two schools meet twice {within}."]
    times = "Once" if len(repeats) == 1 else f"{count(len(repeats)).capitalize()} times"
    fewest = (
        f"With {len(asked.members)} schools there is no way with fewer."
        if is_proved
        else "No way with fewer was found."
    )
    return [f"{times} two schools meet again {within}. {fewest}"]


def _on_what_is_unknown(asked: Asked) -> list[str]:
    notes = []
    nowhere = [member for member in asked.members if member.at is None]
    if nowhere:
        notes.append(
            f"Where these schools are is not known, so their distance was not looked at: "
            f"{some_named(nowhere)}."
        )
    ranks = [member for member in asked.members if member.rank is not None]
    unsettled = [member for member in asked.members if member.rank is None]
    if not ranks:
        notes.append("No school has a level this year, so givers and takers were not mixed.")
    elif unsettled:
        notes.append(f"No level is settled yet for {some_named(unsettled)}.")
    return notes


def _on_special_schools(asked: Asked) -> list[str]:
    special = [member for member in asked.members if member.phase == "special"]
    if not special or len(special) == len(asked.members):
        return []
    if len(special) < FEWEST:
        return [f"Too few special schools for a group of their own: {some_named(special)}."]
    return ["Special schools are together as far as nobody has to meet too soon for it."]
