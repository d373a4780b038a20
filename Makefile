# Everything a developer or a city's IT person calls; `make help` lists it. Every target may be repeated at will.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
TOOLS := .local/env
BIN := $(VENV)/bin
# sam finds the interpreter it needs by PATH: the environment's own comes first.
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export SAM_CLI_TELEMETRY := 0

LANES := tests/e2e/enforced tests/e2e/faulty # they run the local cloud with rules of their own
ENVIRONMENTS := $(VENV)/.ready $(TOOLS)/sam/.ready $(TOOLS)/ministack/.ready

.DEFAULT_GOAL := help
.PHONY: help env environments env-faults env-training model evaluate build build-local build-aws web web-types check check-web format test test-fast test-web test-e2e screenshots test-e2e-plain test-e2e-lanes test-running test-lanes-and-web test-scale test-oracle up down reset demo bench lock python node
.DELETE_ON_ERROR:

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Python 3.11 or newer is needed; '$(PYTHON)' is $$($(PYTHON) -V 2>&1 || true). Say which one: make PYTHON=python3.13 ..." >&2; exit 1; }

node:
	@node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' 2>/dev/null || \
	  { echo "Node 20 or newer is needed; this is $$(node -v 2>&1 || true)." >&2; exit 1; }

# -- environments: one per lock file, made again when its lock changes. A lock is complete, so nothing is resolved here. ---
env: ## the environments, from the locks in requirements/
	@$(MAKE) --no-print-directory -j2 environments

environments: $(ENVIRONMENTS)

env-faults: $(TOOLS)/microburst/.ready ## the fault injector's environment

env-training: $(TOOLS)/training/.ready ## numpy and scipy, for training the model that reads messages

$(VENV)/.ready: $(VENV)/.packages pyproject.toml
	@$(BIN)/python -m pip install -qq --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.packages: requirements/dev.txt | python
	@echo "environment $(VENV): installing $< (a minute or two)"
	@$(PYTHON) -m venv $(VENV) || { echo "Cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install -qq --no-deps --require-hashes -r requirements/dev.txt
	@touch $@

$(TOOLS)/%/.ready: requirements/%.txt | python
	@echo "environment $(TOOLS)/$*: installing $<"
	@$(PYTHON) -m venv $(TOOLS)/$*
	@$(TOOLS)/$*/bin/python -m pip install -qq --no-deps --require-hashes -r $<
	@touch $@

# Upgrades every pin within the ranges of requirements/*.in. Read the change logs, run the tests, commit the locks.
lock: $(VENV)/.ready ## upgrade the pinned dependencies
	@$(PYTHON) -m venv $(TOOLS)/lock && $(TOOLS)/lock/bin/python -m pip install -qq uv
	@for name in vendor imaging dev sam ministack microburst training; do \
	  $(TOOLS)/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url requirements/$$name.in --output-file requirements/$$name.txt || exit 1; done
	@git diff --stat -- requirements

# -- build ------------------------------------------------------------------------------------------------------------
build: build-local build-aws ## .build/{local,aws}: template, API package, layers

build-local: $(VENV)/.ready
	@$(BIN)/python -m infra.build local

build-aws: $(VENV)/.ready
	@$(BIN)/python -m infra.build aws

# -- web: both apps, built again when something of them changed -----------------------------------------------------------
WEB_SOURCES := $(shell find web -type f -not -path 'web/node_modules/*' -not -path 'web/dist/*' -not -path 'web/e2e/*') \
  $(wildcard config/city.yaml config/branding.yaml)

web: web/dist/.ready ## web/dist: the operators' console and the citizens' pages

web/node_modules/.ready: web/package-lock.json web/package.json | node
	@echo "environment web/node_modules: installing web/package-lock.json"
	@cd web && npm ci --loglevel=error
	@touch $@

web/dist/.ready: web/node_modules/.ready $(WEB_SOURCES)
	@cd web && npm run --silent build
	@touch $@

# -- the model that reads messages, see docs/classification.md ---------------------------------------------------------
model: $(VENV)/.ready env-training ## train it from data/ and config/
	@$(BIN)/nabiz model train
	@$(BIN)/nabiz model evaluate

evaluate: $(VENV)/.ready ## examine it with messages that it never saw
	@$(BIN)/nabiz model evaluate

# -- checks and tests -------------------------------------------------------------------------------------------------
check: env check-web ## format, lint, types, import rules, template lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m infra.build aws --template-only
	$(BIN)/cfn-lint --template .build/aws/template.yaml
	$(TOOLS)/sam/bin/sam validate --lint --template-file .build/aws/template.yaml --region eu-central-1

web-types: $(VENV)/.ready web/node_modules/.ready ## the client's types, from the API's own description
	@mkdir -p .build && $(BIN)/nabiz openapi --output .build/openapi.json
	@cd web && npm run --silent api-types

check-web: web $(VENV)/.ready
	cd web && npm run --silent lint
	@mkdir -p .build && $(BIN)/nabiz openapi --output .build/openapi.json
	cd web && npm run --silent api-types -- --check
	cd web && npm run --silent types
	cd web && npm run --silent budget

format: $(VENV)/.ready web/node_modules/.ready ## bring the code into shape
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	cd web && npm run --silent format

test: test-fast test-running ## everything that must pass before a change lands

test-fast: env ## tests that need no local cloud
	$(BIN)/pytest -n 2 --dist worksteal --ignore tests/e2e

test-web: web $(VENV)/.ready ## the web client's own tests; the citizens' pages in a browser before a city of the test's own
	cd web && npm run --silent test
	cd web && npm run --silent test:pages

screenshots: web $(VENV)/.ready ## pictures of the pages into docs/screenshots; the console's from the running local cloud
	@cd web && for file in e2e/*.shots.mjs; do node $$file || exit 1; done

test-e2e: env env-faults build-local web ## tests against the local cloud, two clouds at a time
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target test-e2e-plain test-e2e-lanes

# The lanes are done before the plain city: the web client's own tests take their place beside it.
test-running: env env-faults build-local web
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target test-e2e-plain test-lanes-and-web

test-lanes-and-web: test-e2e-lanes
	@$(MAKE) --no-print-directory test-web

test-e2e-plain:
	$(BIN)/pytest tests/e2e $(addprefix --ignore ,$(LANES)) --durations 10 --durations-min 3

test-e2e-lanes:
	$(BIN)/pytest $(LANES) --durations 10 --durations-min 3

test-scale: env build-local ## escalation over 100,000 open tickets on the local cloud; prints its requests
	$(BIN)/pytest -m scale tests/e2e

test-oracle: env ## 10,000 deadlines against an oracle that walks every minute
	$(BIN)/pytest -m exhaustive -s tests/unit

# -- the local cloud --------------------------------------------------------------------------------------------------
up: env build-local web ## environments, build, local cloud, deploy, demo city
	@$(BIN)/nabiz up

down: $(VENV)/.ready ## stop the local cloud, keep its data
	@$(BIN)/nabiz down

reset: $(VENV)/.ready ## stop the local cloud, data gone
	@$(BIN)/nabiz reset

demo: $(VENV)/.ready ## the main job as a story against the running local cloud
	@$(BIN)/nabiz demo

bench: env build-local ## benchmarks as ratios and counts
	@$(BIN)/python -m bench
