# Every command sets up what it needs first; where there is no make, call the scripts themselves.
.DEFAULT_GOAL := help
.PHONY: help demo test check lint types imports setup setup-dev pictures bench clean
MAKEFLAGS += --no-print-directory

help:  ## say what there is
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1 \2/p' $(MAKEFILE_LIST) | while read -r name text; do printf '  make %-10s %s\n' "$$name" "$$text"; done

demo:  ## convert samples/ to DOCX, PDF and text
	@scripts/demo

test:  ## check the code, then run every test
	@scripts/test

check: setup-dev  ## lint, types and imports
	@scripts/check

lint types imports: setup-dev
	@scripts/check $@

lint:     ## ruff: faults and format
types:    ## mypy, strict
imports:  ## import-linter: the directions of the dependencies

setup:  ## make .venv with docpipe, and install what the system lacks
	@scripts/setup

setup-dev:  ## the same, with what the tests need
	@scripts/setup --dev

pictures: setup-dev  ## make the README's pictures of pages anew
	@.venv/bin/python scripts/pictures.py

bench: setup  ## compare docpipe with its peers, side by side
	@.venv/bin/python bench

clean:  ## remove .venv, caches and builds; handouts stay
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find src tests scripts bench -name __pycache__ -type d -prune -exec rm -rf {} +
