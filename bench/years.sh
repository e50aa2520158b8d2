#!/usr/bin/env bash
# years.sh [HOUSEHOLDS [YEARS]]: yearly runs over so many households (1000000 unless told) for so many years (10), one after the other in one database, from 2026
# on: successive years of the sample, in which the same people grow older. After each run: `verify`, `explain` of one person, small commands, a backup,
# and what room each folder takes. Nobody approves anything: the batches of all years lie proposed.
#   PROGRAM=/opt/disburse/disburse bench/years.sh    measures a published build
# Prints as Markdown. Everything is written below bench/work/years; the rosters of a year are thrown away after it.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 LC_ALL=C.UTF-8
households=${1:-1000000} years=${2:-10}
work=$PWD/work/years
disburse=${PROGRAM:-$PWD/../src/Disbursement.Jobs/bin/Release/net10.0/disburse}
command -v /usr/bin/time >/dev/null || { echo "GNU time is needed: /usr/bin/time" >&2; exit 2; }
[ -n "${PROGRAM:-}" ] || dotnet build -c Release -nologo -v quiet -clp:ErrorsOnly ../src/Disbursement.Jobs >&2
rm -rf "$work"
mkdir -p "$work"
cd "$work"
room() { du -sm "$@" 2>/dev/null | awk '{ sum += $1 } END { print sum + 0 }'; }
# Wall time, processor time, peak memory of a command; 0 and 1 are good ends.
timed() {
    sync
    /usr/bin/time -q -o time.txt -f '%e %U %S %M' "$@" >said.txt 2>&1 || [ $? -eq 1 ] || { cat said.txt >&2; exit 1; }
    awk '{ printf "%.2f %.1f %.0f\n", $1, $2 + $3, $4 / 1024 }' time.txt
}

echo "| year | run s | CPU s | peak MiB | verify s | peak MiB | explain s | batches s | balance s | backup s | database MB | archive MB | files MB |"
echo "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
person=
for ((year = 2026; year < 2026 + years; year++)); do
    "$disburse" sample --households "$households" --seed 1 --year "$year" --out "in-$year" --logs logs >&2
    books=(--data data --logs logs)
    read -r run cpu most < <(timed "$disburse" run --year "$year" --inputs "in-$year" --out out "${books[@]}")
    [ -n "$person" ] || person=$(set +o pipefail; cat in-"$year"/rosters/"$year"/*.csv | cut -d, -f1-8 | grep -oE "\b[1-9][0-9]{16}[0-9X]\b" | sed -n 1p)
    read -r verify _ proof < <(timed "$disburse" verify "${books[@]}")
    read -r explain _ < <(timed "$disburse" explain --id "$person" "${books[@]}")
    read -r batches _ < <(timed "$disburse" batches "${books[@]}")
    read -r balance _ < <(timed "$disburse" ledger balance "${books[@]}")
    rm -f backup.db
    read -r backup _ < <(timed "$disburse" db backup backup.db "${books[@]}")
    echo "| $year | $run | $cpu | $most | $verify | $proof | $explain | $batches | $balance | $backup | $(room data/disbursement.db*) | $(room data/archive) | $(room out) |"
    rm -rf "in-$year"
done
