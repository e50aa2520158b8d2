#!/usr/bin/env bash
# How long each small command takes on the shipped sample, from a published build.
#   bench/verbs.sh                    publishes for linux-x64 into bench/work/publish, then measures
#   PROGRAM=/opt/disburse/disburse bench/verbs.sh    measures a build that is there
#   RUNS=9 bench/verbs.sh             nine times each; else five, after one that is not counted
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
runs=${RUNS:-5}
work=$PWD/bench/work/verbs
program=${PROGRAM:-}
if [[ -z $program ]]; then
  dotnet publish src/Disbursement.Jobs -c Release -r linux-x64 --no-self-contained -p:PublishReadyToRun=true -p:DebugType=none \
    -p:NuGetLockFilePath=obj/publish.packages.lock.json -o bench/work/publish >&2
  program=$PWD/bench/work/publish/disburse
fi
command -v /usr/bin/time >/dev/null || { echo "GNU time is needed: /usr/bin/time" >&2; exit 2; }

rm -rf "$work"
mkdir -p "$work"
cp -r inputs "$work/inputs"
cd "$work"
books=(--data data --logs logs)
# 1 says that a person has something to look at: the sample has rejects and assumed values on purpose.
"$program" run --year 2026 --inputs inputs --out out "${books[@]}" >/dev/null 2>&1 || [[ $? -eq 1 ]]
batch=$("$program" batches --json "${books[@]}" | grep -o '2026-1-[0-9]*-[a-z]*' | sed -n 1p)
person=$(cut -d, -f1-8 inputs/rosters/2026/*.csv | grep -oE '\b[1-9][0-9]{16}[0-9X]\b' | sed -n 1p)

median() { sort -g | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

measure() {
  local name=$1 i
  shift
  : > times
  for ((i = 0; i <= runs; i++)); do
    if [[ $name == run ]]; then rm -rf fresh; fi
    /usr/bin/time -q -a -o times -f '%e %U %S %M' "$@" >/dev/null 2>&1 || true
  done
  # The first run is not counted.
  tail -n +2 times > counted
  printf '| %s | %.2f | %.2f | %.0f |\n' "$name" "$(cut -d' ' -f1 counted | median)" "$(awk '{ print $2 + $3 }' counted | median)" \
    "$(awk '{ print $4 / 1024 }' counted | median)"
}

printf '| command | wall s | CPU s | peak MiB |\n|---|--:|--:|--:|\n'
measure --version "$program" --version
measure --help "$program" --help
measure 'schedule list' "$program" schedule list "${books[@]}"
measure 'ledger balance' "$program" ledger balance "${books[@]}"
measure batches "$program" batches "${books[@]}"
measure 'batch show' "$program" batch show "$batch" "${books[@]}"
measure explain "$program" explain --id "$person" "${books[@]}"
measure verify "$program" verify "${books[@]}"
measure run "$program" run --year 2026 --inputs inputs --out fresh/out --data fresh/data --logs fresh/logs
