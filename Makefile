# `make briefs` and `make test` do their own set-up: only Python >= 3.11, make and git are needed.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
STAMP := $(VENV)/.ready
JOBS ?= 2
export UV_SYSTEM_CERTS := 1

.PHONY: briefs test check fix bench lab lock environment clean help

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "vnhealth needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Set PYTHON=python3.12, say.")'
	@$(PYTHON) -m venv --clear $(VENV) || { echo "No venv module here. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	@if $(BIN)/python -m pip install --quiet --disable-pip-version-check uv; then \
	  VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes --requirement requirements.lock && \
	  VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --no-deps --editable . ; \
	else \
	  echo "uv could not be installed; going on with pip, which is slower." >&2; \
	  $(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock && \
	  $(BIN)/python -m pip install --quiet --no-deps --editable . ; \
	fi
	@touch $(STAMP)

briefs: $(STAMP) ## make every brief of the default edition: reports/<edition>/index.html
	@$(BIN)/vnhealth clean
	@$(BIN)/vnhealth build --jobs $(JOBS)

test: $(STAMP) ## run every test
	@$(BIN)/python -m pytest

check: $(STAMP) ## look, never edit: format, lint, types, import ladder
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

fix: $(STAMP) ## format, and mend what ruff can mend
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .
	@$(BIN)/nbstripout notebooks/*.ipynb notebooks/explore/*.ipynb

bench: $(STAMP) ## print the benchmarks, as ratios measured in this run
	@$(BIN)/python -m benchmarks

lab: $(STAMP) ## open JupyterLab on the notebooks
	@$(BIN)/vnhealth clean --quiet
	@$(BIN)/jupyter lab notebooks

lock: $(STAMP) ## resolve pyproject.toml anew into requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --all-extras --no-annotate --no-header --python-version 3.11 --no-emit-index-url pyproject.toml --output-file requirements.lock

environment: $(STAMP) ## write environment.yml from pyproject.toml
	@$(BIN)/python -m vnhealth.environment

clean: ## remove what was made: the environment, processed data, reports, caches
	rm -rf $(VENV) .cache .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis htmlcov .coverage dist build
	find data/processed reports -mindepth 1 ! -name .gitkeep -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## say what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'
