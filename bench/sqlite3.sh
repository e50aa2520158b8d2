#!/usr/bin/env bash
# sqlite3.sh INPUTS OUT: the rosters of 2026 through the sqlite3 shell, to OUT/payments.csv.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rosters=$(cd "$1/rosters/2026" && pwd)
mkdir -p "$2"
cd "$2"
rm -f pipeline.db payments.csv

header=$(head -qn1 "$rosters"/*.csv | tr -d '\r' | sort -u)
if [ "$(wc -l <<<"$header")" != 1 ]; then
    echo "The rosters have different headers; this pipeline needs one." >&2
    exit 1
fi

{
    # A scratch database: no journal, nothing waits for the disk, temporary tables in memory.
    echo "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -262144;"
    echo "CREATE TABLE roster (${header//,/ TEXT, } TEXT);"
    for file in "$rosters"/*.csv; do
        echo ".import --csv --skip 1 \"$file\" roster"
    done
    cat "$here/sqlite3.sql"
} | sqlite3 -bail pipeline.db
rm -f pipeline.db
