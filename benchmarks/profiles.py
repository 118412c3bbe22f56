"""The gain of site profiles: `python benchmarks/profiles.py`. For groups of pages of one site, profile off and on.

A profile is learned from the first 1, 5, 10, 50 and 300 pages of a group, and scored on others. Groups are generated
sites, the sample site, pages that `save_pages.py` saved (`--pages DIR`) and publishers of the annotated sets
(`--corpora DIR`).
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from corpus import CorporaError, add_corpora_option, find_corpora, read_dataset
from made_sites import PAGES, SITES
from site_groups import Group, GroupPage, annotated_groups, made_group, sample_group, saved_groups
from site_scores import Answer, SiteFigures, answer_of, score_site

import newsbot

SEEN = (1, 5, 10, 50, 300)
SCORED = 40
# The number of learned pages at which cost, size and independence of the order are measured.
_USUAL = 50
_ORDERS = 5
_ORDER_PAGES = 8
_REPEATS = 3
_SETS = ("gold", "fundus-parsers", "readability-tests", "newspaper4k")
_SAMPLE = "sample site"


# --- newsbot's site profile, in one place


class Learner:
    """Learns profiles from the pages of a site; each page is observed once, however often it is learned."""

    def __init__(self) -> None:
        self.evidence: dict[int, Any] = {}

    def profile(self, pages: Sequence[GroupPage]) -> Any | None:
        """The profile learned from these pages in this order, None if newsbot has no profiles."""
        if not has_profiles():
            return None
        boilerplate = import_module("newsbot.boilerplate")
        learner = boilerplate.ProfileLearner()
        for page in pages:
            key = id(page)
            if key not in self.evidence:
                self.evidence[key] = boilerplate.observe(page.html, page.url)
            learner.learn(self.evidence[key])
        return learner.freeze()


def has_profiles() -> bool:
    """Whether this newsbot has site profiles."""
    return find_spec("newsbot.boilerplate") is not None


def profile_size(profile: Any) -> int:
    """The bytes of a profile as it is stored."""
    return len(import_module("newsbot.extraction.template.profile").encode_profile(profile))


# --- measuring


@dataclass(slots=True)
class Outcome:
    """The measurements of one group. `seen` has the figures by the number of pages learned, 0 for the profile off."""

    name: str
    learnable: int
    seen: dict[int, SiteFigures] = field(default_factory=dict)
    size_bytes: int | None = None
    cost_ms: float | None = None
    orders_alike: bool | None = None


def measure(group: Group, seen: Sequence[int] = SEEN) -> Outcome:
    """The figures of a group, with the profile off and on."""
    outcome = Outcome(group.name, len(group.learned))
    outcome.seen[0] = score_site(group.scored, answers(group.scored, None))
    if not has_profiles() or not group.learned:
        return outcome
    learner = Learner()
    counts = sorted({min(count, len(group.learned)) for count in seen})
    for count in counts:
        profile = learner.profile(group.learned[:count])
        outcome.seen[count] = score_site(group.scored, answers(group.scored, profile))
    usual = group.learned[:_USUAL]
    profile = learner.profile(usual)
    outcome.size_bytes = profile_size(profile)
    outcome.cost_ms = cost_ms(group.scored[:_ORDER_PAGES], profile)
    outcome.orders_alike = is_order_free(learner, usual, group.scored[:_ORDER_PAGES])
    return outcome


def answers(pages: Sequence[GroupPage], profile: Any | None) -> list[Answer]:
    """newsbot's results for pages, with or without a profile."""
    return [answer_of(newsbot.extract(page.html, page.url, profile=profile)) for page in pages]


def is_order_free(learner: Learner, learned: Sequence[GroupPage], scored: Sequence[GroupPage]) -> bool:
    """Whether profiles learned from the same pages in several random orders give the same texts and authors."""
    found = set()
    for number in range(_ORDERS):
        pages = list(learned)
        Random(number).shuffle(pages)
        given = answers(scored, learner.profile(pages))
        found.add(tuple((answer.text, *answer.authors) for answer in given))
    return len(found) == 1


def cost_ms(pages: Sequence[GroupPage], profile: Any) -> float:
    """Milliseconds of CPU that a profile adds to a page: the median over pages of the difference of the least times."""
    added = []
    for page in pages:
        times = [(_time_ms(page, None), _time_ms(page, profile)) for _ in range(_REPEATS)]
        added.append(min(applied for _, applied in times) - min(without for without, _ in times))
    return float(median(added))


def _time_ms(page: GroupPage, profile: Any | None) -> float:
    started = time.process_time()
    newsbot.extract(page.html, page.url, profile=profile)
    return 1000 * (time.process_time() - started)


# --- what is printed


