"""A line in other formats: IPTC ninjs 1.3 and schema.org NewsArticle as JSON-LD.

What a format has no place for is left out; nothing is added that the line does not say.
"""

from collections.abc import Callable, Mapping
from typing import Any

Line = Mapping[str, Any]

_NINJS_SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_1.3.json"
# ninjs types an item by its main content.
_NINJS_TYPES = {"video": "video", "gallery": "composite"}
_SCHEMA_ORG_TYPES = {"opinion": "OpinionNewsArticle"}
# An additional type: alone it would lack properties of a news article, such as its text or dateline.
_SCHEMA_ORG_MORE_TYPES = {"liveblog": "LiveBlogPosting", "gallery": "ImageGallery"}
# Fields that have the same name in schema.org.
_SAME_NAMES = (
    "headline alternativeHeadline description articleBody datePublished dateModified inLanguage articleSection keywords"
    " isAccessibleForFree wordCount dateline"
).split()


def ninjs(line: Line) -> dict[str, Any]:
    """Return the line as a ninjs 1.3 object; `uri` is the article's address, versions and withdrawals are kept."""
    metadata = line.get("metadata") or {}
    item = {
        "uri": line["url"],
        "type": _NINJS_TYPES.get(line.get("genre", ""), "text"),
        "representationtype": "incomplete" if line["pubStatus"] == "canceled" else "complete",
        "version": str(line["version"]),
        "firstcreated": line.get("datePublished"),
        "versioncreated": line.get("dateModified") or line.get("datePublished") or metadata.get("dateDownloaded"),
        "pubstatus": line["pubStatus"],
        "ednote": line.get("reason"),
        "copyrightholder": (line.get("publisher") or {}).get("name"),
        "usageterms": (line.get("rights") or {}).get("license"),
        "language": line.get("inLanguage"),
        "subject": [{"name": word, "rel": "keyword"} for word in line.get("keywords", ())]
        + [{"name": name, "rel": "section"} for name in line.get("articleSection", ())],
        "infosource": [{"name": source["name"]} for source in line.get("sourceOrganization", ())],
        "byline": line.get("byline") or ", ".join(author["name"] for author in line.get("authors", ())),
        "headline": line.get("headline"),
        "headline_alternative": line.get("alternativeHeadline"),
        "description_text": line.get("description"),
        "body_text": line.get("articleBody"),
        "body_xhtml": line.get("articleBodyHtml"),
        "located": line.get("dateline"),
        "wordcount": line.get("wordCount"),
        "associations": _ninjs_pictures(line),
        "altids": {"newsbot": line["id"]},
        "genre": [{"name": line["genre"]}] if line.get("genre") else [],
        "$standard": {"name": "ninjs", "version": "1.3", "schema": _NINJS_SCHEMA},
    }
    return _present(item)


def _ninjs_pictures(line: Line) -> dict[str, Any]:
    """Return the article's pictures, the main one first."""
    main = [line["mainImage"]] if line.get("mainImage") else []
    others = [image for image in line.get("images", ()) if not main or image["url"] != main[0]["url"]]
    pictures = {}
    for number, image in enumerate(main + others, 1):
        rendition = {"href": image["url"], "width": image.get("width"), "height": image.get("height")}
        picture = {
            "uri": image["url"],
            "type": "picture",
            "description_text": image.get("caption"),
            "byline": image.get("credit"),
            "renditions": {"original": _present(rendition)},
        }
        pictures[f"picture{number}"] = _present(picture)
    return pictures


def schema_org(line: Line) -> dict[str, Any]:
    """Return the line as JSON-LD; a withdrawn article has the status "Canceled" and no text."""
    item = {
        "@context": "https://schema.org",
        "@type": _types(line),
        "@id": line["url"],
        "url": line["url"],
        "identifier": line["id"],
        "version": line["version"],
        "creativeWorkStatus": "Canceled" if line["pubStatus"] == "canceled" else "Published",
        "mainEntityOfPage": line.get("canonicalUrl") or line["url"],
        **{name: line.get(name) for name in _SAME_NAMES},
        "author": [_party(author, author.get("type", "Person")) for author in line.get("authors", ())],
        "sourceOrganization": [_party(source, "Organization") for source in line.get("sourceOrganization", ())],
        "publisher": _publisher(line.get("publisher") or {}),
        "isBasedOn": line.get("isBasedOn"),
        "image": _images(line),
        "video": [_media(video, "VideoObject") for video in line.get("videos", ())],
        "liveBlogUpdate": [{"@type": "BlogPosting", **entry} for entry in line.get("liveBlogUpdate", ())],
        "license": _address((line.get("rights") or {}).get("license")),
    }
    return _present(item)


def _types(line: Line) -> str | list[str]:
    """Return the article's types: each of its properties belongs to one of them."""
    genre = line.get("genre", "")
    kind = _SCHEMA_ORG_TYPES.get(genre, "NewsArticle")
    more = _SCHEMA_ORG_MORE_TYPES.get("liveblog" if line.get("liveBlogUpdate") else genre)
    return [kind, more] if more else kind


def _party(named: Line, kind: str) -> dict[str, Any]:
    described = {"name": named["name"], "url": named.get("url"), "email": named.get("email")}
    return _present({"@type": kind, **described, "jobTitle": named.get("role") if kind == "Person" else None})


def _publisher(publisher: Line) -> dict[str, Any] | None:
    name = publisher.get("name") or publisher.get("domain")
    return _present({"@type": "Organization", "name": name, "url": publisher.get("url")}) if name else None


def _images(line: Line) -> list[dict[str, Any]]:
    images = [*([line["mainImage"]] if line.get("mainImage") else []), *line.get("images", ())]
    by_url = {image["url"]: image for image in reversed(images)}
    ordered = dict.fromkeys(image["url"] for image in images)
    return [_media(by_url[url], "ImageObject") for url in ordered]


def _media(media: Line, kind: str) -> dict[str, Any]:
    described = {"contentUrl": media["url"], "caption": media.get("caption"), "creditText": media.get("credit")}
    return _present({"@type": kind, **described, "width": media.get("width"), "height": media.get("height")})


def _address(text: str | None) -> str | None:
    return text if text and text.startswith(("http://", "https://")) else None


def _present(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if value is not None and value not in ("", [], {})}


FORMATS: dict[str, Callable[[Line], dict[str, Any]]] = {"ninjs": ninjs, "schemaorg": schema_org}
