# Every task of the project; `make` alone lists them. Each does its own set-up.
.DEFAULT_GOAL := help
.PHONY: help setup serve build lint check test human renamed again record measure faults joined audit pick clean

export NO_MKDOCS_2_WARNING = 1
export UV_PROJECT_ENVIRONMENT = .venv

# uv from the PATH, else one of our own below .tools.
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
RUN := $(UV) run --locked --quiet
# Side by side, each worker with an engine of its own; see tests/side_by_side.py.
PYTEST := $(RUN) pytest --numprocesses auto --no-loadscope-reorder

help: ## list the tasks
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile

.tools/bin/uv:
	@echo "Fetching uv into .tools"
	@python3 -m venv .tools
	@.tools/bin/pip install --quiet --disable-pip-version-check "uv>=0.13,<0.14"

setup: $(filter .tools/%,$(UV))
	@$(UV) sync --locked --quiet

serve: setup ## show the site at http://127.0.0.1:8001, reloading
	$(RUN) python -m cookbook.site.downloads
	$(RUN) python -m cookbook.site.chapters
	$(RUN) mkdocs serve --dirty --no-strict

build: setup ## build the site into site/, strictly, with the tutorial as PDF and EPUB, and all as a zip
	$(RUN) python -m cookbook.site.downloads
	$(RUN) python -m cookbook.site.chapters
	$(RUN) mkdocs build --strict
	$(RUN) python -m cookbook.book site
	$(RUN) python -m cookbook.site.offline site

lint: setup ## format and type checks
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy

check: lint ## the fast tests: no engine, no browser
	$(PYTEST) -m "not engine and not browser and not postgresql"

test: lint ## all tests; starts a Docker engine where there is none and one can be had; ENGINE=name
	$(PYTEST)

human: setup ## pages in a random order beside a finished tutorial; SEED=2 PAGES=8, 0 for all
	SEED=$(or $(SEED),1) PAGES=$(or $(PAGES),0) $(RUN) pytest tests/reader/test_human.py

renamed: setup ## try the whole tutorial with other names, as the site then shows it
	RENAMED=13 $(RUN) pytest tests/reader/test_renamed.py

again: setup ## the tests that failed last time
	$(RUN) pytest --last-failed --last-failed-no-failures none

record: setup ## run the pages and rewrite what they show; PAGE=recipes/x for one
	$(RUN) python -m cookbook.site.downloads
	$(RUN) mkdocs build --quiet --site-dir build/site
	$(RUN) python -m cookbook.reader $(PAGE)

measure: setup ## measure builds, load, accidents and a cluster for the pages; WHAT=load for one of them
	$(RUN) python -m tests.measure $(WHAT)

SEED ?= 1
COUNT ?= 300
faults: setup ## put faults into a copy, and show which were noticed; SEED, COUNT, FAMILY, ENGINE=second,third
	$(RUN) python -m cookbook.faults --seed $(SEED) --count $(COUNT) --family "$(FAMILY)" --engine "$(ENGINE)"

joined: setup ## join what several jobs found, each of which ran a SHARD of the tests; PARTS=files
	$(RUN) python -m cookbook.report.last_run $(PARTS)

audit: build ## axe, Lighthouse and links, to other hosts too, on every page; takes an hour
	$(RUN) pytest tests/site/test_accessibility.py
	$(RUN) python -m cookbook.report.audit
	$(RUN) python -m cookbook.report.speed

pick: setup ## start every set of files of the page files/pick, in an engine; takes an hour
	PICK=all $(PYTEST) tests/proofs/test_pick.py

clean: ## remove what the other tasks made
	rm -rf .mypy_cache .pytest_cache .ruff_cache .tools .venv build docs/chapters site
