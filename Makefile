# The two commands of a newcomer are `make demo` and `make test`.

.PHONY: demo test leaks check fmt bench docs pictures generated

demo: ## Build and run everything on this machine
	cargo run --quiet --release -- demo $(ARGS)

test: ## Install what the tests need, run everything
	scripts/install-test-tools
	npm run --silent check
	npm run --silent test
	cargo test --locked
	cargo build --locked
	$(MAKE) --no-print-directory docs
	node --test --test-reporter=spec tests/clients/*.test.mjs
	scripts/browser-tests

leaks: ## Look for leaks of masked words on 10,000 generated pages
	LEAK_RUNS=10000 node --test --test-reporter=spec tests/e2e/leaks/leaks.test.mjs

check: ## What a change must pass before it is looked at
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings
	npm run --silent check
	scripts/source-rules
	node scripts/conformance.mjs
	node scripts/sizes.mjs
	if command -v cargo-deny >/dev/null; then cargo deny --all-features check bans licenses sources; else echo "cargo-deny is not installed: licences and bans were not checked"; fi

fmt: ## Format the Rust code
	cargo fmt

bench: ## Measure what the budgets speak of
	cargo build --locked --release
	node bench/latency.mjs
	node bench/footprint.mjs
	node bench/pages.mjs
	node bench/traffic.mjs
	node bench/list.mjs
	node bench/history.mjs

docs: ## Build the book into target/book, and check its links
	scripts/mdbook build
	node scripts/check-book.mjs

pictures: ## Take the pictures of docs/pages.md
	node scripts/page-pictures.mjs

generated: ## Write the files that come from the code
	cargo build --locked
	target/debug/cobroker settings > target/generated && cp target/generated .env.example
	target/debug/cobroker settings --markdown > target/generated && cp target/generated docs/configuration.md
	WRITE_REFERENCES=1 cargo test --locked --quiet --test it reference::
