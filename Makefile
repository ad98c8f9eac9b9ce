# Every target sets up all it needs in .venv and can be run first on a fresh machine.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
WORKERS ?= 2

.PHONY: demo test lint bench scores check clean

demo: $(READY)
	@$(BIN)/dragoman code examples --format table

test: $(READY)
	@$(BIN)/python -m pytest -n $(WORKERS)

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/mypy

check: $(READY)
	@$(BIN)/dragoman knowledge check

bench: $(READY)
	@$(BIN)/python bench/bench.py

scores: $(READY)
	@$(BIN)/python bench/scores.py --jobs $(WORKERS)

$(READY): pyproject.toml constraints.txt tools/find_python tools/verify_model.py
	@test -x $(BIN)/python || "$$(tools/find_python)" -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade -c constraints.txt pip
	@$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	@$(BIN)/python tools/verify_model.py
	@touch $(READY)

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
