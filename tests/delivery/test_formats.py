"""Lines as IPTC ninjs and schema.org documents."""

import json
from contextlib import closing

import fastjsonschema
import pytest
from index_kills import deliver_once, make_case
from made_lines import made_line, made_tombstone, read

from newsbot.indexes import open_index, open_target
from newsbot.indexes.formats import ninjs, schema_org
from newsbot.items import schema_problem

# The names and types of the published schema of ninjs 1.3, without its words.
TEXT, NUMBER, URI, TIME = (
    {"type": "string"},
    {"type": "number"},
    {"type": "string", "format": "uri"},
    {"type": "string"},
)


def objects(names):
    return {"type": "array", "items": closed(dict.fromkeys(names.split(), TEXT))}


def closed(properties, **more):
    return {"type": "object", "additionalProperties": False, "properties": properties, **more}


NINJS = closed(
    {
        "uri": URI,
        "type": {"enum": ["text", "audio", "video", "picture", "graphic", "composite", "component"]},
        "representationtype": {"enum": ["complete", "incomplete"]},
        "pubstatus": {"enum": ["usable", "withheld", "canceled"]},
        **dict.fromkeys("mimetype profile version firstcreated versioncreated embargoed copyrightholder".split(), TEXT),
        **dict.fromkeys(
            "copyrightnotice usageterms ednote language title byline headline slugline located".split(), TEXT
        ),
        **dict.fromkeys("urgency charcount wordcount".split(), NUMBER),
        **{name: objects("name rel scheme code") for name in "person place subject event object infosource".split()},
        "genre": objects("name scheme code"),
        "renditions": {
            "type": "object",
            "additionalProperties": closed(
                {"href": URI, "mimetype": TEXT, "title": TEXT, "format": TEXT}
                | dict.fromkeys("height width sizeinbytes duration".split(), NUMBER)
            ),
        },
        "associations": {
            "type": "object",
            "additionalProperties": False,
            "patternProperties": {"^[a-zA-Z0-9]+": {"$ref": "#"}},
        },
        "altids": {"type": "object"},
        "$standard": closed({"name": TEXT, "version": TEXT, "schema": URI}),
    },
    required=["uri"],
    patternProperties={f"^{name}_[a-zA-Z0-9_]+": TEXT for name in ("description", "body", "headline")},
)
is_ninjs = fastjsonschema.compile(NINJS)

FULL = made_line(
    alternativeHeadline="Road under water",
    description="Nobody was hurt.",
    articleBodyHtml="<p>The main road closed on Monday.</p>",
    wordCount=13,
    dateModified="2026-11-23T10:15:00+05:00",
    byline="By ALI RAZA",
    authors=[
        {"name": "Ali Raza", "type": "Person", "role": "Reporter", "email": "ali@example.com"},
        {"name": "Example Desk", "type": "Organization", "url": "https://example.com/desk"},
    ],
    sourceOrganization=[{"name": "Reuters", "evidence": "byline"}],
    isBasedOn="https://other.example/floods",
    publisher={"name": "Example Times", "domain": "example.com"},
    articleSection=["World"],
    keywords=["floods", "roads"],
    dateline="LAHORE",
    genre="opinion",
    isAccessibleForFree=False,
    mainImage={"url": "https://example.com/a.jpg", "caption": "The road", "credit": "A. Photographer", "width": 800},
    images=[{"url": "https://example.com/a.jpg"}, {"url": "https://example.com/b.jpg", "height": 300}],
    videos=[{"url": "https://example.com/c.mp4"}],
    liveBlogUpdate=[{"headline": "Now", "articleBody": "Water.", "datePublished": "2026-11-23T09:15:00Z"}],
    rights={"license": "https://example.com/licence"},
)


# The properties that schema.org, version 20.0, gives these types and those above them: the ones that newsbot may use.
_WORK = """alternativeHeadline author correction creativeWorkStatus creditText dateModified datePublished description
genre headline identifier image inLanguage isAccessibleForFree isBasedOn keywords license mainEntityOfPage publisher
sourceOrganization url version video""".split()
_ARTICLE = {*_WORK, "articleBody", "articleSection", "wordCount"}
_MEDIA = {*_WORK, "caption", "contentUrl", "height", "width"}
_PARTY = {"email", "name", "url"}
SCHEMA_ORG = {
    "NewsArticle": _ARTICLE | {"dateline"},
    "OpinionNewsArticle": _ARTICLE | {"dateline"},
    "LiveBlogPosting": _ARTICLE | {"liveBlogUpdate"},
    "BlogPosting": _ARTICLE,
    "ImageGallery": set(_WORK),
    "ImageObject": _MEDIA,
    "VideoObject": _MEDIA,
    "Person": _PARTY | {"jobTitle"},
    "Organization": _PARTY,
}


