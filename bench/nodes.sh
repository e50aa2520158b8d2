#!/usr/bin/env bash
# nodes.sh NODES [HOUSEHOLDS]: a run over so many households (100000 unless told) divided among so many nodes of this machine, on a server of which
# DISBURSE_BENCH_SQLSERVER is the connection string, of somebody who may make databases; its database disburse_bench is thrown away each time.
# With 0 nodes, the same run by one process on SQLite, to be set beside.
#   for n in 0 1 2 3; do bench/nodes.sh $n 1000000; done
# Prints as Markdown the wall time of `run`, what it, each node and the server took of the processor (the server where it runs on this machine and
# DISBURSE_BENCH_SERVER_PROCESS is the id of its first process), and the most memory of a node; a last line says which bytes came of it: they are the
# same however many nodes there are. Everything is written below bench/work/nodes.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 LC_ALL=C.UTF-8
nodes=${1:?how many nodes} households=${2:-100000}
[ "$nodes" -eq 0 ] || : "${DISBURSE_BENCH_SQLSERVER:?the connection string of somebody who may make databases}"
work=$PWD/work/nodes
place=$work/$households-$nodes
inputs=$work/inputs-$households
disburse=${PROGRAM:-$PWD/../src/Disbursement.Jobs/bin/Release/net10.0/disburse}
say() { echo "$(date +%T) $*" >&2; }
# What a process has taken of the processor so far, in seconds.
taken() { awk -v tick="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); print ($12 + $13) / tick }' "/proc/$1/stat"; }
# What the server has taken: its processes, and those of theirs that have ended.
server() {
    [ "$nodes" -gt 0 ] && [ -n "${DISBURSE_BENCH_SERVER_PROCESS:-}" ] || { echo; return; }
    ps -e -o pid= -o ppid= | awk -v root="$DISBURSE_BENCH_SERVER_PROCESS" '
        { parent[$1] = $2 }
        END { for (one in parent) { for (up = one; up != root && up in parent; up = parent[up]); if (up == root) print "/proc/" one "/stat" } }' |
        xargs cat 2>/dev/null | awk -v tick="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); sum += $12 + $13 + $14 + $15 } END { print sum / tick }' || true
}

say "building"
[ -n "${NO_BUILD:-}" ] || dotnet build -c Release -nologo -v quiet Disbursement.Bench >&2
rm -rf "$place"
mkdir -p "$place"
[ -d "$inputs" ] || "$disburse" sample --households "$households" --seed 1 --year 2026 --out "$inputs" --logs "$place/sample-logs" >&2
export DISBURSE__FirstAdministrator=false
if [ "$nodes" -gt 0 ]; then
    DISBURSE__DATABASE__CONNECTIONSTRING=$(dotnet Disbursement.Bench/bin/Release/net10.0/Disbursement.Bench.dll empty --server "$DISBURSE_BENCH_SQLSERVER")
    export DISBURSE__DATABASE__CONNECTIONSTRING DISBURSE__Database__Provider=sqlserver
fi
cd "$place"
folders=(--data "$place/data" --inputs "$inputs" --out "$place/out")
"$disburse" db migrate --data "$place/data" --logs "$place/logs" >&2

say "$nodes nodes"
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true' EXIT
for ((i = 1; i <= nodes; i++)); do
    "$disburse" serve "${folders[@]}" --logs "$place/logs-$i" --urls http://127.0.0.1:0 >"$place/node-$i.txt" 2>&1 &
    pids+=($!)
    until grep -qs 'Listening on' "$place/logs-$i"/*; do
        kill -0 "${pids[-1]}" || { cat "$place/node-$i.txt" >&2; exit 1; }
        sleep 0.2
    done
done
[ "$nodes" -eq 0 ] || sleep 5
load=$(cut -d' ' -f1-3 /proc/loadavg)
sync
declare -a before
for ((i = 0; i < nodes; i++)); do before[i]=$(taken "${pids[i]}"); done
server=$(server)
say "run"
# Exit code 1 says that something waits for a person.
/usr/bin/time -q -o "$place/time" -f '%e %U %S %M' "$disburse" run --year 2026 --as bench --lang en "${folders[@]}" --logs "$place/logs" >"$place/run.txt" 2>&1 ||
    [ $? -eq 1 ] || { cat "$place/run.txt" >&2; exit 1; }
[ -z "$server" ] || server=$(awk "BEGIN { printf \"%.1f\", $(server) - $server }")
read -r wall user sys peak <"$place/time"
each="" peak=$((nodes ? 0 : peak / 1024))
for ((i = 0; i < nodes; i++)); do
    each+="${each:+, }$(awk "BEGIN { printf \"%.1f\", $(taken "${pids[i]}") - ${before[i]} }")"
    one=$(awk '/^VmHWM/ { printf "%.0f", $2 / 1024 }' "/proc/${pids[i]}/status")
    [ "$one" -le "$peak" ] || peak=$one
done
[ "$nodes" -eq 0 ] || kill -TERM "${pids[@]}"
wait
trap - EXIT
echo "| households | nodes | wall s | CPU s of each node | CPU s of \`run\` | CPU s of the server | peak MiB of a node | load before |"
echo "|--:|--:|--:|---|--:|--:|--:|---|"
echo "| $households | $nodes | $wall | $each | $(awk "BEGIN { printf \"%.1f\", $user + $sys }") | ${server:-–} | $peak | $load |"
echo "The payment files: $(cd "$place/out/2026-1" && find . -name '*.csv' | sort | xargs -d '\n' sha256sum | sha256sum | cut -c1-16)"
