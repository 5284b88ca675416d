# Needs python3 (3.11 or later), pip, venv, make and git. `make` alone lists what there is.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
UV := uv==0.13.9

# what starts many processes (make test) must not compile every library anew in each
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
CLIENTS := .clients
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CLIENTS_READY := $(CLIENTS)/.ready
PIP := -m pip install --quiet --no-compile --no-deps --disable-pip-version-check
LOCK := pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock"
LONG = HYPOTHESIS_PROFILE=thorough IMRF_CLIENTS=$(abspath $(CLIENTS)/bin) $(BIN)/python -m pytest -m long
CHECKS := format lint types imports shape unused spelling image

.DEFAULT_GOAL := help
.PHONY: help setup serve test test-long check $(CHECKS:%=check-%) format coverage openapi bench lock clean

help: ## List the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.12 ...")'
	@echo "Setting up $(VENV) from requirements.lock ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python $(PIP) --require-hashes -r requirements.lock
	@$(BIN)/python $(PIP) --no-build-isolation --editable .
	@touch $@

$(CLIENTS_READY): requirements-clients.lock tests/clients/package-lock.json tests/clients/libical.c
	@echo "Setting up $(CLIENTS): Python and npm packages from their locks, libical from Debian ..."
	@test -x $(CLIENTS)/bin/python || $(PYTHON) -m venv $(CLIENTS)
	@$(CLIENTS)/bin/python $(PIP) --require-hashes -r requirements-clients.lock
	@cp tests/clients/package.json tests/clients/package-lock.json $(CLIENTS)
	@npm ci --prefix $(CLIENTS) --silent --no-audit --no-fund --ignore-scripts
	@test -e /usr/include/libical/ical.h || apt-get install --yes -qq libical-dev > /dev/null
	@$(CC) -O1 -o $(CLIENTS)/bin/read-libical tests/clients/libical.c -lical
	@touch $@

setup: $(READY) ## Make .venv (every other target does it when needed)
	@echo "$(VENV) is ready."

serve: $(READY) ## Migrate, load the seed plan into an empty database, serve it (HOST, PORT)
	@IMRF_HOST=$(HOST) IMRF_PORT=$(PORT) $(BIN)/python -m app

test: $(READY) ## Run the tests that need nothing but wheels
	@$(BIN)/python -m pytest

test-long: $(READY) $(CLIENTS_READY) ## Run the tests that need programs or minutes, and all tests on PostgreSQL
	@$(LONG)
	@IMRF_TEST_ENGINE=postgresql $(LONG)
	@IMRF_TEST_ENGINE=postgresql $(BIN)/python -m pytest

check: $(READY) ## Check format, lint, types, imports, sizes, migrations, openapi.json, dependencies, spelling
	@$(MAKE) --no-print-directory --keep-going --jobs=2 --output-sync=target $(CHECKS:%=check-%)
	@echo "All checks passed."

# $(call run,what is checked,command,how to mend it)
define run
@printf '%s\n' "== $(1)"; $(2) || { printf '%s\n' "mend: $(3)"; exit 1; }
endef

check-format: $(READY)
	$(call run,format,$(BIN)/ruff format --check --quiet .,make format)
check-lint: $(READY)
	$(call run,lint,$(BIN)/ruff check --quiet --output-format=concise .,make format mends what it can; .venv/bin/ruff rule CODE explains the rest)
check-types: $(READY)
	$(call run,types,$(BIN)/mypy,annotate; an ignore names its code and its reason)
check-imports: $(READY)
	$(call run,imports,$(BIN)/lint-imports --no-logo,move the code to the room it belongs to: docs/decisions/0003-rooms.md)
check-shape: $(READY)
	$(call run,sizes and migrations and openapi.json and locks,$(BIN)/python -m pytest -q -n0 -m check tests/checks,each failed assertion above says how)
check-unused: $(READY)
	$(call run,dependencies,$(BIN)/deptry --no-ansi .,drop the dependency from pyproject.toml or name it there; then make lock)
check-spelling: $(READY)
	$(call run,spelling,$(BIN)/codespell,correct the word; a name goes into [tool.codespell] ignore-words-list)
check-image: $(READY)
	$(call run,image,$(BIN)/hadolint Dockerfile && $(BIN)/check-jsonschema --quiet --builtin-schema vendor.compose-spec compose.yaml,the rule's code is explained by hadolint's documentation)

format: $(READY) ## Bring the source into its format and mend what ruff can
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

coverage: $(READY) ## Run the tests and show the branches they miss
	@$(BIN)/python -m pytest --cov --cov-report=term

openapi: $(READY) ## Write openapi.json from the app
	@$(BIN)/python -m tests.checks.openapi > openapi.json.new && mv openapi.json.new openapi.json

bench: $(READY) ## Measure, each figure beside its baseline
	@$(BIN)/python -m benchmarks

lock: ## Resolve the locks anew from pyproject.toml
	@tmp=$$(mktemp -d) && trap 'rm -rf "$$tmp"' EXIT \
		&& $(PYTHON) -m venv "$$tmp" && "$$tmp/bin/pip" install --quiet $(UV) \
		&& "$$tmp/bin/uv" $(LOCK) pyproject.toml --all-extras -o requirements.lock \
		&& "$$tmp/bin/uv" $(LOCK) pyproject.toml --extra postgresql -c requirements.lock -o requirements-image.lock \
		&& "$$tmp/bin/uv" $(LOCK) --group clients -o requirements-clients.lock

clean: ## Remove what the targets made (the databases under var/ stay)
	@rm -rf $(VENV) $(CLIENTS) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache \
		.hypothesis .coverage htmlcov
	@find app scheduling seed alembic tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
