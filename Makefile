# `make help` lists what can be done. Two commands matter to a newcomer: make demo, make test.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
PORT ?= 8100

.PHONY: help demo test proof bench lint fmt words clean

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(BIN)/.runtime: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(BIN)/.dev: requirements.txt requirements-dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(BIN)/.runtime

demo: $(BIN)/.runtime  ## the whole product on this machine, in the browser (PORT=8100)
	$(BIN)/python -m flask --app app demo --port $(PORT)

test: $(BIN)/.dev  ## every test, on SQLite and on a real PostgreSQL, pages in headless Chromium
	$(BIN)/python -m pytest tests -n 3 --dist load

proof: $(BIN)/.dev  ## kills, faults and loads (SHORT=1: the same, small)
	PROOF=1 SHORT=$(SHORT) $(BIN)/python -m pytest tests/proof -n 2 --dist load

bench: $(BIN)/.dev  ## measure against the SDK's own echo bot
	$(BIN)/python -m bench

lint: $(BIN)/.dev  ## ruff, formatting, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fmt: $(BIN)/.dev  ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

words: $(BIN)/.runtime  ## collect texts for translators and compile the catalogues
	$(BIN)/pybabel -q extract -F locales/babel.cfg -k N_ --no-location --sort-output -o locales/messages.pot bot domain handlers intents jobs web
	for code in th en; do $(BIN)/pybabel -q update -N --no-wrap -i locales/messages.pot -d locales -l $$code; done
	rm locales/messages.pot
	$(BIN)/pybabel compile -d locales

clean:  ## remove what can be made again
	rm -rf $(VENV) var .mypy_cache .ruff_cache
