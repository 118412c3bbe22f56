"""The story of a page as one HTML page: the article on one side, every block and every field on the other."""

from collections.abc import Iterable

import msgspec

from newsbot.explanation.story import BlockStory, CandidateStory, FieldStory, PageStory, Sign
from newsbot.html_page import text, whole_page
from newsbot.text import counted

_STYLE = """
.sides{display:grid;gap:0 2rem;grid-template-columns:minmax(0,1fr)}
@media (min-width:62rem){.sides{grid-template-columns:minmax(0,5fr) minmax(0,6fr)}
#article{position:sticky;top:0;max-height:100vh;overflow-y:auto;padding-right:1rem}}
#article h2.title{font-size:1.5rem;line-height:1.2;margin:.4rem 0}
#article .piece{margin:.7rem 0}
#article .piece a{text-decoration:none;margin-right:.4rem;font-size:.8rem}
ol.blocks{list-style:none;margin:0;padding:0}
ol.blocks>li{border:1px solid var(--line);border-left:6px solid var(--bad);padding:.4rem .7rem;margin:.4rem 0}
ol.blocks>li.kept{border-left-color:var(--good)}
ol.blocks p{margin:.2rem 0}
:target{background:var(--raised);outline:2px solid var(--accent)}
.controls{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:.6rem 0}
.controls button,.controls input{font:inherit;color:inherit;background:var(--raised);border:1px solid var(--muted);
border-radius:.3rem;padding:.25rem .7rem;min-height:2rem}
.controls input{flex:1 1 10rem;min-width:0}
.controls button[aria-pressed=true]{border-color:var(--accent);color:var(--accent);font-weight:600}
ul.signs{margin:.3rem 0;padding-left:1.2rem}
.field{border-top:1px solid var(--line);padding:.5rem 0}
.field h3{margin:.2rem 0}
.field ol,.field ul{padding-left:1.3rem;margin:.3rem 0}
[hidden]{display:none}
"""
_SCRIPT = """
(function () {
  var blocks = Array.prototype.slice.call(document.querySelectorAll("ol.blocks > li"));
  var buttons = Array.prototype.slice.call(document.querySelectorAll(".controls button"));
  var field = document.getElementById("find"), count = document.getElementById("count"), wanted = "all";
  if (!field) { return; }
  document.querySelector(".controls").hidden = false;
  function show() {
    var words = field.value.toLowerCase().replace(/\\s+/g, " ").trim(), shown = 0;
    blocks.forEach(function (block) {
      var kind = block.classList.contains("kept") ? "kept" : "out";
      var text = block.querySelector(".said").textContent.toLowerCase();
      block.hidden = (wanted !== "all" && wanted !== kind) || text.indexOf(words) < 0;
      shown += block.hidden ? 0 : 1;
    });
    count.textContent = shown === blocks.length ? "" :
      shown ? shown + " of " + blocks.length + " blocks" :
      "No block has these words: scripts fill them in, or they are spelt otherwise.";
  }
  function choose(kind) {
    wanted = kind;
    buttons.forEach(function (button) { button.setAttribute("aria-pressed", String(button.value === kind)); });
    show();
  }
  buttons.forEach(function (button) { button.addEventListener("click", function () { choose(button.value); }); });
  field.addEventListener("input", show);
  window.addEventListener("hashchange", function () {
    var target = document.getElementById(location.hash.slice(1));
    if (target && target.hidden) { field.value = ""; choose("all"); target.scrollIntoView(); }
  });
})();
"""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def story_page(story: PageStory) -> str:
    """Return the whole page."""
    title = (story.line or {}).get("headline") or story.url
    sides = f"<div class=sides>\n{_article(story)}\n<div>\n{_blocks(story)}\n{_fields(story)}\n</div>\n</div>"
    footer = "<footer>Made by <code>scrapy explain</code>.</footer>"
    body = f"{_head(story)}\n<main id=main>\n{sides}\n{_raw(story)}\n</main>\n{footer}"
    return whole_page(f"Why: {title}", body, style=_STYLE, script=_SCRIPT)


def _head(story: PageStory) -> str:
    kind = "good" if story.line is not None else "bad"
    facts = "".join(f"<p class=note>{text(fact)}</p>\n" for fact in story.facts)
    change = f"<p>{text(story.change)}</p>\n" if story.change else ""
    links = [("article", "Article"), ("blocks", "Blocks"), ("fields", "Fields"), ("line", "JSON line")]
    present = [link for link in links if link[0] != "line" or story.line is not None]
    menu = "".join(f'<li><a href="#{name}">{label}</a></li>' for name, label in present)
    signs = f"<details><summary>Evidence for and against an article</summary>{_signs(story.signs)}</details>\n"
    return (
        f'<header>\n<h1>Why newsbot reads this page as it does</h1>\n<p class="muted small">{text(story.url)}</p>\n'
        f'<p class="note {kind}"><strong class={kind}>{text(story.verdict)}</strong></p>\n{change}{facts}'
        f"{signs if story.signs else ''}<nav aria-label=Parts><ul>{menu}</ul></nav>\n</header>"
    )


def _article(story: PageStory) -> str:
    line = story.line
    if line is None:
        return "<section id=article aria-label=Article><h2>The article</h2><p>There is none.</p></section>"
    authors = ", ".join(author["name"] for author in line.get("authors", [])) or "no author"
    facts = [
        authors,
        line.get("datePublished", "no date"),
        line.get("inLanguage", ""),
        f"{line.get('wordCount', 0)} words",
    ]
    pieces = "\n".join(_piece(block) for block in story.blocks if block.is_kept)
    return (
        "<section id=article aria-label=Article tabindex=0>\n<h2>The article</h2>\n"
        f'<h2 class=title dir=auto lang="{text(line.get("inLanguage", ""))}">{text(line.get("headline", ""))}</h2>\n'
        f'<p class="muted small">{" · ".join(text(fact) for fact in facts if fact)}</p>\n{pieces}\n</section>'
    )


