# Short names for what is done often. `just` lists them.

default:
    @just --list

# everything that must hold before a change lands
ci:
    .ci/run

# the tests
test:
    cargo test --workspace

# the tests of the store against PostgreSQL, which is installed and started for them
test-postgres:
    eval "$(.ci/postgres start)" && cargo test --package retold-store

# house rules: layers, sizes, names (layers.toml)
tidy:
    cargo xtask tidy

# the demo's report, in retold-demo.html
demo:
    cargo run --release -- demo

# speed and memory; `just bench --record` appends to bench/history.jsonl
bench *arguments:
    cargo run --release --package retold-bench -- {{arguments}}

# key schemes, or archives of growing size, with the measuring data: `just archives ../shared/data 10000 1000000`
archives data +sizes:
    cargo build --release --package retold-cli
    cargo run --release --package retold-bench -- keys {{data}}
    cargo run --release --package retold-bench -- archive {{data}} {{sizes}}

# quality on labelled sets, held to bench/floors.toml
floors scorers="../shared/bench":
    cargo build --release --package retold-cli
    python3 bench/floors.py target/release/retold {{scorers}}

# kill indexing 200 times, a watch 100 and families 60 times, find 50,000 copies of one story, put twice the load it bears on
# the service for ten minutes, then fuzz every target for some seconds each; long by `just soak 3600`
soak seconds="60":
    #!/usr/bin/env bash
    set -euo pipefail
    RETOLD_KILLS=200 cargo test --release --package retold-testsuite --test cli_archive -- survives_a_kill --nocapture
    RETOLD_WATCH_KILLS=100 cargo test --release --package retold-testsuite --test cli_watch -- that_is_killed --nocapture
    RETOLD_FAMILY_KILLS=60 RETOLD_COPIES=50000 cargo test --release --package retold-testsuite --test cli_families_faults -- killed copies --nocapture
    cargo build --release --package retold-cli
    rm -rf target/soak-archive
    python3 bench/serve.py target/release/retold target/soak-archive --soak 600 --only-soak
    rustup toolchain list | grep -q nightly || { echo "fuzzing needs a nightly toolchain: rustup toolchain install nightly" >&2; exit 1; }
    command -v cargo-fuzz >/dev/null || { echo "fuzzing needs cargo-fuzz: cargo install cargo-fuzz" >&2; exit 1; }
    for target in $(cargo +nightly fuzz list); do
        cargo +nightly fuzz run "$target" -- -max_total_time={{seconds}} -timeout=20 -rss_limit_mb=1024
    done

# the picture in the README (needs Debian's chromium)
picture:
    docs/picture.sh

# the pages of `retold serve` in a real browser (installs Debian's chromium and npm packages when they are missing)
browser:
    cargo build --release --package retold-cli
    tools/browser/run target/release/retold

# figures of `retold serve` over an archive, made when it is not there, and a soak at twice the load it bears: `just serve-soak DIR 600`
serve-soak archive seconds="60":
    cargo build --release --package retold-cli
    python3 bench/serve.py target/release/retold {{archive}} --soak {{seconds}}
