#!/usr/bin/env bash
# Holds `groundswell detect` against published methods and against rules written by hand, on counts whose outages are known.
# usage: bench/detection/compare.sh COUNTS_DIRECTORY [--series N] [--cores N] [--out DIRECTORY] [--only NAME,...]
#
# COUNTS_DIRECTORY holds counts.csv.gz and truth.csv; generate.py makes one, and score.py says how the figures are taken.
# --series  only the first N series: all 120 take R half an hour on one core; --cores: processes for it (2)
# --out     where each method's rows go (artifacts/detection); what is there already is not made again, so a run can be taken up
# --only    of groundswell,farrington30,farrington5,c2,c3,zscore,ratio
#
# Needs the .NET SDK and python3; for some methods numpy (Debian: python3-numpy) and R's surveillance (r-cran-surveillance).
# What is not there is left out, and said. PYTHON and GROUNDSWELL name another interpreter or executable.
set -euo pipefail
export PYTHONDONTWRITEBYTECODE=1
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

usage() { sed -n '2,13s/^# \{0,1\}//p' "$0" >&2; exit 2; }
say() { echo "$*" >&2; }

series=0 cores=2 out=$root/artifacts/detection only= counts=
while [ $# -gt 0 ]; do
    case $1 in
        --series|--cores|--out|--only) [ $# -ge 2 ] || usage; declare "${1#--}=$2"; shift 2 ;;
        -*) usage ;;
        *) [ -z "$counts" ] || usage; counts=$1; shift ;;
    esac
done
case $series$cores in *[!0-9]*) usage ;; esac
for file in counts.csv.gz truth.csv; do
    [ -r "$counts/$file" ] || { say "compare.sh: '$counts/$file' cannot be read; it must be a directory with counts.csv.gz and truth.csv."; exit 2; }
done
mkdir -p "$out"
counts=$(cd "$counts" && pwd) out=$(cd "$out" && pwd)

wanted() { [ -z "$only" ] || case ,$only, in *,"$1",*) true ;; *) false ;; esac; }

python=
for candidate in ${PYTHON:-python3 /usr/bin/python3}; do
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    python=${python:-$candidate}
    if "$candidate" -c 'import numpy' 2>/dev/null; then numpy=$candidate; break; fi
done
[ -n "$python" ] || { say "compare.sh: python3 (3.11 or later) is needed to score."; exit 2; }
[ -n "${numpy:=}" ] || say "left out: zscore and ratio, which need numpy (Debian: python3-numpy)."
r=
if Rscript -e 'suppressPackageStartupMessages(library(surveillance))' >/dev/null 2>&1; then r=Rscript
else say "left out: farrington and EARS, which need R's surveillance (Debian: r-cran-surveillance)."; fi

input=$counts/counts.csv.gz
if [ "$series" -gt 0 ]; then
    out=$out/first-$series
    mkdir -p "$out"
    input=$out/counts.csv.gz
    gzip -dc "$counts/counts.csv.gz" | awk -F, -v most="$series" 'NR == 1 || $1 in seen || n < most { if (NR > 1 && !($1 in seen)) { seen[$1]; n++ } print }' | gzip -1 >"$input"
fi
stamp=$(cksum <"$input")
if [ "$stamp" != "$(cat "$out/input" 2>/dev/null || true)" ]; then
    rm -f "$out"/*.csv "$out"/*.cost
    echo "$stamp" >"$out/input"
fi

# method NAME COMMAND...: runs it unless its rows are there; its last word on standard output is what a point cost it.
method() {
    local name=$1
    shift
    wanted "$name" || return 0
    [ -s "$out/$name.csv" ] && [ -s "$out/$name.cost" ] && return 0
    say "running $name"
    if "$@" "$out/$name.csv" >"$out/$name.log"; then
        tail -n 1 "$out/$name.log" >"$out/$name.cost"
    else
        say "left out: $name, which failed."
        rm -f "$out/$name.csv"
    fi
}

groundswell() {
    local executable=${GROUNDSWELL:-}
    if [ -z "$executable" ]; then
        dotnet build "$root/src/Groundswell.Cli" -c Release --nologo -v quiet >&2
        executable=$root/artifacts/bin/Groundswell.Cli/release/groundswell
    fi
    local TIMEFORMAT='%U %S' used rows
    used=$({ time "$executable" detect "$input" --out "$1" >/dev/null; } 2>&1)
    rows=$(($(wc -l <"$1") - 1))
    awk -v used="$used" -v rows="$rows" 'BEGIN { split(used, t, " "); printf "%.4f ms a point\n", 1000 * (t[1] + t[2]) / rows }'
}
farrington() { "$r" "$here/farrington.R" "$input" "$2" "$1" "$cores"; }
ears() { "$r" "$here/ears.R" "$input" "$2" "$1"; }
rule() { "$numpy" "$here/rules.py" "$input" "$2" "$1"; }

method groundswell groundswell
[ -z "$numpy" ] || { method zscore rule zscore; method ratio rule ratio; }
[ -z "$r" ] || { method c2 ears C2; method c3 ears C3; method farrington30 farrington 6; method farrington5 farrington 1; }

"$python" - "$counts/truth.csv" "$series" <<'PYTHON'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
names = list(dict.fromkeys(row["series"] for row in rows))[:int(sys.argv[2]) or None]
print(f"{len(names)} series, {sum(row['wave'] != '0' and row['series'] in set(names) for row in rows)} outages; share found, mean delay.\n")
PYTHON
echo "| method | F = 1 | F = 0.2 | F = 0.05 | processor |"
echo "|---|---|---|---|---|"
row() {
    wanted "$1" && [ -s "$out/$1.csv" ] || return 0
    "$python" "$here/score.py" "$counts/truth.csv" "$out/$1.csv" --series "$series" --row "$2" "$(cat "$out/$1.cost")"
}
row groundswell '`groundswell detect`'
row zscore "z-score of 15 min against the same hours of six weeks"
row farrington30 "Farrington Flexible on sums of 30 min"
row farrington5 "Farrington Flexible on bins of 5 min"
row c3 "EARS C3"
row c2 "EARS C2"
row ratio "15 min as a multiple of the mean of six weeks"
