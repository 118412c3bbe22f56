"""The paper's own last lines, told in any language by what they hold: its name or address, and where else it is.

"Följ Åbladet på Facebook", "alarm@gazeta.example": how readers are bid to follow or to write differs from paper to
paper; its name, its mail and the networks' names do not. Only short lines at the end of the text are taken out, and
none that ends as a statement does: "The Åbladet asked him on Facebook." is news. A link to where the paper is followed
tells more than words: with one, a line that is no statement goes wherever it stands, and at the end one that says "us"
or little.
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
# A dash begins what somebody says in many languages.
_QUOTED = re.compile('\\A[–—]\\s|["“”„«»].{40,}["“”„«»]')
_PARTS = HEADINGS | {"td", "th", "li", "dt", "dd", "blockquote"}
_STATEMENT_ENDS = tuple('.。।۔．…?？؟:："“”„«»')
_CLOSING = " )]'’"
# The name of a country, in capitals.
_COUNTRY = re.compile(r"\bUS\b")
# Words of their own, no part of an address as "pic.twitter.com/…" is.
_CHANNEL = re.compile(
    r"(?<![./@])(?:facebook|instagram|whatsapp|telegram|google|youtube|twitter|tiktok|viber|zalo|linkedin|threads"
    r"|bluesky|newsletter|\bredes\b|réseaux sociaux|соцсет|sosyal medya|media sosial|sociala medier|sosiale medier"
    r"|patreon|\bon x\b|\bauf x\b|\bour app\b|\bappli?\b|notifi(?:che|ca[tcç]|k)|powiadomie"
    r"|push[ -]?(?:noti|mel|alert|увед)|dzen|дзен|вконтакте|телеграм|фейсбук"
    r"|рассылк|hírlev|bolet[ií]n|nieuwsbrief|nyhe(?:ts|ds)?brev|biuletyn|نشرتنا|вайбер|наш\w* канал|в max\b"
    r"|विडियो|व्हाट्स|टेलीग्राम|गूगल"
    r"|फेसबुक|واتس|تلغرام|تلگرام|تيليجرام|فيسبوك|جوجل|微信|公众号|line公式)"
)
# Czech and Russian have found ("našli", "нашли"), and Portuguese has some ("uns 200 mil"), what is not ours.
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
# What nobody but a paper sends readers to: channels of messages, its page on Google News.
_FOLLOWED = re.compile(
    r"https?://(?:www\.)?(?:whatsapp\.com/channel/|chat\.whatsapp\.com/|news\.google\.com/(?:publications|s)/"
    r"|google\.\w{2,3}/preferences/source|t\.me/(?:\+|joinchat/)|invite\.viber\.com/|lin\.ee/|(?:page\.)?line\.me/"
    r"|flipboard\.com/@)",
    re.IGNORECASE,
)
# An account on a network, which is the paper's where it has its name; a post has a longer path.
_ACCOUNT = re.compile(
    r"https?://(?:www\.|m\.|web\.|\w\w-\w\w\.)?(?:facebook\.com|instagram\.com|twitter\.com|x\.com|threads\.(?:net|com)"
    r"|tiktok\.com|youtube\.com|linkedin\.com|t\.me|vk\.com|ok\.ru|dzen\.ru|zalo\.me|bsky\.app|telegram\.me)/"
    r"(?:@|c/|user/|company/|profile/|s/|groups/)?([\w.@%-]{3,60})/?(?:\?.*)?\Z",
    re.IGNORECASE,
)
_MIN_LABEL = 4
_NO_LETTER = re.compile(r"[\W_]+")


def drop_own_lines(blocks: Sequence[TextBlock], verdicts: list[str], url: str, site_names: Sequence[str]) -> None:
    """Take out short last lines with the paper's own mail, or with a network and the paper's name or "us"."""
    body = [index for index, verdict in enumerate(verdicts) if verdict == BODY]
    _drop_links_to_channels(blocks, verdicts, body, _names_of_accounts(url, site_names))
    # Names have endings, too, and lose their articles and first words: "Jokilehteä", "du Courrier".
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
    """Take out short lines with a link to where the paper is followed; statements only at the end, and few."""
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
    """Whether a statement at the end sends readers to a channel, as one in the news does not.

    Clubs and towns tell in their news of their own accounts.
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
    """What an account of the paper is called: its domain's name or its own, letters and digits."""
    label = site_domain(urlsplit(url).hostname or "").partition(".")[0]
    names = [(_NO_LETTER.sub("", label.casefold()), _MIN_LABEL)]
    names += [(_NO_LETTER.sub("", name.casefold()), _MIN_NAME) for name in site_names]
    return [name for name, least in names if len(name) >= least]


def _has_own_address(text: str, url: str) -> bool:
    hosts = _ADDRESS.findall(text)
    return bool(hosts) and site_domain(urlsplit(url).hostname or "") in map(site_domain, hosts)
