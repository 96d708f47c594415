#!/usr/bin/env bash
# Holds `groundswell diagnose` against zonemaster-cli and delv, on name servers that fail in ways that are known.
# usage: bench/dns/compare.sh [--jobs N] [--out DIRECTORY] [--only TEXT] [--tools NAME,...]
#
# The bed (tests/Groundswell.DnsBed) starts BIND, Knot, NSD and Unbound on loopback. Zonemaster knows no other port than 53, so
# this runs as root, or where net.ipv4.ip_unprivileged_port_start allows 53; otherwise Zonemaster is left out, and said.
# --jobs   questions at a time (2); each tool has the bed for itself
# --out    where every answer goes, as cases.json (artifacts/dns)
# --only   cases whose class or title holds this
# --tools  of diagnose,zonemaster,delv
#
# credit.py says what counts as naming the cause. Needs the .NET SDK, python3, bind9, bind9-dnsutils, knot, nsd, unbound;
# for the others zonemaster-cli and delv (in bind9-dnsutils). GROUNDSWELL names another executable.
set -euo pipefail
export PYTHONDONTWRITEBYTECODE=1
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

usage() { sed -n '2,15s/^# \{0,1\}//p' "$0" >&2; exit 2; }
say() { echo "$*" >&2; }

jobs=2 out=$root/artifacts/dns only= tools=diagnose,zonemaster,delv
while [ $# -gt 0 ]; do
    case $1 in
        --jobs|--out|--only|--tools) [ $# -ge 2 ] || usage; declare "${1#--}=$2"; shift 2 ;;
        *) usage ;;
    esac
done

cd "$root"
dotnet build tests/Groundswell.DnsBed -c Release -v q --nologo >&2
port=53
if ! python3 -c 'import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).bind(("127.53.255.254", 53))' 2>/dev/null; then
    say "compare.sh: port 53 cannot be had here, so Zonemaster is left out."
    port=
fi

chosen=()
case ,$tools, in *,diagnose,*)
    groundswell=${GROUNDSWELL:-}
    if [ -z "$groundswell" ]; then
        dotnet build src/Groundswell.Cli -c Release -v q --nologo >&2
        groundswell="dotnet $root/artifacts/bin/Groundswell.Cli/release/groundswell.dll"
    fi
    chosen+=(--tool "diagnose=$groundswell diagnose") ;;
esac
case ,$tools, in *,zonemaster,*)
    if [ -z "$port" ]; then :; elif command -v zonemaster-cli >/dev/null; then chosen+=(--tool "zonemaster=zonemaster-cli"); else say "compare.sh: no zonemaster-cli; left out."; fi ;;
esac
case ,$tools, in *,delv,*)
    if command -v delv >/dev/null; then chosen+=(--tool "delv=delv"); else say "compare.sh: no delv; left out."; fi ;;
esac

exec python3 "$here/compare.py" --bed "dotnet $root/artifacts/bin/Groundswell.DnsBed/release/Groundswell.DnsBed.dll $port" \
    "${chosen[@]}" --jobs "$jobs" --out "$out" --only "$only"
