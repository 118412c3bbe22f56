"""The reference pages say what the code says: fields, settings, stats and log messages."""

import ast
import re
from fnmatch import fnmatchcase
from functools import cache

import pytest
from package_source import PACKAGE, package_trees
from scrapy.settings import default_settings

import newsbot
from newsbot import settings as project
from newsbot.items import EXPORTED_FIELDS, article_schema
from newsbot.options import ARGUMENTS
from newsbot.sites import SOURCES

DOCS = PACKAGE.parent / "docs"
FIELDS = (DOCS / "fields.md").read_text(encoding="utf-8")
OPERATIONS = (DOCS / "operations.md").read_text(encoding="utf-8")
SETTINGS = (DOCS / "settings.md").read_text(encoding="utf-8")
STATS = (DOCS / "stats.md").read_text(encoding="utf-8")


def table(page, heading):
    """The rows of the first table under a heading, each a list of cells, without the head."""
    section = re.split(rf"^#+ {re.escape(heading)}$", page, flags=re.MULTILINE)[1]
    lines = re.split(r"^#+ ", section, flags=re.MULTILINE)[0].splitlines()
    rows = [line for line in lines if line.startswith("|")]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in rows[2:]]
    assert cells, f"no table under {heading}"
    assert {len(row) for row in cells} == {rows[0].count("|") - 1}
    return cells


def plain(cell):
    return cell.strip("`")


# ------------------------------------------------------------------------------------------- fields


def type_of(schema):
    """A field's type as the page writes it."""
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[-1]
    if "enum" in schema:
        return " or ".join(f"`{value}`" for value in schema["enum"])
    if schema["type"] == "array":
        return f"list of {type_of(schema['items'])}"
    if schema["type"] == "object":
        return f"object of {type_of(schema['additionalProperties'])}"
    pattern = schema.get("pattern", "")
    names = {"https?": "URL", "0-9a-f": "32 hex digits", r"\d{4}": "date-time"}
    return next((name for part, name in names.items() if part in pattern), schema["type"])


def test_every_field_of_a_line_is_documented_in_its_order_and_with_its_type():
    properties = article_schema()["properties"]
    rows = table(FIELDS, "Fields")
    assert tuple(plain(row[0]) for row in rows) == EXPORTED_FIELDS
    assert {plain(row[0]): row[1] for row in rows} == {name: type_of(schema) for name, schema in properties.items()}


def test_every_field_says_what_it_means_and_where_it_comes_from():
    assert all(meaning and origin for _, _, meaning, origin in table(FIELDS, "Fields"))


def test_every_field_of_an_object_is_documented_with_its_type():
    rows = table(FIELDS, "Objects")
    documented = {(part, plain(name)): kind for part, name, kind, _ in rows}
    assert len(documented) == len(rows)
    assert documented == {
        (part, name): type_of(schema)
        for part, definition in article_schema()["$defs"].items()
        for name, schema in definition["properties"].items()
    }


def test_every_origin_is_documented():
    origins = article_schema()["properties"]["provenance"]["additionalProperties"]["enum"]
    assert {plain(row[0]) for row in table(FIELDS, "Where values come from")} == set(origins)


def test_the_fields_with_a_provenance_are_those_that_the_code_gives_one():
    named = set()
    for tree in package_trees().values():
        for node in ast.walk(tree):
            is_part = isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute)
            if is_part and ast.unparse(node.value) == "article.provenance":
                named.add(node.slice.value)
    (meaning,) = [row[2] for row in table(FIELDS, "Fields") if row[0] == "`provenance`"]
    assert set(re.findall(r"`(\w+)`", meaning)) == named


# ----------------------------------------------------------------------------------------- settings


def own_settings():
    return {name for name in dir(project) if name.startswith("NEWSBOT_")}


