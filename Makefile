# The two commands a newcomer needs are `make demo` and `make test`; both set up what they use.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
TARGET := $(or $(CARGO_TARGET_DIR),target)
DEMO := $(TARGET)/demo/quaestor
# One feature selection for every build, so that no dependency is compiled twice.
ALL := --workspace --locked
DEMO_DIR ?= demo
# Whose sign-ins fail most: no dollar and no double quote in it.
QUESTION := SigninLogs | where ResultType != '0' | summarize Failures = count(), Last = max(TimeGenerated) by UserPrincipalName | top 5 by Failures

.PHONY: demo test lint browser bench detections fuzz reference clean-demo

demo: clean-demo
	cargo build --profile demo --locked -p quaestor
	@mkdir -p $(DEMO_DIR)
	@echo; echo '$$ quaestor simulate --people 60 --days 30 --seed 7 --out $(DEMO_DIR)/tenant'
	@$(DEMO) simulate --people 60 --days 30 --seed 7 --out $(DEMO_DIR)/tenant
	@echo; echo '$$ quaestor import $(DEMO_DIR)/tenant/graph $(DEMO_DIR)/tenant/management'
	@$(DEMO) --data $(DEMO_DIR)/archive import $(DEMO_DIR)/tenant/graph $(DEMO_DIR)/tenant/management
	@echo; echo '$$ quaestor tables'
	@$(DEMO) --data $(DEMO_DIR)/archive tables
	@echo; echo '$$ quaestor coverage'
	@$(DEMO) --data $(DEMO_DIR)/archive coverage
	@echo; echo '$$ quaestor verify'
	@$(DEMO) --data $(DEMO_DIR)/archive verify
	@echo; echo "\$$ quaestor query \"$(QUESTION)\""
	@$(DEMO) --data $(DEMO_DIR)/archive query "$(QUESTION)"
	@echo; echo '$$ quaestor detect --severity high'
	@$(DEMO) --data $(DEMO_DIR)/archive detect --severity high
	@echo; echo '$$ quaestor alerts incidents --alerts 3'
	@$(DEMO) --data $(DEMO_DIR)/archive alerts incidents --alerts 3
	@echo; echo '$$ quaestor review new --month 2026-10 --format html --out $(DEMO_DIR)/review-2026-10.html'
	@$(DEMO) --data $(DEMO_DIR)/archive review new --month 2026-10 --format html --out $(DEMO_DIR)/review-2026-10.html
	@echo; echo '$$ quaestor review entries'
	@$(DEMO) --data $(DEMO_DIR)/archive review entries
	@echo; echo '$$ quaestor report executive-summary --month 2026-10 --format html --out $(DEMO_DIR)/summary-2026-10.html'
	@$(DEMO) --data $(DEMO_DIR)/archive report executive-summary --month 2026-10 --format html --out $(DEMO_DIR)/summary-2026-10.html
	@echo; echo '$$ quaestor pack 2026-10 --out $(DEMO_DIR)/review-2026-10.zip'
	@$(DEMO) --data $(DEMO_DIR)/archive pack 2026-10 --out $(DEMO_DIR)/review-2026-10.zip
	@echo; echo '$$ quaestor pack verify $(DEMO_DIR)/review-2026-10.zip'
	@$(DEMO) pack verify $(DEMO_DIR)/review-2026-10.zip
	@echo; echo 'The archive is in $(DEMO_DIR)/archive; ask it more with: $(DEMO) --data $(DEMO_DIR)/archive --help'
	@echo 'Open $(DEMO_DIR)/review-2026-10.html in a browser: the review of the month, filled in. Beside it: the report summary-2026-10.html, and the evidence pack.'

clean-demo:
	@rm -rf $(DEMO_DIR)/tenant $(DEMO_DIR)/archive $(DEMO_DIR)/review-2026-10.* $(DEMO_DIR)/summary-2026-10.html

test:
	@test -d "$${QUAESTOR_SHARED:-../shared}" || echo 'skipped: tests on foreign samples and queries, since neither ../shared nor QUAESTOR_SHARED is a folder'
	@if cargo nextest --version >/dev/null 2>&1; then cargo nextest run $(ALL); else cargo test $(ALL) --all-targets; fi
	cargo test $(ALL) --doc

lint:
	cargo fmt --all --check
	cargo clippy $(ALL) --all-targets -- -D warnings

# Pages in a real browser: the one that has everything, and PAGES, which are those that the tests made of a make-believe tenant unless you name others.
# Needs node and Chromium; see tests/browser/README.md.
PAGES ?= $(wildcard $(TARGET)/tmp/pages/*.html)
browser:
	tests/browser/run crates/report/tests/forms/golden/sample.html $(PAGES)

# Against DuckDB, in the same run; needs python3. See docs/benchmarks.md.
bench:
	cargo build --release --locked -p quaestor
	python3 benches/import.py --quaestor $(TARGET)/release/quaestor
	python3 benches/query.py --quaestor $(TARGET)/release/quaestor

# What the rules find and miss of a make-believe tenant, written to docs/detections.md; an hour, and needs python3.
detections:
	cargo build --release --locked -p quaestor
	python3 benches/detections.py --quaestor $(TARGET)/release/quaestor --write docs/detections.md

# Every reader of untrusted bytes; SECONDS each. Needs cargo-fuzz.
SECONDS_EACH ?= 60
fuzz:
	fuzz/run $(SECONDS_EACH)

# Rewrites the generated reference pages from the definitions.
reference:
	UPDATE_REFERENCE=1 cargo test $(ALL) reference
