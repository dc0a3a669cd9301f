# Everything a person does with the portal. `make` alone lists it.
#
# Needs Python 3.11 or newer and make, nothing else. The environment goes into VENV (.venv); another one: make VENV=/somewhere test

VENV   ?= .venv
PORT   ?= 8000
PYTHON  = PYTHONPATH=. $(VENV)/bin/python
PYTEST  = $(PYTHON) -m pytest
# Other machines are let in where somebody asks for it (make demo HOST=0.0.0.0), not where a shell happens to set HOST.
AT      = $(if $(findstring command,$(origin HOST)),--host "$(HOST)")
# A file stays on one core: what it starts, it starts once. The slowest come first, so that no core waits at the end.
WIDE    = -n auto --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := list
.PHONY: list demo test check format test-quick test-e2e drill matrix bench figures signs recordings faults pictures phrases lock setup setup-test browser clean

list:
	@awk 'BEGIN {FS = ":.*## "} \
	      /^##@ / {printf "\n%s\n", substr($$0, 5)} \
	      /^[a-z0-9-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' Makefile
	@echo

##@ Every day
demo: setup ## Start the portal with the people of Orchard Row on PORT (8000); FRESH=1 starts again from nothing
	@PORT=$(PORT) FRESH=$(FRESH) PYTHONPATH=. exec $(VENV)/bin/python -m portal demo $(AT)

test: setup-test browser ## Run every test: rules, pages on SQLite and PostgreSQL, journeys in a browser
	$(PYTEST) $(WIDE) tests/e2e tests/house_rules tests/web tests/unit

check: setup-test ## Format, lint, types, who imports whom, templates, phrases
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	PYTHONPATH=. $(VENV)/bin/lint-imports --no-cache
	$(VENV)/bin/djlint --lint --quiet portal/templates
	$(PYTHON) tools/phrases.py check

format: setup-test ## Put the code into its one format and mend what can be mended
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

##@ Now and then
test-quick: setup-test ## Only the tests that need no browser
	$(PYTEST) $(WIDE) tests/unit tests/house_rules tests/web

test-e2e: setup-test browser ## Only the journeys in a browser, against the really running portal
	$(PYTEST) $(WIDE) tests/e2e

drill: setup-test browser ## The long ones: kills, races, fuzz, load; prints figures
	$(PYTEST) tests/drill -s
	EVERYBODY=1 $(PYTEST) $(WIDE) tests/e2e tests/house_rules tests/web tests/unit/returning

matrix: setup-test ## Draw again who may open what (tests/house_rules/access_matrix.txt)
	$(PYTHON) tools/matrix.py

bench: setup-test ## How fast Today and the week are, as a ratio to a bare page on the same machine
	$(PYTHON) tools/bench.py

figures: setup-test ## Weigh, read and count every page: bytes, reading grade, SQL statements
	$(PYTHON) tools/figures.py

faults: setup-test ## Plant each known fault in a copy and see that a test catches it
	$(PYTHON) tools/faults.py

pictures: setup-test browser ## Photograph the pages of the demo for the README and for a last look
	$(PYTHON) tools/pictures.py

phrases: setup-test ## Gather the words of the pages again for the people who translate them
	$(PYTHON) tools/phrases.py update

signs: setup-test ## How well the list of phrases finds what is meant, on the part held out
	$(PYTHON) tools/signs.py

recordings: setup-test ## Speak the phrases of the pages on which nobody should have to read (needs espeak-ng and lame)
	$(PYTHON) tools/recordings.py

lock: setup-test ## Choose the versions of all packages again and write the two lists with hashes
	$(PYTHON) tools/lock.py

##@ Setting up (the others call these)
setup: ## Install what the portal needs to run
	@tools/setup.sh $(VENV) demo

setup-test: ## Install what the tests and checks need as well
	@tools/setup.sh $(VENV) test

browser: setup-test ## Find a Chromium for the journeys, or install one
	@$(PYTHON) tools/browser.py

clean: ## Throw away the environment, the demo's data and every cache
	rm -rf .venv demo-data build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
