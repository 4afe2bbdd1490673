# What a developer needs. `make demo` and `make test` do all the set-up themselves.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: all checks clean demo docs format generated goldens layers lint test types

all: checks test

checks: lint types layers generated

## Show what is wrong in a real report.
demo: $(VENV)/.runtime
	@$(BIN)/reportlint check samples/guangdong-hrss-2020.yaml || test $$? -eq 1

## Run the tests, with branch coverage.
test: $(VENV)/.dev
	$(BIN)/pytest -q --numprocesses=auto --cov --cov-report=term --cov-fail-under=90

lint: $(VENV)/.dev
	$(BIN)/ruff format --check src tests scripts benchmarks
	$(BIN)/ruff check src tests scripts benchmarks

types: $(VENV)/.dev
	$(BIN)/mypy

layers: $(VENV)/.dev
	$(BIN)/lint-imports --no-logo

## Check that the generated pages are those of today's rules.
generated: $(VENV)/.dev
	$(BIN)/python scripts/generate_docs.py --check

## Format the code, write the generated pages anew, rewrite the goldens.
format: $(VENV)/.dev
	$(BIN)/ruff format src tests scripts benchmarks
	$(BIN)/ruff check --fix src tests scripts benchmarks

docs: $(VENV)/.dev
	$(BIN)/python scripts/generate_docs.py

goldens: $(VENV)/.dev
	$(BIN)/pytest -q --update-goldens

clean:
	rm -rf $(VENV) build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	rm -f src/reportlint/packs.pickle

# Debian ships Python without venv: install it where we may, else say how.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'reportlint needs Python 3.11 or newer: make PYTHON=python3.12 …'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq python3-venv; } \
	  || { echo 'First: sudo apt-get install python3-venv'; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: $(VENV)/bin/python pyproject.toml
	@$(BIN)/python -m pip install --quiet --upgrade pip
	@$(BIN)/python -m pip install --quiet --editable '.[all]'
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime
	@$(BIN)/python -m pip install --quiet --group dev
	@touch $@
