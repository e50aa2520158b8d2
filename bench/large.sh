#!/usr/bin/env bash
# large.sh [HOUSEHOLDS]: a run over so many households (10000000 unless told) and `verify` after it, on SQLite: wall, CPU and peak memory of both, how
# long each stage took, and what room each folder needs; without the floors and pipelines of run.sh, which would need as much room again.
# Once, unless RUNS says how often. FORMATS=csv leaves the other formats of payment files away. Everything is written below bench/work/large.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 LC_ALL=C.UTF-8
households=${1:-10000000}
work=$PWD/work/large
inputs=$work/inputs-$households
disburse=${PROGRAM:-$PWD/../src/Disbursement.Jobs/bin/Release/net10.0/disburse}
say() { echo "$(date +%T) $*" >&2; }
logged() { date -d "$(grep -h "$1" "$work"/logs/*.jsonl | head -n1 | sed 's/.*"@t":"\([^"]*\)".*/\1/')" +%s.%N; }
between() { awk "BEGIN { printf \"%.1f\", $2 - $1 }"; }
room() { du -sm --total "$@" 2>/dev/null | tail -n1 | cut -f1; }

say "building"
[ -n "${PROGRAM:-}${NO_BUILD:-}" ] || dotnet build -c Release -nologo -v quiet -clp:ErrorsOnly ../src/Disbursement.Jobs >&2
mkdir -p "$work"
[ -d "$inputs" ] || "$disburse" sample --households "$households" --seed 1 --year 2026 --out "$inputs" --logs "$work/sample-logs" >&2
[ -z "${FORMATS:-}" ] || sed -i "s/csv+xlsx+pain001+bank/$FORMATS/" "$inputs/bureaus.csv"
echo "| $households households | wall s | CPU s (user + system) | peak MiB |"
echo "|---|--:|--:|--:|"
for ((i = 1; i <= ${RUNS:-1}; i++)); do
    rm -rf "$work/data" "$work/out" "$work/logs"
    sync
    say "run $i; load before: $(cut -d' ' -f1-3 /proc/loadavg)"
    # The room that it takes while it runs, looked at every two seconds.
    echo 0 >"$work/most"
    (while sleep 2; do now=$(room "$work/data" "$work/out"); [ "${now:-0}" -le "$(cat "$work/most")" ] || echo "$now" >"$work/most"; done) &
    looking=$!
    # Exit code 1 says that something waits for a person.
    /usr/bin/time -q -o "$work/time" -f '%e %U %S %M' "$disburse" run --year 2026 --as bench --lang en --inputs "$inputs" --data "$work/data" \
        --out "$work/out" --logs "$work/logs" >"$work/run.txt" 2>&1 || [ $? -eq 1 ] || { kill $looking; cat "$work/run.txt" >&2; exit 1; }
    kill $looking
    wait $looking 2>/dev/null || true
    awk '{ printf "| run | %.1f | %.1f + %.1f | %.0f |\n", $1, $2, $3, $4 / 1024 }' "$work/time"
    reading=$(logged '"Stage":"reading"') assessing=$(logged '"Stage":"assessing"') paying=$(logged '"Stage":"paying"') sealed=$(logged '"@mt":"Sealed')
    echo "| — reading | $(between "$reading" "$assessing") | | |"
    echo "| — assessing | $(between "$assessing" "$paying") | | |"
    echo "| — paying, to the commit | $(between "$paying" "$sealed") | | |"
    say "verify $i"
    /usr/bin/time -q -o "$work/time" -f '%e %U %S %M' "$disburse" verify --data "$work/data" --logs "$work/logs" --lang en >"$work/verify.txt" 2>&1 ||
        { cat "$work/verify.txt" >&2; exit 1; }
    awk '{ printf "| verify | %.1f | %.1f + %.1f | %.0f |\n", $1, $2, $3, $4 / 1024 }' "$work/time"
done
echo
echo "MB: rosters $(room "$inputs"), archive $(room "$work/data/archive"), database $(room "$work"/data/disbursement.db*), payment files and lists $(room "$work/out");" \
    "data and out at most $(cat "$work/most") during the run. Machine: $(nproc) cores, load at the end $(cut -d' ' -f1-3 /proc/loadavg)."
