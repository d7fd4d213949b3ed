# `make help` lists the commands. Stamp files in .venv say what is installed, so nothing is done twice.

PYTHON ?=
ARGS ?=
UPGRADE ?=

VENV := .venv
PY := $(VENV)/bin/python
# Stamps: an environment, the way to our own code, the runtime packages, those for development.
MADE := $(VENV)/.made
LINKED := $(VENV)/.linked
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev

PIP := $(PY) -m pip --disable-pip-version-check --no-input install --quiet --quiet --require-hashes
MKDOCS := NO_MKDOCS_2_WARNING=1 $(PY) -m mkdocs
CASEBOOK := $(PY) -m casebook
LOCK := $(PY) -m uv pip compile pyproject.toml --quiet --no-config --universal \
	--python-version 3.11 --generate-hashes --custom-compile-command 'make lock' $(UPGRADE)
ADDRESS := http://127.0.0.1:8000
# A browser window is opened only where there is a screen to show it.
OPEN = $(if $(DISPLAY)$(WAYLAND_DISPLAY)$(filter Darwin,$(shell uname -s)),--open)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: help serve build archive check test tools bench format messages schemas codes lock clean distclean

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1@/p' Makefile | awk -F@ '{printf "%-16s %s\n", $$1, $$2}'

serve: $(RUNTIME) ## preview the site, at http://127.0.0.1:8000
	@echo "The preview opens at $(ADDRESS) (Ctrl-C ends it)"
	$(MKDOCS) serve --dev-addr 127.0.0.1:8000 $(OPEN)

build: $(RUNTIME) ## write the site to site/
	$(MKDOCS) build

archive: build ## write the site to dist/ as one ZIP and one WARC, with checksums
	$(CASEBOOK) archive

check: $(RUNTIME) ## check the data alone
	$(CASEBOOK) check

test: $(DEV) tools ## format check, lint, types, then unit, whole-site and browser tests
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m pytest $(ARGS)

tools: $(DEV) ## install what the tests need besides Python packages
	@PYTHONPATH=tests $(PY) -m tools

# A tool that does not install here is left out of the tables, which say so.
bench: $(DEV) ## measure builds and edits beside other tools, which it installs: some two hours
	-@$(PY) -m bench install
	@$(PY) -m bench $(ARGS)

format: $(DEV) ## put the code into its one format and mend what lint can mend
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

messages: $(RUNTIME) ## gather the words of the interface into hooks/casebook/locale
	PYTHONPATH=hooks $(PY) -m casebook.language.extraction

schemas: $(RUNTIME) ## write the JSON Schemas for editors to data/schema
	$(CASEBOOK) schema

codes: $(DEV) ## write the pages about kinds of problem to docs/editing/problems
	PYTHONPATH=hooks:tests $(PY) -m tools codes

lock: $(DEV) ## remake the pinned requirements (UPGRADE=--upgrade for newer versions)
	$(LOCK) --output-file requirements.txt
	$(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt
	PYTHONPATH=tests $(PY) -m tools lock

clean: ## remove the built site, its archives and all caches
	rm -rf site dist .site-*.new .site-*.old .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean ## the same, and the virtual environment
	rm -rf $(VENV)

$(MADE):
	@for python in $(or $(PYTHON),python3.11 python3.12 python3.13 python3.14 python3); do \
	  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  $$python -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "error: $$python cannot make virtual environments;" \
	      "on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }; \
	  echo "Making $(VENV) with $$($$python --version)"; \
	  $$python -m venv --clear $(VENV) && touch $@; exit; \
	done; \
	echo "error: Python 3.11 or newer is needed$(if $(PYTHON),; $(PYTHON) is not);" \
	  "name yours with: make PYTHON=/path/to/python3" >&2; exit 1

# So that `.venv/bin/python -m casebook` works, and works on this checkout.
$(LINKED): $(MADE)
	@$(PY) -c 'import pathlib, sysconfig; \
	  path = pathlib.Path(sysconfig.get_path("purelib")) / "casebook.pth"; \
	  path.write_text(str(pathlib.Path("hooks").resolve()) + "\n", "utf-8")'
	@touch $@

$(RUNTIME): requirements.txt $(LINKED)
	@echo "Installing requirements.txt"
	@$(PIP) -r requirements.txt
	@touch $@

# requirements-dev.txt holds the runtime pins too (a test compares them), so one run installs both.
$(DEV): requirements-dev.txt requirements.txt $(LINKED)
	@echo "Installing requirements-dev.txt"
	@$(PIP) -r requirements-dev.txt
	@touch $(RUNTIME) $@
