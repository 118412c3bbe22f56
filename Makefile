# Two commands matter: `make demo` and `make test`. Each sets up what it needs; a second call is quick.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TESTS_READY := $(VENV)/.tests-ready
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-annotate --custom-compile-command "make lock"

# Without bytecode files, each of the many processes would compile all of newsbot again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test docs soak lint types packages lock clean

demo: $(READY)
	$(BIN)/scrapy demo

# Tests spend as much time waiting for servers and processes as computing, so run more of them than there are cores.
JOBS ?= $(shell echo $$((2 * $$(getconf _NPROCESSORS_ONLN))))
# The quality gate runs if NEWSBOT_CORPORA names the folder of annotated pages.
# mypy runs on one core while the tests are collected.
test: $(TESTS_READY) lint
	@$(BIN)/mypy & types=$$!; $(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal && wait $$types
	@if [ -n "$$NEWSBOT_CORPORA" ]; then $(BIN)/python benchmarks/quality.py --systems newsbot --gate; fi

# Build docs/ for offline reading: build/docs/index.html.
docs: $(TESTS_READY)
	$(BIN)/python docs/reference.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

# Long tests: crawls killed at random moments, crawls on a full disk, and fuzzing; `make test` runs a little of each.
KILLS ?= 100
FULL ?= 50
MINUTES ?= 10
soak: $(TESTS_READY)
	SOAK=1 $(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal -m 'soak or hypothesis' -o faulthandler_timeout=0
	$(BIN)/python benchmarks/chaos.py --kills $(KILLS) --full $(FULL)
	$(BIN)/python benchmarks/fuzz.py --minutes $(MINUTES)
	$(BIN)/python benchmarks/index_kills.py
	$(BIN)/python benchmarks/index_kills.py --server postgresql
	$(BIN)/python benchmarks/index_kills.py --server opensearch

lint: $(TESTS_READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(TESTS_READY)
	$(BIN)/mypy

packages: $(TESTS_READY)

# The lock files pin every package, so nothing is left to resolve: the first those needed to run, the second those also
# needed to test. Most modules of the latter are never imported; the others are compiled when they are.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("newsbot needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(PIP) -r requirements.lock
	$(PIP) -e .
	touch $(READY)

$(TESTS_READY): $(READY) requirements-dev.lock
	$(PIP) --no-compile -r requirements-dev.lock
	touch $(TESTS_READY)

lock:
	$(BIN)/python -m pip install --quiet uv
	$(LOCK) --extra dev --upgrade -o requirements-dev.lock pyproject.toml
	$(LOCK) --constraint requirements-dev.lock -o requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache build dist
