"""The account of one page: read by the code that `scrapy extract` runs, then explained."""

from newsbot.explanation.blocks import TEXT_ORIGINS, tell_blocks
from newsbot.explanation.fields import tell_fields, tell_headline
from newsbot.explanation.page_kinds import kind_signs, reason_sentence, what_to_do
from newsbot.explanation.story import FieldStory, PageStory
from newsbot.extraction.account import PageAccount, Reading
from newsbot.extraction.article import ExtractOptions, extract_article
from newsbot.extraction.blocks.model import fitting_model
from newsbot.extraction.overrides import Overrides
from newsbot.extraction.page_report import PageReport
from newsbot.extraction.template.profile import decode_profile
from newsbot.items import to_line


def explain_page(
    html: bytes | str, url: str, content_type: str | None = None, options: ExtractOptions | None = None
) -> PageStory:
    """Return the story of a page. Never raises, whatever the page contains."""
    options = options or ExtractOptions()
    options.account = PageAccount()
    report = extract_article(html, url, content_type, options)
    reading = options.account.reading
    story = PageStory(url, "", reason=report.reason, probability=report.probability)
    story.facts = _facts(options, reading)
    if reading is not None:
        story.signs = kind_signs(reading.kind)
        story.blocks = tell_blocks(reading, options.model or fitting_model(reading.view.walk))
        story.fields = _fields(reading, report)
    if report.article is not None:
        story.line = to_line(report.article)
        story.verdict = f"This is an article ({report.probability:.0%} sure)."
    else:
        story.verdict = f"This is not an article. {reason_sentence(report.reason or '')}"
        story.change = what_to_do(report.reason or "")
    return story


def _fields(reading: Reading, report: PageReport) -> list[FieldStory]:
    if report.article is not None:
        return tell_fields(reading, report.article)
    headline = reading.view.headline
    chosen = headline.chosen.value if headline is not None else ""
    return [tell_headline(reading, chosen, headline.chosen.origin if headline is not None else "")]


def _facts(options: ExtractOptions, reading: Reading | None) -> list[str]:
    """Return what influenced the result besides the page: site profile, operator's overrides, source of the text."""
    facts = []
    if options.profile is not None:
        profile = decode_profile(options.profile)
        facts.append(
            f"Read with version {profile.version} of the site's profile, learned from {profile.pages} articles."
        )
    if options.overrides is not None:
        facts.append(f"Read with overrides: {', '.join(_said(options.overrides)) or 'none is set'}.")
    if reading is not None and reading.text_origin is not None:
        facts.append(f"The page itself shows no text; the article comes from {TEXT_ORIGINS[reading.text_origin]}.")
    return facts


def _said(overrides: Overrides) -> list[str]:
    """Return the overrides that are set, as the file writes them."""
    return [f"{name} = {value!r}" for name in Overrides.__slots__ if (value := getattr(overrides, name))]
