# Two commands do everything on a machine with Python >= 3.11 and make: `make serve` and `make test`.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
# Reads no cache of other projects and never asks a question.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: serve test nightly check build format bench screenshots lock messages vendor clean help

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

serve: .venv/runtime.stamp messages build ## environment, install, check, index, server on $(HOST):$(PORT)
	$(BIN)/kuntoutuspolku serve --host $(HOST) --port $(PORT)

test: .venv/dev.stamp messages ## environment, install, style, types, imports and every test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/kuntoutuspolku catalog check
	$(BIN)/kuntoutuspolku build --quiet
	$(BIN)/pytest -n 2 --dist loadfile

nightly: .venv/dev.stamp ## a million random completions against every rule (about half an hour; COMPLETIONS=...)
	$(BIN)/python -m tests.search.match.completions --completions $(or $(COMPLETIONS),1000000)

check: .venv/dev.stamp messages ## style, types, imports and the catalogue, without the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/kuntoutuspolku catalog check

build: .venv/runtime.stamp ## check the catalogue and build the search index when something changed
	$(BIN)/kuntoutuspolku build

format: .venv/dev.stamp ## put the code into the project's form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/dev.stamp ## search beside tantivy, SQLite FTS5 and plain Whoosh, and matching (minutes)
	$(BIN)/python -m bench.run

screenshots: .venv/dev.stamp messages build ## pictures of every page kind at 320 and 1280 px into var/screenshots
	$(BIN)/python -m pytest tests/e2e -k screenshot -q

lock: ## renew the exact versions (needs uv)
	uv pip compile pyproject.toml --no-header --generate-hashes --no-emit-index-url --no-emit-find-links --universal --python-version 3.11 -o requirements.lock
	uv pip compile pyproject.toml --extra dev --no-header --generate-hashes --no-emit-index-url --no-emit-find-links --universal --python-version 3.11 -c requirements.lock -o requirements-dev.lock

GOVUK_VERSION := 6.6.0
SASS_VERSION := 1.108.2
VENDOR := web/static/vendor
vendor: ## renew the vendored component styles (needs npm; only when the version is raised)
	rm -rf var/vendor && mkdir -p var/vendor
	npm install --silent --no-save --prefix var/vendor sass@$(SASS_VERSION) govuk-frontend@$(GOVUK_VERSION)
	var/vendor/node_modules/.bin/sass --no-source-map --no-charset --style=compressed \
	  --load-path=var/vendor/node_modules/govuk-frontend/dist $(VENDOR)/components.scss $(VENDOR)/govuk-components.css
	echo "govuk-frontend $(GOVUK_VERSION), compiled with sass $(SASS_VERSION)" > $(VENDOR)/govuk-components.VERSION.txt
	cd $(VENDOR) && sha256sum govuk-components.css > govuk-components.css.sha256

clean: ## remove everything that was made
	rm -rf .venv var build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

MESSAGES := $(patsubst %.po,%.mo,$(wildcard web/locale/*/LC_MESSAGES/*.po))
messages: $(MESSAGES)
web/locale/%.mo: web/locale/%.po .venv/runtime.stamp
	$(BIN)/pybabel --quiet compile -i $< -o $@

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv

.venv/runtime.stamp: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing (about a minute the first time) ..."
	$(PIP) -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements-dev.lock .venv/runtime.stamp
	@echo "Installing the test tools ..."
	$(PIP) -r requirements-dev.lock
	@touch $@
