"""Explains in words why a page is an article, or is not."""

from dataclasses import fields

from newsbot.explanation.story import Sign
from newsbot.extraction.kinds.pagekind import WEIGHTS, PageKind

_REASONS = {
    "bad_url": "Neither the address given nor one in the page is http or https: neither links nor the id can be told.",
    "not_html": "What came is no HTML page.",
    "no_headline": "It reads like an article, but no title could be found for it.",
    "no_text": "It has hardly any text: less than one line is left of its blocks.",
    "listing": "It is a list of articles: teasers, linked headings or the front page, and no text of its own.",
    "login": "It asks for a password: what stands there is not for everyone.",
    "paywall": "It shows a paragraph or two and offers the rest for money.",
    "consent": "A notice on cookies, or a check for robots, stands in the place of the page.",
    "gallery": "It is a gallery of pictures without a text.",
    "video": "It is a video without a text.",
    "not_found": "It says itself that what was asked for is not there.",
    "not_article": "Too little of it is like an article.",
}
_WHAT_TO_DO = {
    "bad_url": "Give the page's own address with --url.",
    "no_text": "If a browser shows a text there, scripts fill it in; newsbot then needs JSON-LD or a feed that has it."
    " If blocks below are the text, keep them with an override.",
    "listing": "Give the address of one article.",
    "consent": "Fetch the page from where no notice is shown, or with the site's own feed or API as the source.",
    "paywall": "Nothing can be done without the site's leave.",
    "login": "Nothing can be done without the site's leave.",
    "not_article": "If it is an article, look at the blocks below: an override can keep those that were taken out.",
}
_SIGNS = {
    "prose": "how long the text is",
    "sentences": "how many paragraphs end as sentences do",
    "headline": "the length of the headline",
    "address": "what the address is like: an article's or a list's",
    "published": "a date of publication is declared",
    "dated": "a date is shown",
    "article_type": "JSON-LD or Open Graph say article",
    "article_class": "the body's class says post",
    "other_class": "the body's class says list, page or product",
    "other_type": "structured data say product, forum or list",
    "other_og_type": "Open Graph says website, profile or product",
    "service": "address or headline are those of an about, contact or login page",
    "teasers": "much of the text stands below titles that lead elsewhere",
    "borrowed": "its headline leads to another page, and no title of this one says it",
    "list_title": "its title or address is that of a list",
    "many_dates": "there are more dates than paragraphs",
    "links": "the share of links in the text",
    "front": "it is the site's front page",
}


def reason_sentence(reason: str) -> str:
    """Return why a page gave no article; reasons such as "http_404" are described by their number."""
    if reason.startswith("http_"):
        return f"The server answers with status {reason.removeprefix('http_')}."
    return _REASONS.get(reason, f"It gave no article ({reason}).")


def what_to_do(reason: str) -> str:
    """Return what a person can do about it, "" if nothing."""
    return _WHAT_TO_DO.get(reason, "")


def kind_signs(kind: PageKind) -> list[Sign]:
    """Return the evidence for and against an article, the strongest first; none if the reason was certain."""
    if kind.signs is None:
        return []
    found = [
        Sign(_SIGNS[sign.name], round(WEIGHTS[sign.name] * getattr(kind.signs, sign.name), 2))
        for sign in fields(kind.signs)
    ]
    if kind.crawl:
        found.append(Sign("what the crawl knows of its address", round(kind.crawl, 2)))
    return sorted((sign for sign in found if sign.shift), key=lambda sign: -abs(sign.shift))