def table(outcomes: Sequence[Outcome], seen: Sequence[int]) -> str:
    """A markdown table: per group, exact pages by number of pages learned, then the other figures off and on."""
    counts = [0, *seen] if any(len(outcome.seen) > 1 for outcome in outcomes) else [0]
    heads = ["site", *(f"exact {count or 'off'}" for count in counts), "F1", "left", "lost", "authors"]
    heads += ["KB", "ms", "order"] if len(counts) > 1 else []
    lines = ["| " + " | ".join(heads) + " |", "|---|" + "---|" * (len(heads) - 1)]
    return "\n".join([*lines, *(f"| {' | '.join(_cells(outcome, counts))} |" for outcome in outcomes)])


def _cells(outcome: Outcome, counts: Sequence[int]) -> list[str]:
    off, last = outcome.seen[0], outcome.seen[max(outcome.seen)]
    figures = [outcome.seen.get(min(count, outcome.learnable)) for count in counts]
    cells = [outcome.name, *(f"{found.exact:.2f}" if found else "" for found in figures)]
    both = [off] if last is off else [off, last]
    cells.append(" → ".join(f"{found.f1:.3f}" for found in both))
    cells.append(" → ".join(str(found.left) for found in both))
    cells.append(" → ".join(str(found.lost) for found in both) + f" of {off.blocks}")
    cells.append(" → ".join(f"{found.authors:.2f}" for found in both))
    if len(counts) > 1:
        cells.append("" if outcome.size_bytes is None else f"{outcome.size_bytes / 1024:.0f}")
        cells.append("" if outcome.cost_ms is None else f"{outcome.cost_ms:.2f}")
        cells.append({None: "", True: "free", False: "matters"}[outcome.orders_alike])
    return cells


def causes(outcomes: Sequence[Outcome], seen: int | None) -> str:
    """What the wrong blocks are, by group: after this many pages, None for the most."""
    lines = []
    total: dict[str, Counter[str]] = {"left": Counter(), "lost": Counter()}
    for outcome in outcomes:
        figures = outcome.seen[max(outcome.seen)] if seen is None else outcome.seen.get(seen)
        if figures is None:
            continue
        total["left"].update(figures.left_causes)
        total["lost"].update(figures.lost_causes)
        parts = [
            f"{name}: " + ", ".join(f"{cause} {count}" for cause, count in found.items())
            for name, found in (("left", figures.left_causes), ("lost", figures.lost_causes))
            if found
        ]
        if parts:
            lines.append(f"  {outcome.name}: {'; '.join(parts)}")
    lines += [f"  all, {name}: {dict(found.most_common())}" for name, found in total.items() if found]
    return "\n".join(lines)


# --- the command


def groups(options: argparse.Namespace) -> Iterator[Group]:
    """The requested groups."""
    for name in options.sites:
        if name == _SAMPLE:
            yield sample_group(options.scored)
        else:
            yield made_group(name, options.made_pages, options.scored)
    for folder in options.pages:
        yield from saved_groups(folder, options.scored)
    if options.corpora is not None:
        corpora = find_corpora(options.corpora)
        yield from annotated_groups((page for name in _SETS for page in read_dataset(corpora, name)), options.scored)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; exit code 2 if there are no pages to measure."""
    options = _parser().parse_args(arguments)
    outcomes: list[Outcome] = []
    try:
        for group in groups(options):
            outcomes.append(measure(group, options.seen))
            if not options.quiet:
                print(table(outcomes[-1:], options.seen).splitlines()[-1], file=sys.stderr)
    except CorporaError as error:
        print(error, file=sys.stderr)
        return 2
    print(table(outcomes, options.seen))
    print(f"\nwrong blocks with the profile off\n{causes(outcomes, 0)}")
    if has_profiles():
        print(f"\nwrong blocks with the profile of most pages\n{causes(outcomes, None)}")
    if options.json:
        found = [asdict(outcome) for outcome in outcomes]
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    everything = (*SITES, _SAMPLE)
    parser.add_argument("--sites", type=_sites, default=everything, help=f"default: {','.join(everything)}; or none")
    parser.add_argument("--pages", type=Path, action="append", default=[], metavar="DIR", help="pages that were saved")
    add_corpora_option(parser)
    parser.add_argument("--seen", type=_numbers, default=SEEN, help="default: 1,5,10,50,300")
    parser.add_argument(
        "--scored", type=int, default=SCORED, metavar="N", help=f"pages scored a site; default {SCORED}"
    )
    parser.add_argument("--made-pages", type=int, default=PAGES, metavar="N", help=f"of a made site; default {PAGES}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures")
    parser.add_argument("--quiet", action="store_true", help="print no line when a site is done")
    return parser


def _sites(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(",") if name.strip() not in ("", "none"))
    for name in names:
        if name != _SAMPLE and name not in SITES:
            raise argparse.ArgumentTypeError(f"no made site {name!r}; there are: {', '.join((*SITES, _SAMPLE))}")
    return names


def _numbers(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(number) for number in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"numbers parted by commas, not {text!r}") from error


if __name__ == "__main__":
    raise SystemExit(main())
