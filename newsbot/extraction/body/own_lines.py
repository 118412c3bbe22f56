"""The publisher's own closing lines, recognized in any language by its name, its address, or links to its channels.

How papers ask readers to follow or write to them varies ("Följ Åbladet på Facebook", "alarm@gazeta.example"), but
their names, mail addresses and the networks' names do not. Only short lines at the end of the text are dropped, and
none that ends as a statement does: "The Åbladet asked him on Facebook." is news. A link to one of the paper's channels
is stronger evidence: a line with one is dropped anywhere if it is no statement, and a statement at the end if it is
very short or says "us".
"""

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from newsbot.extraction.blocks.elements import HEADINGS
from newsbot.extraction.blocks.walk import TextBlock
from newsbot.items import BODY
from newsbot.urls import site_domain

_LAST = 3
_ABOVE = 2
_MAX_CHARS = 200
_SHORT = 40
_SHORT_TO_CHANNEL = 60
_MIN_NAME = 5
_ENDING = 2
# In many languages a dash introduces direct speech.
_QUOTED = re.compile('\\A[–—]\\s|["“”„«»].{40,}["“”„«»]')
_PARTS = HEADINGS | {"td", "th", "li", "dt", "dd", "blockquote"}
_STATEMENT_ENDS = tuple('.。।۔．…?？؟:："“”„«»')
_CLOSING = " )]'’"
# The name of a country, in capitals.
_COUNTRY = re.compile(r"\bUS\b")
# Only separate words, not parts of an address such as "pic.twitter.com/…".
_CHANNEL = re.compile(
    r"(?<![./@])(?:facebook|instagram|whatsapp|telegram|google|youtube|twitter|tiktok|viber|zalo|linkedin|threads"
    r"|bluesky|newsletter|\bredes\b|réseaux sociaux|соцсет|sosyal medya|media sosial|sociala medier|sosiale medier"
    r"|patreon|\bon x\b|\bauf x\b|\bour app\b|\bappli?\b|notifi(?:che|ca[tcç]|k)|powiadomie"
    r"|push[ -]?(?:noti|mel|alert|увед)|dzen|дзен|вконтакте|телеграм|фейсбук"
    r"|рассылк|hírlev|bolet[ií]n|nieuwsbrief|nyhe(?:ts|ds)?brev|biuletyn|نشرتنا|вайбер|наш\w* канал|в max\b"
    r"|विडियो|व्हाट्स|टेलीग्राम|गूगल"
    r"|फेसबुक|واتس|تلغرام|تلگرام|تيليجرام|فيسبوك|جوجل|微信|公众号|line公式)"
)
# Left out: "found" in Czech and Russian ("našli", "нашли"), and "uns" as Portuguese for "some" ("uns 200 mil").
_OURS = re.compile(
    r"\b(?:our|us|unser\w*|uns(?! (?:\d|mil))|notre|nous|nuestr\w+|noss[oa]s?|nostr\w+|onze|ons|vår\w*|oss|vores|meidän"
    r"|nasz\w*|naš(?!el|l)\w*|nás|nám|\w{3,}ите ни|наш(?![её]?л)\w*|нас|нами|μα[ςσ]|biz(?:i|e|im|den|de|imle)?"
    r"|\w+(?:imiz|ımız|umuz|ümüz)\w*"
    r"|\w{3,}[uü]nk(?:[ae]t|[rt][óőae]l?|b[aeóő][nl]?"
    r"|n[ae]k|h[oöe]z|[oöe]n|k[ae]l)?|kami|chúng tôi|(?:chaneli|kurasa) [yz]etu|ukurasa wetu)\b"
    r"|हमारे|हमें|আমাদের|שלנו|نشرتنا|قناتنا|صفحتنا|우리|我们",
)
_ARTICLE = re.compile(r"\A(?:the|die|der|das|le|la|les|l['’]|el|los|il|lo|o|a|de|het)\b\s*")
_ADDRESS = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
# Addresses to which only a publisher sends readers: messenger channels, its page on Google News.
_FOLLOWED = re.compile(
    r"https?://(?:www\.)?(?:whatsapp\.com/channel/|chat\.whatsapp\.com/|news\.google\.com/(?:publications|s)/"
    r"|google\.\w{2,3}/preferences/source|t\.me/(?:\+|joinchat/)|invite\.viber\.com/|lin\.ee/|(?:page\.)?line\.me/"
    r"|flipboard\.com/@)",
    re.IGNORECASE,
)
# An account on a network, the publisher's if it has its name; the path of a post is longer.
_ACCOUNT = re.compile(
    r"https?://(?:www\.|m\.|web\.|\w\w-\w\w\.)?(?:facebook\.com|instagram\.com|twitter\.com|x\.com|threads\.(?:net|com)"
    r"|tiktok\.com|youtube\.com|linkedin\.com|t\.me|vk\.com|ok\.ru|dzen\.ru|zalo\.me|bsky\.app|telegram\.me)/"
    r"(?:@|c/|user/|company/|profile/|s/|groups/)?([\w.@%-]{3,60})/?(?:\?.*)?\Z",
    re.IGNORECASE,
)
_MIN_LABEL = 4
_NO_LETTER = re.compile(r"[\W_]+")


