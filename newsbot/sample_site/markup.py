"""Blocks and lines of a story as HTML, in the forms a template gives; knows no template itself."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from string import Template
from urllib.parse import quote

from newsbot.sample_site.content import FOLDER, Block, Edition, Story, cells, slug

Forms = Mapping[str, str]  # "kind" or "kind.form" -> HTML with $names

_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_STRONG = re.compile(r"\*\*([^*]+)\*\*")
_EMPHASIS = re.compile(r"\*([^*]+)\*")
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
}


@dataclass(frozen=True, slots=True)
class Press:
    """What every page needs: the edition and the origin it is served at, such as `http://127.0.0.1:8000`."""

    edition: Edition
    base: str

    def words(self, language: str) -> dict[str, str]:
        """The template's phrases in this language, with the origin and the publication's name."""
        return {**self.edition.phrases[language], "base": self.base, "site": self.edition.name}


@cache
def template(name: str) -> Template:
    """The template of this name in `templates/`."""
    return Template((FOLDER / "templates" / name).read_text(encoding="utf-8"))


def inline(text: str) -> str:
    """The line as HTML, with its links and emphasis."""
    html = escape(text, quote=False)
    html = _LINK.sub(r'<a href="\2">\1</a>', html)
    html = _STRONG.sub(r"<strong>\1</strong>", html)
    return _EMPHASIS.sub(r"<em>\1</em>", html)


def day(published: str, language: str) -> str:
    """The date as readers of the language write it."""
    year, month, number = published[:10].split("-")
    name = _MONTHS[language].split()[int(month) - 1]
    match language:
        case "de":
            return f"{int(number)}. {name} {year}"
        case "ur":
            return f"{int(number)} {name} {year}"
        case _:
            return f"{name} {int(number)}, {year}"


def direction(language: str) -> str:
    """The value of the `dir` attribute."""
    return "rtl" if language == "ur" else "ltr"


def author_path(name: str) -> str:
    """Where the author's page is."""
    return f"/author/{quote(slug(name))}/"


def tag_path(story: Story, tag: str) -> str:
    """Where the list of the tag is; each template has its own."""
    return f"/tag/{quote(slug(tag))}/" if story.template == "wordpress" else f"/topic/{quote(slug(tag))}"


def render_blocks(blocks: Sequence[Block], forms: Forms, press: Press, language: str) -> str:
    """The blocks as HTML, each by the form of its kind."""
    return "\n".join(_render_block(block, forms, press, language) for block in blocks)


def _render_block(block: Block, forms: Forms, press: Press, language: str) -> str:
    form = forms[f"{block.kind}.{block.form}" if block.form else block.kind]
    return Template(form).substitute(press.words(language) | _values(block, forms, press))


def _values(block: Block, forms: Forms, press: Press) -> dict[str, str]:
    """The names a form of this kind may use."""
    lines = [inline(line) for line in block.lines]
    match block.kind:
        case "list" | "numbered" | "quote":
            return {"items": "\n".join(_fill(forms[f"{block.kind} item"], line) for line in lines)}
        case "table":
            rows = ("".join(_fill(forms["cell"], cell) for cell in cells(line)) for line in lines)
            return {"rows": "\n".join(_fill(forms["row"], row) for row in rows)}
        case "see-also" | "read-more":
            target = block.lines[0]
            return {"href": target, "text": escape(press.edition.title_of(target), quote=False)}
        case "post":
            return {"text": lines[0], "sender": lines[1]}
        case "figure":
            return {"caption": lines[0], "credit": lines[1]}
        case _:
            return {"text": " ".join(lines)}


def _fill(form: str, text: str) -> str:
    return form.replace("$text", text)
