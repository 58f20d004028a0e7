# Each target sets up what it needs. PYTHON may name another interpreter (3.11 or newer).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEERS := .venv-bench
export HF_HUB_OFFLINE := 1
export ANONYMIZED_TELEMETRY := False
export LANGSMITH_TRACING := false

.PHONY: serve test lint index bench bench-load eval gate mutants clean

serve: index ## build the index if it is not there, then serve http://127.0.0.1:8117
	$(BIN)/aftercare serve

test: lint index ## everything that must hold
	$(BIN)/pytest -n 2 --dist loadgroup

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

index: $(VENV)/ready ## documents -> paragraphs -> index, with a progress bar
	$(BIN)/aftercare ingest

bench: $(VENV)/ready $(PEERS)/ready ## side by side with other tools, in one run; prints tables, asserts nothing
	$(BIN)/python -m benchmarks $(BENCH)

bench-load: $(VENV)/ready $(PEERS)/ready ## many users at once, beside the plain pattern
	$(BIN)/python -m benchmarks.load $(BENCH)

eval: index ## everything that is scored, both halves of each, then the report and the gate
	$(BIN)/python -m eval.retrieval
	$(BIN)/python -m eval.topics
	$(BIN)/aftercare eval run --questions --generated 800 --again 50
	$(BIN)/aftercare eval report
	$(BIN)/aftercare eval gate last

gate: index ## a tenth of the worked scenarios against the committed baseline
	$(BIN)/aftercare eval gate --fast

mutants: $(VENV)/ready ## the engine changed a little at a time, to see that a test fails; prints how many did, and lists the rest
	rm -rf build/mutants && mkdir -p build/mutants
	git archive HEAD assistant ingest corpus tests pyproject.toml README.md LICENSE | tar -x -C build/mutants
	$(BIN)/python -m pip install --quiet -e '.[test,mutants]'
	cd build/mutants && $(abspath $(BIN))/mutmut run && $(abspath $(BIN))/mutmut results

$(VENV)/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e '.[test]'
	touch $@

$(PEERS)/ready: benchmarks/requirements.txt # the other tools need other versions than ours: an environment of their own
	$(PYTHON) -m venv $(PEERS)
	echo '*' > $(PEERS)/.gitignore
	$(PEERS)/bin/python -m pip install --quiet --upgrade pip
	$(PEERS)/bin/python -m pip install --quiet -r benchmarks/requirements.txt
	touch $@

clean: ## remove what was made; the documents and their paragraphs stay
	rm -rf var build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
