#!/usr/bin/env bash
# Holds `groundswell attribute` against simpler ways to name a cause (baselines.py), on worlds whose causes are known.
# usage: bench/attribution/compare.sh [WORLD…] [--out DIRECTORY] [--only NAME,...] [--cases all|even|odd] [--json]
#
# WORLD   a folder as generate.py makes it, cases.csv included. Without any, the worlds of seeds 11 and 12 are made, 2,000 services and
#         240 cases each: a few minutes.
# --out   where worlds and ranks go (artifacts/attribution); a baseline's ranks that are younger than world and script are kept
# --only  of groundswell,count,score,enrichment,direct,shrink,shrink-all
# --json  instead of the tables: one object, by world and method what score.py tells
#
# Needs the .NET SDK and python3, 3.11 or later. PYTHON and GROUNDSWELL name another interpreter or executable.
set -euo pipefail
export PYTHONDONTWRITEBYTECODE=1
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

usage() { sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2; }
fail() { echo "compare.sh: $*" >&2; exit 2; }
say() { echo "$*" >&2; }

out=$root/artifacts/attribution only= cases=all json= worlds=()
while [ $# -gt 0 ]; do
    case $1 in
        --out|--only|--cases) [ $# -ge 2 ] || usage; declare "${1#--}=$2"; shift 2 ;;
        --json) json=--json; shift ;;
        -*) usage ;;
        *) worlds+=("$1"); shift ;;
    esac
done
case $cases in all|even|odd) ;; *) usage ;; esac
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || fail "python3, 3.11 or later, is needed; PYTHON names one."
methods=$'groundswell\n'$("$python" "$here/baselines.py" --list)
for name in ${only//,/ }; do
    grep -qxF -- "$name" <<<"$methods" || fail "--only: there is no method '$name'; there are ${methods//$'\n'/, }."
done
for world in ${worlds[@]+"${worlds[@]}"}; do
    [ -d "$world" ] || fail "'$world' is not a directory."
    for file in components groups services edges_known obs probes status cases; do
        [ -r "$world/$file.csv" ] || [ -r "$world/$file.csv.gz" ] || fail "'$world' is not a whole world: there is neither $file.csv nor $file.csv.gz."
    done
done
mkdir -p "$out"
out=$(cd "$out" && pwd)
if [ ${#worlds[@]} -eq 0 ]; then
    for seed in 11 12; do
        worlds+=("$out/seed-$seed")
        [ -r "$out/seed-$seed/status.csv" ] && [ "$out/seed-$seed/status.csv" -nt "$here/generate.py" ] && continue # the last that is written
        say "making the world of seed $seed"
        "$python" "$here/generate.py" "$seed" 2000 240 "$out/seed-$seed"
    done
fi

executable=()
prepare() {
    [ ${#executable[@]} -eq 0 ] || return 0
    if [ -n "${GROUNDSWELL:-}" ]; then
        read -ra executable <<<"$GROUNDSWELL"
    else
        dotnet build "$root/src/Groundswell.Cli" -c Release --nologo -v quiet >&2
        executable=(dotnet "$root/artifacts/bin/Groundswell.Cli/release/groundswell.dll")
    fi
}

# Ranks are made beside their place and moved there when whole, so that a run that was stopped leaves none that look finished.
rank() {
    local method=$1 world=$2 ranks=$3
    if [ "$method" = groundswell ]; then
        prepare
        "${executable[@]}" attribute "$world" --out "$ranks.part" >/dev/null
    else
        [ -s "$ranks" ] && [ -z "$(find "$here" "$world" -newer "$ranks" \( -name '*.csv' -o -name '*.gz' -o -name '*.py' -o -name baselines.json \) -print -quit)" ] && return 0
        say "running $method on $world"
        "$python" "$here/baselines.py" "$method" "$world" "$ranks.part"
    fi
    mv "$ranks.part" "$ranks"
}

scores=$out/scores.jsonl
: >"$scores"
for world in "${worlds[@]}"; do
    world=$(cd "$world" && pwd)
    ranked=$out/$(basename "$world")-$(cksum <<<"$world" | cut -d' ' -f1)
    mkdir -p "$ranked"
    for method in $methods; do
        [ -z "$only" ] || case ,$only, in *,"$method",*) ;; *) continue ;; esac
        rank "$method" "$world" "$ranked/$method.csv"
        score=$("$python" "$here/score.py" "$world" "$ranked/$method.csv" --cases "$cases" --json)
        "$python" -c 'import json, sys; print(json.dumps(dict(zip(("folder", "method", "ranks"), sys.argv[1:4]), score=json.loads(sys.argv[4]))))' \
            "$world" "$method" "$ranked/$method.csv" "$score" >>"$scores"
    done
done
"$python" "$here/comparison.py" "$scores" "$cases" $json
