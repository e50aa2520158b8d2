#!/usr/bin/env bash
# takeover.sh [TAKEOVERS]: kills nodes of a cluster of three that have parts of a run in hand, one after the other, and tells after how many seconds
# the others have taken them over (20 times unless told); fails where one took longer than twice the 2 s that a node may be silent there.
# Needed: PostgreSQL (initdb, pg_ctl), which keeps the jobs; the books are a file. For a quiet machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 LC_ALL=C.UTF-8 DISBURSE_REQUIRE_TOOLS=1 DISBURSE_TAKEOVERS=${1:-20}
[ -n "${NO_BUILD:-}" ] || dotnet build tests/Disbursement.Jobs.Tests -v q -clp:ErrorsOnly -p:RunAnalyzersDuringBuild=false >&2
echo "Load before: $(cut -d' ' -f1-3 /proc/loadavg)."
dotnet test tests/Disbursement.Jobs.Tests --no-build --filter FullyQualifiedName~What_a_killed_node_had_in_hand --logger 'console;verbosity=detailed' |
    grep -E '^ *(taken over|Passed|Failed|Skipped|Expected|But was)'
