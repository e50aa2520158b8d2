#!/usr/bin/env bash
# returns.sh [LINES]: a bank's answer of so many lines (1000000 unless told) to the payments of one run, 19 in 20 paid: wall, CPU and peak memory of
# `returns import`, and of `verify` after it. Everything is written below bench/work/returns.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 LC_ALL=C.UTF-8
lines=${1:-1000000}
# A thousand households of a sample are paid some 890 payments.
households=$((lines * 115 / 100 + 100))
work=$PWD/work/returns
rm -rf "$work"
mkdir -p "$work"
# PROGRAM=/opt/disburse/disburse measures a build that is there; else one is made.
disburse=${PROGRAM:-}
if [ -z "$disburse" ]; then
    dotnet build -c Release -v q -clp:ErrorsOnly ../src/Disbursement.Jobs >&2
    disburse=$PWD/../src/Disbursement.Jobs/bin/Release/net10.0/disburse
fi
say() { echo "$(date +%T) $*" >&2; }
# Exit code 1 says that something waits for a person.
run() { "$disburse" "$@" --data "$work/data" --logs "$work/logs" --lang en >>"$work/said.txt" 2>&1 || [ $? -eq 1 ]; }
officer() {
    printf 'a password of a bench\n%s password of a bench\n' "${3:+given}" | run users add "$1" --role "$2" --password-stdin ${3:+--as "$3"}
    [ -z "${3:-}" ] || printf 'given password of a bench\na password of a bench\n' | run users password "$1" --as "$1" --password-stdin
}
timed() {
    local name=$1 wall user sys peak
    shift
    sync
    /usr/bin/time -q -o "$work/time" -f '%e %U %S %M' "$@" --data "$work/data" --logs "$work/logs" --lang en >"$work/$name.txt" 2>&1 \
        <<<'a password of a bench' || [ $? -eq 1 ] || { cat "$work/$name.txt" >&2; exit 1; }
    read -r wall user sys peak <"$work/time"
    awk "BEGIN { printf \"%-15s wall %.1f s, CPU %.1f + %.1f s, peak %.0f MiB\\n\", \"$name\", $wall, $user, $sys, $peak / 1024 }"
}

say "rosters of $households households, and their run"
"$disburse" sample --households "$households" --seed 1 --out "$work/inputs" --logs "$work/logs" >&2
sed -i 's/csv+xlsx+pain001+bank/csv/' "$work/inputs/bureaus.csv"
run run --year 2026 --as bench --inputs "$work/inputs" --out "$work/out"
officer chen administrator
officer zhang operator chen
officer li reviewer chen
say "approved and released"
run batch approve --run 2026-1 --all --as li --password-stdin --inputs "$work/inputs" <<<'a password of a bench'
run batch release --run 2026-1 --all --as li --password-stdin <<<'a password of a bench'
say "the bank's answer"
{
    echo "payment_no,amount,status,reason,settled_on"
    cat "$work"/out/2026-1/3*/*.csv | awk -F, -v most="$lines" -v day="$(TZ=Asia/Shanghai date +%F)" \
        '$1 ~ /^2026-1-/ && n < most { n++; print $1 "," $11 "," (n % 20 ? "paid" : "failed") "," (n % 20 ? "" : "账户已销") "," day }'
} >"$work/answers.csv"
echo "$(($(wc -l <"$work/answers.csv") - 1)) lines, $(stat -c %s "$work/answers.csv") bytes; load before: $(cut -d' ' -f1-3 /proc/loadavg)"
timed returns-import "$disburse" returns import "$work/answers.csv" --as zhang --password-stdin --inputs "$work/inputs"
cat "$work/returns-import.txt"
timed verify "$disburse" verify
