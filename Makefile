# `make briefs` and `make test` do their own set-up: only Python >= 3.11, make and git are needed.
.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
PYTHONS := python
else
BIN := $(VENV)/bin
PYTHONS := python3 python python3.14 python3.13 python3.12 python3.11
endif
# The first Python that is new enough; `make briefs PYTHON=...` names another.
PYTHON ?= $(shell for python in $(PYTHONS); do $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
LOCKED := $(VENV)/.locked
READY := $(VENV)/.ready
JOBS ?= 2
WORKERS ?= 2
export UV_SYSTEM_CERTS := 1
export VIRTUAL_ENV := $(VENV)

.PHONY: briefs test check fix bench lab coverage lock environment clean help

# Everything that is installed stands in the lock with its hashes, uv and the build backend too.
$(LOCKED): requirements.lock
	@test -n "$(PYTHON)" || { echo "vnhealth needs Python 3.11 or newer, and none was found. Name one: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) can't make virtual environments. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Setting up $(VENV), once: about a minute." >&2
	@$(PYTHON) -m venv --clear $(VENV)
	@awk '/^[^ ]/ { wanted = /^uv==/ } wanted' requirements.lock > $(VENV)/uv.lock
	@{ $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $(VENV)/uv.lock && \
	   $(BIN)/uv pip install --quiet --compile-bytecode --require-hashes --requirement requirements.lock; } || \
	 { echo "uv could not install the lock; going on with pip, which is slower." >&2; \
	   $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock; }
	@touch $(LOCKED)

$(READY): $(LOCKED) pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

briefs: $(READY) ## make every brief of the default edition: reports/<edition>/index.html
	@$(BIN)/vnhealth clean
	@$(BIN)/vnhealth build --jobs $(JOBS)

test: $(READY) ## run every test, two at a time (WORKERS=0: in one process)
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile

check: $(READY) ## look, never edit: format, lint, types, import ladder, environment.yml
	@failed=0; \
	$(BIN)/ruff format --check . || failed=1; \
	$(BIN)/ruff check . || failed=1; \
	$(BIN)/mypy || failed=1; \
	$(BIN)/lint-imports --no-logo || failed=1; \
	$(BIN)/python -m vnhealth.environment --check || failed=1; \
	exit $$failed

fix: $(READY) ## format, mend what ruff can mend, strip notebooks of their outputs
	@$(BIN)/ruff check --fix --exit-zero --quiet .
	@$(BIN)/ruff format .
	@find notebooks -name '*.ipynb' -not -path '*/.ipynb_checkpoints/*' -exec $(BIN)/nbstripout --extra-keys "metadata.papermill cell.metadata.papermill metadata.widgets" {} +

bench: $(READY) ## print the benchmarks, as ratios measured in this run: eight to ten minutes
	@$(BIN)/python -m benchmarks

lab: $(READY) ## open JupyterLab on the notebooks
	@$(BIN)/vnhealth clean --quiet
	@$(BIN)/jupyter lab notebooks

coverage: $(READY) ## run every test and show the branches that none of them took
	@$(BIN)/python -m pytest --cov --cov-report=term-missing --cov-report=html

lock: $(READY) ## resolve pyproject.toml anew into requirements.lock (add UPGRADE=--upgrade for newer versions)
	@$(BIN)/uv pip compile --quiet $(UPGRADE) --universal --generate-hashes --all-extras --no-annotate --no-header --python-version 3.11 --no-emit-index-url pyproject.toml --output-file requirements.lock

environment: $(READY) ## write environment.yml from pyproject.toml
	@$(BIN)/python -m vnhealth.environment

clean: ## remove what was made: the environment, processed data, reports, caches
	rm -rf $(VENV) .cache .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov dist build
	find data/processed reports -mindepth 1 ! -name .gitkeep -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## say what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'
