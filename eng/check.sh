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

# What the tests drive, by command and Debian package: a browser, and the name servers of the DNS test bed. Where we are root,
# what is missing is installed; elsewhere the person installs it.
needed="
    chromium:chromium
    named:bind9
    dnssec-signzone:bind9-utils
    dig:bind9-dnsutils
    knotd:knot
    nsd:nsd
    unbound:unbound
"
missing=() packages=()
for pair in $needed; do
    command=${pair%%:*} package=${pair##*:}
    [ "$command" = chromium ] && [ -n "${CHROMIUM_PATH:-}" ] && continue
    # Servers stand in folders that not everyone's PATH names.
    PATH=$PATH:/usr/sbin:/usr/local/sbin:/sbin command -v "$command" >/dev/null 2>&1 && continue
    missing+=("$command") packages+=("$package")
done

install_missing() {
    # Packages of servers start them. A policy that says no keeps them still; one that the machine has already stays.
    local policy=/usr/sbin/policy-rc.d made=
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && made=1
    fi
    (apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@") >"$results/apt.log" 2>&1
    local status=$?
    [ -n "$made" ] && rm -f "$policy"
    return "$status"
}

if [ "${#missing[@]}" -gt 0 ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        step "installing ${packages[*]}"
        install_missing "${packages[@]}" || { tail -5 "$results/apt.log"; fail "${packages[*]} could not be installed"; }
    else
        fail "the tests need ${missing[*]}: install ${packages[*]} (Debian's names), or set CHROMIUM_PATH for the browser"
    fi
fi

step "build"
dotnet build Groundswell.slnx -c Release -warnaserror --nologo -v quiet || fail "the build failed"

step "format"
dotnet format Groundswell.slnx --verify-no-changes --no-restore || fail "run 'dotnet format'"

step "tests"
# A suite in which no test ends for ten minutes hangs: it is ended, and the tests that were running are named.
dotnet test --solution Groundswell.slnx -c Release --no-build --results-directory "$results" \
    --hangdump --hangdump-timeout 10m --hangdump-type None 2>&1 | tee "$results/tests.log"
status=${PIPESTATUS[0]}
for hung in "$results"/*_hang.log; do
    [ -e "$hung" ] && { step "hung: $(basename "$hung")"; cat "$hung"; }
done

# The runner's own summary: "  failed: 0" and "  succeeded: 15".
passed=$(grep -E '^\s*succeeded: [0-9]+' "$results/tests.log" | tail -1 | tr -dc 0-9)
failed=$(grep -E '^\s*failed: [0-9]+' "$results/tests.log" | tail -1 | tr -dc 0-9)
[ "$status" != 0 ] && [ "${failed:-0}" = 0 ] && failed=1
echo "${passed:-0} passed, ${failed:-1} failed"
exit "$status"
