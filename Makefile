# Everything here needs `python3` (3.9 or newer) and `make` only; the rest is installed into .venv.
PYTHON3 ?= python3
BIN := .venv/bin
READY := .venv/.ready
# B110, try-except-pass: so openapi-python-client reads a union, one type after the other.
GENERATORS_WAY := B110
# More processes than processors, as many a test waits. Neighbours share what their module sets up.
SIDE_BY_SIDE := -n 4 --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help setup generate lint-document changes check test audit demo bench bench-peers soak interop docs docs-serve clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## Make .venv with the project and its tools (once, and when pyproject.toml changes)

$(READY): pyproject.toml overlay/sketricgen/_version.py tools/bootstrap.py
	@$(PYTHON3) tools/bootstrap.py
	@touch $@

generate: $(READY) ## Check openapi.yaml and write generated/ from it
	$(BIN)/python tools/generate.py

lint-document: $(READY) ## Check openapi.yaml with Redocly and Spectral (gets them first, by npm)
	$(BIN)/python tools/lint_document.py

changes: $(READY) ## Name what changed for a user since BASE=<git ref>, or since the last tag
	$(BIN)/python tools/changes.py $(BASE)

check: $(READY) ## Style, types, security, drift of generated/, exported names, import rule
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/bandit --quiet --recursive overlay
	$(BIN)/bandit --quiet --recursive --skip $(GENERATORS_WAY) generated
	$(BIN)/python tools/verify_types.py
	$(BIN)/python tools/generate.py --check
	$(BIN)/python -m pytest -q tests/structure

# Dozens of processes run here. What one of them compiled, the others need not compile again.
test: export PYTHONDONTWRITEBYTECODE :=
test: $(READY) ## Run the tests side by side, with branch coverage of overlay/
	$(BIN)/python -m pytest -q $(SIDE_BY_SIDE) --cov --cov-report=term --cov-fail-under=100 $(ARGS)

audit: $(READY) ## Look for known vulnerabilities of the dependencies (asks PyPI, or: ARGS="-s osv")
	$(BIN)/python tools/audit.py $(ARGS)

demo: $(READY) ## An answer, a story, a PDF, a picture and a pause against a local server (LIVE=1: the service)
	$(BIN)/python examples/demo.py $(if $(LIVE),--live)

bench: $(READY) ## Measure against httpx, a bare splitter and httpx-sse, in one run
	$(BIN)/python -m benchmarks $(ARGS)

bench-peers: $(READY) ## The same, with the SDKs of others in environments of their own
	$(BIN)/python -m benchmarks --peers $(ARGS)

soak: $(READY) ## 20,000 runs and 2,000 streams, one in twenty faulted, and 5,000 interrupts: all must add up
	$(BIN)/python -W error -m tests.reliability.soak $(ARGS)
	$(BIN)/python -m tests.reliability.interrupts

interop: $(READY) ## Run against real balancers, proxies, S3 servers and AG-UI producers (gets them first)
	$(BIN)/python -m tests.interop.prepare
	$(BIN)/python -m pytest -q -n 2 tests/interop $(ARGS)

docs: $(READY) ## Build the documentation site into build/docs (gets Sphinx first; offline after that)
	$(BIN)/python tools/docs.py

docs-serve: $(READY) ## Build the documentation site and show it at http://127.0.0.1:8000/
	$(BIN)/python tools/docs.py --serve

clean: ## Remove .venv, builds and caches
	rm -rf .venv .audit .bench .docs .interop .lint build dist .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
