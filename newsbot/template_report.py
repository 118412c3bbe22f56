"""What is known about a site's template, in words for a person."""

from collections.abc import Iterable, Iterator

from newsbot.boilerplate import ProfileLearner
from newsbot.extraction.template.lesson import PER_CENT
from newsbot.extraction.template.profile import TEMPLATE, SiteProfile

_MOST = 20
_MIN_PAGES = 3


def template_lines(learner: ProfileLearner, versions: Iterable[SiteProfile]) -> Iterator[str]:
    """Yield the profile's versions, block names with how they were judged, and texts that belong to the template."""
    for version in versions:
        zone = f", its clocks are {version.zone}'s" if version.zone else ""
        called = f", its titles name {' and '.join(version.names)}" if version.names else ""
        yield f"version {version.version}: taught by {version.pages} articles{zone}{called}"
    yield f"{learner.seen} articles teach the next one"
    named = [
        (count.share, count.pages, learner.labels[key])
        for key, count in learner.names[0].items()
        if key in learner.labels and count.pages >= _MIN_PAGES
    ]
    yield from _listed("blocks that were kept, in per cent of the pages", sorted(named, reverse=True)[:_MOST])
    yield from _listed("blocks that were taken out most", sorted(named)[:_MOST])
    habits = learner.habits()
    texts = [
        (learner.doubted(count, habits), count.pages, learner.said[key])
        for key, count in learner.texts.items()
        if key in learner.said and learner.marks_of(count) & TEMPLATE
    ]
    yield "texts of the template, and on how many pages they were:" if texts else "no text of the template yet"
    for _, pages, said in sorted(texts, reverse=True)[:_MOST]:
        yield f"  {pages:6} {said}"


def _listed(title: str, rows: list[tuple[float, int, str]]) -> Iterator[str]:
    yield f"{title}:"
    for share, pages, label in rows:
        yield f"  {round(share * PER_CENT):3} % of {pages:4} pages: {label}"
