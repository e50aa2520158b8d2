#!/usr/bin/env bash
# Writes what follows from the tables and the migrations: the model of each provider, compiled, and the script of a new SQLite file.
# To be called after each change of a table or a migration. --no-build where the program is built already.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../../.."
[ "${1:-}" = --no-build ] || dotnet build src/Disbursement.Jobs
dotnet tool restore
here=src/Disbursement.Jobs/Store/Migrations
for provider in Sqlite SqlServer; do
  # Beside the old one first: where a build is missing nothing is lost.
  made=$(mktemp -d -p "$here/$provider" Model.XXXXXX)
  trap 'rm -rf "$made"' EXIT
  dotnet ef dbcontext optimize -p src/Disbursement.Jobs -c "${provider}DisbursementDb" -o "Store/Migrations/$provider/${made##*/}" \
    -n "Disbursement.Jobs.Store.Migrations.$provider.Model" --no-build
  rm -rf "$here/$provider/Model"
  mv "$made" "$here/$provider/Model"
  chmod 755 "$here/$provider/Model"
done
dotnet ef migrations script --no-transactions -p src/Disbursement.Jobs -c SqliteDisbursementDb --no-build -o "$here/Sqlite/NewFile.sql"