@pytest.mark.parametrize("line", [made_line(), FULL, made_tombstone()], ids=["plain", "full", "tombstone"])
def test_every_line_is_valid_ninjs(line):
    assert schema_problem(line) is None
    item = ninjs(line)
    is_ninjs(item)
    assert item["version"] == str(line["version"])
    assert item["pubstatus"] == line["pubStatus"]
    assert item["altids"] == {"newsbot": line["id"]}


def test_ninjs_keeps_what_it_has_a_place_for():
    item = ninjs(FULL)
    assert item["byline"] == "By ALI RAZA"
    assert item["infosource"] == [{"name": "Reuters"}]
    assert item["body_text"] == FULL["articleBody"]
    assert [picture["uri"] for picture in item["associations"].values()] == [
        "https://example.com/a.jpg",
        "https://example.com/b.jpg",
    ]
    assert item["associations"]["picture1"]["description_text"] == "The road"
    assert ninjs(made_line())["byline"] == "Ali Raza"
    assert "subject" not in ninjs(made_line())


def test_json_ld_gives_each_type_what_schema_org_says_it_has():
    for genre in ("article", "opinion", "liveblog", "gallery", "video", "brief"):
        check_schema_org(schema_org({**FULL, "genre": genre}))
    check_schema_org(schema_org(made_line()))
    check_schema_org(schema_org(made_tombstone()))


def check_schema_org(item):
    """Assert that each property is one of the item's types, in all objects of it."""
    kinds = [item["@type"]] if isinstance(item["@type"], str) else item["@type"]
    known = set().union(*(SCHEMA_ORG[kind] for kind in kinds))
    assert {name for name in item if not name.startswith("@")} - known == set(), kinds
    for value in item.values():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                check_schema_org(part)


def test_json_ld_says_what_the_line_says():
    item = schema_org(FULL)
    assert item["@type"] == ["OpinionNewsArticle", "LiveBlogPosting"]
    assert item["author"][0] == {
        "@type": "Person",
        "name": "Ali Raza",
        "email": "ali@example.com",
        "jobTitle": "Reporter",
    }
    assert item["author"][1]["@type"] == "Organization"
    assert item["image"][0] == {
        "@type": "ImageObject",
        "contentUrl": "https://example.com/a.jpg",
        "caption": "The road",
        "creditText": "A. Photographer",
        "width": 800,
    }
    assert len(item["image"]) == 2
    assert item["isAccessibleForFree"] is False
    assert item["publisher"] == {"@type": "Organization", "name": "Example Times"}
    assert schema_org(made_line())["@type"] == "NewsArticle"
    gone = schema_org(made_tombstone())
    assert gone["creativeWorkStatus"] == "Canceled"
    assert "articleBody" not in gone


def files_in(folder):
    return {path.name: json.loads(path.read_bytes()) for path in folder.rglob("*.json*")}


@pytest.mark.parametrize("scheme", ["ninjs", "schemaorg"])
def test_a_folder_has_the_newest_version_of_each_article(tmp_path, scheme):
    convert, ending = {"ninjs": (ninjs, ".json"), "schemaorg": (schema_org, ".jsonld")}[scheme]
    lines = [made_line(version=2, headline="Newer"), made_line(), made_line("b"), made_tombstone("b", 2)]
    for order in (lines, lines[::-1]):
        with closing(open_target(f"{scheme}:///{tmp_path}/out")) as target:
            for line in order:
                target.apply(read(line))
                target.commit(None)
    expected = {f"{line['id']}{ending}": convert(line) for line in (lines[0], lines[3])}
    assert files_in(tmp_path / "out") == expected


def test_a_folder_ends_right_however_often_its_delivery_is_killed(tmp_path):
    case = make_case(tmp_path / "articles", 600)
    address = f"ninjs:///{tmp_path}/out"
    for kill_at in (1, 2, 4, 5, 6):
        deliver_once(address, case, tmp_path, kill_at)
    assert deliver_once(address, case, tmp_path) == 0
    found = {name.removesuffix(".json"): item for name, item in files_in(tmp_path / "out").items()}
    assert found == {key: ninjs(line) for key, line in case.expected.items()}


def test_a_folder_is_no_index_to_search(tmp_path):
    from newsbot.exceptions import ArgumentError, IndexUnavailableError

    with pytest.raises(ArgumentError):
        open_index(f"ninjs:///{tmp_path}/out")
    with pytest.raises(ArgumentError):
        open_target("ninjs:///")
    with pytest.raises(IndexUnavailableError):
        open_target("ninjs:////proc/none")
