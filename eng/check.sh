#!/usr/bin/env bash
# The one command that checks everything: installs what the tests need, builds, checks the format, runs every test.
# Used by people and by CI alike. Its last line is "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
results=artifacts/test-results
mkdir -p "$results"
rm -f "$results"/*

fail() {
    echo "check: $1" >&2
    echo "0 passed, 1 failed"
    exit 1
}

step() { echo "==> $1"; }

# Debian's Chromium drives the pages; where we are not root, the person installs it.
if ! command -v chromium >/dev/null 2>&1 && [ -z "${CHROMIUM_PATH:-}" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        step "installing chromium"
        (apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium) \
            >"$results/apt.log" 2>&1 || { tail -5 "$results/apt.log"; fail "chromium could not be installed"; }
    else
        fail "the browser tests need chromium: install it, or set CHROMIUM_PATH"
    fi
fi

step "build"
dotnet build Groundswell.slnx -c Release -warnaserror --nologo -v quiet || fail "the build failed"

step "format"
dotnet format Groundswell.slnx --verify-no-changes --no-restore || fail "run 'dotnet format'"

step "tests"
dotnet test --solution Groundswell.slnx -c Release --no-build 2>&1 | tee "$results/tests.log"
status=${PIPESTATUS[0]}

# The runner's own summary: "  failed: 0" and "  succeeded: 15".
passed=$(grep -E '^\s*succeeded: [0-9]+' "$results/tests.log" | tail -1 | tr -dc 0-9)
failed=$(grep -E '^\s*failed: [0-9]+' "$results/tests.log" | tail -1 | tr -dc 0-9)
[ "$status" != 0 ] && [ "${failed:-0}" = 0 ] && failed=1
echo "${passed:-0} passed, ${failed:-1} failed"
exit "$status"
