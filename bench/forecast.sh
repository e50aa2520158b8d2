#!/usr/bin/env bash
# forecast.sh [HOUSEHOLDS]: measures a forecast of five years over so many households (1000000 unless told), and holds what it foresaw for the next year against the run
# over the sample of that year. RUNS=3 says how often; the median is printed. Markdown on stdout; everything is written below bench/work.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 LC_ALL=C.UTF-8
households=${1:-1000000}
times=${RUNS:-3}
place=work/forecast-$households

if ! /usr/bin/time -f %e true 2>/dev/null; then
    echo "GNU time is needed as /usr/bin/time: install the package time." >&2
    exit 1
fi

dotnet build -c Release -nologo -v quiet Disbursement.Bench >&2
disburse=$(realpath ../src/Disbursement.Jobs/bin/Release/net10.0/disburse)
bench=$(realpath Disbursement.Bench/bin/Release/net10.0/Disbursement.Bench)
rm -rf "$place"
mkdir -p "$place"
for year in 2026 2027; do
    "$disburse" sample --households "$households" --seed 1 --year $year --out "$place/inputs-$year" --logs "$place/logs" >&2
done

for ((i = 1; i <= times; i++)); do
    sync
    /usr/bin/time -a -o "$place/times" -f '%e %U %S %M' "$disburse" forecast --years 5 --inputs "$place/inputs-2026" --data "$place/none" --to "$place/forecast" --logs "$place/logs" --lang en >"$place/forecast.txt"
done
echo "\`disburse forecast --years 5\` over $households households, median of $times: $(sort -n "$place/times" | awk '{ line[NR] = $0 } END { split(line[int((NR + 1) / 2)], v, " "); printf "%.1f s, %.1f s of processor time, %.0f MiB", v[1], v[2] + v[3], v[4] / 1024 }')."
echo
sed -n '/expected heads/,/^ *$/p' "$place/forecast.txt"

# The books have the run of 2026 before that of 2027, as they would.
for year in 2026 2027; do
    "$disburse" run --year $year --inputs "$place/inputs-$year" --data "$place/data" --out "$place/out" --logs "$place/logs" --lang en >&2
done
echo
"$bench" backtest --forecast "$(echo "$place"/forecast/*.csv)" --database "$place/data/disbursement.db" --year 2027
