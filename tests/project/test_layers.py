"""The structure of the package: imports point down, and no module grows past what a reader can hold in mind."""

import ast
import subprocess
import sys

import pytest
from package_source import FILES, PACKAGE, package_trees

# Each part may import from the levels above it in this list, and from itself. A new part finds its level here.
LEVELS = [
    {"charsets", "exceptions", "folders", "forks", "signals", "suffixes", "text", "url_shapes", "zstandard"},
    {"batches", "decoding", "fork_server", "targets", "urls"},
    {"html_page", "items", "locks", "manifests", "markup", "pagination", "shingles"},
    {"appearances", "duplicates"},
    {"state"},
    {"warc"},
    {"discovery", "extraction", "report", "reports", "sample_site", "sites"},
    {"profile_counts", "schedule", "sites_file"},
    {"deployment", "options", "scrapy_settings", "site_habits"},
    {"revisions", "workers"},
    {"boilerplate"},
    {"crawl", "template_report"},
    {"explanation", "indexes", "site_table", "watching"},
    {"archive", "search_page"},
    {"feed_files", "fetching"},
    {"feeds", "json_logs", "middlewares", "recovery"},
    {"extensions", "pipelines", "progress"},
    {"spiders"},
    {"commands"},
    {"crawl_parts"},
]
PARTS = {part: level for level, parts in enumerate(LEVELS) for part in parts}
# The same for the parts of `extraction`, of which most are packages.
EXTRACTION_LEVELS = [
    {"document", "language", "vocabulary"},
    {"blocks", "names"},
    {"byline", "template"},
    {"bylines", "dates"},
    {"declared", "overrides"},
    {"body", "overruling", "page_report"},
    {"authors", "fields"},
    {"decisions", "kinds", "page_view"},
    {"account", "plaintext", "unshown_text"},
    {"page"},
    {"article"},
]
EXTRACTION_PARTS = {part: level for level, parts in enumerate(EXTRACTION_LEVELS) for part in parts}
# Read by Scrapy, and by nobody else.
SETTINGS = "settings"
# What reads bytes from the web needs only the foundation.
PURE = {"discovery", "extraction"}
FOUNDATION = {"charsets", "exceptions", "items", "markup", "pagination", "text", "urls", "url_shapes"}
SCRAPY_ROLES = {"pipelines", "spiders", "commands"}
# Where Scrapy plugs newsbot in; everything else works without it.
MAY_USE_SCRAPY = {
    "busy_hosts",
    "crawl_parts",
    "extensions",
    "feed_files",
    "feeds",
    "fetching",
    "middlewares",
    "progress",
    "scrapy_settings",
    "settings",
    *SCRAPY_ROLES,
}

MAX_MODULE_LINES = 500
MAX_FUNCTION_LINES = 60
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "misc", "tools", "shared"}


def part_of(file):
    """The part that a file belongs to; "" for the package itself."""
    return "" if file == "__init__.py" else file.split("/")[0].removesuffix(".py")


def is_for_types(node):
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def imported(tree, *, with_types=True):
    """The full names of the modules that a tree imports, also inside functions."""
    names = set()
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "relative import"
            # "from newsbot import text" names a module too.
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif is_for_types(node) and not with_types:
            waiting += node.orelse
        else:
            waiting += ast.iter_child_nodes(node)
    return names


def parts_imported(file, **options):
    """The parts of newsbot that a file imports, its own left out; the package itself is no part."""
    names = (name.split(".") for name in imported(package_trees()[file], **options))
    known = {*PARTS, SETTINGS}
    found = {name[1] for name in names if name[0] == "newsbot" and len(name) > 1}
    return {name for name in found if name in known} - {part_of(file)}


def packages_imported(file):
    """The first part of the names of all modules that a file imports."""
    return {name.split(".")[0] for name in imported(package_trees()[file])}


def found_in(wrong):
    """What is wrong, by file, without those in which nothing is."""
    return {file: found for file, found in wrong.items() if found}


def test_there_is_something_to_check():
    assert {"items.py", "spiders/news.py", "extraction/page.py", "discovery/plan.py", "commands/crawl.py"} <= set(FILES)
    assert {"options", "report", "spiders"} <= parts_imported("commands/crawl.py")
    assert "spiders" not in parts_imported("commands/crawl.py", with_types=False)