def environment_defaults():
    """The default of each setting that the environment may give, None where it is computed."""
    defaults = {}
    for node in ast.walk(package_trees()["settings.py"]):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "os.environ.get":
            name, default = node.args
            defaults[name.value] = default.value if isinstance(default, ast.Constant) else None
    return defaults


def test_every_setting_of_newsbot_is_documented_with_its_default():
    rows = table(SETTINGS, "Deployment")
    assert {plain(row[0]) for row in rows} == own_settings()
    defaults = environment_defaults()
    assert set(defaults) == own_settings()
    assert {plain(name): plain(value) for name, value, _ in rows if value.startswith("`")} == {
        name: default for name, default in defaults.items() if default is not None
    }


def shown(name, value):
    """A value as the page writes it: plain ones as they are, others by their kind."""
    if isinstance(value, dict | list):
        return "table" if isinstance(value, dict) else "list"
    return f"`{str(value).replace(newsbot.__version__, '<version>')}`" if name == "USER_AGENT" else f"`{value}`"


def test_every_scrapy_setting_that_differs_is_documented_with_its_value():
    names = {name for name in dir(project) if name.isupper()} - own_settings()
    differing = {name for name in names if getattr(project, name) != getattr(default_settings, name, None)}
    rows = table(SETTINGS, "Scrapy settings that differ from Scrapy's default")
    documented = {plain(name): value for name, value, _ in rows}
    assert documented == {name: shown(name, getattr(project, name)) for name in differing}


def test_every_argument_and_source_of_a_crawl_is_documented():
    rows = table(OPERATIONS, "Install")
    documented = {match[1] for name, _ in rows if (match := re.match(r"`-a (\w+)=", name))}
    assert documented == set(ARGUMENTS)
    (meaning,) = [meaning for name, meaning in rows if name.startswith("`-a sources=")]
    assert set(re.findall(r"`([\w-]+)`", meaning)) == set(SOURCES)


# -------------------------------------------------------------------------------------------- stats


@cache
def calls(tree):
    """Every call in a tree with the name of the innermost function around it."""
    found, waiting = [], [(tree, "")]
    while waiting:
        node, function = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            function = node.name
        elif isinstance(node, ast.Call):
            found.append((node, function))
        waiting += [(child, function) for child in ast.iter_child_nodes(node)]
    return found


def patterns(node):
    """The strings that an expression may be, "*" for what is only known when it runs."""
    if isinstance(node, ast.Constant):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return patterns(node.body) + patterns(node.orelse)
    if isinstance(node, ast.JoinedStr):
        return ["".join(part.value if isinstance(part, ast.Constant) else "*" for part in node.values)]
    return []


@cache
def stats_in_code():
    """The names of newsbot's stats, as patterns."""
    found = set()
    for name, tree in package_trees().items():
        prefix = "newsbot/discovery/" if name.endswith("plan.py") else "newsbot/"
        for call, function in calls(tree):
            method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            if method == "inc_value" and function != "count":
                found |= set(patterns(call.args[0]))
            elif method == "count" and ast.unparse(call.func) in ("self.count", "plan.count"):
                found |= {prefix + pattern for pattern in patterns(call.args[0])}
            elif method == "drop":
                found |= {f"newsbot/dropped/{pattern}" for pattern in patterns(call.args[1])}
    return found


def stats_in_docs():
    names = [name for row in table(STATS, "Stats") for name in re.findall(r"`(newsbot/[^`]+)`", row[0])]
    assert len(names) == len(set(names))
    return {re.sub(r"<\w+>", "*", name) for name in names}


def test_every_stat_of_the_code_is_documented():
    assert "newsbot/discovery/*_over_limit" in stats_in_code()
    assert "newsbot/dropped/same_address" in stats_in_code()
    documented = stats_in_docs()
    # The plan's own counts pass through one general name: each of them is found where it is counted.
    general = {"newsbot/discovery/*"}
    missing = {
        name
        for name in stats_in_code() - general
        if not any(name == known or fnmatchcase(name, known) for known in documented)
    }
    assert not missing


