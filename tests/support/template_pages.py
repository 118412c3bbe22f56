"""Articles of one site for tests of its profile: each has its own story in the site's template."""

from random import Random

SITE = "https://valley.example"
_WORDS = (
    "bridge river council teacher harvest market station tunnel orchard ferry library budget winter concert museum"
    " builder doctor mayor lantern forest quarry cinema bakery chapel meadow railway workshop stadium village garden"
).split()
_VERBS = "opened closed repaired sold painted measured discussed promised visited moved counted planned".split()
PLEA = "Readers who want more of this can join the circle of friends for the price of two coffees a month."
ANTHEM = "“We will not leave the valley,” the old song of the miners goes, and the hall sang it twice."


def sentence(random: Random) -> str:
    """A sentence that is in no other story."""
    words = [random.choice(_WORDS) for _ in range(6)]
    return (
        f"The {words[0]} {random.choice(_VERBS)} the {words[1]} near the {words[2]} on day {random.randrange(900)}, and"
        f" the {words[3]} {random.choice(_VERBS)} {random.randrange(2, 90)} times before {words[4]} saw the {words[5]}."
    )


def story(number: int, paragraphs: int = 6) -> list[str]:
    """The paragraphs of the story with this number."""
    random = Random(number)
    return [" ".join(sentence(random) for _ in range(3)) for _ in range(paragraphs)]


def address(number: int) -> str:
    """The story's address."""
    return f"{SITE}/2026/11/the-story-of-day-{number}"


def page(number: int, *, said: list[str] | None = None, author: str = "Nora Lind", end: str = "") -> bytes:
    """The page of a story in the site's plain template; `said` replaces its paragraphs, `end` follows them."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in (story(number) if said is None else said))
    return (
        f"<html><head><title>What day {number} brought | Valley Post</title></head><body>"
        f"<div class='top'><a href='/'>Valley Post</a></div><div class='page'><h1>What day {number} brought</h1>"
        f"<div class='who'>By {author}</div><div class='text'>{text}{end}</div></div>"
        "<div class='end'><p>Valley Post, 3 Mill Lane</p></div></body></html>"
    ).encode()
