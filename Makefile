# Needs python3 (3.11 or later), pip, venv, make and git. `make help` lists what there is.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
UV := uv==0.13.9

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := -m pip install --quiet --no-compile --no-deps --disable-pip-version-check
LOCK := pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help serve test lock clean

help: ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1|/' | column -t -s '|' 2>/dev/null \
		|| grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.12 ...")'
	@echo "Setting up $(VENV) from requirements.lock ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python $(PIP) --require-hashes -r requirements.lock
	@$(BIN)/python $(PIP) --no-build-isolation --editable .
	@touch $@

serve: $(READY) ## Migrate, load the seed plan into an empty database, serve it (HOST, PORT)
	@IMRF_HOST=$(HOST) IMRF_PORT=$(PORT) $(BIN)/python -m app

test: $(READY) ## Run the tests that need nothing but wheels
	@$(BIN)/python -m pytest

lock: ## Resolve the locks anew from pyproject.toml
	@tmp=$$(mktemp -d) && trap 'rm -rf "$$tmp"' EXIT \
		&& $(PYTHON) -m venv "$$tmp" && "$$tmp/bin/pip" install --quiet $(UV) \
		&& "$$tmp/bin/uv" $(LOCK) pyproject.toml --all-extras -o requirements.lock

clean: ## Remove what the targets made (the databases under var/ stay)
	@rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage htmlcov
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
