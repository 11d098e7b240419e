# Each target sets itself up the first time and is quick from then on.
# PYTHON=/path/to/python chooses the interpreter, ARGS="..." goes to pytest.

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet -c constraints.txt
STAMP := $(VENV)/.installed
WANTED := pyproject.toml constraints.txt

export PYTHON

.DEFAULT_GOAL := help
.PHONY: help run test faults lint bench screenshots app smoke clean
.DELETE_ON_ERROR:

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

run: $(STAMP)-run ## Open the window with the bundled example and start it
	@$(PY) packaging/system_libraries.py run
	$(VENV)/bin/tuner-gui --demo

test: $(STAMP)-dev ## Run the tests, without a display
	@$(PY) packaging/system_libraries.py test
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest $(ARGS)

faults: $(STAMP)-dev ## Do harm: 20,000 damaged files, 200 killed sweeps, torn sessions
	@$(PY) packaging/system_libraries.py test
	TUNER_GUI_MUTATIONS=20000 TUNER_GUI_FAILING_TRIALS=300 TUNER_GUI_KILLS=200 QT_QPA_PLATFORM=offscreen $(PY) -m pytest --timeout 900 tests/faults $(ARGS)

lint: $(STAMP)-dev ## Check format, style, types and imports
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

bench: $(STAMP)-dev ## Measure, as ratios in one run
	@$(PY) packaging/system_libraries.py test
	$(PY) tests/benchmarks/run.py $(ARGS)

screenshots: $(STAMP)-dev ## Take the pictures of the README from real sweeps
	@$(PY) packaging/system_libraries.py offscreen
	QT_QPA_PLATFORM=offscreen $(PY) docs/take_screenshots.py

app: $(STAMP)-app ## Build the program as a folder that needs no Python, dist/tuner-gui
	@$(PY) packaging/system_libraries.py window
	$(PY) -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build packaging/tuner-gui.spec

smoke: $(STAMP)-app ## Watch the built program finish a sweep under Xvfb
	@$(PY) packaging/system_libraries.py xvfb
	@test -d dist/tuner-gui || $(MAKE) app
	$(PY) packaging/smoke_test.py dist/tuner-gui/tuner-gui

clean: ## Remove what was built and cached; .venv stays
	rm -rf build dist demo-output .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find tuner_gui tests packaging docs -name __pycache__ -exec rm -rf {} +

$(PY):
	@python=$$(packaging/find_python) && echo "Making $(VENV) with $$python." && "$$python" -m venv --clear $(VENV)

$(STAMP)-run: $(WANTED) | $(PY)
	@echo "Installing tuner-gui into $(VENV); the first time takes a minute or two."
	@$(INSTALL) -e .
	@touch $@

$(STAMP)-dev: $(WANTED) | $(PY)
	@echo "Installing tuner-gui and what its tests need into $(VENV); the first time takes a minute or two."
	@$(INSTALL) -e '.[dev]'
	@touch $@ $(STAMP)-run

$(STAMP)-app: $(WANTED) | $(PY)
	@echo "Installing tuner-gui and what builds the program into $(VENV)."
	@$(INSTALL) -e '.[app]'
	@touch $@ $(STAMP)-run
