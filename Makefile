# One runner for everything. `make` alone lists what there is.
# Setting up happens by itself, and again only when a lock file or pyproject.toml changed.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

VENV := .venv
PEERS := .venv-peers
COMPILED := .venv-compiled
BIN := $(VENV)/bin
DEMO := demo
JOBS ?= 2
TESTS ?= tests

PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
# Locked, checked by hash, and nothing compiled on the way. A lock is whole, so pip need not look for more (--no-deps).
LOCKED := $(PIP) install --quiet --no-deps --require-hashes --only-binary :all: -r
# The package itself, editable; what builds it (setuptools) stands in the lock already.
ITSELF := $(PIP) install --quiet --no-deps --no-build-isolation --editable .

.PHONY: help setup setup-dev demo test lint format types imports sizes score search golden train-lines lock bench \
	bench-growth bench-large bench-made bench-reading compiled peers clean

help:  ## what can be made
	@sed -n 's/^\([a-z-]*\):.*##  *\(.*\)/  make \1\t\2/p' Makefile | expand -t 20

# --- setting up ---------------------------------------------------------------------------------

$(VENV)/.made:
	@if ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
		python=$$(sh tools/find_python.sh) || exit 2; \
		echo "Setting up in $(VENV) with $$python"; \
		"$$python" -m venv --clear $(VENV) || exit 2; \
	fi
	@touch $@

$(VENV)/.core: $(VENV)/.made locks/core.lock
	@echo "Installing what onrecord and its desk need (locks/core.lock)"
	@$(LOCKED) locks/core.lock
	@touch $@

$(VENV)/.dev: $(VENV)/.made locks/dev.lock
	@echo "Installing what onrecord and its tests need (locks/dev.lock)"
	@$(LOCKED) locks/dev.lock
	@touch $(VENV)/.core $@

$(VENV)/.train: $(VENV)/.dev locks/train.lock
	@echo "Installing what learning the line models needs (locks/train.lock)"
	@$(LOCKED) locks/train.lock
	@touch $@

# After either lock: both hold setuptools.
$(VENV)/.itself: pyproject.toml | $(VENV)/.core
	@$(ITSELF)
	@touch $@

setup: $(VENV)/.core $(VENV)/.itself  ## set up to use onrecord

# The development lock holds the core lock, so a test run installs once; .itself then finds .core made.
setup-dev: $(VENV)/.dev  ## set up to work on onrecord
	@$(MAKE) --silent --no-print-directory $(VENV)/.itself
	@sh tools/browser.sh

# The rules compiled, in an environment beside the usual one; wants a C compiler and a quarter of an hour.
compiled: setup-dev  ## compile the rules: .venv-compiled/bin/onrecord, the same records in less time (a quarter of an hour)
	@rm -rf build/compiled && mkdir -p build/compiled
	@$(BIN)/python tools/compiled/build.py build/compiled
	@python=$$(sh tools/find_python.sh) || exit 2; "$$python" -m venv --clear $(COMPILED)
	@$(subst $(VENV),$(COMPILED),$(LOCKED)) locks/core.lock
	@$(subst $(VENV),$(COMPILED),$(PIP)) install --quiet --no-deps build/compiled/*.whl
	@$(BIN)/python tools/compiled/same.py $(BIN)/onrecord $(COMPILED)/bin/onrecord

# --- using ---------------------------------------------------------------------------------------

demo: setup  ## read examples/ into a ledger and print the brief of its story
	@rm -rf $(DEMO) && mkdir $(DEMO)
	@$(BIN)/onrecord add examples/reports --ledger $(DEMO)/demo.db
	@$(BIN)/onrecord story --ledger $(DEMO)/demo.db
	@echo
	@echo "To look at it, search it, compare and review, in your browser:"
	@echo "  $(BIN)/onrecord desk --ledger $(DEMO)/demo.db --open"
	@echo "To make one page of it that opens anywhere:"
	@echo "  $(BIN)/onrecord page --ledger $(DEMO)/demo.db -o $(DEMO)/story.html"

# --- checking ------------------------------------------------------------------------------------

test: setup-dev lint  ## everything that must pass: lint, format, types, import rules, sizes, tests
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadfile -q $(TESTS)

lint: setup-dev  ## lint, format check, types, import rules, sizes
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python tools/sizes.py

format: setup-dev  ## put the code into shape
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

sizes: setup-dev  ## draw the sizes of functions and modules
	@$(BIN)/python tools/sizes.py

score: setup-dev  ## score what is read against gold data
	@$(BIN)/python -m onrecord.checks.scorecard

search: setup-dev  ## try the properties on new examples: TESTS=folder
	@ONRECORD_SEARCH=1 $(BIN)/python -m pytest -n $(JOBS) --dist loadfile -q $(TESTS)

golden: setup-dev  ## write the golden files anew; read the difference before you keep it
	@$(BIN)/python -m pytest -q --golden $(TESTS)

bench: setup-dev peers  ## how fast it is beside its peers: writes docs/performance.md (a quarter of an hour)
	@for part in words where pages glued copies; do $(BIN)/python tools/bench/$$part.py || exit 1; echo; done
	@$(BIN)/python -m pytest -q -m timed $(TESTS)

peers: $(patsubst %,$(PEERS)/%/.made,newest fastest glued)  ## environments of the peers that `make bench` measures

$(PEERS)/%/.made: tools/bench/peers/%.txt
	@python=$$(sh tools/find_python.sh) || exit 2; "$$python" -m venv --clear $(@D)
	@$(@D)/bin/python -m pip --disable-pip-version-check --no-input install --quiet --only-binary :all: -r $<
	@touch $@

train-lines: setup-dev $(VENV)/.train  ## learn the models of lines: DATA=folder (CHECK=1: score them only)
	@test -n "$(DATA)" || { echo "name the folder of labelled pages and scrapes: make train-lines DATA=FOLDER" >&2; exit 2; }
	@$(BIN)/python tools/train_lines.py "$(DATA)" $(if $(CHECK),--check) --jobs $(JOBS)
	@$(BIN)/python tools/train_page_lines.py "$(DATA)" $(if $(CHECK),--across) --jobs $(JOBS)

bench-made: setup-dev  ## how long making reports takes, and how much memory
	@$(BIN)/python tools/bench_made.py

bench-growth: setup-dev  ## what adding a report costs in ledgers of up to 100,000 (half an hour)
	@$(BIN)/python tools/bench_growth.py

bench-large: setup-dev  ## adding, searching and telling a story in a ledger of 100,000, beside an empty one and bare SQL
	@$(BIN)/python tools/bench_large.py $(if $(KEEP),--keep "$(KEEP)") $(if $(REPORTS),--reports $(REPORTS))

bench-reading: setup-dev  ## how well and how fast pages and scrapes are read, beside trafilatura: DATA=folder
	@test -n "$(DATA)" || { echo "name the folder of gold pages: make bench-reading DATA=FOLDER" >&2; exit 2; }
	@$(BIN)/python tools/bench_reading.py $(DATA)

lock: setup-dev  ## resolve the dependencies again and write locks/
	@sh tools/lock.sh

clean:  ## remove what make made
	rm -rf $(VENV) $(PEERS) $(COMPILED) $(DEMO) build dist onrecord.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis \
		.import_linter_cache