def test_every_documented_stat_is_one_of_the_code():
    used = stats_in_code() - {"newsbot/discovery/*"}
    assert not {name for name in stats_in_docs() if not any(fnmatchcase(real, name) for real in used)}


def test_every_reason_for_which_a_pipeline_drops_is_documented():
    reasons = {name.removeprefix("newsbot/dropped/") for name in stats_in_code() if name.startswith("newsbot/dropped/")}
    assert reasons > {"unchanged", "before_since", "invalid"}
    for reason in reasons - {"*"}:
        assert f"`{reason}`" in STATS


@pytest.mark.parametrize("folder", ["extraction", "discovery"])
def test_every_reason_that_a_page_or_source_gets_is_documented(folder):
    reasons = set()
    for name, tree in package_trees().items():
        if name.startswith(f"{folder}/"):
            for call, _ in calls(tree):
                called = ast.unparse(call.func).rsplit(".", 1)[-1]
                if called in ("finish", "PageKind", "PageReport", "SourceContents"):
                    values = [*call.args, *(word.value for word in call.keywords if word.arg == "reason")]
                    reasons |= {text for value in values for text in patterns(value) if isinstance(text, str)}
    assert len(reasons) > 1
    assert not {reason for reason in reasons if f"`{reason}`" not in STATS}


# ---------------------------------------------------------------------------------------------- log


@cache
def messages_in_code():
    """(level, message) of every warning and error, also of those that pass through a method of their own."""
    found = set()
    for tree in package_trees().values():
        relays = {}
        for call, function in calls(tree):
            target = ast.unparse(call.func)
            method = target.rsplit(".", 1)[-1]
            if method in ("warning", "error", "exception", "critical") and "logger" in target:
                level = "WARNING" if method == "warning" else "ERROR"
                found |= {(level, text) for text in patterns(call.args[0])}
                if isinstance(call.args[0], ast.Name):
                    relays[function] = level
        for call, _ in calls(tree):
            if isinstance(call.func, ast.Attribute) and call.func.attr in relays:
                texts = patterns(call.args[0])
                assert texts, f"a message that is no string: {ast.unparse(call)}"
                found |= {(relays[call.func.attr], text) for text in texts}
    return found


def test_every_warning_and_error_is_documented_and_no_other():
    rows = table(STATS, "Log messages")
    assert ("WARNING", "%r could not be read: %s") in messages_in_code()
    assert ("ERROR", "%s was never stored") in messages_in_code()
    assert {(level, plain(message)) for level, message, _, _ in rows} == messages_in_code()
    assert all(meaning and action for _, _, meaning, action in rows)


# -------------------------------------------------------------------------------------------- pages


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)#]+)", text):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", [FIELDS, OPERATIONS, SETTINGS], ids=["fields", "operations", "settings"])
def test_files_that_a_page_names_exist(page):
    named = re.findall(r"`(newsbot/[\w/]+[\w.]*\.\w+|scrapy\.cfg|Makefile)`", page)
    assert named
    assert all((PACKAGE.parent / name).exists() for name in named)


def test_every_benchmark_is_documented():
    folder = PACKAGE.parent / "benchmarks"
    said = (folder / "README.md").read_text(encoding="utf-8")
    runnable = {path.name for path in folder.glob("*.py") if "__main__" in path.read_text(encoding="utf-8")}
    assert {name for name in runnable if f"benchmarks/{name}" not in said} == set()


SECURITY = (PACKAGE.parent / "SECURITY.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("heading", ["What a page, a server or a link cannot do", "What a crash cannot do"])
def test_every_promise_names_the_tests_that_hold_it(heading):
    for promise, tests, without in table(SECURITY, heading):
        named = re.findall(r"`((?:tests|benchmarks)/[\w/]+\.py)`", tests)
        assert named, promise
        assert all((PACKAGE.parent / name).is_file() for name in named), promise
        assert without in ("settings", "defect", "beside"), promise
