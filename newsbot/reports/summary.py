"""The result of a run, in a few lines for a person."""

from collections.abc import Iterator

from newsbot.reports.figures import RunReport, SiteFigures

_MAX_SITES = 12
_MAX_FAILED = 5


def summary_lines(report: RunReport, page: str | None) -> Iterator[str]:
    """Yield the lines at the end of a crawl: failed monitors, the quality of what was written, where it is."""
    for check in report.failed[:_MAX_FAILED]:
        yield f"! {check.name}{f' of {check.site}' if check.site else ''}: {check.said} {check.advice}".rstrip()
    if len(report.failed) > _MAX_FAILED:
        yield f"! and {len(report.failed) - _MAX_FAILED} more monitors failed"
    if len(report.sites) > 1:
        width = max(len(site.site) for site in report.sites[:_MAX_SITES])
        for site in report.sites[:_MAX_SITES]:
            yield f"{site.site:{width}}  {site_words(site)}"
        if len(report.sites) > _MAX_SITES:
            yield f"and {len(report.sites) - _MAX_SITES} more sites"
    if report.total("lines"):
        yield quality_words(report)
    if report.files:
        more = f" and {len(report.files) - 1} more" if len(report.files) > 1 else ""
        yield f"lines: {report.files[0]}{more}"
    if page is not None:
        yield f"report: {page}"


def site_words(site: SiteFigures) -> str:
    """Return one site's figures in words."""
    parts = [f"{site.new} new"]
    parts += [f"{site.updated} updated"] if site.updated else []
    parts += [f"{site.removed} taken back"] if site.removed else []
    parts += [f"{site.unchanged} unchanged"] if site.unchanged else []
    parts += [f"{site.failed} could not be fetched"] if site.failed else []
    return ", ".join(parts)


def quality_words(report: RunReport) -> str:
    """Return how complete the lines are: "authors on 94 %, dates on 100 %, 512 words in the median, 3 copies"."""
    lines = report.total("lines")
    fields = report.merged("fields")
    words = sorted(word for site in report.sites for word in site.words)
    parts = [
        f"authors on {fields.get('authors', 0) / lines:.0%}",
        f"dates on {fields.get('datePublished', 0) / lines:.0%}",
    ]
    parts += [f"{words[len(words) // 2]} words in the median"] if words else []
    copies = report.total("copies")
    parts += [f"{copies} {'copy' if copies == 1 else 'copies'} of other articles"] if copies else []
    languages = [name for name in report.merged("languages") if name != "unknown"]
    parts += [f"in {', '.join(languages[:4])}"] if languages else []
    return ", ".join(parts)


def sentence(said: str) -> str:
    """Return the words with a capital at the start, and otherwise unchanged: "en-GB" must not become "en-gb"."""
    return said[:1].upper() + said[1:]
