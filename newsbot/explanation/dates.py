"""Explains which dates the page and its sources give, which could not be right, and why one of them won."""

from datetime import UTC

from newsbot.explanation.story import CandidateStory, FieldStory
from newsbot.extraction.dates.choice import DateOption, DateWeighing
from newsbot.items import Article, Candidate
from newsbot.text import counted

_MAX_CHARS = 120
_REFUSED = {
    "future": "rejected: more than a day in the future",
    "epoch": "rejected: before 1990, typical of an unset date",
    "impossible": "rejected: there is no such day",
    "ambiguous": "rejected: it is unclear which number is the month",
    "modified": "rejected: it is a modification date",
    "unreadable": "rejected: no date could be read from it",
}
_PRECISIONS = {"second": "to the second", "minute": "to the minute", "day": "a day without a time"}


def tell_date(article: Article, name: str, weighing: DateWeighing) -> FieldStory:
    """Return the story of `datePublished` or `dateModified`."""
    choice = weighing.choice
    story = FieldStory(name, choice.value if choice else "", article.provenance.get(name, ""))
    story.why = _why(weighing)
    support = {id(option): value for option, value in zip(weighing.options, weighing.support, strict=True)}
    story.candidates = [
        _option(option, f"support {support[id(option)]:g}", is_chosen=option is weighing.winner)
        for option in weighing.options
    ]
    story.candidates += [
        _option(option, "set aside: a date shown on the page, but on another day than the likeliest one")
        for option in weighing.aside
    ]
    story.candidates += [_refused(candidate, reason) for candidate, reason in weighing.refused]
    if choice is not None and weighing.winner is not None:
        story.steps = _zone_steps(article, weighing)
    if name == "datePublished":
        story.change = 'date = "SELECTOR"   and, for times without a zone,   time_zone = "Europe/Berlin"'
    return story


def _why(weighing: DateWeighing) -> str:
    winner = weighing.winner
    if winner is None or weighing.choice is None:
        return "No plausible date was found." if weighing.refused else "No date was found."
    if winner.candidate.origin == "selected":
        return "An override selects it."
    if winner.candidate.origin == "url":
        return "The page gives no date, so the day in its address is taken."
    agreeing = {option.candidate.origin for option in weighing.options if option.agrees(winner)}
    others = len(weighing.options) - sum(option.agrees(winner) for option in weighing.options)
    if len(weighing.options) == 1:
        return f"It is the only plausible date ({winner.candidate.origin})."
    said = (
        f"{', '.join(sorted(agreeing))} agree on this day"
        if len(agreeing) > 1
        else f"{winner.candidate.origin} gives this day"
    )
    if others:
        said += f", which has more support than {counted(others, 'other candidate')}"
    return f"{said}; of the dates that agree, {winner.candidate.origin} is the most trusted or the most exact."


def _option(option: DateOption, note: str, *, is_chosen: bool = False) -> CandidateStory:
    parsed = option.parsed
    value = parsed.value
    if parsed.precision == "day":
        read = f"{value:%Y-%m-%d}"
        read += f" {parsed.clock:%H:%M} in an unknown time zone" if parsed.clock is not None else ""
    else:
        read = value.isoformat()
    notes = [f"read as {read} ({_PRECISIONS[parsed.precision]})", note]
    candidate = option.candidate
    return CandidateStory(candidate.value[:_MAX_CHARS], candidate.origin, "; ".join(notes), is_chosen, candidate.chance)


def _refused(candidate: Candidate, reason: str) -> CandidateStory:
    return CandidateStory(
        candidate.value[:_MAX_CHARS],
        candidate.origin,
        _REFUSED.get(reason, f"rejected: {reason}"),
        chance=candidate.chance,
    )


def _zone_steps(article: Article, weighing: DateWeighing) -> list[str]:
    """Return how the value got its offset."""
    choice, winner = weighing.choice, weighing.winner
    assert choice is not None
    assert winner is not None
    steps = [f"“{choice.raw}” is {_PRECISIONS[choice.precision]}"]
    zone = article.evidence.timeZone
    if choice.precision == "day":
        steps.append("a day without a time is written as midnight in UTC; only the day is meant")
    elif zone and winner.parsed.clock is not None:
        steps.append(f"its time has no zone; the site's profile or an override gives {zone}")
    elif winner.parsed.value.isoformat() != choice.value:
        moment = winner.parsed.value.astimezone(UTC)
        steps.append(f"the time {moment:%Y-%m-%d %H:%M} UTC is written in the newsroom's zone: {choice.value[-6:]}")
    else:
        steps.append(f"its offset is the one that it states: {choice.value[-6:]}")
    return steps
