#!/usr/bin/env bash
# receivables.sh [HOUSEHOLDS]: what claimants owe back, at scale. The yearly run of a sample (350000 households unless told, for about
# 100000 receivables) pays the reward; a second run with half of
# the city's rate takes 20.00 of each back, so that each claimant of it owes something. Then the list is read, written as csv and as a
# workbook, and one receivable is repaid and confirmed. Markdown on stdout; everything is written below bench/work.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 LC_ALL=C.UTF-8
households=${1:-350000}
place=work/receivables-$households

if ! /usr/bin/time -f %e true 2>/dev/null; then
    echo "GNU time is needed as /usr/bin/time: install the package time." >&2
    exit 1
fi

# PROGRAM=/opt/disburse/disburse measures a build that is there; else one is made.
disburse=${PROGRAM:-}
if [ -z "$disburse" ]; then
    dotnet build -c Release -nologo -v quiet ../src/Disbursement.Jobs >&2
    disburse=$(realpath ../src/Disbursement.Jobs/bin/Release/net10.0/disburse)
fi
rm -rf "$place"
mkdir -p "$place"
folders=(--data "$place/data" --logs "$place/logs" --lang en)
secret='a password for the bench'
"$disburse" sample --households "$households" --seed 1 --year 2026 --out "$place/inputs" --logs "$place/logs" >&2
printf '%s\n' "$secret" | "$disburse" users add chen --role administrator --password-stdin "${folders[@]}" >&2
for officer in zhang:operator li:reviewer; do
    printf '%s\n%s\n' "$secret" "given: $secret" | "$disburse" users add "${officer%:*}" --role "${officer#*:}" --as chen --password-stdin "${folders[@]}" >&2
    printf '%s\n%s\n' "given: $secret" "$secret" | "$disburse" users password "${officer%:*}" --as "${officer%:*}" --password-stdin "${folders[@]}" >&2
done

run() {
    printf '%s\n' "$secret" | "$disburse" run --year 2026 --inputs "$place/inputs" --out "$place/out" --as zhang --password-stdin "${folders[@]}" >&2 || [ $? = 1 ]
}

run
sed -i '0,/from: 2016-01-01, value: 40.00/s//from: 2016-01-01, value: 20.00/' "$place/inputs/policy/"*.yaml
run

measure() {
    local what=$1 rc=0
    shift
    printf '%s\n' "$secret" | /usr/bin/time -o "$place/time" -f '%e %U %S %M' "$@" >"$place/said" || rc=$?
    [ $rc -le 1 ]
    tail -1 "$place/time" | awk -v what="$what" '{ printf "| %s | %.1f | %.1f | %.0f |\n", what, $1, $2 + $3, $4 / 1024 }'
}

list=("$disburse" receivable list "${folders[@]}")
echo '| | wall s | CPU s | peak MiB |'
echo '|---|--:|--:|--:|'
measure 'receivable list' "${list[@]}"
measure '— written as csv' "${list[@]}" --out "$place/list.csv"
measure '— written as a workbook' "${list[@]}" --out "$place/list.xlsx"
number=$(sed -n 2p "$place/list.csv" | cut -d, -f1)
measure 'receivable repay' "$disburse" receivable repay "$number" --amount 1.00 --on 2026-06-02 --document receipt-1 --as zhang --password-stdin "${folders[@]}"
measure 'receivable confirm' "$disburse" receivable confirm "$number" --as li --password-stdin "${folders[@]}"
echo
echo "$(($(wc -l <"$place/list.csv") - 1)) receivables were open."
