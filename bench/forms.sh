#!/usr/bin/env bash
# forms.sh [HOUSEHOLDS]: the same households (1000000 unless told) as .csv and as .xlsx: rows a second of both whole runs, and whether their payment files
# are the same. Everything is written below bench/work/forms.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 LC_ALL=C.UTF-8
households=${1:-1000000}
work=$PWD/work/forms
rm -rf "$work"
mkdir -p "$work"
dotnet build -c Release -v q -clp:ErrorsOnly Disbursement.Bench >&2
bench=Disbursement.Bench/bin/Release/net10.0/Disbursement.Bench
disburse=../src/Disbursement.Jobs/bin/Release/net10.0/disburse
"$disburse" sample --households "$households" --seed 1 --out "$work/csv" --logs "$work/logs" >&2
"$bench" workbooks --inputs "$work/csv" --out "$work/xlsx" >&2
rows=$(cat "$work"/csv/rosters/*/*.csv | wc -l)
for form in csv xlsx; do
    # Exit code 1 says that something waits for a person.
    /usr/bin/time -q -o "$work/time" -f '%e %U %S %M' "$disburse" run --year 2026 --as bench --lang en --inputs "$work/$form" \
        --data "$work/data-$form" --out "$work/out-$form" --logs "$work/logs-$form" >"$work/$form.txt" 2>&1 || true
    read -r wall user sys peak <"$work/time"
    awk "BEGIN { printf \"%-4s %d rows, wall %.1f s, %.0f rows a second, CPU %.1f s, peak %.0f MiB\\n\", \"$form\", $rows, $wall, $rows / $wall, $user + $sys, $peak / 1024 }"
done
(cd "$work/out-csv/2026-1" && find . -name '*.csv' -path './3*' -exec sha256sum {} + | sort -k 2) >"$work/csv.sums"
(cd "$work/out-xlsx/2026-1" && sha256sum --quiet -c "$work/csv.sums") && echo "payment files: $(wc -l <"$work/csv.sums") of them are the same"
