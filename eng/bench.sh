#!/usr/bin/env bash
# Measures everything and writes bench/RESULTS.md: about 15 minutes on a quiet machine. Arguments go to the harness, such as: eng/bench.sh ingest --rounds 3
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build src/Groundswell.Cli -c Release --nologo -v quiet
dotnet build bench/Groundswell.Bench -c Release --nologo -v quiet
bench=artifacts/bin/Groundswell.Bench/release/Groundswell.Bench
if [ $# -eq 0 ]; then
    exec "$bench" all --out bench/RESULTS.md
fi
exec "$bench" "$@"