def test_every_part_has_its_level():
    assert {part_of(file) for file in FILES} - {""} == {*PARTS, SETTINGS}


def test_imports_point_down():
    wrong = {}
    for file in FILES:
        level = PARTS.get(part_of(file), len(LEVELS))
        parts = parts_imported(file, with_types=False)
        wrong[file] = {part for part in parts if PARTS.get(part, -1) >= level}
    assert found_in(wrong) == {}


def test_every_part_of_extraction_has_its_level():
    files = [file.removeprefix("extraction/") for file in FILES if part_of(file) == "extraction"]
    assert {part_of(file) for file in files} - {""} == set(EXTRACTION_PARTS)


def test_imports_within_extraction_point_down():
    wrong = {}
    for file in FILES:
        if part_of(file) != "extraction" or file == "extraction/__init__.py":
            continue
        part = part_of(file.removeprefix("extraction/"))
        names = (name.split(".") for name in imported(package_trees()[file], with_types=False))
        parts = {name[2] for name in names if name[:2] == ["newsbot", "extraction"] and len(name) > 2}
        wrong[file] = {name for name in parts - {part} if EXTRACTION_PARTS[name] >= EXTRACTION_PARTS[part]}
    assert found_in(wrong) == {}


def test_nobody_imports_the_settings():
    assert [file for file in FILES if SETTINGS in parts_imported(file)] == []


def test_what_reads_bytes_from_the_web_needs_only_the_foundation():
    assert found_in({file: parts_imported(file) - FOUNDATION for file in FILES if part_of(file) in PURE}) == {}


def test_domain_modules_know_no_pipeline_spider_or_command():
    domain = [file for file in FILES if part_of(file) not in SCRAPY_ROLES]
    assert found_in({file: parts_imported(file) & SCRAPY_ROLES for file in domain}) == {}


def test_only_what_plugs_into_scrapy_imports_it():
    others = [file for file in FILES if part_of(file) not in MAY_USE_SCRAPY]
    assert found_in({file: packages_imported(file) & {"scrapy", "twisted", "itemadapter"} for file in others}) == {}


def test_newsbot_never_imports_its_tests_or_benchmarks():
    foreign = {"tests", "benchmarks", "pytest", "hypothesis"}
    assert found_in({file: packages_imported(file) & foreign for file in FILES}) == {}


def test_the_page_level_api_loads_neither_scrapy_nor_a_reactor():
    code = (
        "import sys\nfrom newsbot import extract\nextract('<p>x</p>', 'https://example.com/a')\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'scrapy', 'twisted'}))"
    )
    environment = {"PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("modules", "late"),
    [
        # With the first article: a crawl's first request waits for all that is loaded before.
        ("spiders.news pipelines middlewares feeds", "numpy newsbot.extraction.page newsbot.extraction.bylines"),
        ("commands.clean commands.crawl commands.demo commands.extract", "numpy newsbot.sample_site"),
        ("workers.tasks", "requests tldextract scrapy dateparser py3langid"),
    ],
)
def test_what_takes_long_to_load_is_loaded_when_it_is_needed(modules, late):
    code = f"import sys\nfor name in {modules.split()}: __import__('newsbot.' + name)\nprint(*sys.modules)"
    environment = {"PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert not set(late.split()) & set(done.stdout.split())


def test_a_module_is_short_and_named_after_what_it_is_about():
    long = [file for file in FILES if len(FILES[file].read_text(encoding="utf-8").splitlines()) > MAX_MODULE_LINES]
    assert long == []
    assert [file for file in FILES if VAGUE_NAMES & set(file.removesuffix(".py").split("/"))] == []


def test_a_function_fits_on_a_screen():
    long = {}
    for file, tree in package_trees().items():
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        long[file] = [node.name for node in functions if (node.end_lineno or 0) - node.lineno >= MAX_FUNCTION_LINES]
    assert found_in(long) == {}


def test_a_module_says_what_it_answers_for():
    assert [file for file in FILES if FILES[file].stat().st_size and not ast.get_docstring(package_trees()[file])] == []