def drop_own_lines(blocks: Sequence[TextBlock], verdicts: list[str], url: str, site_names: Sequence[str]) -> None:
    """Drop short last lines with the paper's own mail address, or with a network and the paper's name or "us"."""
    body = [index for index, verdict in enumerate(verdicts) if verdict == BODY]
    _drop_links_to_channels(blocks, verdicts, body, _names_of_accounts(url, site_names))
    # Names are inflected and lose articles and first words: "Jokilehteä", "du Courrier".
    last = [name.split()[-1] for name in site_names if " " in name]
    stems = (_ARTICLE.sub("", name.casefold(), count=1)[:-_ENDING] for name in (*site_names, *last))
    names = [stem for stem in stems if len(stem) >= _MIN_NAME]
    for index in body[max(_ABOVE, len(body) - _LAST) :]:
        block = blocks[index]
        if len(block.text) > _MAX_CHARS or not block.element.tags.isdisjoint(_PARTS) or _QUOTED.search(block.text):
            continue
        if verdicts[index] != BODY:
            continue
        text = _COUNTRY.sub("", block.text).casefold()
        if text.rstrip(_CLOSING).endswith(_STATEMENT_ENDS):
            continue
        if _has_own_address(text, url):
            verdicts[index] = "contact"
        elif _CHANNEL.search(text) and (_OURS.search(text) or any(name in text for name in names)):
            verdicts[index] = "share"


def _drop_links_to_channels(
    blocks: Sequence[TextBlock], verdicts: list[str], body: Sequence[int], names: Sequence[str]
) -> None:
    """Drop short lines that link to the paper's channels; of statements only some at the end (`_bids`)."""
    for place, index in enumerate(body[_ABOVE:], _ABOVE):
        block = blocks[index]
        if not block.links or len(block.text) > _MAX_CHARS or not block.element.tags.isdisjoint(_PARTS):
            continue
        if _QUOTED.search(block.text) is not None:
            continue
        channels = [href for href, _ in block.links if _leads_to_channel(href, names)]
        is_statement = block.text.rstrip(_CLOSING).endswith(_STATEMENT_ENDS)
        if channels and (not is_statement or (place >= len(body) - _LAST and _bids(block, channels))):
            verdicts[index] = "share"


def _bids(block: TextBlock, channels: Sequence[str]) -> bool:
    """Whether a statement at the end sends readers to the paper's channel.

    It does if it says "us" or is very short, or is short and links to a channel of a kind that only papers have. News
    about clubs and towns mentions their own accounts.
    """
    if _OURS.search(_COUNTRY.sub("", block.text).casefold()) or block.weight <= _SHORT:
        return True
    return block.weight <= _SHORT_TO_CHANNEL and any(_FOLLOWED.match(href) for href in channels)


def _leads_to_channel(href: str, names: Sequence[str]) -> bool:
    if _FOLLOWED.match(href):
        return True
    account = _ACCOUNT.match(href)
    said = _NO_LETTER.sub("", unquote(account[1]).casefold()) if account else ""
    return any(name in said or (len(said) >= _MIN_NAME and said in name) for name in names)


def _names_of_accounts(url: str, site_names: Sequence[str]) -> list[str]:
    """The names that the paper's accounts may have, from its domain and its own names: letters and digits only."""
    label = site_domain(urlsplit(url).hostname or "").partition(".")[0]
    names = [(_NO_LETTER.sub("", label.casefold()), _MIN_LABEL)]
    names += [(_NO_LETTER.sub("", name.casefold()), _MIN_NAME) for name in site_names]
    return [name for name, least in names if len(name) >= least]


def _has_own_address(text: str, url: str) -> bool:
    hosts = _ADDRESS.findall(text)
    return bool(hosts) and site_domain(urlsplit(url).hostname or "") in map(site_domain, hosts)
