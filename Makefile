# `make demo` shows what dockerls does; `make test` runs all tests. Both set up what they need.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test check format docs bench fuzz worst soak clean setup

demo: $(STAMP)
	@$(BIN)/python docs/demo/demo.py

test: $(STAMP) editors-emacs
	$(BIN)/python -m pytest

check: $(STAMP)
	$(BIN)/ruff check dockerls bench tests docs editors
	$(BIN)/ruff format --check dockerls bench tests docs editors
	$(BIN)/mypy

format: $(STAMP)
	$(BIN)/ruff check --fix dockerls bench tests docs editors
	$(BIN)/ruff format dockerls bench tests docs editors

docs: $(STAMP)
	$(BIN)/python -m dockerls.cli.docs docs/rules

# `make bench BENCH="--rounds 1 --only keystroke"` measures less.
bench: $(STAMP)
	@$(BIN)/python -m bench --markdown docs/benchmarks.md $(BENCH)

# Each attack runs for MINUTES. The guided ones take atheris, which has no wheel for every Python.
MINUTES ?= 10
fuzz: $(STAMP)
	@$(BIN)/python -m pip install --quiet --only-binary :all: atheris || true
	@for attack in documents sequences failing messages "guided edits" "guided features" "guided settings" "guided wire"; do \
	  echo "$$attack, $(MINUTES) minutes" && $(BIN)/python -m tests.fuzz.$$attack $$(( $(MINUTES) * 60 )) || exit 1; done
	@$(BIN)/python -m tests.fuzz.patterns

# The worst texts at their full size; `make worst WORST="0.1 envs args"` takes a tenth, and some of them.
worst: $(STAMP)
	@$(BIN)/python tests/test_worst_cases.py $(WORST)

# A long day of an editor: `make soak EDITS=40000`.
EDITS ?= 200000
soak: $(STAMP)
	@$(BIN)/python tests/soak.py $(EDITS)

setup: $(STAMP)

# Debian parts `venv` from Python: where it is missing, it is installed, or virtualenv takes its place.
$(STAMP): pyproject.toml
	@test -x $(BIN)/python && $(BIN)/python -m pip --version >/dev/null 2>&1 \
	  || { rm -rf .venv; $(PYTHON) -m venv .venv 2>/dev/null; } \
	  || { rm -rf .venv; apt-get update -qq && apt-get install -y -qq python3-venv && $(PYTHON) -m venv .venv; } \
	  || { rm -rf .venv; $(PYTHON) -m pip install --user virtualenv && $(PYTHON) -m virtualenv .venv; }
	@echo "Setting up .venv"
	@$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --editable . --group dev --group editors
	@$(BIN)/python -m compileall -q dockerls  # Where Python may write no bytecode, each start would compile all of it.
	@touch $@

clean:
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist

-include editors/Makefile.inc
