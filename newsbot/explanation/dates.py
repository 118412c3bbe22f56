"""Explains which dates the page and its sources give, which could not be right, and why one of them won."""

from datetime import UTC

from newsbot.explanation.story import CandidateStory, FieldStory
from newsbot.extraction.dates.choice import DateOption, DateWeighing
from newsbot.items import Article, Candidate
from newsbot.text import counted

_MAX_CHARS = 120
_REFUSED = {
    "future": "refused: it lies more than a day ahead",
    "epoch": "refused: before 1990, which is a machine's zero",
    "impossible": "refused: there is no such day",
    "ambiguous": "refused: nothing tells which figure is the month",
    "modified": "refused: it is the date of a change",
    "unreadable": "refused: no date could be read in it",
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
        _option(option, "set aside: it is shown on another day than the likeliest date") for option in weighing.aside
    ]
    story.candidates += [_refused(candidate, reason) for candidate, reason in weighing.refused]
    if choice is not None and weighing.winner is not None:
        story.steps = _zone_steps(article, weighing)
    if name == "datePublished":
        story.change = 'date = "SELECTOR"   and, for clocks without a zone,   time_zone = "Europe/Berlin"'
    return story


def _why(weighing: DateWeighing) -> str:
    winner = weighing.winner
    if winner is None or weighing.choice is None:
        return "No date that could be right was offered." if weighing.refused else "None was offered."
    if winner.candidate.origin == "selected":
        return "An override says where it stands."
    if winner.candidate.origin == "url":
        return "Nothing on the page says it, so the day in its address is taken."
    agreeing = {option.candidate.origin for option in weighing.options if option.agrees(winner)}
    others = len(weighing.options) - sum(option.agrees(winner) for option in weighing.options)
    if len(weighing.options) == 1:
        return f"It is the only one that could be right ({winner.candidate.origin})."
    said = (
        f"{', '.join(sorted(agreeing))} agree on this day"
        if len(agreeing) > 1
        else f"{winner.candidate.origin} says so"
    )
    if others:
        said += f", and the day has more support than that of {counted(others, 'other candidate')}"
    return f"{said}; of what agrees, {winner.candidate.origin} is trusted most or is the most exact."


def _option(option: DateOption, note: str, *, is_chosen: bool = False) -> CandidateStory:
    parsed = option.parsed
    value = parsed.value
    if parsed.precision == "day":
        read = f"{value:%Y-%m-%d}"
        read += f" {parsed.clock:%H:%M} by a clock whose zone nothing tells" if parsed.clock is not None else ""
    else:
        read = value.isoformat()
    notes = [f"read as {read} ({_PRECISIONS[parsed.precision]})", note]
    candidate = option.candidate
    return CandidateStory(candidate.value[:_MAX_CHARS], candidate.origin, "; ".join(notes), is_chosen, candidate.chance)


def _refused(candidate: Candidate, reason: str) -> CandidateStory:
    return CandidateStory(
        candidate.value[:_MAX_CHARS],
        candidate.origin,
        _REFUSED.get(reason, f"refused: {reason}"),
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
        steps.append("a mere day is written as its midnight in UTC; the day itself is what counts")
    elif zone and winner.parsed.clock is not None:
        steps.append(f"its clock has no zone, and the site's profile or an override says {zone}")
    elif winner.parsed.value.isoformat() != choice.value:
        moment = winner.parsed.value.astimezone(UTC)
        steps.append(
            f"the moment {moment:%Y-%m-%d %H:%M} UTC is written in the zone of the newsroom: {choice.value[-6:]}"
        )
    else:
        steps.append(f"its offset is the one that it names itself: {choice.value[-6:]}")
    return steps