def _piece(block: BlockStory) -> str:
    tag = block.path.rpartition(" > ")[2].partition(".")[0]
    said = f"<strong>{text(block.text)}</strong>" if tag in _HEADINGS else text(block.text)
    link = f'<a href="#b{block.number}" aria-label="Why block {block.number} is kept">{block.number}</a>'
    return f'<p class=piece dir=auto id="p{block.number}">{link}{said}</p>'


def _blocks(story: PageStory) -> str:
    if not story.blocks:
        return "<section id=blocks><h2>Blocks</h2><p>The page has none.</p></section>"
    kept = sum(block.is_kept for block in story.blocks)
    buttons = "".join(
        f"<button type=button value={kind} aria-pressed={'true' if kind == 'all' else 'false'}>{label}</button>"
        for kind, label in (("all", "All"), ("kept", "Kept"), ("out", "Removed"))
    )
    controls = (
        f"<div class=controls hidden>{buttons}"
        '<input id=find type=search aria-label="Find a sentence" placeholder="Find a sentence: why is it missing?">'
        "<span id=count role=status class=small></span></div>"
    )
    items = "\n".join(map(_block, story.blocks))
    return (
        f"<section id=blocks>\n<h2>Every block of the page: {kept} of {len(story.blocks)} are the text</h2>\n"
        f"{controls}\n<ol class=blocks>\n{items}\n</ol>\n</section>"
    )


def _block(block: BlockStory) -> str:
    kind, word = ("kept", "Kept") if block.is_kept else ("out", "Removed")
    colour = "good" if block.is_kept else "bad"
    verdict = "" if block.is_kept or block.verdict == "outside" else f" · {text(block.verdict)}"
    number = f'<a href="#p{block.number}">{block.number}</a>' if block.is_kept else str(block.number)
    chance = "" if block.chance is None else f" · model {block.chance:.0%}"
    if block.corrected is not None:
        chance += f", with the site's profile {block.corrected:.0%}"
    change = (
        f"<p class=small>To change that, in the overrides file:</p><pre>{text(block.change)}</pre>"
        if block.change
        else ""
    )
    remark = f'<p class="muted small">{text(block.remark)}</p>' if block.remark else ""
    return (
        f'<li id="b{block.number}" class={kind}>\n<p class=small>{number} <strong class={colour}>{word}</strong>'
        f"{verdict}<span class=muted>{chance}</span></p>\n<p class=said dir=auto>{text(block.text)}</p>\n"
        f'<p class="small muted">{text(block.reason)}</p>\n'
        f"<details class=small><summary>Why, and how to change it</summary>{_signs(block.signs)}"
        f"<p>Location: <code>{text(block.path)}</code></p>{change}{remark}</details>\n</li>"
    )


def _signs(signs: Iterable[Sign]) -> str:
    items = "".join(
        f'<li><span class="{"good" if sign.shift > 0 else "bad"}">{sign.shift:+.1f}</span> {text(sign.text)}</li>'
        for sign in signs
    )
    return f"<p>For (+) and against (−), in log odds:</p><ul class=signs>{items}</ul>" if items else ""


def _fields(story: PageStory) -> str:
    if not story.fields:
        return ""
    return f"<section id=fields>\n<h2>Fields</h2>\n{''.join(map(_field, story.fields))}</section>"


def _field(field: FieldStory) -> str:
    origin = f" <span class=muted>from {text(field.origin)}</span>" if field.origin else ""
    value = text(field.value) if field.value else '<span class="muted">none</span>'
    candidates = "".join(map(_candidate, field.candidates))
    steps = "\n".join(field.steps)
    change = (
        f"<p class=small>To change that, in the overrides file: <code>{text(field.change)}</code></p>"
        if field.change
        else ""
    )
    details = f"<ul>{candidates}</ul>" if candidates else ""
    if steps:
        details += f"<p>Step by step:</p><pre>{_lines(steps)}</pre>"
    count = len(field.candidates)
    summary = counted(count, "candidate") if count else "Steps"
    return (
        f"<div class=field><h3>{text(field.name)}</h3><p dir=auto>{value}{origin}</p>"
        f'<p class="small muted">{text(field.why)}</p>'
        + (f"<details class=small><summary>{summary}</summary>{details}{change}</details>" if details else "")
        + "</div>\n"
    )


def _lines(said: str) -> str:
    return "\n".join(" " * (len(line) - len(line.lstrip())) + text(line) for line in said.splitlines())


def _candidate(candidate: CandidateStory) -> str:
    mark = "<strong class=good>chosen</strong>" if candidate.is_chosen else "<span class=muted>not chosen</span>"
    chance = f" · {candidate.chance:.0%}" if candidate.chance is not None else ""
    note = f"<br><span class=muted>{text(candidate.note)}</span>" if candidate.note else ""
    return (
        f"<li>{text(candidate.value)} · {text(candidate.origin)}{chance} · {mark}{note}{_signs(candidate.signs)}</li>"
    )


def _raw(story: PageStory) -> str:
    if story.line is None:
        return ""
    shown = msgspec.json.format(msgspec.json.encode(story.line), indent=2).decode()
    details = f"<details><summary>JSON</summary><pre>{_lines(shown)}</pre></details>"
    return f"<section id=line><h2>The line</h2>{details}</section>"
