# Every target sets up all it needs in .venv and can be run first on a fresh machine.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
PAGES := src/dragoman/web/static/built/explorer.js
WORKERS ?= 2

.PHONY: demo test lint speed bench scores check pages wheel clean

demo: $(READY)
	@$(BIN)/dragoman code examples --format table

test: $(READY) $(PAGES)
	@$(BIN)/dragoman doctor
	@tools/find_browser > /dev/null
	@$(BIN)/python -m pytest -n $(WORKERS)

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/mypy

check: $(READY)
	@$(BIN)/dragoman knowledge check

# speed and load against the bare parser, against their floors: a minute
speed: $(READY)
	@$(BIN)/python bench/bench.py

# all that is measured of speed and size, about twenty minutes: also a large archive, questions to it, its pages, and being killed
bench: speed $(PAGES)
	@$(BIN)/python bench/archive.py
	@$(BIN)/python bench/asking.py
	@$(BIN)/python bench/pages.py
	@$(BIN)/python bench/crash.py

scores: $(READY)
	@$(BIN)/python bench/scores.py --jobs $(WORKERS)

$(READY): pyproject.toml constraints.txt tools/find_python
	@echo "installing what is needed into $(VENV) ..."
	@test -x $(BIN)/python || "$$(tools/find_python)" -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade -c constraints.txt pip
	@$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	@touch $(READY)

# what pages run in the browser, bundled from npm; a user of the wheel needs neither npm nor Node
$(PAGES): web/package-lock.json web/build.mjs $(wildcard web/src/*.js)
	@npm ci --prefix web --silent --no-progress
	@node web/build.mjs

pages: $(PAGES)

# wheel and sdist, tried in an empty environment
wheel: $(READY) $(PAGES)
	@tools/try_wheel

clean:
	rm -rf $(VENV) web/node_modules src/dragoman/web/static/built build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
