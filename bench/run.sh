#!/usr/bin/env bash
# run.sh [HOUSEHOLDS …]: measures a run over so many households (100000 and 1000000 unless told), the naive way, the plain SQL pipelines and the floor.
# RUNS=3 says how often; FORMATS=csv writes that format alone; PROGRAM names a published program, NO_BUILD=1 builds nothing. Medians are printed, as Markdown, on stdout. Everything is written below bench/work.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 LC_ALL=C.UTF-8
times=${RUNS:-3}
naive_most=100000
work=work
[ $# -gt 0 ] || set -- 100000 1000000

if ! /usr/bin/time -f %e true 2>/dev/null; then
    echo "GNU time is needed as /usr/bin/time: install the package time." >&2
    exit 1
fi

say() { echo "$(date +%T) $*" >&2; }
calc() { awk "BEGIN { printf \"$1\", $2 }"; }
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { printf "%.3f", NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
grouped() { printf '%.0f' "$1" | sed ':a;s/\B[0-9]\{3\}\>/,&/;ta'; }
value() { grep -o "\b$1=[^ ]*" | head -n1 | cut -d= -f2; }

# timed NAME COMMAND …: appends wall, user, sys and peak memory to files of that name; what the command prints goes to NAME.out.
timed() {
    local name=$1 wall user sys peak
    shift
    sync
    # Exit code 1 of a run says that something waits for a person.
    /usr/bin/time -q -o "$figures/time" -f '%e %U %S %M' "$@" >"$figures/$name.out" 2>"$figures/$name.err" || [ "$name $?" = "run 1" ] || {
        cat "$figures/$name.out" "$figures/$name.err" >&2
        exit 1
    }
    read -r wall user sys peak <"$figures/time"
    echo "$wall" >>"$figures/$name.wall"
    echo "$user" >>"$figures/$name.user"
    echo "$sys" >>"$figures/$name.sys"
    echo "$peak" >>"$figures/$name.peak"
}

# inside NAME LINE: the same from a line that the bench program printed about a part of itself.
inside() {
    local line
    line=$(grep "^$2 " "$figures/$1.out")
    value seconds <<<"$line" >>"$figures/$2.wall"
    value cpu <<<"$line" >>"$figures/$2.cpu"
    value rows <<<"$line" >"$figures/$2.rows"
}

# When a line of the run's log was written, in seconds.
logged() { date -d "$(grep -h "$1" "$place"/logs/*.jsonl | head -n1 | sed 's/.*"@t":"\([^"]*\)".*/\1/')" +%s.%N; }

row() { # what, wall, CPU, peak in KiB, rows
    local against="" peak="" each=""
    [ -z "$4" ] || peak=$(calc %.0f "$4 / 1024")
    [ -z "$5" ] || each=$(grouped "$(calc %.0f "$5 / $2")")
    [ "${6:-}" = stage ] || against=$(calc %.2f "$run_wall / $2")
    echo "| $1 | $(calc %.2f "$2") | $3 | $peak | ${5:+$(grouped "$5")} | $each | $against |"
}

process_row() { # what, name, rows
    row "$1" "$(median "$figures/$2.wall")" "$(calc '%.2f + %.2f' "$(median "$figures/$2.user"), $(median "$figures/$2.sys")")" "$(median "$figures/$2.peak")" "$3"
}

part_row() { # what, name
    row "$1" "$(median "$figures/$2.wall")" "$(calc %.2f "$(median "$figures/$2.cpu")")" "" "$(cat "$figures/$2.rows")"
}

say "building"
[ -n "${NO_BUILD:-}" ] || dotnet build -c Release -nologo -v quiet Disbursement.Bench >&2
disburse=${PROGRAM:-$(realpath ../src/Disbursement.Jobs/bin/Release/net10.0/disburse)}
bench=$(realpath Disbursement.Bench/bin/Release/net10.0/Disbursement.Bench)
mkdir -p "$work"

echo "Machine: $(nproc) cores ($(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -n1)), $(awk '/^MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo) memory," \
    "$(df --output=fstype "$work" | tail -n1), $(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release), kernel $(uname -r), .NET $(dotnet --list-runtimes | awk '/NETCore.App 10\./ { v = $2 } END { print v }')."
echo "Load before: $(cut -d' ' -f1-3 /proc/loadavg). Medians of $times."

for households in "$@"; do
    place=$work/$households
    inputs=$place/inputs
    figures=$place/figures
    rm -rf "$place"
    mkdir -p "$figures"
    say "sample of $households households"
    "$disburse" sample --households "$households" --seed 1 --out "$inputs" --logs "$place/sample-logs" >&2
    [ -z "${FORMATS:-}" ] || sed -i "s/csv+xlsx+pain001+bank/$FORMATS/" "$inputs/bureaus.csv"

    for ((i = 1; i <= times; i++)); do
        say "run $i"
        rm -rf "$place/data" "$place/out" "$place/logs"
        timed run "$disburse" run --year 2026 --as bench --lang en --inputs "$inputs" --data "$place/data" --out "$place/out" --logs "$place/logs"
        reading=$(logged '"Stage":"reading"') assessing=$(logged '"Stage":"assessing"') paying=$(logged '"Stage":"paying"') sealed=$(logged '"@mt":"Sealed')
        calc '%.3f\n' "$assessing - $reading" >>"$figures/reading.wall"
        calc '%.3f\n' "$paying - $assessing" >>"$figures/assessing.wall"
        calc '%.3f\n' "$sealed - $paying" >>"$figures/paying.wall"
        calc '%.3f\n' "$(tail -n1 "$figures/run.wall") - ($sealed - $reading)" >>"$figures/rest.wall"
    done
    "$bench" totals --database "$place/data/disbursement.db" >"$figures/totals"

    for ((i = 1; i <= times; i++)); do
        say "floor $i"
        timed floor-parse "$bench" parse --inputs "$inputs"
        inside floor-parse parse
        timed floor-write "$bench" write --database "$place/data/disbursement.db" --work "$place"
        inside floor-write write-as-the-run
        inside floor-write write-unsafe
    done

    if command -v sqlite3 >/dev/null; then
        for ((i = 1; i <= times; i++)); do
            say "sqlite3 $i"
            timed sqlite3 ./sqlite3.sh "$inputs" "$place/sqlite3"
        done
    fi
    for ((i = 1; i <= times; i++)); do
        say "DuckDB $i"
        timed duckdb "$bench" duckdb --sql duckdb.sql --inputs "$inputs" --out "$place/duckdb"
    done
    if [ "$households" -le $naive_most ]; then
        say "naive"
        timed naive-way "$bench" naive --database "$place/data/disbursement.db" --households "$households" --work "$place"
        inside naive-way naive
    fi

    rosters=$(value roster_rows <"$figures/totals")
    standings=$(value standings <"$figures/totals")
    results=$(($(cat "$figures/write-as-the-run.rows") - standings))
    run_wall=$(median "$figures/run.wall")
    floor=$(calc %.3f "$(median "$figures/parse.wall") + $(median "$figures/write-as-the-run.wall")")
    floor_cpu=$(calc %.2f "$(median "$figures/parse.cpu") + $(median "$figures/write-as-the-run.cpu")")
    {
        echo
        echo "### $(grouped "$households") households: $(grouped "$rosters") roster rows of $(calc %.0f "$(value bytes <"$figures/totals") / 1000000") MB, $(grouped $((results + standings))) rows of results"
        echo
        echo "| | wall s | CPU s (user + system) | peak MiB | rows | rows/s | run ÷ this |"
        echo "|---|--:|--:|--:|--:|--:|--:|"
        process_row "**disburse run**" run "$rosters"
        row "— reading: roster rows" "$(median "$figures/reading.wall")" "" "" "$rosters" stage
        row "— assessing: result rows" "$(median "$figures/assessing.wall")" "" "" "$results" stage
        row "— paying: batches, ledger, files, standings, commit" "$(median "$figures/paying.wall")" "" "" "$standings" stage
        row "— the rest: start, migrations, end" "$(median "$figures/rest.wall")" "" "" "" stage
        part_row "floor: bare strict parse" parse
        part_row "floor: bare write, WAL and FULL" write-as-the-run
        row "**floor: both**" "$floor" "$floor_cpu" "" ""
        part_row "bare write, no journal, nothing synced" write-unsafe
        if command -v sqlite3 >/dev/null; then
            process_row "sqlite3 pipeline" sqlite3 "$rosters"
        else
            echo "| sqlite3 pipeline | skipped: sqlite3 is not installed | | | | | |"
        fi
        process_row "DuckDB pipeline" duckdb "$rosters"
        if [ "$households" -le $naive_most ]; then
            part_row "naive: EF SaveChanges, writing only, once" naive
        else
            echo "| naive: EF SaveChanges | not measured above $(grouped $naive_most) households | | | | | |"
        fi
        echo
        echo "| payments, yuan | run | sqlite3 | DuckDB |"
        echo "|---|--:|--:|--:|"
        for scheme in ocr sab sad; do
            echo -n "| $scheme |"
            for source in totals sqlite3.out duckdb.out; do
                line=$(grep "^scheme=$scheme " "$figures/$source" 2>/dev/null || true)
                echo -n " ${line:+$(grouped "$(value payments <<<"$line")"), $(calc %.2f "$(value fen <<<"$line") / 100")} |"
            done
            echo
        done
    } | tee "$place/table.md"
done
