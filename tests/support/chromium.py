"""Checks of pages in Debian's headless Chromium: console, requests, contrast, layout and keyboard.

`open_browser` gives a browser; `look` loads one page and returns what is wrong with it. The checks are the same for all
pages that newsbot generates: no console messages, no requests to other servers, enough text contrast, nothing wider
than the window, and everything that can be clicked can be reached by Tab.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium")
NARROW, WIDE = 360, 1280
# The settings for each page: contrast depends only on the colour scheme, overflow only on the width.
LOOKS = ((NARROW, "dark"), (WIDE, "light"))
_MOST_STOPS = 400

# Each visible text, with its contrast if that is below WCAG's level AA.
_CONTRAST = """() => {
  const parse = (said) => (said.match(/[\\d.]+/g) || []).map(Number);
  const luminance = (rgb) => rgb.slice(0, 3).map((c) => c / 255)
    .map((c) => c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4))
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const over = ([r, g, b, a = 1], below) => [r, g, b].map((c, at) => c * a + below[at] * (1 - a));
  const lineage = (element) => element ? [element, ...lineage(element.parentElement)] : [];
  const ground = (element) => lineage(element).reverse().reduce(
    (below, at) => over(parse(getComputedStyle(at).backgroundColor), below),
    matchMedia("(prefers-color-scheme: dark)").matches ? [0, 0, 0] : [255, 255, 255]);
  const isShown = (element) => lineage(element).every((at) => getComputedStyle(at).opacity !== "0");
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement, said = walker.currentNode.textContent.trim();
    if (!said || ["SCRIPT", "STYLE"].includes(element.tagName) || !element.getClientRects().length) { continue; }
    if (!isShown(element)) { continue; }
    const style = getComputedStyle(element);
    const colour = element.closest("svg") ? style.fill : style.color;
    const below = ground(element);
    const pair = [luminance(over(parse(colour), below)), luminance(below)].sort((a, b) => b - a);
    const contrast = (pair[0] + 0.05) / (pair[1] + 0.05), size = parseFloat(style.fontSize);
    const least = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
    if (contrast < least) { found.push(said.slice(0, 40) + ": " + contrast.toFixed(2)); }
  }
  return found;
}"""
_TOO_WIDE = """() => document.scrollingElement.scrollWidth > innerWidth
  ? [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
      .slice(0, 5).map((e) => e.outerHTML.slice(0, 120)) : []"""
# Of radio buttons, Tab reaches the selected one, and arrow keys the others.
_STOPS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
  .filter((e) => e.checkVisibility() && !e.disabled && e.tabIndex >= 0 && (e.type !== "radio" || e.checked)).length"""
# Each element that gets the focus, once, and whether it shows that.
_FOLLOW = """() => {
  const stops = window.newsbotStops = new Map();
  const isMarked = (style) => style.outlineStyle !== "none" && style.outlineWidth !== "0px";
  document.addEventListener("focusin", ({target}) => {
    if (stops.has(target) || target === document.body) { return; }
    // What is drawn by its label is marked there.
    const drawn = target.nextElementSibling?.tagName === "LABEL" ? [target, target.nextElementSibling] : [target];
    stops.set(target, drawn.some((part) => isMarked(getComputedStyle(part))));
  });
}"""
_FOLLOWED = "() => [...window.newsbotStops.values()]"


@dataclass
class Look:
    """The findings for a page; all lists are empty for a correct page."""

    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    faint: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    unreachable: int = 0
    unmarked: int = 0

    @property
    def problems(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if value}


@contextmanager
def open_browser() -> Iterator[Any]:
    """Chromium, until the block ends."""
    if CHROMIUM is None:
        pytest.skip("Debian's chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()


@pytest.fixture(scope="module", name="browser")
def browser_fixture() -> Iterator[Any]:
    """One Chromium for the tests of a file."""
    with open_browser() as browser:
        yield browser


@contextmanager
def open_page(browser: Any, url: str, *, width: int = WIDE, scheme: str = "light") -> Iterator[tuple[Any, Look]]:
    """The open page and the browser's messages, for tests that click and type."""
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    look = Look()
    own = url.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]
    host = "/".join(own.split("/")[:3])
    page.on("console", lambda message: look.messages.append(message.text))
    page.on("pageerror", lambda error: look.messages.append(str(error)))
    page.on("request", lambda request: look.requests.append(request.url))
    try:
        page.goto(url)
        yield page, look
        is_file = own.startswith("file:")
        look.requests = [
            asked
            for asked in look.requests
            if not asked.startswith("data:") and (asked.split("#")[0] != own if is_file else not asked.startswith(host))
        ]
    finally:
        page.close()


def look(browser: Any, url: str, *, width: int = WIDE, scheme: str = "light", picture: Path | None = None) -> Look:
    """Load the page and return what is wrong with it; `picture` is the path for a full-page screenshot."""
    with open_page(browser, url, width=width, scheme=scheme) as (page, found):
        found.faint = page.evaluate(_CONTRAST)
        found.wide = page.evaluate(_TOO_WIDE)
        if picture is not None:
            page.screenshot(path=str(picture), full_page=True)
        found.unreachable, found.unmarked = _walk(page)
    return found


def _walk(page: Any) -> tuple[int, int]:
    """How many clickable elements Tab does not reach, and how many do not show the focus."""
    wanted = min(page.evaluate(_STOPS), _MOST_STOPS)
    page.evaluate(_FOLLOW)
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
    marks = page.evaluate(_FOLLOWED)
    return max(0, wanted - len(marks)), marks.count(False)
