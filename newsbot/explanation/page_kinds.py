"""Explains in words why a page is an article, or is not."""

from dataclasses import fields

from newsbot.explanation.story import Sign
from newsbot.extraction.kinds.pagekind import WEIGHTS, PageKind

_REASONS = {
    "bad_url": "Neither the address given nor one in the page is http or https: links and the id cannot be determined.",
    "not_html": "The content is not an HTML page.",
    "no_headline": "It reads like an article, but no title was found for it.",
    "no_text": "It has hardly any text: less than one line of its blocks remains.",
    "listing": "It is a list of articles: it has teasers or linked headings or is the front page, and has no own text.",
    "login": "It asks for a password: its content is not public.",
    "paywall": "It shows a paragraph or two and offers the rest for payment.",
    "consent": "A cookie notice or a robot check is shown instead of the page.",
    "gallery": "It is a picture gallery without text.",
    "video": "It is a video without text.",
    "not_found": "The page itself says that what was requested does not exist.",
    "not_article": "Too little of it looks like an article.",
}
_WHAT_TO_DO = {
    "bad_url": "Give the page's own address with --url.",
    "no_text": "If a browser shows text there, scripts insert it; newsbot then needs JSON-LD or a feed that has it."
    " If blocks below are the text, keep them with an override.",
    "listing": "Give the address of one article.",
    "consent": "Fetch the page from a place where no notice is shown, or use the site's own feed or API as the source.",
    "paywall": "Nothing can be done without the publisher's permission.",
    "login": "Nothing can be done without the publisher's permission.",
    "not_article": "If it is an article, look at the blocks below: an override can keep those that were removed.",
}
_SIGNS = {
    "prose": "how long the text is",
    "sentences": "how many paragraphs end like sentences",
    "headline": "the length of the headline",
    "address": "whether the address looks like an article's or a list's",
    "published": "a publication date is declared",
    "dated": "a date is shown",
    "article_type": "JSON-LD or Open Graph says article",
    "article_class": "the body's class says post",
    "other_class": "the body's class says list, page or product",
    "other_type": "structured data says product, forum or list",
    "other_og_type": "Open Graph says website, profile or product",
    "service": "its address or headline is that of an about, contact or login page",
    "teasers": "much of the text is below titles that link elsewhere",
    "borrowed": "its headline links to another page, and no title of this page has it",
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
        found.append(Sign("what the crawl knows about its address", round(kind.crawl, 2)))
    return sorted((sign for sign in found if sign.shift), key=lambda sign: -abs(sign.shift))
